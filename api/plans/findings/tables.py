"""What reviews and analyses found, what it led to, and which case types are in trouble."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from api.imprecise import Precision
from api.table import Entity, text_enum


class FindingSource(StrEnum):
    SERVICE_REVIEW = "service_review"
    WORKPLACE_ASSESSMENT = "workplace_assessment"
    COMPLAINT_ANALYSIS = "complaint_analysis"
    RESOURCE_ANALYSIS = "resource_analysis"
    PILOT = "pilot"
    AUDIT = "audit"
    OTHER = "other"


class ProblemStanding(StrEnum):
    """How a case type stood in a status: once in trouble, still in trouble, or stable."""

    PAST = "past"
    CURRENT = "current"
    STABLE = "stable"


class Finding(Entity, table=True):
    """Something a review, an assessment or an analysis brought to light."""

    __tablename__ = "findings"

    plan_id: UUID = Field(foreign_key="plans.id", index=True)
    track_id: UUID | None = Field(default=None, foreign_key="tracks.id", index=True)
    found_by: FindingSource = Field(sa_type=text_enum(FindingSource))
    title: str
    quote: str | None = None
    found_from: date | None = None
    found_until: date | None = None
    found_precision: Precision | None = Field(
        default=None, sa_type=text_enum(Precision, "found_precision")
    )
    found_as_written: str | None = None
    source: str | None = None


class FindingOutcome(Entity, table=True):
    """An initiative that a finding led to."""

    __tablename__ = "finding_outcomes"
    __table_args__ = (UniqueConstraint("finding_id", "initiative_id"),)

    finding_id: UUID = Field(foreign_key="findings.id", index=True)
    initiative_id: UUID = Field(foreign_key="initiatives.id", index=True)


class ProblemArea(Entity, table=True):
    """The standing of a case type in a plan as of a day."""

    __tablename__ = "problem_areas"
    __table_args__ = (UniqueConstraint("plan_id", "case_type_id", "standing", "as_of_on"),)

    plan_id: UUID = Field(foreign_key="plans.id", index=True)
    track_id: UUID | None = Field(default=None, foreign_key="tracks.id", index=True)
    case_type_id: UUID = Field(foreign_key="case_types.id", index=True)
    standing: ProblemStanding = Field(sa_type=text_enum(ProblemStanding, "standing"))
    as_of_on: date
    quote: str | None = None
    source: str | None = None
