"""Every question about subscriptions and their deliveries.

One's own may be seen, and by people who may keep subscriptions everywhere, all of them.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.errors import NotFound
from api.organisation.tables import Unit
from api.paging import Found, by_id, by_number, find_page
from api.people.rules import Actor, ActorKind, Scope
from api.people.tables import Client, Person
from api.resource import one
from api.subscriptions.rules import DeliveryStatus
from api.subscriptions.schemas import DeliveriesQuery, SubscriptionsQuery
from api.subscriptions.tables import Delivery, Progress, SigningSecret, Subscription
from api.table import now


def subscriptions_visible_to(actor: Actor) -> SelectOfScalar[Subscription]:
    person = actor.kind is ActorKind.PERSON
    keeper = person and actor.has_everywhere(Scope.SUBSCRIPTIONS_WRITE)
    return select(Subscription).where(true() if keeper else col(Subscription.owner_id) == actor.id)


def subscription(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> Subscription:
    return one(session, subscriptions_visible_to(actor), "subscription", key, lock=lock)


def find_subscriptions(
    session: Session, actor: Actor, query: SubscriptionsQuery, _: date
) -> Found[Subscription]:
    """Return subscriptions in the order they were made."""
    statement = subscriptions_visible_to(actor)
    if query.active is not None:
        statement = statement.where(col(Subscription.active).is_(query.active))
    if query.own is not None:
        statement = statement.where((col(Subscription.owner_id) == actor.id).is_(query.own))
    if query.client:
        of_client = Subscription.owner_kind == ActorKind.CLIENT
        statement = statement.where(of_client, Subscription.owner_id == query.client)
    keys = [by_id(Subscription.id)]
    return find_page(session, statement, query, name="subscriptions", keys=keys)


def delivery(
    session: Session, subscription: Subscription, key: UUID, *, lock: bool = False
) -> Delivery:
    statement = select(Delivery).where(
        Delivery.subscription_id == subscription.id, Delivery.id == key
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    if row := session.exec(statement).one_or_none():
        return row
    raise NotFound("delivery", key)


def find_deliveries(
    session: Session, subscription: Subscription, query: DeliveriesQuery
) -> Found[Delivery]:
    """Return a subscription's deliveries, the newest first."""
    statement = select(Delivery).where(Delivery.subscription_id == subscription.id)
    if query.status:
        statement = statement.where(col(Delivery.status).in_(query.status))
    if query.entity_id:
        statement = statement.where(Delivery.entity_id == query.entity_id)
    if query.event_type:
        statement = statement.where(Delivery.event_type == query.event_type)
    name, keys = f"deliveries of {subscription.id}", [by_number(Delivery.number)]
    return find_page(session, statement, query, name=name, keys=keys, descending=True)


def progress_of(session: Session, ids: Collection[UUID]) -> dict[UUID, Progress]:
    statement = select(Progress).where(col(Progress.subscription_id).in_(ids))
    return {row.subscription_id: row for row in session.exec(statement)}


def unfinished(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return how many deliveries are waiting and how many were given up, by subscription."""
    key, status = col(Delivery.subscription_id), col(Delivery.status)
    waiting = func.count().filter(status == DeliveryStatus.WAITING)
    failed = func.count().filter(status == DeliveryStatus.FAILED)
    statement = select(key, waiting, failed).where(key.in_(ids)).group_by(key)
    return {of: (wait, given_up) for of, wait, given_up in session.exec(statement)}


def names_of(session: Session, rows: Sequence[Subscription]) -> dict[UUID | None, str]:
    """Return the names of the people, clients and units that some subscriptions refer to."""
    owners = {row.owner_id for row in rows}
    asked: list[Any] = [
        select(Person.id, Person.full_name).where(col(Person.id).in_(owners)),
        select(Client.id, Client.name).where(col(Client.id).in_(owners)),
        select(Unit.id, Unit.name).where(col(Unit.id).in_({row.unit_id for row in rows})),
    ]
    return {key: name for statement in asked for key, name in session.exec(statement)}


def clients_of(session: Session, rows: Sequence[Subscription]) -> dict[UUID, Client]:
    """Return the machine clients that some subscriptions belong to."""
    owners = {row.owner_id for row in rows if row.owner_kind is ActorKind.CLIENT}
    statement = select(Client).where(col(Client.id).in_(owners))
    return {client.id: client for client in session.exec(statement)}


def secrets_of(session: Session, subscription_id: UUID) -> Sequence[SigningSecret]:
    """Return the secrets that hold, the newest first."""
    holds = or_(col(SigningSecret.expires_at).is_(None), col(SigningSecret.expires_at) > now())
    statement = (
        select(SigningSecret)
        .where(SigningSecret.subscription_id == subscription_id, holds)
        .order_by(col(SigningSecret.id).desc())
    )
    return session.exec(statement).all()


def all_secrets(session: Session) -> Sequence[SigningSecret]:
    return session.exec(select(SigningSecret).with_for_update()).all()
