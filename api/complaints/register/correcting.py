"""What must hold of a complaint that is corrected; what it names already may stay unseen."""

from sqlmodel import Session

from api.cases.tables import Decision
from api.complaints.contacts.rules import check_moment_of_receipt
from api.complaints.moments import start_of
from api.complaints.register import queries, rules
from api.complaints.register.matter import check_handler, check_repeat, matter_of
from api.complaints.register.schemas import ComplaintIn
from api.complaints.tables import Complaint
from api.people.rules import Actor


def check_corrected(
    session: Session, actor: Actor, complaint: Complaint, body: ComplaintIn
) -> None:
    """Refuse what a complaint newly names and can't, and days that do not follow each other."""
    rules.check_has_case(
        over_decision=body.decision_id is not None, in_case=body.case_id is not None
    )
    if (body.case_id, body.decision_id) != (complaint.case_id, complaint.decision_id):
        matter_of(session, actor, body)
    if body.handler_id != complaint.handler_id:
        check_handler(session, body.handler_id)
    if body.repeat_of_id != complaint.repeat_of_id:
        check_repeat(session, actor, complaint, body.repeat_of_id, body.received_on)
    check_days(session, complaint, body)


def check_days(session: Session, complaint: Complaint, body: ComplaintIn) -> None:
    """Refuse a day of receipt before the decision, or after what was done with the complaint."""
    decision = session.get(Decision, body.decision_id) if body.decision_id else None
    rules.check_after_decision(body.received_on, decision.made_on if decision else None)
    first = session.get(Complaint, body.repeat_of_id) if body.repeat_of_id else None
    if first is not None:
        rules.check_repeats(body.received_on, first.received_on)
    acts = queries.first_acts(session, complaint.id)
    rules.check_received_before(body.received_on, acts.first_on)
    check_moment_of_receipt(body.received_at or start_of(body.received_on), acts.first_attempt_at)
