"""What is known of a complaint or a decision, once the facts are refreshed."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from api.cases.rules import DecisionOutcome
from api.cases.tables import Case, Decision
from api.complaints.facts.refreshing import refresh
from api.complaints.facts.tables import ComplaintFact, DecisionFact
from api.complaints.tables import Complaint
from tests.factories import kept


def fact(session: Session, complaint: Complaint) -> ComplaintFact:
    """Return what is known of a complaint now."""
    refresh(session)
    session.expire_all()
    statement = select(ComplaintFact).where(
        ComplaintFact.complaint_id == complaint.id, col(ComplaintFact.until).is_(None)
    )
    return session.exec(statement).one()


def decision_fact(session: Session, decision: Decision) -> DecisionFact:
    refresh(session)
    session.expire_all()
    statement = select(DecisionFact).where(
        DecisionFact.decision_id == decision.id, col(DecisionFact.until).is_(None)
    )
    return session.exec(statement).one()


def decide(session: Session, case: Case, made_on: date, **fields: Any) -> Decision:
    row = Decision(
        case_id=case.id,
        subject="Ansøgningen",
        made_on=made_on,
        outcome=DecisionOutcome.REFUSED,
        reasons_given=True,
        appeal_guidance_given=True,
        **fields,
    )
    return kept(session, row)
