"""Making, changing and testing subscriptions. The caller owns the transaction."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from api.changes.feed.reading import Window, feed_state
from api.errors import InvalidInput, NotAllowed, RuleBroken
from api.people.access import as_client
from api.people.client_services import keeps_client
from api.people.rules import Actor, ActorKind, Scope
from api.people.tables import Client
from api.resource import add, change, remove
from api.settings import get_settings
from api.subscriptions import queries
from api.subscriptions.address_rules import check_url
from api.subscriptions.rules import (
    PLACED_BY,
    DeliveryStatus,
    DisabledReason,
    check_event_types,
    entities_of,
)
from api.subscriptions.schemas import SubscriptionIn
from api.subscriptions.signing import (
    SecretUnreadable,
    decrypted,
    encrypted,
    is_of_newest_key,
    new_secret,
)
from api.subscriptions.tables import Delivery, Progress, SigningSecret, Subscription
from api.table import Table, logged_tables, new_id, now

TEST_EVENT = "subscriptions.test"
FIXED = frozenset({"url", "event_types", "unit_id", "entity_ids"})


def create_subscription(session: Session, actor: Actor, body: SubscriptionIn) -> Subscription:
    """Make a subscription that is told of what happens from now on."""
    owner = owner_for(session, actor, body)
    check_contents(owner, body)
    assert owner.id is not None  # noqa: S101 - only people and clients ask
    row = Subscription(
        owner_kind=owner.kind,
        owner_id=owner.id,
        secret_changed_at=now(),
        **contents(body),
        **standing(body.active),
    )
    add(session, row)
    state = feed_state(session)
    start = Progress(
        subscription_id=row.id,
        epoch=state.epoch,
        reach=owner.reach,
        transaction=state.head.transaction,
        sequence=state.head.sequence,
    )
    session.add(start)
    session.flush()
    return row


def replace_subscription(
    session: Session, actor: Actor, row: Subscription, body: SubscriptionIn
) -> Subscription:
    """Give a subscription new content. Switched on again, it goes on where it stopped."""
    values = contents(body)
    if not acts_for(session, actor, row) and any(values[n] != getattr(row, n) for n in FIXED):
        raise NotAllowed(
            "not_allowed", "Where it goes and what it tells is for its owner alone to change."
        )
    if body.client_id not in {None, row.owner_id}:
        raise InvalidInput(
            "owner_fixed", "A subscription stays with its owner.", pointer="/client_id"
        )
    check_contents(owner_of(session, actor, row), body)
    if body.active and not row.active:
        begin_again(session, row)
    if body.active is not row.active:
        values |= standing(body.active)
    return change(session, row, values)


def delete_subscription(session: Session, _: Actor, row: Subscription) -> None:
    """Delete a subscription with all that waits to be sent."""
    remove(session, row, "subscription")


def contents(body: SubscriptionIn) -> dict[str, Any]:
    return body.model_dump(include={*FIXED, "description"}) | {
        "event_types": list(dict.fromkeys(body.event_types)),
        "entity_ids": list(dict.fromkeys(body.entity_ids)),
    }


def standing(active: bool) -> dict[str, Any]:
    """Return the columns of a subscription that somebody switches on or off."""
    reason, at = (None, None) if active else (DisabledReason.BY_HAND, now())
    return {"active": active, "disabled_reason": reason, "disabled_at": at}


def begin_again(session: Session, row: Subscription) -> None:
    """Forget how the receiver failed, and let all that waits be sent at once."""
    progress = session.get_one(Progress, row.id, with_for_update=True)
    progress.failures, progress.resting_until = 0, None
    session.flush()
    waiting = (
        col(Delivery.subscription_id) == row.id,
        col(Delivery.status) == DeliveryStatus.WAITING,
    )
    session.connection().execute(update(Delivery).where(*waiting).values(due_at=now()))


def owner_for(session: Session, actor: Actor, body: SubscriptionIn) -> Actor:
    """Return whose the subscription will be, with their rights."""
    if body.client_id is None or body.client_id == actor.id:
        return actor
    client = session.get(Client, body.client_id)
    if client is None:
        raise InvalidInput(
            "reference_unknown", "There is nothing with this id.", pointer="/client_id"
        )
    if not keeps_client(actor, client):
        raise NotAllowed("client_beyond_reach", "This client has rights beyond your own.")
    owner = as_client(session, client, client.scopes)
    if not owner.has(Scope.SUBSCRIPTIONS_WRITE):
        raise InvalidInput(
            "client_without_right",
            f"The client needs the right {Scope.SUBSCRIPTIONS_WRITE}.",
            pointer="/client_id",
        )
    return owner


def owner_of(session: Session, actor: Actor, row: Subscription) -> Actor:
    """Return the client that owns a subscription with its rights; otherwise who asks."""
    client = session.get(Client, row.owner_id) if row.owner_kind is ActorKind.CLIENT else None
    return as_client(session, client, client.scopes) if client else actor


def acts_for(session: Session, actor: Actor, row: Subscription) -> bool:
    """Say whether somebody is the owner, or keeps the machine client that is."""
    if row.owner_id == actor.id:
        return True
    client = queries.clients_of(session, [row]).get(row.owner_id)
    return client is not None and keeps_client(actor, client)


def check_owner(session: Session, actor: Actor, row: Subscription) -> None:
    if not acts_for(session, actor, row):
        raise NotAllowed("not_allowed", "This subscription is somebody else's.")


def check_contents(owner: Actor, body: SubscriptionIn) -> None:
    settings = get_settings()
    check_url(body.url, allowed=settings.webhook_networks, http=settings.webhook_allow_http)
    check_event_types(body.event_types, readable_by(owner))
    if body.unit_id:
        check_placed(entities_of(body.event_types))


def readable_by(owner: Actor) -> Collection[str]:
    window = Window(owner)
    return logged_tables() if window.everything else window.entities


def check_placed(entities: Collection[str]) -> None:
    """Refuse to narrow to a unit what lies in none."""
    for entity in sorted(entities):
        columns = set(Table.metadata.tables[entity].columns.keys())
        if entity != "units" and not columns & PLACED_BY:
            raise InvalidInput(
                "entity_in_no_unit",
                f"What is in {entity} lies in no unit. Make a subscription of its own for it.",
                pointer="/unit_id",
            )


def add_secret(session: Session, row: Subscription) -> str:
    """Give a subscription a secret. It is returned this once and kept encrypted."""
    secret = new_secret()
    session.add(SigningSecret(subscription_id=row.id, encrypted=encrypted(secret)))
    session.flush()
    return secret


def renew_secret(session: Session, row: Subscription, old_valid_hours: int) -> tuple[str, datetime]:
    """Return a new secret, and until when deliveries are signed with the old ones too."""
    over = now() + timedelta(hours=old_valid_hours)
    for old in queries.secrets_of(session, row.id):
        old.expires_at = min(old.expires_at or over, over)
    change(session, row, {"secret_changed_at": now()})
    return add_secret(session, row), over


def give_newest_key(session: Session) -> int:
    """Encrypt every secret with the newest key, so that older keys can be taken away; return how
    many had an older one. What can't be read is left: sending switches its subscription off."""
    old = [each for each in queries.all_secrets(session) if not is_of_newest_key(each.encrypted)]
    for secret in old:
        with suppress(SecretUnreadable):
            secret.encrypted = encrypted(decrypted(secret.encrypted))
    session.flush()
    return len(old)


def check_active(row: Subscription) -> None:
    if not row.active:
        raise RuleBroken("subscription_disabled", "Switch the subscription on first.")


def send_test(session: Session, row: Subscription) -> Delivery:
    """Queue an event that tells of nothing, to see whether the receiver takes it."""
    check_active(row)
    key = new_id()
    delivery = Delivery(
        id=key,
        subscription_id=row.id,
        event_id=f"test-{key}",
        event_type=TEST_EVENT,
        happened_at=now(),
    )
    session.add(delivery)
    session.flush()
    return delivery


def resend(session: Session, row: Subscription, delivery: Delivery) -> Delivery:
    """Send an event once more, with all its tries, under the same webhook-id."""
    check_active(row)
    if delivery.status is DeliveryStatus.WAITING:
        raise RuleBroken("delivery_waiting", "This is still to be delivered.")
    for name, value in anew().items():
        setattr(delivery, name, value)
    delivery.version += 1
    session.flush()
    return delivery


def resend_failed(session: Session, row: Subscription, since: datetime | None) -> int:
    """Send all that was given up since a moment once more; return how many."""
    check_active(row)
    given_up = [
        col(Delivery.subscription_id) == row.id,
        col(Delivery.status) == DeliveryStatus.FAILED,
    ]
    if since:
        given_up.append(col(Delivery.ended_at) >= since)
    again = update(Delivery).where(*given_up).values(**anew(), version=Delivery.version + 1)
    return session.connection().execute(again).rowcount


def anew() -> dict[str, Any]:
    """Return the columns of a delivery that was never tried."""
    return {
        "status": DeliveryStatus.WAITING,
        "due_at": now(),
        "tries": 0,
        "first_tried_at": None,
        "ended_at": None,
    }
