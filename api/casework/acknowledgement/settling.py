"""The deadline to acknowledge is met when the citizen first knows that the application came.

A decision tells it too: where nothing was sent before, it is met, late or not, on the day that the
first decision was dispatched. A decision that was made and sent to nobody tells nothing.
"""

from datetime import date

from sqlmodel import Session, col, func, select

from api.cases.rules import Party
from api.cases.tables import Case, Decision, DecisionNotice
from api.casework.started import locked, that_held
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.ending import correct_met_on, take_back
from api.deadlines.tables import Deadline

# Who stands for the citizen; what others were told, the citizen need not know.
CITIZENS_SIDE = frozenset(Party) - {Party.OTHER}


def settle_acknowledgement(session: Session, case: Case) -> None:
    """Let the deadline be met as the facts are now. The caller has locked the case."""
    statement = that_held().where(
        Deadline.case_id == case.id,
        Deadline.kind == DeadlineKind.ACKNOWLEDGEMENT,
        col(Deadline.cancelled_on).is_(None),
    )
    for deadline in locked(session, statement):
        known_on = known_since(session, case, deadline.started_on)
        if known_on is None and deadline.met_on is not None:
            take_back(session, deadline, case)
        elif known_on is not None and known_on != deadline.met_on:
            correct_met_on(session, deadline, known_on)


def known_since(session: Session, case: Case, started_on: date) -> date | None:
    """Return the first day the citizen was told, in a deadline that started on a day."""
    days = (case.acknowledged_on, first_dispatch(session, case))
    known_on = min((day for day in days if day is not None), default=None)
    return known_on and max(known_on, started_on)


def first_dispatch(session: Session, case: Case) -> date | None:
    """Return the day a decision in the case was first sent to the citizen's side."""
    statement = (
        select(func.min(DecisionNotice.dispatched_on))
        .join(Decision)
        .where(Decision.case_id == case.id, col(DecisionNotice.party).in_(CITIZENS_SIDE))
    )
    return session.exec(statement).one()
