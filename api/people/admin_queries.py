"""Every question of those who keep people and roles.

Both may be read by whoever may read people: colleagues may know who does what.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from api.organisation.tables import Unit
from api.paging import Found, Key, by_day, by_id, find_page
from api.people.admin_schemas import PeopleQuery, RoleGrantsQuery
from api.people.queries import people
from api.people.rules import Actor
from api.people.tables import Password, Person, RoleGrant
from api.resource import one


def person(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> Person:
    return one(session, people(), "person", key, lock=lock)


def role_grant(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> RoleGrant:
    return one(session, select(RoleGrant), "role_grant", key, lock=lock)


def find_people(session: Session, _: Actor, query: PeopleQuery, __: date) -> Found[Person]:
    """Return people by their full name."""
    statement = people()
    if query.active is not None:
        statement = statement.where(col(Person.active).is_(query.active))
    if query.q:
        texts = (Person.username, Person.full_name, Person.title)
        statement = statement.where(containing(query.q, texts))
    keys = [Key(Person.full_name), by_id(Person.id)]
    return find_page(session, statement, query, name="people", keys=keys)


def find_role_grants(
    session: Session, _: Actor, query: RoleGrantsQuery, __: date
) -> Found[RoleGrant]:
    """Return role grants by the day from which they hold."""
    statement = select(RoleGrant)
    if query.person:
        statement = statement.where(RoleGrant.person_id == query.person)
    if query.role:
        statement = statement.where(RoleGrant.role == query.role)
    if query.unit:
        statement = statement.where(RoleGrant.unit_id == query.unit)
    keys = [by_day(RoleGrant.valid_from), by_id(RoleGrant.id)]
    return find_page(session, statement, query, name="role_grants", keys=keys)


def containing(words: str, columns: Iterable[Any]) -> ColumnElement[bool]:
    return or_(*(col(column).icontains(words, autoescape=True) for column in columns))


def all_grants_of(session: Session, ids: Collection[UUID]) -> dict[UUID, list[RoleGrant]]:
    """Return the grants of some people by person, with those to come and those that are over."""
    found: dict[UUID, list[RoleGrant]] = defaultdict(list)
    for grant in session.exec(select(RoleGrant).where(col(RoleGrant.person_id).in_(ids))):
        found[grant.person_id].append(grant)
    return found


def names_of_people(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    statement = select(col(Person.id), col(Person.full_name)).where(col(Person.id).in_(ids))
    return dict(session.exec(statement).all())


def names_of_units(session: Session, ids: Collection[UUID | None]) -> dict[UUID, str]:
    statement = select(col(Unit.id), col(Unit.name)).where(col(Unit.id).in_(ids))
    return dict(session.exec(statement).all())


def password_of(session: Session, person_id: UUID) -> Password | None:
    return session.get(Password, person_id, with_for_update=True)
