"""Every question about assignments, read with the case's rights."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, not_, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import cases_visible_to, of_visible_cases
from api.cases.tables import Assignment, Case
from api.casework.assignments.schemas import AssignmentsQuery
from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor
from api.resource import one


def assignments_visible_to(actor: Actor) -> SelectOfScalar[Assignment]:
    return select(Assignment).where(of_visible_cases(Assignment.case_id, actor))


def assignment(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> Assignment:
    return one(session, assignments_visible_to(actor), "assignment", key, lock=lock)


def find_assignments(
    session: Session, actor: Actor, query: AssignmentsQuery, as_of: date
) -> Found[Assignment]:
    """Return assignments by the day they began, the oldest first."""
    statement = assignments_visible_to(actor).where(*filters(query, as_of))
    keys = [by_day(Assignment.from_on), by_id(Assignment.id)]
    return find_page(session, statement, query, name="assignments", keys=keys)


def filters(query: AssignmentsQuery, as_of: date) -> Iterator[ColumnElement[bool]]:
    if query.case:
        yield col(Assignment.case_id) == query.case
    if query.caseworker:
        yield col(Assignment.caseworker_id) == query.caseworker
    if query.open is not None:
        yield holds_on(as_of) if query.open else not_(holds_on(as_of))


def holds_on(day: date) -> ColumnElement[bool]:
    until = col(Assignment.until_on)
    return (col(Assignment.from_on) <= day) & or_(until.is_(None), until > day)


def cases_of_citizen(session: Session, actor: Actor, citizen_id: UUID) -> Sequence[Case]:
    """Return a citizen's cases that may be read."""
    statement = cases_visible_to(actor).where(Case.citizen_id == citizen_id)
    return session.exec(statement.order_by(col(Case.id))).all()
