"""What a case waits for begins, ends and is corrected. The caller owns the transaction."""

from datetime import date

from sqlmodel import Session, col, select

from api.cases.rules import check_not_before_receipt
from api.cases.tables import Case, WaitingPeriod
from api.casework.acts import check_not_over, check_writer
from api.casework.waiting import rules
from api.casework.waiting.recounting import recount
from api.casework.waiting.schemas import WaitingPeriodChangeIn, WaitingPeriodIn
from api.people.rules import Actor
from api.resource import add, change, remove


def begin_waiting(session: Session, case: Case, body: WaitingPeriodIn) -> WaitingPeriod:
    """Note what a case that goes on waits for. No clock moves before the wait is over."""
    check_not_over(case)
    check_not_before_receipt(body.since_on, case.received_on, "/since_on")
    return add(session, WaitingPeriod(case_id=case.id, **dict(body)))


def end_waiting(session: Session, actor: Actor, period: WaitingPeriod, until_on: date) -> None:
    case = case_of(session, actor, period)
    rules.check_not_ended(period.until_on)
    rules.check_ends_after(period.since_on, until_on)
    change(session, period, {"until_on": until_on})
    recount(session, case.id)


def replace_waiting_period(
    session: Session, actor: Actor, period: WaitingPeriod, body: WaitingPeriodChangeIn
) -> WaitingPeriod:
    """Correct a wait; clocks that stop meanwhile are counted as if it had always been so."""
    case = case_of(session, actor, period)
    if body.until_on is None:
        check_not_over(case)
    check_not_before_receipt(body.since_on, case.received_on, "/since_on")
    rules.check_ends_after(body.since_on, body.until_on)
    change(session, period, dict(body))
    recount(session, case.id)
    return period


def delete_waiting_period(session: Session, actor: Actor, period: WaitingPeriod) -> None:
    case = case_of(session, actor, period)
    remove(session, period, "waiting_period")
    recount(session, case.id)


def end_all_waiting(session: Session, case: Case, on: date) -> None:
    """End the waits of a case that is over: it waits for nobody any more."""
    running = select(WaitingPeriod).where(
        WaitingPeriod.case_id == case.id, col(WaitingPeriod.until_on).is_(None)
    )
    for period in session.exec(running.with_for_update()):
        change(session, period, {"until_on": max(on, period.since_on)})
    recount(session, case.id)


def case_of(session: Session, actor: Actor, period: WaitingPeriod) -> Case:
    """Return the locked case of a wait that is to be changed; refuse who may not write it."""
    case = session.get_one(Case, period.case_id)
    check_writer(actor, case)
    return case
