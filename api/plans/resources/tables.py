"""Money and full-time equivalents, granted or asked for."""

from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Numeric
from sqlmodel import Field

from api.table import Entity, text_enum


class Duration(StrEnum):
    PERMANENT = "permanent"
    ONE_YEAR = "one_year"
    SEVERAL_YEARS = "several_years"


class Appropriation(StrEnum):
    """Drifts- or anlægsbevilling; the papers do not always say which."""

    OPERATING = "operating"
    CAPITAL = "capital"
    UNSTATED = "unstated"


class ResourceStanding(StrEnum):
    GRANTED = "granted"
    REQUESTED = "requested"


class ResourceLine(Entity, table=True):
    """A sum for a period. A line that is `part_of` another is counted within it, never twice.

    `million_dkk` is in the price and wage level of `price_level_year` ("2012-pl") when stated.
    """

    __tablename__ = "resource_lines"
    __table_args__ = (
        CheckConstraint("period_until IS NULL OR period_until >= period_from", name="period"),
        CheckConstraint("num_nonnulls(fte, million_dkk) > 0", name="holds_something"),
    )

    plan_id: UUID = Field(foreign_key="plans.id", index=True)
    track_id: UUID | None = Field(default=None, foreign_key="tracks.id", index=True)
    unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    part_of_id: UUID | None = Field(default=None, foreign_key="resource_lines.id", index=True)
    position: int
    label: str
    quote: str | None = None
    fte: Decimal | None = Field(default=None, sa_type=Numeric(9, 2))
    million_dkk: Decimal | None = Field(default=None, sa_type=Numeric(12, 3))
    period_from: int
    period_until: int | None = None
    period_as_written: str | None = None
    duration: Duration = Field(sa_type=text_enum(Duration))
    appropriation: Appropriation = Field(sa_type=text_enum(Appropriation))
    price_level_year: int | None = None
    standing: ResourceStanding = Field(sa_type=text_enum(ResourceStanding))
    source: str | None = None
