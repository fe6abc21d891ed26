"""The municipality's closing days, their corrections, and when a message counts as arrived."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Column, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from api.calendar.arrival import Channel
from api.calendar.terms import TermUnit
from api.table import Entity, text_enum


class ClosingDay(Entity, table=True):
    """A day on which the municipality is closed beside the country's own special days."""

    __tablename__ = "closing_days"

    closed_on: date = Field(unique=True)
    name_da: str
    name_en: str
    source: str | None = None


class CalendarCorrection(Entity, table=True):
    """One correction of the closing days; its number is the calendar's version from then on.

    `added` and `removed` hold the days with their names, so that it can be taken back.
    """

    __tablename__ = "calendar_corrections"

    number: int = Field(unique=True)
    reason: str
    added: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    removed: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    moved: int
    undoes_id: UUID | None = Field(default=None, foreign_key="calendar_corrections.id", unique=True)


class ArrivalRule(Entity, table=True):
    """After how long a message counts as arrived, for those dispatched while the rule holds."""

    __tablename__ = "arrival_rules"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="valid_range"),
    )

    channel: Channel = Field(sa_type=text_enum(Channel))
    amount: int
    unit: TermUnit = Field(sa_type=text_enum(TermUnit, "term_unit"))
    closed: list[str] = Field(sa_column=Column(ARRAY(String), nullable=False))
    valid_from: date
    valid_until: date | None = None
    source: str
