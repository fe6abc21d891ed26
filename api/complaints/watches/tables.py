"""What somebody watches in the figures of complaints, and when they last looked: theirs alone.

The change log does not follow these tables. Whoever reads it would see what the Citizens' Advisor
is interested in, when that begins, and when it ends.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from api.complaints.patterns.dimensions import Measure
from api.complaints.watches.rules import WatchDirection, WatchedFigures, WatchPeriod
from api.table import Table, new_id, now, text_enum

TOLD: Any = {"server_default": text("now()")}


class PatternWatch(Table, table=True):
    """A question that is asked again for each period, and what makes its answer worth telling.

    Figures pass a threshold of a measure; of signals, any that is new is told.
    """

    __tablename__ = "pattern_watches"
    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        CheckConstraint("num_nonnulls(measure, direction, threshold) IN (0, 3)", name="threshold"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    version: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    person_id: UUID = Field(foreign_key="people.id")
    name: str
    figures: WatchedFigures = Field(sa_type=text_enum(WatchedFigures))
    query: str
    every: WatchPeriod | None = Field(default=None, sa_type=text_enum(WatchPeriod))
    measure: Measure | None = Field(default=None, sa_type=text_enum(Measure))
    direction: WatchDirection | None = Field(default=None, sa_type=text_enum(WatchDirection))
    threshold: float | None = None
    created_at: datetime = Field(default_factory=now, sa_column_kwargs=TOLD)


class PatternWatchRun(Table, table=True):
    """What a watch found in a period: `found` names what passed, of which `new` did not before.

    `refused` is the code of the refusal if the question had no answer that day.
    """

    __tablename__ = "pattern_watch_runs"
    __table_args__ = (
        UniqueConstraint("watch_id", "period"),
        ForeignKeyConstraint(["watch_id"], ["pattern_watches.id"], ondelete="CASCADE"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    watch_id: UUID
    period: str
    ran_at: datetime = Field(default_factory=now, sa_column_kwargs=TOLD)
    data_number: int | None = None
    passed: bool
    found: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    link: str | None = None
    refused: str | None = None
    seen_at: datetime | None = None


class PatternVisit(Table, table=True):
    """Which data somebody had seen when they last looked, and when."""

    __tablename__ = "pattern_visits"

    person_id: UUID = Field(foreign_key="people.id", primary_key=True)
    data_number: int
    at: datetime
