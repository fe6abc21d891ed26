"""Who takes part in a plan: units, councils, advisers, other authorities."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from api.plans.outline.tables import words
from api.table import Entity, text_enum


class PartyKind(StrEnum):
    COMMITTEE = "committee"
    ADMINISTRATION = "administration"
    UNIT = "unit"
    TEAM = "team"
    GROUP = "group"
    COUNCIL = "council"
    CONTROL = "control"
    CODETERMINATION = "codetermination"
    CONSULTANCY = "consultancy"
    AUTHORITY = "authority"
    PERSON = "person"


class Part(StrEnum):
    """What a party does in a plan, a track or an initiative."""

    OWNER = "owner"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"
    PARTICIPANT = "participant"
    RECEIVER = "receiver"


class Party(Entity, table=True):
    """Somebody a plan names. `title` is a named person's office."""

    __tablename__ = "parties"

    name: str = Field(index=True)
    kind: PartyKind = Field(sa_type=text_enum(PartyKind))
    title: str | None = None
    aliases: list[str] = Field(default_factory=list, sa_column=words())
    unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    note: str | None = None


class Involvement(Entity, table=True):
    """A party's part in one plan, track or initiative."""

    __tablename__ = "involvements"
    __table_args__ = (
        CheckConstraint("num_nonnulls(track_id, initiative_id) <= 1", name="one_subject"),
    )

    plan_id: UUID = Field(foreign_key="plans.id", index=True)
    track_id: UUID | None = Field(default=None, foreign_key="tracks.id", index=True)
    initiative_id: UUID | None = Field(default=None, foreign_key="initiatives.id", index=True)
    party_id: UUID = Field(foreign_key="parties.id", index=True)
    part: Part = Field(sa_type=text_enum(Part))
    note: str | None = None
