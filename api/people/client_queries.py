"""Every question of those who keep machine clients."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from api.errors import NotFound
from api.paging import Found, Key, PageQuery, by_id, find_page
from api.people.admin_queries import containing
from api.people.client_schemas import ClientsQuery
from api.people.rules import Actor
from api.people.tables import Client, ClientSecret, ClientUse
from api.resource import one


def client(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> Client:
    return one(session, select(Client), "client", key, lock=lock)


def find_clients(session: Session, _: Actor, query: ClientsQuery, __: date) -> Found[Client]:
    """Return machine clients by their name."""
    statement = select(Client)
    if query.unit:
        statement = statement.where(Client.unit_id == query.unit)
    if query.active is not None:
        statement = statement.where(col(Client.active).is_(query.active))
    if query.q:
        statement = statement.where(containing(query.q, [Client.name, Client.purpose]))
    keys = [Key(Client.name), by_id(Client.id)]
    return find_page(session, statement, query, name="clients", keys=keys)


def last_uses(session: Session, ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when each client was last here; those that never were are left out."""
    statement = select(ClientUse).where(col(ClientUse.client_id).in_(ids))
    return {use.client_id: use.used_at for use in session.exec(statement)}


def secrets_of(session: Session, client_id: UUID) -> Sequence[ClientSecret]:
    return session.exec(select(ClientSecret).where(ClientSecret.client_id == client_id)).all()


def find_secrets(session: Session, client_id: UUID, query: PageQuery) -> Found[ClientSecret]:
    """Return a client's secrets, the oldest first, with those that hold no more."""
    statement = select(ClientSecret).where(ClientSecret.client_id == client_id)
    keys = [by_id(ClientSecret.id)]
    return find_page(session, statement, query, name=f"secrets of {client_id}", keys=keys)


def secret(session: Session, client_id: UUID, key: UUID) -> ClientSecret:
    found = session.get(ClientSecret, key)
    if found is None or found.client_id != client_id:
        raise NotFound("client_secret", key)
    return found
