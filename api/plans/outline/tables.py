"""Action plans, their tracks and their initiatives.

How a thing stands is not kept here: it is read from its status updates, as of any day. Only their
number is, so that a new status changes the ETag of what it is about.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, Column, String, UniqueConstraint
from sqlmodel import Field, Relationship

from api.imprecise import Precision
from api.organisation.tables import Unit
from api.people.tables import Person
from api.plans.outline.rules import InitiativeKind, TrackKind
from api.table import Entity, text_enum


def words() -> Column[list[str]]:
    return Column(ARRAY(String), nullable=False, server_default="{}")


class Plan(Entity, table=True):
    """A recovery plan that the administration reports to a committee."""

    __tablename__ = "plans"

    title: str
    aliases: list[str] = Field(default_factory=list, sa_column=words())
    track_kind: TrackKind = Field(sa_type=text_enum(TrackKind))
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    owner_id: UUID | None = Field(default=None, foreign_key="people.id", index=True)
    purpose: str | None = None
    scope: list[str] = Field(default_factory=list, sa_column=words())
    source: str | None = None
    status_updates: int = 0

    unit: Unit = Relationship(sa_relationship_kwargs={"lazy": "joined", "innerjoin": True})
    owner: Person | None = Relationship(sa_relationship_kwargs={"lazy": "joined"})


class Track(Entity, table=True):
    """A strand of a plan: "spor" or "indsatsområde"."""

    __tablename__ = "tracks"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    plan_id: UUID = Field(foreign_key="plans.id", index=True)
    number: int
    title: str
    aliases: list[str] = Field(default_factory=list, sa_column=words())
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    owner_id: UUID | None = Field(default=None, foreign_key="people.id", index=True)
    purpose: str | None = None
    source: str | None = None
    status_updates: int = 0

    unit: Unit = Relationship(sa_relationship_kwargs={"lazy": "joined", "innerjoin": True})
    owner: Person | None = Relationship(sa_relationship_kwargs={"lazy": "joined"})


class Initiative(Entity, table=True):
    """One piece of work of a plan. Without a track it goes across the whole plan.

    `quote` holds the paper's own words, misprints included.
    """

    __tablename__ = "initiatives"

    plan_id: UUID = Field(foreign_key="plans.id", index=True)
    track_id: UUID | None = Field(default=None, foreign_key="tracks.id", index=True)
    part_of_id: UUID | None = Field(default=None, foreign_key="initiatives.id", index=True)
    feeds_track_id: UUID | None = Field(default=None, foreign_key="tracks.id", index=True)
    position: int
    kind: InitiativeKind = Field(sa_type=text_enum(InitiativeKind))
    group_title: str | None = None
    title: str
    quote: str | None = None
    unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    owner_id: UUID | None = Field(default=None, foreign_key="people.id", index=True)
    starts_from: date | None = None
    starts_until: date | None = None
    starts_precision: Precision | None = Field(
        default=None, sa_type=text_enum(Precision, "starts_precision")
    )
    starts_as_written: str | None = None
    finishes_from: date | None = None
    finishes_until: date | None = None
    finishes_precision: Precision | None = Field(
        default=None, sa_type=text_enum(Precision, "finishes_precision")
    )
    finishes_as_written: str | None = None
    source: str | None = None
    status_updates: int = 0

    unit: Unit | None = Relationship(sa_relationship_kwargs={"lazy": "joined"})
    owner: Person | None = Relationship(sa_relationship_kwargs={"lazy": "joined"})


class TrackBacklog(Entity, table=True):
    """A backlog whose counts are part of a track's status."""

    __tablename__ = "track_backlogs"
    __table_args__ = (UniqueConstraint("track_id", "backlog_id"),)

    track_id: UUID = Field(foreign_key="tracks.id", index=True)
    backlog_id: UUID = Field(foreign_key="backlogs.id", index=True)


class TrackCampaign(Entity, table=True):
    """A review campaign whose counts are part of a track's status."""

    __tablename__ = "track_campaigns"
    __table_args__ = (UniqueConstraint("track_id", "campaign_id"),)

    track_id: UUID = Field(foreign_key="tracks.id", index=True)
    campaign_id: UUID = Field(foreign_key="review_campaigns.id", index=True)
