"""Which complaints a list asks for, each filter as a condition."""

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, select

from api.catalogue.case_types.queries import types_under
from api.complaints.points.queries import causes_under
from api.complaints.queries import held_by_authority, held_by_unit, held_under, passed_on
from api.complaints.register.schemas import ComplaintsQuery
from api.complaints.tables import (
    Complaint,
    ComplaintContact,
    ComplaintPoint,
)
from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.values import check_days_in_order


def filters(query: ComplaintsQuery) -> list[ColumnElement[bool]]:
    return [*about(query), *as_told(query), *as_treated(query), *as_passed_on(query)]


def about(query: ComplaintsQuery) -> list[ColumnElement[bool]]:
    """Say what complaints are about."""
    found: list[ColumnElement[bool]] = []
    if query.unit:
        found.append(col(Complaint.unit_id).in_(select(Unit.id).where(units_under([query.unit]))))
    if query.case_type:
        found.append(col(Complaint.case_type_id).in_(types_under([query.case_type])))
    exactly = {
        Complaint.case_id: query.case,
        Complaint.decision_id: query.decision,
        Complaint.legal_basis_id: query.legal_basis,
        Complaint.complainant_id: query.complainant,
        Complaint.number: query.number,
    }
    return [*found, *(col(column) == value for column, value in exactly.items() if value)]


def as_passed_on(query: ComplaintsQuery) -> list[ColumnElement[bool]]:
    """Say who had complaints that were passed on."""
    found: list[ColumnElement[bool]] = []
    if query.held_by:
        found.append(held_by_unit(query.held_by))
    if query.held_by_authority:
        found.append(held_by_authority(query.held_by_authority))
    if query.passed_by:
        found.append(held_under(query.passed_by))
    return list(map(passed_on, found))


def as_told(query: ComplaintsQuery) -> list[ColumnElement[bool]]:
    """Say how and when complaints came, and of what causes."""
    check_days_in_order(query.received_from, query.received_before, "received_before")
    found: list[ColumnElement[bool]] = []
    if query.kind:
        found.append(col(Complaint.kind).in_(query.kind))
    if query.channel:
        found.append(col(Complaint.channel).in_(query.channel))
    if query.received_from:
        found.append(col(Complaint.received_on) >= query.received_from)
    if query.received_before:
        found.append(col(Complaint.received_on) < query.received_before)
    points = select(ComplaintPoint.complaint_id)
    if query.cause:
        of_cause = points.where(col(ComplaintPoint.cause_id).in_(causes_under(query.cause)))
        found.append(col(Complaint.id).in_(of_cause))
    if query.has_cause is not None:
        found.append(col(Complaint.id).in_(points) == query.has_cause)
    return found


def as_treated(query: ComplaintsQuery) -> list[ColumnElement[bool]]:
    """Say by whom complaints are treated, and how far they are."""
    found: list[ColumnElement[bool]] = []
    if query.handler:
        found.append(col(Complaint.handler_id) == query.handler)
    if query.unassigned is not None:
        found.append(col(Complaint.handler_id).is_(None) == query.unassigned)
    is_open = col(Complaint.closed_on).is_(None)
    if query.open is not None:
        found.append(is_open == query.open)
    if query.needs_contact is not None:
        reached = select(ComplaintContact.complaint_id).where(col(ComplaintContact.reached))
        unreached = and_(is_open, col(Complaint.id).not_in(reached))
        found.append(unreached == query.needs_contact)
    if query.answer_wanted is not None:
        wanted = select(ComplaintContact.complaint_id).where(
            col(ComplaintContact.written_answer_wanted).is_(True)
        )
        waits = and_(is_open, col(Complaint.id).in_(wanted))
        found.append(waits == query.answer_wanted)
    return found
