"""Every question about cases: one is seen in its unit, by those over it, and by its caseworker."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.schemas import CasesQuery
from api.cases.tables import NUMBERS, Assignment, Case, CaseEvent, CaseReference, Decision
from api.cases.waiting_queries import is_waiting
from api.catalogue.case_types.queries import types_under
from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor, Scope
from api.resource import one
from api.table import Entity

Row = TypeVar("Row", bound=Entity)


def in_own_units(unit_id: Any, caseworker_id: Any, actor: Actor, scope: Scope) -> Any:
    """Say that a row lies where a scope holds. A unit over one's own is no reason to see a case."""
    units = actor.units_of(scope)
    if units is None:
        return true()
    return or_(col(unit_id).in_(units), col(caseworker_id) == actor.id)


def cases_visible_to(actor: Actor) -> SelectOfScalar[Case]:
    seen = in_own_units(Case.unit_id, Case.caseworker_id, actor, Scope.CASES_READ)
    return select(Case).where(seen)


def of_visible_cases(case_id: Any, actor: Actor) -> ColumnElement[bool]:
    """Say that a row belongs to a case the actor may read: every part of a case starts from it."""
    if actor.units_of(Scope.CASES_READ) is None:
        return true()
    visible = cases_visible_to(actor).subquery()
    return col(case_id).in_(select(visible.c.id))


def case(session: Session, actor: Actor, case_id: UUID, *, lock: bool = False) -> Case:
    return one(session, cases_visible_to(actor), "case", case_id, lock=lock)


def find_cases(session: Session, actor: Actor, query: CasesQuery, today: date) -> Found[Case]:
    """Return cases by the day they were received."""
    statement = cases_visible_to(actor).where(*filters(query))
    if query.waiting is not None:
        statement = statement.where(is_waiting(Case.id, today) == query.waiting)
    keys = [by_day(Case.received_on), by_id(Case.id)]
    return find_page(
        session, statement, query, name="cases", keys=keys, descending=query.order.descending
    )


def filters(query: CasesQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.unit:
        found.append(col(Case.unit_id).in_(select(Unit.id).where(units_under([query.unit]))))
    if query.case_type:
        found.append(col(Case.case_type_id).in_(types_under([query.case_type])))
    if query.state:
        found.append(col(Case.state).in_(query.state))
    if query.received_from:
        found.append(col(Case.received_on) >= query.received_from)
    if query.received_before:
        found.append(col(Case.received_on) < query.received_before)
    if query.unassigned is not None:
        found.append(col(Case.caseworker_id).is_(None) == query.unassigned)
    return [*found, *exact_filters(query)]


def exact_filters(query: CasesQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.caseworker:
        found.append(col(Case.caseworker_id) == query.caseworker)
    if query.citizen:
        found.append(col(Case.citizen_id) == query.citizen)
    if query.number:
        found.append(col(Case.number) == query.number)
    if query.system or query.reference:
        known = select(CaseReference.case_id)
        if query.system:
            known = known.where(CaseReference.system == query.system)
        if query.reference:
            known = known.where(CaseReference.reference == query.reference)
        found.append(col(Case.id).in_(known))
    return found


def next_number(session: Session, received_on: date) -> str:
    """Return a number no case has: the year it came and a running number.

    One that a case came with already is passed over.
    """
    while True:
        number = f"{received_on.year}-{session.scalar(select(NUMBERS.next_value())):07d}"
        if session.exec(select(Case.id).where(Case.number == number)).first() is None:
            return number


def references_of(session: Session, ids: Collection[UUID]) -> Sequence[CaseReference]:
    statement = select(CaseReference).where(col(CaseReference.case_id).in_(ids))
    return session.exec(statement.order_by(CaseReference.system, CaseReference.reference)).all()


def events_of(session: Session, case_id: UUID) -> Sequence[CaseEvent]:
    """Return the moves of a case in the order they happened."""
    statement = select(CaseEvent).where(CaseEvent.case_id == case_id)
    return session.exec(statement.order_by(col(CaseEvent.happened_on), col(CaseEvent.id))).all()


def decided_on(session: Session, case_id: UUID) -> Sequence[tuple[date, bool]]:
    """Return the days of a case's decisions in order, and whether each answered all."""
    columns = (col(Decision.made_on), col(Decision.concludes))
    statement = select(*columns).where(Decision.case_id == case_id)
    return session.exec(statement.order_by(col(Decision.made_on), col(Decision.id))).all()


def assignments_of(session: Session, ids: Collection[UUID]) -> Sequence[Assignment]:
    """Return the assignments of some cases, each case's in order."""
    statement = select(Assignment).where(col(Assignment.case_id).in_(ids))
    return session.exec(statement.order_by(col(Assignment.from_on), col(Assignment.id))).all()


def with_reference(session: Session, system: str, reference: str) -> UUID | None:
    """Return the case that a system's reference names."""
    statement = select(CaseReference.case_id).where(
        CaseReference.system == system, CaseReference.reference == reference
    )
    return session.exec(statement).one_or_none()


def with_decisions(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Return which of some cases hold a decision."""
    decided = select(Decision.case_id).where(col(Decision.case_id).in_(ids)).distinct()
    return set(session.exec(decided))
