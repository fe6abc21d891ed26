"""The clocks of a case that stop while it waits are counted with its waits."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from api.catalogue.terms.kinds import Clock
from api.deadlines.counting_lock import share_counting
from api.deadlines.recounting import count_waits
from api.deadlines.tables import Deadline


def recount(session: Session, case_id: UUID) -> None:
    """Count a case's open deadlines whose clock stops with all its waits that are over.

    What was promised the citizen stays promised. The caller has locked the case; the calendar is
    held before a deadline is locked, as whoever corrects it does.
    """
    share_counting(session)
    for deadline in open_and_stopping(session, case_id):
        count_waits(session, deadline)


def open_and_stopping(session: Session, case_id: UUID) -> Sequence[Deadline]:
    statement = select(Deadline).where(
        Deadline.case_id == case_id,
        Deadline.clock == Clock.STOPS_WHILE_WAITING,
        col(Deadline.met_on).is_(None),
        col(Deadline.cancelled_on).is_(None),
    )
    return session.exec(statement.order_by(col(Deadline.id)).with_for_update()).all()
