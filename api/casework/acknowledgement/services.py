"""The citizen is told that the application came. The caller owns the transaction, and locked the
case."""

from sqlmodel import Session

from api.cases.rules import CaseAct, check_not_before_receipt
from api.cases.tables import Case, CaseEvent
from api.casework.acknowledgement.schemas import AcknowledgementIn
from api.casework.started import open_of
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.ending import meet
from api.errors import RuleBroken
from api.resource import add, change


def acknowledge(session: Session, case: Case, body: AcknowledgementIn) -> Case:
    """Note the day; it meets the deadline for it, if that still runs."""
    if case.acknowledged_on is not None:
        raise RuleBroken(
            "case_acknowledged", f"The citizen was told on {case.acknowledged_on} already."
        )
    told_on = body.acknowledged_on
    check_not_before_receipt(told_on, case.received_on, "/acknowledged_on")
    change(session, case, {"acknowledged_on": told_on})
    add(session, CaseEvent(case_id=case.id, act=CaseAct.ACKNOWLEDGE, happened_on=told_on))
    for deadline in open_of(session, case.id, [DeadlineKind.ACKNOWLEDGEMENT]):
        meet(session, deadline, told_on)
    return case
