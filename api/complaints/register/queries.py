"""Every question about the register of complaints."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, and_, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from api.cases.queries import cases_visible_to, in_own_units
from api.cases.tables import Case, Decision, DecisionNotice
from api.catalogue.case_types.tables import CaseType
from api.catalogue.legal_bases.queries import in_force_on
from api.catalogue.legal_bases.tables import CaseTypeBasis, LegalBasis
from api.catalogue.terms.kinds import DeadlineKind
from api.complaints.lookups.noting import note_lookup, without_cpr
from api.complaints.patterns.schemas import query_string
from api.complaints.queries import complaints_visible_to
from api.complaints.register.filtering import filters
from api.complaints.register.schemas import ComplaintsQuery
from api.complaints.search.queries import find_by_words, search_for
from api.complaints.tables import (
    NUMBERS,
    BoardOutcome,
    Complaint,
    ComplaintContact,
    ComplaintPoint,
    ComplaintReopening,
    ComplaintTransfer,
    Reassessment,
)
from api.deadlines.rules import CORRECTED
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor, Scope
from api.people.tables import Person


@dataclass(frozen=True)
class InCase:
    """A decision and the case it was made in."""

    case: Case
    decision: Decision


@dataclass(frozen=True)
class FirstActs:
    """The first day on which something was done with a complaint, and the first attempt to
    speak with the complainant."""

    first_on: date | None
    first_attempt_at: datetime | None


AS_WRITTEN: Any = col(LegalBasis.act_short) + " " + col(LegalBasis.section)


def find_complaints(
    session: Session, actor: Actor, query: ComplaintsQuery, _: date
) -> Found[Complaint]:
    """Return complaints by the day they came; those found by words the latest first."""
    statement = complaints_visible_to(actor).where(*filters(query))
    if query.repeat_of:
        statement = statement.where(col(Complaint.repeat_of_id).in_(seen(actor, [query.repeat_of])))
    if query.q is not None:
        note_lookup(session, actor, "/v1/complaints", query_string(without_cpr(query)))
        by_day_asked = "order" in query.model_fields_set
        return find_by_words(
            session,
            statement,
            query,
            search_for(session, query.q),
            descending=query.order.descending if by_day_asked else True,
        )
    keys = [by_day(Complaint.received_on), by_id(Complaint.id)]
    return find_page(
        session, statement, query, name="complaints", keys=keys, descending=query.order.descending
    )


def next_number(session: Session) -> int:
    return session.scalar(select(NUMBERS.next_value())) or 0


def visible_case(session: Session, actor: Actor, case_id: UUID) -> Case | None:
    return session.exec(cases_visible_to(actor).where(Case.id == case_id)).one_or_none()


def visible_decision(session: Session, actor: Actor, decision_id: UUID) -> InCase | None:
    """Return a decision with its case, if the case may be read."""
    statement = (
        cases_visible_to(actor)
        .join(Decision, col(Decision.case_id) == col(Case.id))
        .where(Decision.id == decision_id)
        .add_columns(Decision)
    )
    found = session.execute(statement).one_or_none()
    return InCase(*found) if found else None


def basis_of_type(session: Session, case_type_id: UUID, day: date) -> UUID | None:
    """Return the legal basis of a case type that was in force on a day, if it was the only one."""
    statement = (
        select(LegalBasis.id)
        .join(CaseTypeBasis, col(CaseTypeBasis.legal_basis_id) == col(LegalBasis.id))
        .where(CaseTypeBasis.case_type_id == case_type_id, in_force_on(day))
        .limit(2)
    )
    found = session.exec(statement).all()
    return found[0] if len(found) == 1 else None


def latest_over_case(session: Session, actor: Actor, complaint: Complaint) -> UUID | None:
    """Return the latest complaint that the same complainant had made over the same case.

    Of those that the asker may read: what is linked by itself shall tell nobody of others.
    """
    statement = (
        complaints_visible_to(actor)
        .with_only_columns(col(Complaint.id))
        .where(
            col(Complaint.complainant_id) == complaint.complainant_id,
            col(Complaint.case_id) == complaint.case_id,
            col(Complaint.received_on) <= complaint.received_on,
        )
        .order_by(col(Complaint.received_on).desc(), col(Complaint.id).desc())
        .limit(1)
    )
    return session.execute(statement).scalars().first()


def first_acts(session: Session, complaint_id: UUID) -> FirstActs:
    """Return when something was first done with a complaint."""
    days = (
        first(ComplaintPoint.found_on, ComplaintPoint.complaint_id, complaint_id),
        first(Complaint.closed_on, Complaint.id, complaint_id),
        first(Complaint.received_on, Complaint.repeat_of_id, complaint_id),
        first(ComplaintReopening.closed_on, ComplaintReopening.complaint_id, complaint_id),
        first(ComplaintTransfer.transferred_on, ComplaintTransfer.complaint_id, complaint_id),
        first(Reassessment.made_on, Reassessment.complaint_id, complaint_id),
        first(BoardOutcome.received_on, BoardOutcome.complaint_id, complaint_id),
    )
    attempt = first(ComplaintContact.attempted_at, ComplaintContact.complaint_id, complaint_id)
    return FirstActs(*session.execute(select(func.least(*days), attempt)).one())


def first(day: Any, of: Any, complaint_id: UUID) -> Any:
    return select(func.min(col(day))).where(col(of) == complaint_id).scalar_subquery()


def seen(actor: Actor, ids: Collection[UUID]) -> Select[Any]:
    """Select those of some complaints that may be read."""
    visible = complaints_visible_to(actor).where(col(Complaint.id).in_(ids))
    return visible.with_only_columns(col(Complaint.id))


def visible_complaint(session: Session, actor: Actor, key: UUID) -> Complaint | None:
    return session.exec(complaints_visible_to(actor).where(Complaint.id == key)).one_or_none()


def told_beside(session: Session, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Any]:
    """Return what some complaints refer to, by name or number, by the complaint's id.

    A complaint that one repeats is told of to who may read it.
    """
    first = aliased(Complaint)
    seen = in_own_units(first.unit_id, first.handler_id, actor, Scope.COMPLAINTS_READ)
    columns: Any = (
        col(Complaint.id),
        col(Unit.name).label("unit"),
        col(CaseType.name_da),
        col(CaseType.name_en),
        AS_WRITTEN.label("legal_basis"),
        col(Case.number).label("case_number"),
        col(Person.full_name).label("handler"),
        col(first.number).label("repeat_of"),
        authority_now().label("authority"),
    )
    statement = (
        select(*columns)
        .join(Unit, col(Unit.id) == col(Complaint.unit_id))
        .outerjoin(CaseType, col(CaseType.id) == col(Complaint.case_type_id))
        .outerjoin(LegalBasis, col(LegalBasis.id) == col(Complaint.legal_basis_id))
        .outerjoin(Case, col(Case.id) == col(Complaint.case_id))
        .outerjoin(Person, col(Person.id) == col(Complaint.handler_id))
        .outerjoin(first, and_(col(first.id) == col(Complaint.repeat_of_id), seen))
        .where(col(Complaint.id).in_(ids))
    )
    return {row.id: row for row in session.execute(statement)}


def authority_now() -> ScalarSelect[Any]:
    """Return who has a complaint that was last passed on to another authority; else null."""
    statement = select(ComplaintTransfer.to_authority).where(
        col(ComplaintTransfer.complaint_id) == col(Complaint.id)
    )
    order = col(ComplaintTransfer.transferred_on).desc(), col(ComplaintTransfer.id).desc()
    return statement.order_by(*order).limit(1).scalar_subquery()


def complaints_of(session: Session, actor: Actor, complainants: Collection[UUID]) -> Sequence[Any]:
    """Return which complaints some people made, the latest first: id, whose and the day."""
    if not complainants:
        return []
    visible = complaints_visible_to(actor).where(col(Complaint.complainant_id).in_(complainants))
    columns = col(Complaint.id), col(Complaint.complainant_id), col(Complaint.received_on)
    statement = visible.with_only_columns(*columns)
    order = col(Complaint.received_on).desc(), col(Complaint.id).desc()
    return session.execute(statement.order_by(*order)).all()


def appeals_ended_on(session: Session, decisions: Collection[UUID]) -> Mapping[UUID, date]:
    """Return the last day of the time to appeal some decisions, for whoever was told last."""
    if not decisions:
        return {}
    statement = (
        select(col(DecisionNotice.decision_id), func.max(col(Deadline.legal_due_on)))
        .join(Deadline, col(Deadline.decision_notice_id) == col(DecisionNotice.id))
        .where(
            col(DecisionNotice.decision_id).in_(decisions),
            Deadline.kind == DeadlineKind.APPEAL,
            col(Deadline.cancel_reason).is_distinct_from(CORRECTED),
        )
        .group_by(col(DecisionNotice.decision_id))
    )
    return dict(session.exec(statement).all())
