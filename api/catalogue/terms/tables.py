"""The terms a municipality has published, each with the meeting that adopted it."""

from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Column, Index, String, text
from sqlmodel import Field

from api.calendar.terms import Roll, TermUnit
from api.catalogue.terms.kinds import Clock, DeadlineKind, StartEvent
from api.table import Entity, text_enum

RANGE = "at_least IS NULL OR at_least <= amount"


class TermCatalogue(Entity, table=True):
    """The list of terms that one municipality publishes. Exactly one is our own."""

    __tablename__ = "term_catalogues"
    __table_args__ = (
        Index("term_catalogues_own_key", "own", unique=True, postgresql_where=text("own")),
    )

    name: str = Field(unique=True)
    own: bool = False
    note: str | None = None
    source: str | None = None


class PublishedTerm(Entity, table=True):
    """How long something may take, as published, and how that is counted.

    `as_published` is the municipality's own wording ("60 arbejdsdage"); amount, unit, roll and
    closed kinds are how we read it. A term without a case type holds for all of them; one with a
    variant ("gentagelse") holds for that variant only. `valid_until` is the first day it no longer
    holds. A case keeps the term that was in force on its start day.
    """

    __tablename__ = "published_terms"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="valid_range"),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint(RANGE, name="range"),
    )

    catalogue_id: UUID = Field(foreign_key="term_catalogues.id", index=True)
    case_type_id: UUID | None = Field(default=None, foreign_key="case_types.id", index=True)
    variant: str = ""
    kind: DeadlineKind = Field(sa_type=text_enum(DeadlineKind))
    start_event: StartEvent = Field(sa_type=text_enum(StartEvent))
    as_published: str
    at_least: int | None = None
    amount: int
    unit: TermUnit = Field(sa_type=text_enum(TermUnit, "term_unit"))
    roll: Roll = Field(default=Roll.NONE, sa_type=text_enum(Roll))
    closed: list[str] = Field(sa_column=Column(ARRAY(String), nullable=False))
    clock: Clock = Field(default=Clock.RUNS, sa_type=text_enum(Clock))
    condition: str | None = None
    legal_basis_id: UUID | None = Field(default=None, foreign_key="legal_bases.id", index=True)
    valid_from: date
    valid_until: date | None = None
    adopted_by: str | None = None
    adopted_on: date | None = None
    meeting_id: UUID | None = Field(default=None, foreign_key="meetings.id", index=True)
    source: str | None = None
