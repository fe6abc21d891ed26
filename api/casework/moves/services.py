"""A case is moved, and what it owes follows. The caller has locked the case, and owns the
transaction."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from sqlmodel import Session

from api.cases.rules import CaseAct
from api.cases.tables import Case
from api.casework.acts import move
from api.casework.following import check_follows
from api.casework.moves import rules
from api.casework.moves.queries import ended_with_case, owed_deadlines
from api.casework.moves.schemas import MoveIn
from api.casework.waiting.services import end_all_waiting
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.counting_lock import share_counting
from api.deadlines.ending import cancel, take_back
from api.deadlines.rules import CLOSED, WITHDRAWN
from api.deadlines.tables import Deadline
from api.errors import RuleBroken


def move_case(session: Session, case: Case, body: MoveIn) -> None:
    rules.check_made_by_saying_so(body.act, case.state)
    rules.check_reason(body.act, body.reason)
    check_follows(session, case, body.happened_on)
    move(session, case, body.act, body.happened_on, body.reason)
    if then := AFTERWARDS.get(body.act):
        share_counting(session)
        then(session, case, body.happened_on)


def end_by_withdrawal(session: Session, case: Case, on: date) -> None:
    """Cancel what the authority owes: nothing is asked for any more. The citizen's own stay.

    Whoever asked to see the documents still may: that right does not end with the application.
    """
    for deadline in owed_deadlines(session, case.id):
        if deadline.kind is not DeadlineKind.ACCESS_TO_DOCUMENTS:
            cancel_with_case(session, deadline, on, WITHDRAWN)
    end_all_waiting(session, case, on)


def end_by_closing(session: Session, case: Case, on: date) -> None:
    """Refuse while something is owed; only a follow-up ends with its case.

    Help that still runs is followed up for as long, so its case stays open. Closing says that the
    help is over, and with it the duty to look at it again.
    """
    owed = owed_deadlines(session, case.id)
    left = [each for each in owed if each.kind is not DeadlineKind.FOLLOW_UP]
    if left:
        named = ", ".join(f"{each.kind.replace('_', ' ')} by {each.legal_due_on}" for each in left)
        raise RuleBroken("case_has_open_deadlines", f"This is still owed in the case: {named}.")
    for deadline in owed:
        cancel_with_case(session, deadline, on, CLOSED)
    end_all_waiting(session, case, on)


def run_again(session: Session, case: Case, _: date) -> None:
    """Let what ended with the case run again, where the case is now: by the same days.

    No new clock starts: what was met stays met, and nothing is given for the time between.
    """
    for deadline in ended_with_case(session, case.id):
        take_back(session, deadline, case)


def cancel_with_case(session: Session, deadline: Deadline, on: date, reason: str) -> None:
    """Cancel a deadline on a day; one that started later never held."""
    cancel(session, deadline, max(on, deadline.started_on), reason)


AFTERWARDS: Mapping[CaseAct, Callable[[Session, Case, date], None]] = MappingProxyType(
    {
        CaseAct.WITHDRAW: end_by_withdrawal,
        CaseAct.CLOSE: end_by_closing,
        CaseAct.REOPEN: run_again,
    }
)
