"""Every question about what a published term is used for."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Integer, cast, extract, func
from sqlmodel import Session, col, select

from api.cases.queries import in_own_units
from api.deadlines.revisions.rules import Started, StartedSince
from api.deadlines.rules import CORRECTED
from api.deadlines.tables import OPEN, Deadline
from api.people.rules import Actor, Scope

MOST_EXAMPLES = 20


def started_since(session: Session, term_id: UUID, day: date) -> StartedSince:
    """Return what a term has started from a day on, without those that never held."""
    statement = select(func.count(), func.max(Deadline.started_on)).where(
        Deadline.published_term_id == term_id,
        col(Deadline.started_on) >= day,
        col(Deadline.cancel_reason).is_distinct_from(CORRECTED),
    )
    return StartedSince(*session.exec(statement).one())


def open_cases(session: Session, term_id: UUID) -> int:
    """Return how many cases have an open deadline that a term counted."""
    cases = func.count(col(Deadline.case_id).distinct())
    return session.exec(select(cases).where(Deadline.published_term_id == term_id, OPEN)).one()


def examples(session: Session, actor: Actor, term_id: UUID) -> Sequence[str]:
    """Return the numbers of some of these cases that the actor may see, the next due first."""
    statement = (
        select(Deadline.case_number)
        .where(
            Deadline.published_term_id == term_id,
            OPEN,
            in_own_units(Deadline.unit_id, Deadline.caseworker_id, actor, Scope.CASES_READ),
        )
        .group_by(col(Deadline.case_number))
        .order_by(func.min(Deadline.legal_due_on), col(Deadline.case_number))
    )
    return session.exec(statement.limit(MOST_EXAMPLES)).all()


def years_of_use(session: Session, actor: Actor, term_id: UUID) -> list[Started]:
    """Return what a term started in each year, of the deadlines that the actor may see."""
    year = cast(extract("year", col(Deadline.started_on)), Integer)
    statement = (
        select(year, func.count(), func.count().filter(OPEN))
        .where(
            Deadline.published_term_id == term_id,
            in_own_units(Deadline.unit_id, Deadline.caseworker_id, actor, Scope.DEADLINES_READ),
        )
        .group_by(year)
        .order_by(year)
    )
    return [Started(*row) for row in session.exec(statement)]
