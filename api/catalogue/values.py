"""Types of input that terms and arrival rules share."""

from typing import Annotated

from pydantic import AfterValidator, Field

from api.calendar.days import DayKind


def in_order(kinds: list[DayKind]) -> list[DayKind]:
    """Return each kind once, in one order, so that the same content is the same text."""
    return sorted(set(kinds))


Closed = Annotated[
    list[DayKind],
    Field(
        max_length=20,
        description="Days that working days leave out, and that a roll steps over.",
        examples=[["public_holiday", "weekend"]],
    ),
    AfterValidator(in_order),
]
