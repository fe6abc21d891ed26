"""The complainant is sought out, and what came of it is noted. The caller owns the transaction."""

from datetime import datetime

from sqlmodel import Session

from api.complaints.closing.services import close_by_dialogue
from api.complaints.contacts import rules
from api.complaints.contacts.schemas import (
    ComplaintContactIn,
    ContactAttempt,
    NewComplaintContactIn,
)
from api.complaints.moments import came_at, day_of
from api.complaints.parts import complaint_of
from api.complaints.rules import check_names_no_cpr
from api.complaints.tables import Complaint, ComplaintContact
from api.people.rules import Actor, ActorKind
from api.resource import add, change, remove


def add_contact(
    session: Session,
    actor: Actor,
    complaint: Complaint,
    body: NewComplaintContactIn,
    now: datetime,
) -> ComplaintContact:
    """Note an attempt, and close the complaint with it if that is asked for."""
    rules.check_not_yet_to_come(body.attempted_at, now, "/attempted_at")
    attempted_at = rules.moment_of(body.attempted_at or now, came_at=came_at(complaint))
    check_contact(body)
    if body.close:
        rules.check_closes(
            resolved_by_dialogue=body.resolved_by_dialogue,
            written_answer_wanted=body.written_answer_wanted,
        )
        close_by_dialogue(session, complaint, day_of(attempted_at))
    values = body.model_dump(include=set(ContactAttempt.model_fields))
    contact = ComplaintContact(
        complaint_id=complaint.id,
        attempted_at=attempted_at,
        person_id=body.person_id or (actor.id if actor.kind is ActorKind.PERSON else None),
        **values,
    )
    return add(session, contact)


def replace_contact(
    session: Session, actor: Actor, contact: ComplaintContact, body: ComplaintContactIn
) -> ComplaintContact:
    """Correct an attempt."""
    complaint = complaint_of(session, actor, contact)
    attempted_at = rules.moment_of(body.attempted_at, came_at=came_at(complaint))
    check_contact(body)
    return change(session, contact, dict(body) | {"attempted_at": attempted_at})


def delete_contact(session: Session, actor: Actor, contact: ComplaintContact) -> None:
    complaint_of(session, actor, contact)
    remove(session, contact, "complaint_contact")


def check_contact(body: ContactAttempt) -> None:
    rules.check_what_came_of_it(
        reached=body.reached,
        resolved_by_dialogue=body.resolved_by_dialogue,
        written_answer_wanted=body.written_answer_wanted,
    )
    check_names_no_cpr(body.note, "/note")
