"""Every question about deadlines: one is seen where its case is seen."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, func, or_, true
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import in_own_units
from api.cases.tables import Case, Decision
from api.cases.waiting_queries import is_waiting
from api.catalogue.case_types.queries import types_under
from api.catalogue.terms.kinds import NOTICE_OWED
from api.deadlines import judging
from api.deadlines.rules import ENDED_BY_DECISION, AsOf
from api.deadlines.schemas import DeadlineFilters, DeadlinesQuery, Order
from api.deadlines.tables import Deadline, Extension
from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.paging import Found, Key, PageQuery, by_day, by_id, find_page
from api.people.rules import Actor, Scope
from api.resource import one


def deadlines_visible_to(actor: Actor) -> SelectOfScalar[Deadline]:
    seen = in_own_units(Deadline.unit_id, Deadline.caseworker_id, actor, Scope.DEADLINES_READ)
    return select(Deadline).where(seen)


def deadlines_of_cases_visible_to(actor: Actor) -> SelectOfScalar[Deadline]:
    """Start here to read one deadline, or those of one case.

    What ended before a transfer stays where it ended, and is read where its case is now as well.
    """
    here = in_own_units(Deadline.unit_id, Deadline.caseworker_id, actor, Scope.DEADLINES_READ)
    case_here = in_own_units(Case.unit_id, Case.caseworker_id, actor, Scope.DEADLINES_READ)
    of_case = exists().where(col(Case.id) == Deadline.case_id, case_here)
    return select(Deadline).where(or_(here, of_case))


def extensions_visible_to(actor: Actor) -> SelectOfScalar[Extension]:
    visible = deadlines_of_cases_visible_to(actor).subquery()
    return select(Extension).where(col(Extension.deadline_id).in_(select(visible.c.id)))


def deadline(session: Session, actor: Actor, deadline_id: UUID, *, lock: bool = False) -> Deadline:
    """Return a deadline. To change one, its case is locked first, as acts on the case do."""
    visible = deadlines_of_cases_visible_to(actor)
    found = one(session, visible, "deadline", deadline_id)
    if not lock:
        return found
    lock_cases(session, [found.case_id])
    return one(session, visible, "deadline", deadline_id, lock=True)


def lock_cases(session: Session, ids: Collection[UUID]) -> None:
    """Lock some cases in the order of their ids, so that nobody waits for each other."""
    cases = select(Case.id).where(col(Case.id).in_(ids)).order_by(col(Case.id))
    session.exec(cases.with_for_update(key_share=True)).all()


def extension(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> Extension:
    """Return a notice. To change one, its deadline is locked first."""
    found = one(session, extensions_visible_to(actor), "extension", key)
    if not lock:
        return found
    deadline(session, actor, found.deadline_id, lock=True)
    return one(session, extensions_visible_to(actor), "extension", key, lock=True)


def find_deadlines(
    session: Session, actor: Actor, query: DeadlinesQuery, as_of: AsOf
) -> Found[Deadline]:
    """Return the deadlines that had started by a day, as they stood that day."""
    by: Any = sorted_by(query.order, as_of).label("sorted_by")
    found: Found[Any] = find_page(
        session,
        with_columns(listed(actor, query, as_of), by, col(Deadline.id).label("id")),
        query,
        name="deadlines",
        keys=[by_day(by), by_id(col(Deadline.id))],
        descending=query.order.descending,
    )
    return replace(found, rows=[row[0] for row in found.rows])


def listed(actor: Actor, filters: DeadlineFilters, as_of: AsOf) -> SelectOfScalar[Deadline]:
    """Return the deadlines that had started and fit the filters: list, export and batch alike."""
    started = col(Deadline.started_on) <= as_of.day
    wanted = (started, *fits(filters), *judged(filters, as_of))
    visible = deadlines_of_cases_visible_to if filters.case else deadlines_visible_to
    return visible(actor).where(*wanted)


def ids_of(
    session: Session, actor: Actor, filters: DeadlineFilters, as_of: AsOf, *, most: int
) -> Sequence[UUID]:
    """Return the ids of the deadlines that fit the filters, or of so many of them at most."""
    wanted = listed(actor, filters, as_of).limit(most).subquery()
    return session.exec(select(wanted.c.id)).all()


def count_of(
    session: Session, actor: Actor, filters: DeadlineFilters, as_of: AsOf, *, most: int
) -> int:
    """Return how many deadlines fit the filters; counting ends at `most`."""
    wanted = listed(actor, filters, as_of).limit(most).subquery()
    return session.exec(select(func.count()).select_from(wanted)).one()


def in_order(statement: Any, order: Order, as_of: AsOf) -> Any:
    """Sort a statement of deadlines as the list does."""
    keys = (sorted_by(order, as_of), col(Deadline.id))
    return statement.order_by(*(key.desc() if order.descending else key for key in keys))


def lock_deadlines(session: Session, actor: Actor, ids: Collection[UUID]) -> dict[UUID, Deadline]:
    """Return those of some deadlines that may be seen, by id, locked after their cases."""
    wanted = deadlines_visible_to(actor).where(col(Deadline.id).in_(ids))
    lock_cases(session, {row.case_id for row in session.exec(wanted)})
    locking = wanted.order_by(col(Deadline.id)).with_for_update(of=Deadline)
    rows = session.exec(locking.execution_options(populate_existing=True))
    return {row.id: row for row in rows}


def with_columns(deadlines: SelectOfScalar[Deadline], *columns: Any) -> Any:
    """Return a statement whose rows are a deadline and more columns."""
    wanted = deadlines.whereclause
    return select_columns(Deadline, *columns).where(true() if wanted is None else wanted)


def sorted_by(order: Order, as_of: AsOf) -> SQLColumnExpression[date]:
    if order.column == "due_on":
        return judging.due_on(as_of)
    return col(getattr(Deadline, order.column))


def fits(filters: DeadlineFilters) -> list[ColumnElement[bool]]:
    """Say what is asked of deadlines whatever the day."""
    found: list[ColumnElement[bool]] = []
    if filters.kind:
        found.append(col(Deadline.kind).in_(filters.kind))
    if filters.unit:
        units = select(Unit.id).where(units_under([filters.unit]))
        found.append(col(Deadline.unit_id).in_(units))
    if filters.case_type:
        found.append(col(Deadline.case_type_id).in_(types_under([filters.case_type])))
    if filters.unassigned is not None:
        found.append(col(Deadline.caseworker_id).is_(None) == filters.unassigned)
    if filters.q:
        found.append(col(Deadline.case_number).startswith(filters.q, autoescape=True))
    if filters.received_from or filters.received_before:
        found.append(col(Deadline.case_id).in_(cases_received(filters)))
    if filters.legal_due_from:
        found.append(col(Deadline.legal_due_on) >= filters.legal_due_from)
    if filters.legal_due_before:
        found.append(col(Deadline.legal_due_on) < filters.legal_due_before)
    return [*found, *equal(filters)]


def cases_received(filters: DeadlineFilters) -> SelectOfScalar[UUID]:
    cases = select(Case.id)
    if filters.received_from:
        cases = cases.where(Case.received_on >= filters.received_from)
    if filters.received_before:
        cases = cases.where(Case.received_on < filters.received_before)
    return cases


def equal(filters: DeadlineFilters) -> list[ColumnElement[bool]]:
    wanted = (
        (Deadline.caseworker_id, filters.caseworker),
        (Deadline.case_id, filters.case),
        (Deadline.owed_by, filters.owed_by),
    )
    return [col(column) == value for column, value in wanted if value is not None]


def judged(filters: DeadlineFilters, as_of: AsOf) -> list[ColumnElement[bool]]:
    """Say what is asked of how deadlines stand on the day."""
    found: list[ColumnElement[bool]] = []
    if filters.status:
        found.append(or_(*(judging.has_status(status, as_of) for status in filters.status)))
    if filters.due_from:
        found.append(judging.due_on(as_of) >= filters.due_from)
    if filters.due_before:
        found.append(judging.due_on(as_of) < filters.due_before)
    if filters.overdue_days_min:
        found.append(judging.overdue_by(filters.overdue_days_min, as_of))
    if filters.notified is not None:
        found.append(judging.notified(as_of).is_(filters.notified))
    if filters.notice_owed is not None:
        found.append(col(Deadline.kind).in_(NOTICE_OWED).is_(filters.notice_owed))
    if filters.waiting is not None:
        found.append(is_waiting(Deadline.case_id, as_of.day).is_(filters.waiting))
    return found


def find_extensions(
    session: Session, actor: Actor, deadline_id: UUID, query: PageQuery
) -> Found[Extension]:
    """Return the notices of a deadline in the order they were sent."""
    statement = extensions_visible_to(actor).where(Extension.deadline_id == deadline_id)
    keys: list[Key] = [by_day(Extension.notice_sent_on), by_id(Extension.id)]
    return find_page(session, statement, query, name=f"extensions:{deadline_id}", keys=keys)


def extensions_of(session: Session, deadline_id: UUID) -> Sequence[Extension]:
    """Return all notices of a deadline, undone ones too, in the order they were sent."""
    statement = select(Extension).where(Extension.deadline_id == deadline_id)
    return session.exec(statement.order_by(col(Extension.notice_sent_on), col(Extension.id))).all()


def decided_on(session: Session, deadline: Deadline) -> Sequence[date]:
    """Return the days of the decisions that ended a case's own clock, if the deadline is one."""
    if deadline.kind not in ENDED_BY_DECISION:
        return []
    statement = select(col(Decision.made_on)).where(
        Decision.case_id == deadline.case_id, col(Decision.concludes)
    )
    return session.exec(statement).all()
