"""A move of a case as somebody says it."""

from typing import Annotated

from pydantic import Field

from api.cases.rules import CaseAct
from api.values import Body, IsoDate, ShortText


class MoveIn(Body):
    act: Annotated[
        CaseAct, Field(description="investigate, inform, order, deliver, close, withdraw, reopen")
    ]
    happened_on: IsoDate
    reason: Annotated[
        ShortText | None, Field(description="Required to withdraw and to reopen.")
    ] = None
