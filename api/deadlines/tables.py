"""Deadlines: what was computed, promised and done. What is judged is never stored."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Column, Date, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from api.calendar.arrival import Channel
from api.calendar.terms import Roll, TermUnit
from api.cases.rules import Party, WaitingFor
from api.catalogue.terms.kinds import Clock, DeadlineKind, OwedBy, StartEvent
from api.table import Entity, Table, text_enum

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
    Unit, type and caseworker follow the case while the deadline is open, and so does what the case
    waits for. The database sets this and the day of receipt.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        Index("deadlines_caseworker_id_idx", "caseworker_id", postgresql_where=OPEN),
        sparse("decision_notice_id"),
        sparse("party_hearing_id"),
        sparse("access_request_id"),
        sparse("remittal_id"),
        sparse("complaint_id"),
        CheckConstraint("met_on IS NULL OR cancelled_on IS NULL", name="one_end"),
        CheckConstraint("met_on >= started_on", name="met_after_start"),
    )

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    case_number: str
    received_on: date = Field(default=None, sa_column=Column(Date, nullable=False))
    waiting: list[dict[str, str]] = Field(
        default_factory=list, sa_column=Column(JSONB, nullable=False, server_default=text("'[]'"))
    )
    kind: DeadlineKind = Field(sa_type=text_enum(DeadlineKind))
    owed_by: OwedBy = Field(sa_type=text_enum(OwedBy))
    party: Party | None = Field(default=None, sa_type=text_enum(Party))
    decision_notice_id: UUID | None = Field(default=None, foreign_key="decision_notices.id")
    party_hearing_id: UUID | None = Field(default=None, foreign_key="party_hearings.id")
    access_request_id: UUID | None = Field(default=None, foreign_key="access_requests.id")
    remittal_id: UUID | None = Field(default=None, foreign_key="remittals.id")
    complaint_id: UUID | None = Field(default=None, foreign_key="complaints.id")

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


class DeadlineDocument(Table, table=True):
    """A deadline as it is answered, kept ready by the database beside what lists are filtered by.

    `facts` and `standing` are members of a JSON object, and the cells fields of a CSV line with
    U+001F between them. `standing` is as of now: on an earlier day it may have been otherwise.
    """

    __tablename__ = "deadline_documents"
    __table_args__ = (
        Index(None, "due_on", "deadline_id"),
        Index(None, "legal_due_on", "deadline_id"),
        Index(None, "started_on", "deadline_id"),
        Index(None, "unit_id", "due_on", "deadline_id"),
        Index(
            "deadline_documents_open_idx",
            *("unit_id", "due_on", "deadline_id"),
            postgresql_where=OPEN,
        ),
        Index("deadline_documents_open_by_day_idx", "due_on", "deadline_id", postgresql_where=OPEN),
        Index(
            None,
            *("caseworker_id", "due_on", "deadline_id"),
            postgresql_where=text("caseworker_id IS NOT NULL"),
        ),
    )

    deadline_id: UUID = Field(primary_key=True, foreign_key="deadlines.id", ondelete="CASCADE")
    case_id: UUID = Field(index=True)
    case_number: str
    kind: str
    owed_by: str
    clock: str
    unit_id: UUID
    case_type_id: UUID
    caseworker_id: UUID | None
    case_unit_id: UUID
    case_caseworker_id: UUID | None
    started_on: date
    received_on: date
    legal_due_on: date
    due_on: date
    met_on: date | None
    cancelled_on: date | None
    notified_on: date | None
    waits_since: date | None
    facts: str
    standing: str
    acts: str
    cells: str
    standing_cells: str
