"""Every question about resource lines, read with the plan's rights."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.paging import Found, by_id, by_number, find_page
from api.people.rules import Actor
from api.plans.outline.queries import hold_plan, of_visible_plans
from api.plans.resources.schemas import ResourceLinesQuery
from api.plans.resources.tables import Duration, ResourceLine
from api.resource import one


def lines_visible_to(actor: Actor) -> SelectOfScalar[ResourceLine]:
    return select(ResourceLine).where(of_visible_plans(ResourceLine.plan_id, actor))


def line(session: Session, actor: Actor, line_id: UUID, *, lock: bool = False) -> ResourceLine:
    """Return a line; to change it, its plan is locked before it."""
    if lock:
        hold_plan(session, line(session, actor, line_id).plan_id)
    return one(session, lines_visible_to(actor), "resource_line", line_id, lock=lock)


def find_lines(
    session: Session, actor: Actor, query: ResourceLinesQuery, _: date
) -> Found[ResourceLine]:
    """Return resource lines by plan and position."""
    statement = lines_visible_to(actor)
    if query.plan:
        statement = statement.where(ResourceLine.plan_id == query.plan)
    if query.track:
        statement = statement.where(ResourceLine.track_id == query.track)
    if query.unit:
        units = select(col(Unit.id)).where(units_under([query.unit]))
        statement = statement.where(col(ResourceLine.unit_id).in_(units))
    if query.standing:
        statement = statement.where(ResourceLine.standing == query.standing)
    if query.duration:
        statement = statement.where(ResourceLine.duration == query.duration)
    if query.year:
        statement = statement.where(holds_in(query.year))
    keys = [
        by_id(ResourceLine.plan_id),
        by_number(ResourceLine.position),
        by_id(ResourceLine.id),
    ]
    return find_page(session, statement, query, name="resource_lines", keys=keys)


def holds_in(year: int) -> ColumnElement[bool]:
    """Say that a line's period covers a year. One without an end goes on, but for one-year ones."""
    start, until = col(ResourceLine.period_from), col(ResourceLine.period_until)
    goes_on = and_(until.is_(None), col(ResourceLine.duration) != Duration.ONE_YEAR)
    return and_(start <= year, or_(until >= year, start == year, goes_on))


def lines_of_plan(session: Session, plan_id: UUID) -> Sequence[ResourceLine]:
    """Return all lines of a plan by position."""
    statement = select(ResourceLine).where(ResourceLine.plan_id == plan_id)
    by_position = (col(ResourceLine.position), col(ResourceLine.id))
    return session.exec(statement.order_by(*by_position)).all()


def unit_names(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    known = {key for key in ids if key is not None}
    statement = select(col(Unit.id), col(Unit.name)).where(col(Unit.id).in_(known))
    return dict(session.exec(statement).all())
