"""Every question about the units."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, func, literal, or_, union_all
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.organisation.schemas import SuccessionsQuery, UnitsQuery
from api.organisation.tables import Unit, UnitSuccession
from api.paging import Found, by_id, find_page
from api.people.rules import Actor
from api.resource import one


@dataclass(frozen=True)
class Reach:
    """What a grant in a unit covers: `within` it, and the units `above` it."""

    within: frozenset[UUID]
    above: frozenset[UUID]


def units() -> SelectOfScalar[Unit]:
    """Start every read of units here. Units are public within the municipality."""
    return select(Unit)


def units_under(roots: Collection[UUID]) -> ColumnElement[bool]:
    """Say that a unit is one of these, lies under one, or was taken over by one of those."""
    base = select(col(Unit.id)).where(col(Unit.id).in_(roots)).cte("within", recursive=True)
    children = select(Unit.parent_id, Unit.id)
    taken_over = select(UnitSuccession.successor_id, UnitSuccession.predecessor_id).where(
        or_(
            col(UnitSuccession.succeeded_on).is_(None),
            col(UnitSuccession.succeeded_on) <= func.current_date(),
        )
    )
    step = union_all(children, taken_over).subquery("step")
    upper, lower = step.c
    within = base.union(select(lower).where(upper == base.c.id))
    return col(Unit.id).in_(select(within.c.id))


def units_above(unit_id: UUID) -> ColumnElement[bool]:
    base = select(col(Unit.parent_id)).where(col(Unit.id) == unit_id).cte("above", recursive=True)
    above = base.union(select(col(Unit.parent_id)).where(col(Unit.id) == base.c.parent_id))
    return col(Unit.id).in_(select(above.c.parent_id))


def reach_of(session: Session, unit_id: UUID) -> Reach:
    """Return which units a grant in one unit covers."""
    within = session.exec(select(col(Unit.id)).where(units_under([unit_id]))).all()
    above = session.exec(select(col(Unit.id)).where(units_above(unit_id))).all()
    return Reach(frozenset(within), frozenset(above))


def valid_on(day: date) -> ColumnElement[bool]:
    return or_(col(Unit.valid_from).is_(None), col(Unit.valid_from) <= day) & or_(
        col(Unit.valid_until).is_(None), col(Unit.valid_until) > day
    )


def unit(session: Session, _: Actor, unit_id: UUID, *, lock: bool = False) -> Unit:
    return one(session, units(), "unit", unit_id, lock=lock)


def find_units(session: Session, _: Actor, query: UnitsQuery, __: date) -> Found[Unit]:
    """Return the units that fit the filters, in the order they were made."""
    statement = units()
    if query.under:
        statement = statement.where(units_under([query.under]))
    if query.kind:
        statement = statement.where(Unit.kind == query.kind)
    if query.as_of:
        statement = statement.where(valid_on(query.as_of))
    if query.q:
        statement = statement.where(col(Unit.name).icontains(query.q, autoescape=True))
    return find_page(session, statement, query, name="units", keys=[by_id(Unit.id)])


def succession(
    session: Session, _: Actor, succession_id: UUID, *, lock: bool = False
) -> UnitSuccession:
    return one(session, select(UnitSuccession), "unit_succession", succession_id, lock=lock)


def succeeding(unit_id: UUID, *, but: UUID | None) -> Select[Any]:
    """Select a unit, what took over from it, what took over from that, and so on.

    As told by all successions but one.
    """
    of_others = col(UnitSuccession.id).is_distinct_from(but)
    base = select(literal(unit_id, Uuid).label("id")).cte("succeeding", recursive=True)
    step = select(col(UnitSuccession.successor_id)).where(
        UnitSuccession.predecessor_id == base.c.id, of_others
    )
    return select(base.union(step).c.id)


def find_successions(
    session: Session, _: Actor, query: SuccessionsQuery, __: date
) -> Found[UnitSuccession]:
    statement = select(UnitSuccession)
    if query.unit:
        is_it = (
            col(UnitSuccession.predecessor_id) == query.unit,
            col(UnitSuccession.successor_id) == query.unit,
        )
        statement = statement.where(or_(*is_it))
    keys = [by_id(UnitSuccession.id)]
    return find_page(session, statement, query, name="unit_successions", keys=keys)
