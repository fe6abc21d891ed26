"""Status updates: what was said of a plan, a track or an initiative as of a day. Append-only."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Numeric
from sqlmodel import Field

from api.imprecise import Precision
from api.plans.status.rules import DelayUnit, State
from api.table import Entity, text_enum


class StatusUpdate(Entity, table=True):
    """One status as it was given. The application's role may neither change nor delete it."""

    __tablename__ = "status_updates"
    __table_args__ = (
        CheckConstraint("num_nonnulls(plan_id, track_id, initiative_id) = 1", name="one_subject"),
        CheckConstraint("delay_low IS NULL OR delay_low <= delay_high", name="delay_range"),
    )

    plan_id: UUID | None = Field(default=None, foreign_key="plans.id", index=True)
    track_id: UUID | None = Field(default=None, foreign_key="tracks.id", index=True)
    initiative_id: UUID | None = Field(default=None, foreign_key="initiatives.id", index=True)
    cut_off_on: date
    state: State = Field(sa_type=text_enum(State))
    done: str | None = None
    next: str | None = None
    remark: str | None = None
    unchanged: bool = False
    expected_finish_from: date | None = None
    expected_finish_until: date | None = None
    expected_finish_precision: Precision | None = Field(
        default=None, sa_type=text_enum(Precision, "expected_finish_precision")
    )
    expected_finish_as_written: str | None = None
    delay_low: Decimal | None = Field(default=None, sa_type=Numeric(6, 2))
    delay_high: Decimal | None = Field(default=None, sa_type=Numeric(6, 2))
    delay_unit: DelayUnit | None = Field(default=None, sa_type=text_enum(DelayUnit))
    delay_approximate: bool = False
    delay_as_written: str | None = None
    author_id: UUID | None = Field(default=None, foreign_key="people.id", index=True)
    author_name: str
    source: str | None = None
