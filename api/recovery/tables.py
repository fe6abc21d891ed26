"""Backlogs and review campaigns with their counts, as reported on each cut-off day."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Relationship

from api.cases.rules import Origin
from api.catalogue.case_types.tables import CaseType
from api.imprecise import Precision
from api.organisation.tables import Unit
from api.table import Entity, text_enum


class CountMethod(StrEnum):
    """A reported count was taken over from a paper; a counted one was counted from cases."""

    REPORTED = "reported"
    COUNTED = "counted"


class Backlog(Entity, table=True):
    """A pile of late cases. `unit_id` is who must clear it, which may be another administration.

    `baseline_count` is null when the paper gives none: unknown is never 0.
    """

    __tablename__ = "backlogs"

    title: str
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    case_type_id: UUID | None = Field(default=None, foreign_key="case_types.id", index=True)
    origin: Origin | None = Field(default=None, sa_type=text_enum(Origin))
    position: int = 0
    baseline_count: int | None = None
    baseline_on: date | None = None
    baseline_approximate: bool = False
    footnote_mark: str | None = None
    footnote: str | None = None
    cleared_from: date | None = None
    cleared_until: date | None = None
    cleared_precision: Precision | None = Field(
        default=None, sa_type=text_enum(Precision, "cleared_precision")
    )
    cleared_as_written: str | None = None
    source: str | None = None

    unit: Unit = Relationship(sa_relationship_kwargs={"lazy": "joined", "innerjoin": True})
    case_type: CaseType | None = Relationship(sa_relationship_kwargs={"lazy": "joined"})


class BacklogCount(Entity, table=True):
    """How many cases a backlog held at the end of a day."""

    __tablename__ = "backlog_counts"
    __table_args__ = (UniqueConstraint("backlog_id", "cut_off_on"),)

    backlog_id: UUID = Field(foreign_key="backlogs.id", index=True)
    cut_off_on: date
    open_count: int | None = None
    approximate: bool = False
    method: CountMethod = Field(default=CountMethod.REPORTED, sa_type=text_enum(CountMethod))
    quote: str | None = None
    source: str | None = None


class ReviewCampaign(Entity, table=True):
    """A review of old decisions: so many in all, so many reviewed by a day."""

    __tablename__ = "review_campaigns"

    title: str
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    case_type_id: UUID | None = Field(default=None, foreign_key="case_types.id", index=True)
    legal_text: str | None = None
    purpose: str | None = None
    position: int = 0
    total_count: int | None = None
    total_approximate: bool = False
    due_from: date | None = None
    due_until: date | None = None
    due_precision: Precision | None = Field(
        default=None, sa_type=text_enum(Precision, "due_precision")
    )
    due_as_written: str | None = None
    source: str | None = None

    unit: Unit = Relationship(sa_relationship_kwargs={"lazy": "joined", "innerjoin": True})
    case_type: CaseType | None = Relationship(sa_relationship_kwargs={"lazy": "joined"})


class ReviewCount(Entity, table=True):
    """How many decisions of a campaign had been reviewed at the end of a day."""

    __tablename__ = "review_counts"
    __table_args__ = (UniqueConstraint("campaign_id", "cut_off_on"),)

    campaign_id: UUID = Field(foreign_key="review_campaigns.id", index=True)
    cut_off_on: date
    reviewed_count: int | None = None
    approximate: bool = False
    method: CountMethod = Field(default=CountMethod.REPORTED, sa_type=text_enum(CountMethod))
    quote: str | None = None
    source: str | None = None
