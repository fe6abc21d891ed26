"""Units of the administration, as they were at each time."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from api.organisation.rules import SuccessionKind, UnitKind
from api.table import Entity, text_enum


class Unit(Entity, table=True):
    """A part of the administration. `valid_until` is the first day it no longer existed."""

    __tablename__ = "units"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="valid_range"),
    )

    name: str
    short_name: str | None = None
    kind: UnitKind = Field(sa_type=text_enum(UnitKind))
    parent_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    valid_from: date | None = None
    valid_until: date | None = None
    outside: bool = False
    note: str | None = None


class UnitSuccession(Entity, table=True):
    """On a day, tasks passed from one unit to another, so a figure can follow them."""

    __tablename__ = "unit_successions"
    __table_args__ = (CheckConstraint("predecessor_id <> successor_id", name="two_units"),)

    predecessor_id: UUID = Field(foreign_key="units.id", index=True)
    successor_id: UUID = Field(foreign_key="units.id", index=True)
    succeeded_on: date | None = None
    kind: SuccessionKind = Field(sa_type=text_enum(SuccessionKind))
    note: str | None = None
