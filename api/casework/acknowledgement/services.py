"""The citizen is told that the application came. The caller owns the transaction, and locked the
case."""

from sqlmodel import Session

from api.cases.rules import CaseAct, check_not_before_receipt
from api.cases.tables import Case, CaseEvent
from api.casework.acknowledgement.schemas import AcknowledgementIn
from api.casework.acknowledgement.settling import settle_acknowledgement
from api.errors import RuleBroken
from api.resource import add, change


def acknowledge(session: Session, case: Case, body: AcknowledgementIn) -> Case:
    """Note the day; it meets the deadline for it, unless a decision told the citizen before."""
    if case.acknowledged_on is not None:
        raise RuleBroken(
            "case_acknowledged", f"The citizen was told on {case.acknowledged_on} already."
        )
    told_on = body.acknowledged_on
    check_not_before_receipt(told_on, case.received_on, "/acknowledged_on")
    change(session, case, {"acknowledged_on": told_on})
    add(session, CaseEvent(case_id=case.id, act=CaseAct.ACKNOWLEDGE, happened_on=told_on))
    settle_acknowledgement(session, case)
    return case
