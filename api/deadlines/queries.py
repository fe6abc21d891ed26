"""Every question about deadlines: one is seen where its case is seen."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import in_own_units
from api.cases.tables import Case, Decision
from api.deadlines.rules import ENDED_BY_DECISION
from api.deadlines.tables import Deadline, Extension
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


def lock_deadlines(session: Session, actor: Actor, ids: Collection[UUID]) -> dict[UUID, Deadline]:
    """Return those of some deadlines that may be seen, by id, locked after their cases."""
    wanted = deadlines_visible_to(actor).where(col(Deadline.id).in_(ids))
    lock_cases(session, {row.case_id for row in session.exec(wanted)})
    locking = wanted.order_by(col(Deadline.id)).with_for_update(of=Deadline)
    rows = session.exec(locking.execution_options(populate_existing=True))
    return {row.id: row for row in rows}


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
