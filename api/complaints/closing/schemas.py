"""How a complaint is closed, and opened again."""

from typing import Annotated

from pydantic import Field

from api.complaints.rules import ClosingWay
from api.values import Body, IsoDate, LongText


class ComplaintClosingIn(Body):
    """The treatment of a complaint ends. It stays in the figures however it ended."""

    closed_on: Annotated[IsoDate | None, Field(description="Today if left out.")] = None
    how: ClosingWay = ClosingWay.ANSWERED
    answer: Annotated[
        LongText | None, Field(description="What was answered, or the words of it that matter.")
    ] = None


class ComplaintReopeningIn(Body):
    """The treatment of a closed complaint goes on."""

    reopened_on: Annotated[IsoDate | None, Field(description="Today if left out.")] = None
    reason: LongText
