"""What figures of complaints are computed from: facts as they were known at each refresh.

A row holds from refresh `since` until refresh `until`; null means that it holds now. So a figure of
an earlier refresh can be computed again, exactly.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import UserDefinedType
from sqlmodel import Field

from api.table import Table, new_id

NOW = text("until IS NULL")


class Snapshot(UserDefinedType[str]):
    """Which transactions had ended at a moment, as PostgreSQL tells, read as text."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "pg_snapshot"


class PatternData(Table, table=True):
    """A state of the facts: what it saw of the change log, and when.

    `checked_at` is when the log was last looked at and the facts were found to be the same still.
    `epoch` is the life of the database that the snapshot belongs to. `trees_id` names what lay
    under what and what followed what, null in states from before that was kept.
    """

    __tablename__ = "pattern_data"
    __table_args__ = (Index(None, "at"),)

    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    id: UUID = Field(default_factory=new_id)
    epoch: str
    at: datetime
    checked_at: datetime
    snapshot: str = Field(sa_column=Column(Snapshot, nullable=False))
    trees_id: UUID | None = Field(default=None, foreign_key="pattern_trees.id")


class PatternTrees(Table, table=True):
    """What each unit and case type lies under, and what followed each unit and section of law.

    `id` is a digest of it: the same is kept once.
    """

    __tablename__ = "pattern_trees"

    id: UUID = Field(primary_key=True)
    trees: Any = Field(sa_column=Column(JSONB, nullable=False))


class ComplaintFact(Table, table=True):
    """A complaint as it is counted.

    `caseworker_changes` are those of its case in the six months before it, null without a case;
    `deadline_state` how the case's time to decide stood that day. `points` are lists of cause,
    finding, and the five marks as bits. Hours and days count from receipt. `words` is a digest of
    what was told: other words are another state, so that a search among them can be repeated.
    `undecided` tells whether its case waited for a decision when the day of receipt ended, null
    without a case; `decision_days` how many days later it first got one, if it waited. Both are
    null too in states from before they were counted.
    """

    __tablename__ = "complaint_facts"
    __table_args__ = (
        Index("complaint_facts_now_key", "complaint_id", unique=True, postgresql_where=NOW),
        Index("complaint_facts_since_idx", "since"),
        Index("complaint_facts_until_idx", "until", postgresql_where=text("until IS NOT NULL")),
    )

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    since: int
    until: int | None = None
    complaint_id: UUID
    received_on: date
    unit_id: UUID
    case_type_id: UUID | None = None
    legal_basis_id: UUID | None = None
    letter_type_id: UUID | None = None
    kind: str
    channel: str
    outcome: str
    board_result: str | None = None
    has_case: bool
    repeated: bool
    caseworker_changes: int | None = None
    deadline_state: str
    first_contact_hours: float | None = None
    answer_days: int | None = None
    contacted: bool
    noted: bool
    undecided: bool | None = None
    decision_days: int | None = None
    words: UUID
    points: list[list[Any]] = Field(sa_column=Column(JSONB, nullable=False))


class DecisionFact(Table, table=True):
    """A decision as complaints are measured against it, with what its case had gone through.

    `complained` tells whether anybody complained of its case from that day on, for a year.
    """

    __tablename__ = "decision_facts"
    __table_args__ = (
        Index("decision_facts_now_key", "decision_id", unique=True, postgresql_where=NOW),
        Index("decision_facts_since_idx", "since"),
        Index("decision_facts_until_idx", "until", postgresql_where=text("until IS NOT NULL")),
    )

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    since: int
    until: int | None = None
    decision_id: UUID
    made_on: date
    unit_id: UUID
    case_type_id: UUID
    legal_basis_id: UUID | None = None
    letter_type_id: UUID | None = None
    caseworker_changes: int
    deadline_state: str
    complained: bool
