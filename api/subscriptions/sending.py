"""What is due is claimed, sent, and noted: each in a transaction of its own, none while sending.

A claim holds for twice as long as a receiver has to answer. A worker that dies loses its claim with
time, and another sends the same once more, under the same webhook-id.
"""

import asyncio
import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from api.db import get_engine
from api.people.access import actor_of
from api.people.rules import Scope
from api.settings import get_settings
from api.subscriptions import queries
from api.subscriptions.disabling import disable
from api.subscriptions.messages import body_of, message_id
from api.subscriptions.posting import Answered, Outgoing, post
from api.subscriptions.rules import (
    GONE,
    DeliveryStatus,
    DisabledReason,
    asked_to_wait,
    rest_after,
    wait_after,
)
from api.subscriptions.signing import SecretUnreadable, decrypted
from api.subscriptions.tables import Delivery, Progress, Subscription
from api.table import now

AT_ONCE: Final = 10
"""Deliveries to one receiver at the same time."""


def free() -> Any:
    """Say that a delivery is due, and that nobody is sending it."""
    claim = col(Delivery.claimed_until)
    return (
        (col(Delivery.status) == DeliveryStatus.WAITING)
        & (col(Delivery.due_at) <= now())
        & or_(claim.is_(None), claim < now())
    )


def first_of_its_entity() -> Any:
    """Say that no earlier event of the same row is still to be delivered."""
    earlier = aliased(Delivery)
    return ~exists().where(
        col(earlier.subscription_id) == Delivery.subscription_id,
        col(earlier.entity_id) == Delivery.entity_id,
        col(earlier.entity) == Delivery.entity,
        col(earlier.status) == DeliveryStatus.WAITING,
        col(earlier.number) < Delivery.number,
    )


def subscriptions_due(session: Session) -> Sequence[UUID]:
    """Return the subscriptions that may be sent something now."""
    rests = col(Progress.resting_until)
    due = exists().where(col(Delivery.subscription_id) == Subscription.id, free())
    statement = (
        select(Subscription.id)
        .join(Progress, col(Progress.subscription_id) == Subscription.id)
        .where(col(Subscription.active).is_(True), due)
        .where(or_(rests.is_(None), rests < now()))
    )
    return session.exec(statement.order_by(col(Subscription.id))).all()


def claim(session: Session, key: UUID, today: date) -> list[Outgoing]:
    """Take the next deliveries of a subscription, in the order of the feed.

    A receiver that fails is tried with one at a time.
    """
    row = session.get(Subscription, key, populate_existing=True)
    if row is None or not row.active or not may_be_told(session, row, today):
        return []
    secrets = secrets_for(session, row)
    failing = session.get_one(Progress, key, populate_existing=True).failures > 0
    statement = (
        select(Delivery)
        .where(Delivery.subscription_id == key, free(), first_of_its_entity())
        .order_by(col(Delivery.number))
        .limit(1 if failing else AT_ONCE)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = session.exec(statement).all() if secrets else []
    return [claimed(row, delivery, secrets) for delivery in found]


def may_be_told(session: Session, row: Subscription, today: date) -> bool:
    """Say whether a subscription's owner still may have one; switch it off if not."""
    owner = actor_of(session, row.owner_kind, row.owner_id, today)
    if owner is not None and owner.has(Scope.SUBSCRIPTIONS_WRITE):
        return True
    disable(session, row, DisabledReason.OWNER_WITHOUT_RIGHT)
    return False


def secrets_for(session: Session, row: Subscription) -> list[str]:
    """Return the secrets to sign with; none, and switch off, if they can't be read."""
    try:
        return [decrypted(kept.encrypted) for kept in queries.secrets_of(session, row.id)]
    except SecretUnreadable:
        disable(session, row, DisabledReason.SECRET_UNREADABLE)
        return []


def claimed(row: Subscription, delivery: Delivery, secrets: Sequence[str]) -> Outgoing:
    moment = now()
    delivery.claimed_until = moment + timedelta(seconds=2 * get_settings().webhook_timeout_seconds)
    delivery.first_tried_at = delivery.first_tried_at or moment
    delivery.last_tried_at = moment
    delivery.tries += 1
    delivery.version += 1
    return Outgoing(
        delivery_id=delivery.id,
        subscription_id=row.id,
        tries=delivery.tries,
        url=row.url,
        message_id=message_id(delivery),
        body=body_of(delivery),
        secrets=secrets,
    )


def note(session: Session, message: Outgoing, answer: Answered, *, chance: float) -> None:
    """Write what came of a try. Of a try that another worker took up meanwhile nothing is noted."""
    subscription = select(Subscription).where(Subscription.id == message.subscription_id)
    row = session.exec(subscription.with_for_update(key_share=True)).one_or_none()
    delivery = session.get(Delivery, message.delivery_id, with_for_update=True)
    if row is None or delivery is None or delivery.tries != message.tries:
        return
    progress = session.get_one(Progress, row.id, with_for_update=True)
    delivery.last_status, delivery.last_fault = answer.status, answer.fault
    delivery.claimed_until = None
    delivery.version += 1
    if answer.fault is None:
        end(delivery, DeliveryStatus.DELIVERED)
        progress.failures, progress.resting_until = 0, None
        progress.last_delivered_at = now()
    else:
        note_failure(session, row, progress, delivery, answer, chance)
    structlog.get_logger().info(
        "webhook",
        subscription=str(row.id),
        delivery=str(delivery.id),
        tries=delivery.tries,
        status=answer.status,
        fault=answer.fault,
    )


def note_failure(
    session: Session,
    row: Subscription,
    progress: Progress,
    delivery: Delivery,
    answer: Answered,
    chance: float,
) -> None:
    """Let a delivery wait for its next try, or give it up; let its receiver rest."""
    asked = asked_to_wait(answer.status, answer.retry_after)
    wait = wait_after(delivery.tries, chance)
    progress.failures += 1
    progress.resting_until = now() + max(asked, rest_after(progress.failures, chance))
    if wait is not None and answer.status != GONE:
        delivery.due_at = now() + max(asked, wait)
        return
    taken, begun = progress.last_delivered_at, delivery.first_tried_at
    end(delivery, DeliveryStatus.FAILED)
    if row.active and answer.status == GONE:
        disable(session, row, DisabledReason.GONE)
    elif row.active and (taken is None or begun is None or taken < begun):
        disable(session, row, DisabledReason.FAILING)


def end(delivery: Delivery, status: DeliveryStatus) -> None:
    delivery.status, delivery.ended_at = status, now()


async def send(message: Outgoing) -> None:
    """Send a message and note what came of it."""
    answer = await post(message)
    await asyncio.to_thread(note_now, message, answer)


def note_now(message: Outgoing, answer: Answered) -> None:
    with Session(get_engine()) as session, session.begin():
        note(session, message, answer, chance=random.random())  # noqa: S311 - spreads, hides nothing


def claim_due(today: date) -> list[Outgoing]:
    """Claim what is due to every receiver, a few of each."""
    with Session(get_engine()) as session, session.begin():
        keys = subscriptions_due(session)
    found: list[Outgoing] = []
    for key in keys:
        with Session(get_engine()) as session, session.begin():
            found += claim(session, key, today)
    return found
