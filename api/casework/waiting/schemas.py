"""Waiting periods as they come in and go out."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.cases.rules import WaitingFor
from api.cases.tables import WaitingPeriod
from api.casework.waiting import rules
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, ShortText

Until = Annotated[IsoDate, Field(description="The first day it no longer waited.")]


class WaitingPeriodsQuery(PageQuery):
    case: UUID | None = None
    unit: Annotated[
        UUID | None,
        Field(description="Of cases in this unit, all under it, and what these took over from."),
    ] = None
    waiting_for: WaitingFor | None = None
    open: Annotated[
        bool | None, Field(description="`true`: runs as of the day; `false`: does not.")
    ] = None
    as_of: Annotated[
        IsoDate | None, Field(description="Judge as of this day; today if left out.")
    ] = None


class WaitingPeriodIn(Body):
    waiting_for: WaitingFor
    what: Annotated[ShortText, Field(examples=["Lægeattest LÆ 125"])]
    since_on: IsoDate


class WaitingPeriodChangeIn(WaitingPeriodIn):
    until_on: Until | None = None


class WaitingEndIn(Body):
    until_on: Until


class WaitingPeriodOut(Out, WaitingPeriodChangeIn):
    case_id: UUID
    case_number: str
    open: Annotated[bool, Field(description="Whether it runs as of the day.")]
    days: Annotated[int, Field(description="How many days it had lasted as of the day.")]

    @classmethod
    def of(cls, row: WaitingPeriod, as_of: date, case_number: str, may: list[str]) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            case_number=case_number,
            open=rules.runs(row.since_on, row.until_on, as_of),
            days=rules.waited_days(row.since_on, row.until_on, as_of),
            may=may,
        )
