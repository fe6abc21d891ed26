"""A status as it was said, and how a thing stands by it."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator

from api.imprecise import ImpreciseDate, of
from api.plans.status.rules import DelayUnit, State, allowed_after
from api.plans.status.tables import StatusUpdate
from api.resource import Out
from api.values import Body, DelayAmount, ShortText


class Delay(Body):
    """How late something is, as a range: "ca. ½-1 måned"."""

    low: DelayAmount
    high: DelayAmount
    unit: DelayUnit = DelayUnit.MONTHS
    approximate: bool = False
    as_written: ShortText | None = None

    @model_validator(mode="after")
    def low_is_lowest(self) -> Self:
        if self.low > self.high:
            raise ValueError("low may not be more than high")
        return self


class DelayOut(Delay):
    """A delay as it was told, its amounts as text so that no digit is lost."""


class StatusOut(Out):
    """One status update. It never changes; a correction is a new one."""

    subject: str = Field(description="plan, track or initiative")
    subject_id: UUID
    cut_off_on: date = Field(description="The day up to which it tells.")
    state: State
    done: str | None = Field(description="What was done since the last status.")
    next: str | None = Field(description="What will be started before the next one.")
    remark: str | None
    unchanged: bool = Field(description="The author said that nothing changed since last.")
    expected_finish: ImpreciseDate | None
    delay: DelayOut | None
    author_id: UUID | None
    author_name: str
    source: str | None
    created_at: datetime

    @classmethod
    def of(cls, update: StatusUpdate) -> Self:
        subject, subject_id = subject_of(update)
        return cls(
            **update.model_dump(include=set(cls.model_fields) - {"may"}),
            subject=subject,
            subject_id=subject_id,
            expected_finish=of(update, "expected_finish"),
            delay=delay_of(update),
        )


class Standing(BaseModel):
    """How a thing stands as of a day, by its latest status."""

    state: State
    as_of_on: date
    days_since_update: int | None
    latest: StatusOut | None
    next_states: list[State] = Field(description="The states that may follow this one.")

    @classmethod
    def of(cls, latest: StatusUpdate | None, as_of: date) -> Self:
        state = latest.state if latest else State.UNKNOWN
        return cls(
            state=state,
            next_states=allowed_after(state),
            as_of_on=as_of,
            days_since_update=(as_of - latest.cut_off_on).days if latest else None,
            latest=StatusOut.of(latest) if latest else None,
        )


def subject_of(update: StatusUpdate) -> tuple[str, UUID]:
    """Return what a status is about; the database holds that it is exactly one thing."""
    for subject in ("plan", "track", "initiative"):
        if subject_id := getattr(update, f"{subject}_id"):
            return subject, subject_id
    raise AssertionError("a status update without a subject")


def delay_of(update: StatusUpdate) -> DelayOut | None:
    if update.delay_low is None or update.delay_high is None or update.delay_unit is None:
        return None
    return DelayOut(
        low=update.delay_low,
        high=update.delay_high,
        unit=update.delay_unit,
        approximate=update.delay_approximate,
        as_written=update.delay_as_written,
    )
