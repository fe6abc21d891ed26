"""Every question about waiting periods, read with the case's rights."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, not_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases import queries as cases
from api.cases.tables import Case, WaitingPeriod
from api.cases.waiting_queries import runs_on
from api.casework.waiting.schemas import WaitingPeriodsQuery
from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor
from api.resource import one


def waiting_periods_visible_to(actor: Actor) -> SelectOfScalar[WaitingPeriod]:
    return select(WaitingPeriod).where(cases.of_visible_cases(WaitingPeriod.case_id, actor))


def waiting_period(
    session: Session, actor: Actor, key: UUID, *, lock: bool = False
) -> WaitingPeriod:
    """Return a waiting period; to change it, its case is locked before it."""
    visible = waiting_periods_visible_to(actor)
    if lock:
        found = one(session, visible, "waiting_period", key)
        cases.case(session, actor, found.case_id, lock=True)
    return one(session, visible, "waiting_period", key, lock=lock)


def find_waiting_periods(
    session: Session, actor: Actor, query: WaitingPeriodsQuery, as_of: date
) -> Found[WaitingPeriod]:
    """Return waiting periods by the day they began, the longest wait first."""
    statement = waiting_periods_visible_to(actor).where(*filters(query, as_of))
    keys = [by_day(WaitingPeriod.since_on), by_id(WaitingPeriod.id)]
    return find_page(session, statement, query, name="waiting_periods", keys=keys)


def filters(query: WaitingPeriodsQuery, as_of: date) -> Iterator[ColumnElement[bool]]:
    if query.case:
        yield col(WaitingPeriod.case_id) == query.case
    if query.unit:
        units = select(Unit.id).where(units_under([query.unit]))
        yield col(WaitingPeriod.case_id).in_(select(Case.id).where(col(Case.unit_id).in_(units)))
    if query.waiting_for:
        yield col(WaitingPeriod.waiting_for) == query.waiting_for
    if query.open is not None:
        yield runs_on(as_of) if query.open else not_(runs_on(as_of))
