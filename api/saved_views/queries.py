"""Every question about saved views: one's own, and those shared with a unit one reads in."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.organisation.tables import Unit
from api.paging import Found, Key, by_id, find_page
from api.people.rules import Actor, Scope
from api.people.tables import Person
from api.resource import one
from api.saved_views.schemas import SavedViewsQuery
from api.saved_views.tables import SavedView


def saved_views_visible_to(actor: Actor) -> SelectOfScalar[SavedView]:
    shared_with, units = col(SavedView.shared_with_unit_id), actor.units_of(Scope.DEADLINES_READ)
    shared = shared_with.is_not(None) if units is None else shared_with.in_(units)
    return select(SavedView).where(or_(col(SavedView.person_id) == actor.id, shared))


def saved_view(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> SavedView:
    return one(session, saved_views_visible_to(actor), "saved_view", key, lock=lock)


def find_saved_views(
    session: Session, actor: Actor, query: SavedViewsQuery, _: date
) -> Found[SavedView]:
    """Return the views by their names."""
    statement = saved_views_visible_to(actor)
    if query.page:
        statement = statement.where(SavedView.page == query.page)
    if query.own is not None:
        statement = statement.where((col(SavedView.person_id) == actor.id).is_(query.own))
    keys = [Key(SavedView.name), by_id(SavedView.id)]
    return find_page(session, statement, query, name="saved_views", keys=keys)


def names_of(session: Session, rows: Sequence[SavedView]) -> dict[UUID, str]:
    """Return the names of the people and units that some views refer to, by their ids."""
    people = select(Person.id, Person.full_name).where(
        col(Person.id).in_({row.person_id for row in rows})
    )
    units = select(Unit.id, Unit.name).where(
        col(Unit.id).in_({row.shared_with_unit_id for row in rows})
    )
    return dict(session.exec(people).all()) | dict(session.exec(units).all())
