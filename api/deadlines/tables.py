"""Deadlines: what was computed, promised and done. What is judged is never stored."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Column, Index, String, text
from sqlmodel import Field

from api.calendar.arrival import Channel
from api.calendar.terms import Roll, TermUnit
from api.cases.rules import Party, WaitingFor
from api.catalogue.terms.kinds import Clock, DeadlineKind, OwedBy, StartEvent
from api.table import Entity, text_enum

OPEN = text("met_on IS NULL AND cancelled_on IS NULL")


def sparse(column: str) -> Index:
    """Index a column that is null in most rows."""
    name = f"deadlines_{column}_idx"
    return Index(name, column, postgresql_where=text(f"{column} IS NOT NULL"))


class Deadline(Entity, table=True):
    """The day by which something must be done in a case.

    The term is kept as it was when the deadline started. Of its days, `original_due_on` is the
    first one computed and never changes; `legal_due_on` is what the deadline is judged by, and
    moves only when the calendar is corrected or a term whose law says so stands still;
    `due_on` is what is expected now: the last standing notice to the citizen, else the legal day.
    Unit, type and caseworker follow the case while the deadline is open.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        Index("deadlines_due_on_id_idx", "due_on", "id"),
        Index("deadlines_unit_id_due_on_id_idx", "unit_id", "due_on", "id", postgresql_where=OPEN),
        Index("deadlines_caseworker_id_idx", "caseworker_id", postgresql_where=OPEN),
        sparse("decision_notice_id"),
        sparse("party_hearing_id"),
        sparse("access_request_id"),
        sparse("remittal_id"),
        CheckConstraint("met_on IS NULL OR cancelled_on IS NULL", name="one_end"),
        CheckConstraint("met_on >= started_on", name="met_after_start"),
    )

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    case_number: str
    kind: DeadlineKind = Field(sa_type=text_enum(DeadlineKind))
    owed_by: OwedBy = Field(sa_type=text_enum(OwedBy))
    party: Party | None = Field(default=None, sa_type=text_enum(Party))
    decision_notice_id: UUID | None = Field(default=None, foreign_key="decision_notices.id")
    party_hearing_id: UUID | None = Field(default=None, foreign_key="party_hearings.id")
    access_request_id: UUID | None = Field(default=None, foreign_key="access_requests.id")
    remittal_id: UUID | None = Field(default=None, foreign_key="remittals.id")

    start_event: StartEvent = Field(sa_type=text_enum(StartEvent))
    started_on: date
    published_term_id: UUID | None = Field(
        default=None, foreign_key="published_terms.id", index=True
    )
    at_least: int | None = None
    amount: int
    unit: TermUnit = Field(sa_type=text_enum(TermUnit, "term_unit"))
    roll: Roll = Field(sa_type=text_enum(Roll))
    closed: list[str] = Field(sa_column=Column(ARRAY(String), nullable=False))
    clock: Clock = Field(sa_type=text_enum(Clock))
    legal_basis: str | None = None
    calendar_version: int

    raw_end_on: date
    original_due_on: date
    legal_due_on: date
    due_on: date
    due_at: datetime | None = None
    met_on: date | None = None
    cancelled_on: date | None = None
    cancel_reason: str | None = None
    reopened_on: date | None = None
    reopen_reason: str | None = None
    extensions: int = 0
    notified_on: date | None = None

    unit_id: UUID = Field(foreign_key="units.id")
    case_type_id: UUID = Field(foreign_key="case_types.id", index=True)
    caseworker_id: UUID | None = Field(default=None, foreign_key="people.id")


class Extension(Entity, table=True):
    """A notice to the citizen of when the answer can be expected instead, and why.

    It moves no legal day. One that was wrong is undone by a new fact: `undone_on`.
    """

    __tablename__ = "extensions"
    __table_args__ = (CheckConstraint("undone_on >= notice_sent_on", name="undone_after"),)

    deadline_id: UUID = Field(foreign_key="deadlines.id", index=True)
    due_on: date
    before_due_on: date
    reason: str
    awaiting: str | None = None
    awaiting_from: WaitingFor | None = Field(default=None, sa_type=text_enum(WaitingFor))
    notice_sent_on: date
    channel: Channel = Field(sa_type=text_enum(Channel))
    undone_on: date | None = None
    undone_reason: str | None = None


class DeadlineMove(Entity, table=True):
    """A deadline's day before and after a correction of the calendar."""

    __tablename__ = "deadline_moves"

    deadline_id: UUID = Field(foreign_key="deadlines.id", index=True)
    calendar_correction_id: UUID = Field(foreign_key="calendar_corrections.id", index=True)
    raw_end_before_on: date
    raw_end_after_on: date
    legal_due_before_on: date
    legal_due_after_on: date
    due_before_on: date
    due_after_on: date
    reason: str
