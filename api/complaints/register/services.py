"""Complaints are registered and corrected. The caller owns the transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from api.complaints.acts import check_writer
from api.complaints.appeals.clock import settle_reassessment, start_reassessment
from api.complaints.moments import as_kept, day_of
from api.complaints.points.services import check_points, found_by, points_of
from api.complaints.register import queries, rules
from api.complaints.register.correcting import check_corrected
from api.complaints.register.matter import (
    Matter,
    check_handler,
    check_repeat,
    matter_of,
)
from api.complaints.register.people import people_of
from api.complaints.register.schemas import ComplaintIn, NewComplaintIn
from api.complaints.rules import check_names_no_cpr
from api.complaints.tables import Complaint
from api.errors import InvalidInput
from api.people.rules import Actor, Scope
from api.resource import change, insert

AS_GIVEN = {"text", "channel", "handler_id", "repeat_of_id", "decision_id"}
COLUMNS = {*AS_GIVEN, "unit_id", "received_on", "kind", "case_id", "case_type_id", "legal_basis_id"}


def register_complaint(
    session: Session, actor: Actor, body: NewComplaintIn, now: datetime
) -> tuple[Complaint, bool]:
    """Register a complaint with its points; return whether it was linked to one it repeats."""
    check_names_no_cpr(body.text, "/text")
    matter = matter_of(session, actor, body)
    complaint = Complaint(
        unit_id=unit_of(body, matter), **received(body, now), **body.model_dump(include=AS_GIVEN)
    )
    actor.check(Scope.COMPLAINTS_WRITE, complaint.unit_id)
    rules.check_after_decision(complaint.received_on, matter.made_on)
    check_handler(session, complaint.handler_id)
    check_repeat(session, actor, complaint, complaint.repeat_of_id, complaint.received_on)
    points = [found_by(point, now.date()) for point in body.points]
    check_points(session, complaint, points, under="/points")
    fill_from_matter(session, complaint, body, matter)
    name_people(session, actor, complaint, body, matter)
    linked = link_repeat(session, actor, complaint)
    complaint.number = rules.number_of(complaint.received_on, queries.next_number(session))
    insert(session, complaint)
    insert(session, *points_of(complaint, points))
    start_reassessment(session, complaint)
    return complaint, linked


def unit_of(body: NewComplaintIn, matter: Matter) -> UUID:
    """Return the unit that is complained about: the case's, if none is said."""
    if body.unit_id:
        return body.unit_id
    if matter.case is None:
        raise InvalidInput(
            "unit_missing", "Say which unit or which case it is about.", pointer="/unit_id"
        )
    return matter.case.unit_id


def received(body: NewComplaintIn, now: datetime) -> dict[str, Any]:
    """Return when a complaint came. One of today came now, unless its moment is told."""
    moment_on = day_of(body.received_at) if body.received_at else None
    received_on = body.received_on or moment_on or now.date()
    rules.check_received_at(received_on, moment_on)
    received_at = body.received_at or (now if received_on == now.date() else None)
    return {"received_on": received_on, "received_at": received_at and as_kept(received_at)}


def fill_from_matter(
    session: Session, complaint: Complaint, body: NewComplaintIn, matter: Matter
) -> None:
    """Let what was left out follow from the case and the decision."""
    case, decision = matter.case, matter.decision
    complaint.kind = body.kind or rules.kind_of(over_decision=decision is not None)
    complaint.case_id = case.id if case else None
    complaint.case_type_id = body.case_type_id or (case.case_type_id if case else None)
    complaint.legal_basis_id = body.legal_basis_id or (
        decision.legal_basis_id if decision else None
    )
    if complaint.legal_basis_id is None and complaint.case_type_id:
        complaint.legal_basis_id = queries.basis_of_type(
            session, complaint.case_type_id, complaint.received_on
        )


def name_people(
    session: Session, actor: Actor, complaint: Complaint, body: NewComplaintIn, matter: Matter
) -> None:
    """Say whom the complaint concerns: the case's citizen, unless somebody or nobody is named."""
    people = people_of(session, actor, body)
    rules.check_anonymous(anonymous=body.anonymous, named=people["complainant_id"] is not None)
    complaint.representative_id = people["representative_id"]
    complaint.complainant_id = people["complainant_id"]
    if complaint.complainant_id is None and matter.case and not body.anonymous:
        complaint.complainant_id = matter.case.citizen_id


def link_repeat(session: Session, actor: Actor, complaint: Complaint) -> bool:
    """Link a complaint to the latest that the same complainant made over the same case."""
    if complaint.repeat_of_id or not complaint.complainant_id or not complaint.case_id:
        return False
    complaint.repeat_of_id = queries.latest_over_case(session, actor, complaint)
    return complaint.repeat_of_id is not None


def may_see_repeated(session: Session, actor: Actor, complaint: Complaint) -> bool:
    """Say whether the asker knows what a complaint repeats; what they don't, they can't clear."""
    first = complaint.repeat_of_id
    return first is None or queries.visible_complaint(session, actor, first) is not None


def replace_complaint(
    session: Session, actor: Actor, complaint: Complaint, body: ComplaintIn
) -> Complaint:
    """Correct what a complaint says. Nothing follows from what is left out."""
    check_writer(actor, complaint)
    rules.check_stays_in_unit(stays=body.unit_id == complaint.unit_id)
    check_names_no_cpr(body.text, "/text")
    rules.check_received_at(
        body.received_on, day_of(body.received_at) if body.received_at else None
    )
    check_corrected(session, actor, complaint, body)
    values = body.model_dump(include=COLUMNS) | people_of(session, actor, body)
    if not may_see_repeated(session, actor, complaint):
        values["repeat_of_id"] = body.repeat_of_id or complaint.repeat_of_id
    received_at = body.received_at and as_kept(body.received_at)
    change(session, complaint, values | {"received_at": received_at})
    settle_reassessment(session, complaint)
    return complaint
