"""What the acts on a case share: who may, and how it moves. The caller has locked the case."""

from datetime import date

from sqlmodel import Session

from api.cases.rules import OVER, CaseAct, moved
from api.cases.tables import Case, CaseEvent
from api.errors import RuleBroken
from api.people.rules import Actor, Scope
from api.resource import add, change


def check_writer(actor: Actor, case: Case) -> None:
    """Refuse who writes no cases in the case's unit and is not its caseworker."""
    actor.check(Scope.CASES_WRITE, case.unit_id, owners=[case.caseworker_id])


def may_write(actor: Actor, case: Case) -> bool:
    return actor.may(Scope.CASES_WRITE, case.unit_id, owners=[case.caseworker_id])


def check_not_over(case: Case) -> None:
    """Refuse to go on with a case that is closed or withdrawn."""
    if case.state in OVER:
        raise RuleBroken("case_is_over", f"This case is {case.state.value}. Reopen it first.")


def move(
    session: Session, case: Case, act: CaseAct, happened_on: date, reason: str | None = None
) -> None:
    """Move a case by the table of moves, and note it. One that goes on is closed no more."""
    before, after = case.state, moved(case.state, act)
    change(session, case, {"state": after, "closed_on": happened_on if after in OVER else None})
    event = CaseEvent(
        case_id=case.id,
        act=act,
        happened_on=happened_on,
        from_state=before,
        to_state=after,
        reason=reason,
    )
    add(session, event)
