"""Every question about status updates. It knows its subjects by their ids only."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import Session, col, select

from api.plans.status.rules import State
from api.plans.status.tables import StatusUpdate

NEWEST_FIRST = (col(StatusUpdate.cut_off_on).desc(), col(StatusUpdate.id).desc())


def latest_of(
    session: Session, subject: Any, ids: Collection[UUID], as_of: date
) -> dict[UUID, StatusUpdate]:
    """Return the latest status as of a day, by the id of what it is about."""
    statement = (
        select(StatusUpdate)
        .where(subject.in_(ids), StatusUpdate.cut_off_on <= as_of)
        .ext(distinct_on(subject))
        .order_by(subject, *NEWEST_FIRST)
    )
    return {getattr(update, subject.key): update for update in session.exec(statement)}


def latest_value(subject: Any, subject_id: Any, value: Any, as_of: date) -> ScalarSelect[Any]:
    """Return one column of the latest status as of a day, to filter a list by."""
    return (
        select(value)
        .where(subject == subject_id, col(StatusUpdate.cut_off_on) <= as_of)
        .order_by(*NEWEST_FIRST)
        .limit(1)
        .correlate_except(StatusUpdate)
        .scalar_subquery()
    )


def latest_state(subject: Any, subject_id: Any, as_of: date) -> Any:
    """Return how a thing stands as of a day: unknown as long as nothing was said of it."""
    return func.coalesce(
        latest_value(subject, subject_id, StatusUpdate.state, as_of), State.UNKNOWN.value
    )
