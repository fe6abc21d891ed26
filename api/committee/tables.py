"""Committees, their meetings, what was decided, promised and delivered there."""

from datetime import date, time
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Relationship

from api.imprecise import Precision
from api.plans.outline.tables import words
from api.table import Entity, text_enum


class AgendaOutcome(StrEnum):
    """The word of the decision: noted ("taget til efterretning") is not approved ("godkendt")."""

    NOTED = "noted"
    APPROVED = "approved"
    FUNDED = "funded"
    DISCUSSED = "discussed"
    REJECTED = "rejected"
    POSTPONED = "postponed"


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    PER_MEETING = "per_meeting"
    CONTINUOUS = "continuous"
    ONCE = "once"


class Committee(Entity, table=True):
    __tablename__ = "committees"

    name: str = Field(unique=True)
    note: str | None = None


class Meeting(Entity, table=True):
    """A committee's meeting. `moved_from_on` and `moved_because` tell of a slip."""

    __tablename__ = "meetings"

    committee_id: UUID = Field(foreign_key="committees.id", index=True)
    held_from: date = Field(index=True)
    held_until: date | None = None
    held_precision: Precision = Field(sa_type=text_enum(Precision, "held_precision"))
    held_as_written: str | None = None
    starts_at: time | None = None
    place: str | None = None
    paper_due_on: date | None = None
    moved_from_on: date | None = None
    moved_because: str | None = None

    committee: Committee = Relationship(
        sa_relationship_kwargs={"lazy": "joined", "innerjoin": True}
    )


class AgendaItem(Entity, table=True):
    """One paper on a meeting's agenda, with the decision and its word."""

    __tablename__ = "agenda_items"

    meeting_id: UUID = Field(foreign_key="meetings.id", index=True)
    plan_id: UUID | None = Field(default=None, foreign_key="plans.id", index=True)
    title: str
    case_number: str | None = Field(default=None, index=True)
    status_number: int | None = None
    summary: str | None = None
    problem: str | None = None
    recommended_by: str | None = None
    recommendations: list[str] = Field(default_factory=list, sa_column=words())
    finances: str | None = None
    next_steps: str | None = None
    annexes: list[str] = Field(default_factory=list, sa_column=words())
    signatories: list[str] = Field(default_factory=list, sa_column=words())
    attendance: str | None = None
    outcome: AgendaOutcome | None = Field(default=None, sa_type=text_enum(AgendaOutcome, "outcome"))
    decision: str | None = None
    related: str | None = None
    source: str | None = None

    meeting: Meeting = Relationship(sa_relationship_kwargs={"lazy": "joined", "innerjoin": True})

    @property
    def held_from(self) -> date:
        """Return the meeting's first day, which items are listed by."""
        return self.meeting.held_from


class Promise(Entity, table=True):
    """What a committee was promised. Kept late or not is derived from the days."""

    __tablename__ = "promises"

    agenda_item_id: UUID = Field(foreign_key="agenda_items.id", index=True)
    plan_id: UUID | None = Field(default=None, foreign_key="plans.id", index=True)
    track_id: UUID | None = Field(default=None, foreign_key="tracks.id", index=True)
    title: str
    quote: str | None = None
    due_from: date
    due_until: date | None = None
    due_precision: Precision = Field(sa_type=text_enum(Precision, "due_precision"))
    due_as_written: str | None = None
    due_meeting_id: UUID | None = Field(default=None, foreign_key="meetings.id", index=True)
    delivered_on: date | None = None
    delivered_item_id: UUID | None = Field(default=None, foreign_key="agenda_items.id", index=True)
    late_because: str | None = None
    source: str | None = None

    item: AgendaItem = Relationship(
        sa_relationship_kwargs={
            "lazy": "joined",
            "innerjoin": True,
            "foreign_keys": "Promise.agenda_item_id",
        }
    )
    due_meeting: Meeting | None = Relationship(sa_relationship_kwargs={"lazy": "joined"})


class ReportSchedule(Entity, table=True):
    """A report that comes again and again: to whom, how often, from when."""

    __tablename__ = "report_schedules"

    plan_id: UUID = Field(foreign_key="plans.id", index=True)
    title: str
    frequency: Frequency = Field(sa_type=text_enum(Frequency))
    sender: str | None = None
    receiver: str
    content: str | None = None
    quote: str | None = None
    starts_from: date | None = None
    starts_until: date | None = None
    starts_precision: Precision | None = Field(
        default=None, sa_type=text_enum(Precision, "starts_precision")
    )
    starts_as_written: str | None = None
    next_on: date | None = None
    address: str | None = None
    source: str | None = None
