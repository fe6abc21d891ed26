"""Closing days, arrival rules and the days of the calendar as they come in and go out."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.calendar.arrival import Channel
from api.calendar.days import DayKind, SpecialDay
from api.calendar.terms import TermUnit
from api.catalogue.closing_days.tables import ArrivalRule, ClosingDay
from api.catalogue.rights import keeping
from api.catalogue.values import Closed
from api.paging import Page, PageQuery
from api.people.rules import Actor
from api.resource import Out
from api.values import Body, IsoDate, ShortText, Whole


class ClosingDaysQuery(PageQuery):
    from_on: Annotated[IsoDate | None, Field(description="Closed on this day or later.")] = None
    before: Annotated[IsoDate | None, Field(description="Closed on a day before this one.")] = None


class ClosingDayOut(Out):
    """A day on which the municipality is closed beside the country's own days."""

    closed_on: date
    name_da: str
    name_en: str
    source: str | None

    @classmethod
    def of(cls, day: ClosingDay) -> Self:
        return cls(**day.model_dump(include=set(cls.model_fields)))


class CalendarDaysQuery(PageQuery):
    first: Annotated[
        IsoDate | None,
        Field(
            alias="from", description="The first day; else 1 January of the same or of this year."
        ),
    ] = None
    last: Annotated[
        IsoDate | None,
        Field(alias="to", description="The last day, itself included; else the year's last."),
    ] = None


class CalendarDay(BaseModel):
    """A special day as it was in its year."""

    model_config = ConfigDict(from_attributes=True)

    on: date = Field(serialization_alias="date")
    kind: DayKind
    name_da: Annotated[str, Field(examples=["store bededag"])]
    name_en: Annotated[str, Field(examples=["Great Prayer Day"])]

    @classmethod
    def of(cls, day: SpecialDay) -> Self:
        return cls.model_validate(day)


class CalendarDays(Page[CalendarDay]):
    """The special days of a stretch of time, in order. Weekends are not among them."""

    calendar_version: int = Field(
        description="The number of the calendar's last correction; 0 before the first."
    )


class ArrivalRulesQuery(PageQuery):
    channel: Channel | None = None
    as_of: Annotated[IsoDate | None, Field(description="For what was dispatched on this day.")] = (
        None
    )


class ArrivalRuleIn(Body):
    """After how long a message counts as available to the one it is sent to."""

    channel: Channel
    amount: Whole
    unit: TermUnit
    closed: Closed = []
    valid_from: Annotated[IsoDate, Field(description="The first day of dispatch it holds for.")]
    valid_until: Annotated[
        IsoDate | None, Field(description="The first day of dispatch it no longer holds for.")
    ] = None
    source: ShortText

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.valid_until and self.valid_until <= self.valid_from:
            raise ValueError("valid_until must lie after valid_from")
        return self


class ArrivalRuleOut(Out, ArrivalRuleIn):
    @classmethod
    def of(cls, rule: ArrivalRule, actor: Actor) -> Self:
        return cls(**rule.model_dump(include=set(cls.model_fields)), may=keeping(actor))
