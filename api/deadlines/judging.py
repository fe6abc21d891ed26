"""How deadlines stand as of a day, said in SQL: the same that `rules` says of one.

As of today or later, what is stored is how it stands, since nothing is recorded before it happens;
so the indexes over open deadlines serve. Of the past, what came later is left out.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, not_, or_
from sqlmodel import col, select

from api.cases import waiting_queries
from api.catalogue.terms.kinds import Clock
from api.deadlines.rules import AsOf, Status
from api.deadlines.tables import Deadline, Extension


def not_yet(column: Any, as_of: AsOf) -> ColumnElement[bool]:
    """Say that what a column holds the day of had not happened."""
    empty: ColumnElement[bool] = col(column).is_(None)
    return or_(empty, col(column) > as_of.day) if as_of.past else empty


def not_ended(as_of: AsOf) -> ColumnElement[bool]:
    return and_(not_yet(Deadline.met_on, as_of), not_yet(Deadline.cancelled_on, as_of))


def stands_still(as_of: AsOf) -> ColumnElement[bool]:
    """Say that a clock which stops while its case waits stood still, before it was over."""
    stops = col(Deadline.clock) == Clock.STOPS_WHILE_WAITING
    return stops & waiting_queries.stands_still(Deadline.case_id, Deadline.legal_due_on, as_of.day)


def has_status(status: Status, as_of: AsOf) -> ColumnElement[bool]:
    """Say what `rules.status_of` says."""
    met, legal = col(Deadline.met_on), col(Deadline.legal_due_on)
    match status:
        case Status.OPEN:
            return and_(not_ended(as_of), or_(legal >= as_of.day, stands_still(as_of)))
        case Status.OVERDUE:
            return and_(not_ended(as_of), legal < as_of.day, not_(stands_still(as_of)))
        case Status.MET:
            return and_(met <= as_of.day, met <= legal)
        case Status.MET_LATE:
            return and_(met <= as_of.day, met > legal)
        case Status.CANCELLED:
            return col(Deadline.cancelled_on) <= as_of.day


def overdue_by(days: int, as_of: AsOf) -> ColumnElement[bool]:
    """Say that a deadline was overdue by so many days or more."""
    latest = as_of.day - timedelta(days)
    early = col(Deadline.legal_due_on) <= latest
    return and_(not_ended(as_of), early, not_(stands_still(as_of)))


def standing(as_of: AsOf) -> ColumnElement[bool]:
    """Say that an extension had been told to the citizen, and was not undone."""
    stands = not_yet(Extension.undone_on, as_of)
    return and_(stands, col(Extension.notice_sent_on) <= as_of.day) if as_of.past else stands


def due_on(as_of: AsOf) -> SQLColumnExpression[date]:
    """Return the day that was expected: the last one promised, else the legal day."""
    if not as_of.past:
        return col(Deadline.due_on)
    promised = (
        select(func.max(Extension.due_on))
        .where(Extension.deadline_id == Deadline.id, standing(as_of))
        .correlate(Deadline)
        .scalar_subquery()
    )
    return func.coalesce(promised, Deadline.legal_due_on)


def notified(as_of: AsOf) -> ColumnElement[bool]:
    """Say that a notice to the citizen stands."""
    if not as_of.past:
        return col(Deadline.notified_on).is_not(None)
    told = select(Extension.id).where(Extension.deadline_id == Deadline.id, standing(as_of))
    return told.correlate(Deadline).exists()
