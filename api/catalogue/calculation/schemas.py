"""A calculation as it is asked for and answered, with every step of the way."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.calendar.arrival import Arrival, Channel
from api.calendar.counting import Step, StepKind
from api.calendar.days import DayKind
from api.calendar.terms import Roll, Term, TermUnit
from api.catalogue.closing_days.schemas import CalendarDay
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.catalogue.terms.schemas import PublishedTermOut, Variant
from api.catalogue.values import Closed
from api.values import Body, IsoDate, Moment

Whole = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]


class CalculationQuery(Body):
    """Either `kind` and what picks a published term, or `amount` and `unit`.

    Either the day it starts, or the channel and day of dispatch of what starts it.
    """

    started_on: Annotated[IsoDate | None, Field(description="Day zero.")] = None
    started_at: Annotated[
        Moment | None, Field(description="For hours: the moment they start, with its time zone.")
    ] = None
    channel: Annotated[
        Channel | None, Field(description="It starts when a message sent in this way is available.")
    ] = None
    dispatched_on: Annotated[IsoDate | None, Field(description="The day it was sent.")] = None

    kind: Annotated[
        DeadlineKind | None, Field(description="The published term for this, in force that day.")
    ] = None
    case_type: Annotated[
        UUID | None, Field(description="For a case of this type; else the terms for all types.")
    ] = None
    variant: Variant | None = None
    catalogue: Annotated[
        UUID | None, Field(description="Of this term catalogue; of our own if left out.")
    ] = None
    start_event: Annotated[
        StartEvent | None, Field(description="If a kind may start from several.")
    ] = None

    amount: Annotated[Whole | None, Field(description="Not needed for `immediately`.")] = None
    unit: TermUnit | None = None
    at_least: Annotated[Whole | None, Field(description="The lower end of a range.")] = None
    roll: Roll | None = None
    closed: Annotated[Closed | None, Field(description="May be repeated.")] = None

    def given(self) -> set[str]:
        return {name for name, value in self if value is not None}


class StepOut(BaseModel):
    """A run of days after the start. The start plus the `days` of all steps is the due day."""

    model_config = ConfigDict(from_attributes=True)

    kind: StepKind
    first_on: date = Field(serialization_alias="from")
    last_on: date = Field(
        serialization_alias="until", description="The last day of the run, itself included."
    )
    days: int = Field(description="Calendar days.")
    counted: int = Field(description="Whole units of the term that ended in this run.")
    because: list[CalendarDay] = Field(description="Why days were skipped or rolled over.")

    @classmethod
    def of(cls, step: Step) -> Self:
        return cls.model_validate(step)


class AskedTerm(BaseModel):
    """The term that was given in the question."""

    amount: int
    unit: TermUnit
    at_least: int | None
    roll: Roll
    closed: list[DayKind]

    @classmethod
    def of(cls, term: Term) -> Self:
        return cls(
            amount=term.amount,
            unit=term.unit,
            at_least=term.at_least,
            roll=term.roll,
            closed=sorted(term.closed),
        )


class RuleOfArrival(BaseModel):
    """The rule by which a message is taken to have arrived."""

    amount: int
    unit: TermUnit
    closed: list[DayKind]
    valid_from: date
    valid_until: date | None
    source: str

    @classmethod
    def of(cls, arrival: Arrival) -> Self:
        return cls(
            amount=arrival.term.amount,
            unit=arrival.term.unit,
            closed=sorted(arrival.term.closed),
            valid_from=arrival.valid_from,
            valid_until=arrival.valid_until,
            source=arrival.source,
        )


class ArrivalOut(BaseModel):
    """When a message counts as available. Without a rule it was there at once."""

    channel: Channel
    dispatched_on: date
    available_on: date
    rule: RuleOfArrival | None


class CalculationOut(BaseModel):
    """When a term is due, and every step that leads there."""

    started_on: date = Field(description="Day zero: it is not counted.")
    started_at: datetime | None
    earliest_on: date | None = Field(description="The lower end of a range.")
    raw_end_on: date = Field(description="Where the count ends, before any roll.")
    due_on: date
    due_at: datetime | None = Field(description="Only for hours from a known moment.")
    moved_because: list[CalendarDay] = Field(description="The closed days it was rolled over.")
    steps: list[StepOut]
    term: PublishedTermOut | AskedTerm
    legal_basis: str | None = Field(
        description="The law of the published term, else of the case type on the start day."
    )
    arrival: ArrivalOut | None
    calendar_version: int = Field(
        description="The number of the calendar's last correction; 0 before the first."
    )
