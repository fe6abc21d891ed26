"""Every dated entry of a plan, as exact as it was written."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from api.imprecise import Precision
from api.table import Entity, text_enum


class MilestoneKind(StrEnum):
    EVENT = "event"
    TARGET = "target"
    REPORT = "report"
    PERIOD = "period"


class Milestone(Entity, table=True):
    """Something that happened or shall happen: `met_on` says when it did, null that it has not."""

    __tablename__ = "milestones"

    plan_id: UUID = Field(foreign_key="plans.id", index=True)
    track_id: UUID | None = Field(default=None, foreign_key="tracks.id", index=True)
    initiative_id: UUID | None = Field(default=None, foreign_key="initiatives.id", index=True)
    kind: MilestoneKind = Field(sa_type=text_enum(MilestoneKind))
    title: str
    quote: str | None = None
    when_from: date = Field(index=True)
    when_until: date | None = None
    when_precision: Precision = Field(sa_type=text_enum(Precision, "when_precision"))
    when_as_written: str | None = None
    met_on: date | None = None
    missed: bool = False
    moved_because: str | None = None
    case_number: str | None = None
    source: str | None = None
