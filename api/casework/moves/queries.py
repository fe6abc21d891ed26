"""Every question about the deadlines that end, or run again, as their case is moved."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from api.catalogue.terms.kinds import OwedBy
from api.deadlines.rules import ENDED_WITH_CASE
from api.deadlines.tables import Deadline


def owed_deadlines(session: Session, case_id: UUID) -> Sequence[Deadline]:
    """Return the open deadlines of a case that the authority owes, locked, the first due first."""
    statement = select(Deadline).where(
        Deadline.case_id == case_id,
        Deadline.owed_by == OwedBy.AUTHORITY,
        col(Deadline.met_on).is_(None),
        col(Deadline.cancelled_on).is_(None),
    )
    in_order = statement.order_by(col(Deadline.legal_due_on), col(Deadline.id))
    return session.exec(in_order.with_for_update()).all()


def ended_with_case(session: Session, case_id: UUID) -> Sequence[Deadline]:
    """Return the deadlines of a case that its withdrawal or closing ended, locked."""
    statement = select(Deadline).where(
        Deadline.case_id == case_id, col(Deadline.cancel_reason).in_(ENDED_WITH_CASE)
    )
    return session.exec(statement.order_by(col(Deadline.id)).with_for_update()).all()
