"""What is part of a complaint is locked by way of it, and changed with the complaint's rights."""

from typing import TypeVar
from uuid import UUID

from sqlmodel import Session
from sqlmodel.sql.expression import SelectOfScalar

from api.complaints import queries
from api.complaints.acts import check_writer
from api.complaints.tables import (
    BoardOutcome,
    Complaint,
    ComplaintContact,
    ComplaintPoint,
    Reassessment,
)
from api.people.rules import Actor
from api.resource import one

Part = ComplaintPoint | ComplaintContact | Reassessment | BoardOutcome
PartT = TypeVar("PartT", ComplaintPoint, ComplaintContact, Reassessment, BoardOutcome)


def one_of_complaint(
    session: Session,
    actor: Actor,
    visible: SelectOfScalar[PartT],
    what: str,
    key: UUID,
    *,
    lock: bool = False,
) -> PartT:
    """Return a part of a complaint. To change it, its complaint is locked before it."""
    found = one(session, visible, what, key)
    if not lock:
        return found
    queries.complaint(session, actor, found.complaint_id, lock=True)
    return one(session, visible, what, key, lock=True)


def complaint_of(session: Session, actor: Actor, part: Part) -> Complaint:
    """Return the complaint of a locked part; refuse who may not write it."""
    complaint = session.get_one(Complaint, part.complaint_id)
    check_writer(actor, complaint)
    return complaint
