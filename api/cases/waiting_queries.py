"""What cases wait for on a day, and what that did to their clocks.

Waiting is shown beside a case's deadlines. Only a term whose own law says so stops meanwhile: a
wait that is over pauses it; one that runs keeps it open, since its last day can't be known yet.
"""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_
from sqlmodel import Session, col, select

from api.calendar.pauses import Pause
from api.cases.tables import WaitingPeriod

IN_ORDER = (col(WaitingPeriod.since_on), col(WaitingPeriod.id))


def runs_on(day: date) -> ColumnElement[bool]:
    """Say that a waiting period runs on a day: from `since_on` on, and before `until_on`."""
    until = col(WaitingPeriod.until_on)
    return (col(WaitingPeriod.since_on) <= day) & or_(until.is_(None), until > day)


def is_waiting(case_id: Any, day: date) -> ColumnElement[bool]:
    """Say that a case waits for somebody on a day."""
    return exists().where(col(WaitingPeriod.case_id) == case_id, runs_on(day))


def stands_still(case_id: Any, legal_due_on: Any, day: date) -> ColumnElement[bool]:
    """Say that a clock that stops while its case waits stood still on a day, before it was over.

    Ask it of deadlines with Clock.STOPS_WHILE_WAITING alone: such a deadline is not overdue.
    """
    in_time = col(WaitingPeriod.since_on) <= legal_due_on
    return exists().where(col(WaitingPeriod.case_id) == case_id, runs_on(day), in_time)


def waiting_now(
    session: Session, case_ids: Collection[UUID], as_of: date
) -> dict[UUID, list[WaitingPeriod]]:
    """Return what each case that waits is waiting for, the longest wait first."""
    statement = select(WaitingPeriod).where(
        col(WaitingPeriod.case_id).in_(set(case_ids)), runs_on(as_of)
    )
    found: dict[UUID, list[WaitingPeriod]] = {}
    for period in session.exec(statement.order_by(*IN_ORDER)):
        found.setdefault(period.case_id, []).append(period)
    return found


def pauses_of(session: Session, case_ids: Collection[UUID]) -> dict[UUID, list[Pause]]:
    """Return the waits of each case that are over: what a clock that stops is counted with."""
    statement = select(WaitingPeriod).where(col(WaitingPeriod.case_id).in_(set(case_ids)))
    found: dict[UUID, list[Pause]] = {}
    for period in session.exec(statement.order_by(*IN_ORDER)):
        if period.until_on is not None:
            found.setdefault(period.case_id, []).append(Pause(period.since_on, period.until_on))
    return found
