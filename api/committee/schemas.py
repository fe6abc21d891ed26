"""Committees, meetings, papers, promises and returning reports as they come in and go out."""

from datetime import date, time
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, WithJsonSchema

from api.committee import rules
from api.committee.rules import MeetingStanding, PromiseStanding
from api.committee.tables import (
    AgendaItem,
    AgendaOutcome,
    Committee,
    Frequency,
    Meeting,
    Promise,
    ReportSchedule,
)
from api.imprecise import ImpreciseDate, of
from api.paging import PageQuery
from api.people.rules import Actor, Scope
from api.resource import Out
from api.values import Body, IsoDate, LongText, Position, ShortText, Words

AsOf = Annotated[IsoDate | None, Field(description="Judge as of this day; today if left out.")]
Search = Annotated[ShortText | None, Field(description="Words in the texts, whatever their case.")]
EndsOnOrAfter = Annotated[IsoDate | None, Field(description="On this day or later.")]
StartsBefore = Annotated[IsoDate | None, Field(description="Before this day.")]


def _clock_time(value: Any) -> Any:
    """Let only text and times through: pydantic would read the number 13 as 13 seconds."""
    if isinstance(value, str) and len(value) in {len("13:00"), len("13:00:00")}:
        return value
    if type(value) is time:
        return value
    raise ValueError("a time is written HH:MM")


# The format `time` would promise a time zone.
ClockTime = Annotated[
    time,
    BeforeValidator(_clock_time),
    WithJsonSchema(
        {
            "type": "string",
            "format": "time-local",
            "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$",
            "examples": ["13:00"],
        }
    ),
]
Paragraphs = Annotated[list[LongText], Field(max_length=50)]


def acts(actor: Actor) -> list[str]:
    """Name what may be done to the committees' papers, which belong to no unit."""
    return ["replace", "delete"] if actor.has(Scope.COMMITTEE_WRITE) else []


class CommitteesQuery(PageQuery):
    q: Search = None


class CommitteeIn(Body):
    name: ShortText
    note: LongText | None = None


class CommitteeOut(Out, CommitteeIn):
    @classmethod
    def of(cls, row: Committee, actor: Actor) -> Self:
        return cls(**row.model_dump(include=set(cls.model_fields)), may=acts(actor))


class MeetingsQuery(PageQuery):
    committee: UUID | None = None
    plan: Annotated[UUID | None, Field(description="With a paper about this plan.")] = None
    from_on: EndsOnOrAfter = None
    before: StartsBefore = None
    as_of: AsOf = None


class MeetingIn(Body):
    committee_id: UUID
    held: ImpreciseDate
    starts_at: ClockTime | None = None
    place: ShortText | None = None
    paper_due_on: IsoDate | None = None
    moved_from_on: Annotated[IsoDate | None, Field(description="The day it was first set to.")] = (
        None
    )
    moved_because: LongText | None = None


class MeetingOut(Out, MeetingIn):
    committee_name: str
    standing: MeetingStanding
    slip_days: int | None = Field(
        description="Days later than first set; null when not moved, or the day is not exact."
    )

    @classmethod
    def of(cls, row: Meeting, as_of: date, actor: Actor) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            held=of(row, "held"),
            committee_name=row.committee.name,
            standing=rules.meeting_standing(row.held_until, as_of),
            slip_days=rules.slip_days(row.moved_from_on, row.held_from, row.held_until),
            may=acts(actor),
        )


class AgendaItemsQuery(PageQuery):
    meeting: UUID | None = None
    plan: UUID | None = None
    case_number: ShortText | None = None
    outcome: AgendaOutcome | None = None
    q: Search = None


class AgendaItemIn(Body):
    meeting_id: UUID
    plan_id: UUID | None = None
    title: ShortText
    case_number: Annotated[ShortText | None, Field(examples=["2017-0224640"])] = None
    status_number: Annotated[
        Position | None, Field(description="The how manieth status of the plan this paper is.")
    ] = None
    summary: LongText | None = None
    problem: LongText | None = None
    recommended_by: ShortText | None = None
    recommendations: Paragraphs = []
    finances: LongText | None = None
    next_steps: LongText | None = None
    annexes: Words = []
    signatories: Words = []
    attendance: LongText | None = None
    outcome: AgendaOutcome | None = None
    decision: LongText | None = None
    related: LongText | None = None
    source: ShortText | None = None


class AgendaItemOut(Out, AgendaItemIn):
    committee_name: str
    held: ImpreciseDate = Field(description="When the meeting is or was held.")

    @classmethod
    def of(cls, row: AgendaItem, actor: Actor) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            committee_name=row.meeting.committee.name,
            held=of(row.meeting, "held"),
            may=acts(actor),
        )


class PromisesQuery(PageQuery):
    plan: UUID | None = None
    track: UUID | None = None
    item: Annotated[UUID | None, Field(description="Made with this paper.")] = None
    due_before: Annotated[
        IsoDate | None, Field(description="With its last day before this one.")
    ] = None
    open: Annotated[
        bool | None, Field(description="True: not delivered as of the day. False: delivered.")
    ] = None
    as_of: AsOf = None


class PromiseIn(Body):
    agenda_item_id: UUID
    plan_id: UUID | None = None
    track_id: UUID | None = None
    title: ShortText
    quote: LongText | None = None
    due: ImpreciseDate
    due_meeting_id: Annotated[
        UUID | None, Field(description="The meeting that it was promised for.")
    ] = None
    delivered_on: IsoDate | None = None
    delivered_item_id: UUID | None = None
    late_because: LongText | None = None
    source: ShortText | None = None


class PromiseOut(Out, PromiseIn):
    committee_name: str
    promised: ImpreciseDate = Field(description="When the meeting it was given to was held.")
    standing: PromiseStanding
    days_late: int | None = Field(description="Days after its last day; null when not late.")

    @classmethod
    def of(cls, row: Promise, as_of: date, actor: Actor) -> Self:
        found = rules.judge(row.due_until, row.delivered_on, as_of)
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            due=of(row, "due"),
            committee_name=row.item.meeting.committee.name,
            promised=of(row.item.meeting, "held"),
            standing=found.standing,
            days_late=found.days_late,
            may=acts(actor),
        )


class ReportSchedulesQuery(PageQuery):
    plan: UUID | None = None
    frequency: Frequency | None = None


class ReportScheduleIn(Body):
    plan_id: UUID
    title: ShortText
    frequency: Frequency
    sender: ShortText | None = None
    receiver: ShortText
    content: LongText | None = None
    quote: LongText | None = None
    starts: ImpreciseDate | None = None
    next_on: IsoDate | None = None
    address: Annotated[ShortText | None, Field(description="Where it is published, if it is.")] = (
        None
    )
    source: ShortText | None = None


class ReportScheduleOut(Out, ReportScheduleIn):
    @classmethod
    def of(cls, row: ReportSchedule, actor: Actor) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            starts=of(row, "starts"),
            may=acts(actor),
        )
