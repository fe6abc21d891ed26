"""From the feed to deliveries: each subscription reads on from its own place, as its owner.

New deliveries and the new place are written in one transaction, so that a worker that dies tells
nothing twice and leaves nothing out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, text
from sqlmodel import Session, col, select

from api.changes.feed.reading import Event, FeedState, feed_state, read_events
from api.changes.feed.rules import Position
from api.organisation.queries import reach_of
from api.people.access import actor_of
from api.people.rules import Actor, Scope
from api.subscriptions.disabling import disable
from api.subscriptions.rules import DisabledReason, entities_of, is_wanted
from api.subscriptions.tables import Delivery, Progress, Subscription
from api.table import new_id, now

AT_A_TIME: Final = 500
# The place is kept at least so often, however little there is to tell.
KEPT_EVERY: Final = timedelta(minutes=1)
ACCESS_CHANGED: Final = "access.changed"
FEED_RESTARTED: Final = "feed.restarted"
# The units a changed row lay in before and after. What names none lies where its case or deadline
# lies now.
PLACES: Final = text("""
    SELECT change.sequence, ARRAY[
        (change.before ->> 'unit_id')::uuid, (change.after ->> 'unit_id')::uuid,
        CASE WHEN change.entity = 'units' THEN change.entity_id END,
        CASE WHEN NOT held ? 'unit_id' THEN coalesce(case_of.unit_id, deadline_of.unit_id) END
    ]
    FROM changes AS change
    CROSS JOIN LATERAL (SELECT coalesce(change.after, change.before) AS held) AS row
    LEFT JOIN cases AS case_of ON case_of.id = (held ->> 'case_id')::uuid
    LEFT JOIN deadlines AS deadline_of ON deadline_of.id = (held ->> 'deadline_id')::uuid
    WHERE change.sequence = ANY(:sequences)
""")


@dataclass(frozen=True)
class News:
    """What a subscription is to be told, and its place in the feed then."""

    deliveries: Sequence[dict[str, Any]]
    place: dict[str, Any]
    more: bool


def active_subscriptions(session: Session) -> Sequence[UUID]:
    statement = select(Subscription.id).where(col(Subscription.active).is_(True))
    return session.exec(statement.order_by(col(Subscription.id))).all()


def tell(session: Session, key: UUID, today: date) -> News | None:
    """Write what a subscription is to be told next; None if there is nothing, or another does."""
    row = session.get(Subscription, key, populate_existing=True)
    if row is None or not row.active:
        return None
    owner = actor_of(session, row.owner_kind, row.owner_id, today)
    if owner is None or not owner.has(Scope.SUBSCRIPTIONS_WRITE):
        if locked(session, key):
            disable(session, row, DisabledReason.OWNER_WITHOUT_RIGHT)
        return None
    progress = session.get_one(Progress, key, populate_existing=True)
    news = news_for(session, row, owner, progress)
    fresh = now() - progress.read_at < KEPT_EVERY
    if fresh and not news.deliveries and not news.more:
        return None
    return news if write(session, progress, news) else None


def locked(session: Session, key: UUID) -> Subscription | None:
    """Return an active subscription, held until the transaction ends; None if another has it."""
    statement = (
        select(Subscription)
        .where(Subscription.id == key, col(Subscription.active).is_(True))
        .with_for_update(skip_locked=True, key_share=True)
    )
    return session.exec(statement).one_or_none()


def news_for(session: Session, row: Subscription, owner: Actor, progress: Progress) -> News:
    """Read on from a subscription's place with its owner's rights of now."""
    state, reach = feed_state(session), owner.reach
    after = Position(progress.transaction, progress.sequence)
    told: list[dict[str, Any]] = []
    if progress.epoch != state.epoch:
        after = state.head
        told.append(notice(FEED_RESTARTED, state, owner, after))
    elif progress.reach != reach:
        told.append(notice(ACCESS_CHANGED, state, owner, after))
    entities = entities_of(row.event_types)
    page = read_events(session, owner, after, entities=entities, limit=AT_A_TIME)
    told += [
        told_of(event, str(state.cursor(owner, event.position)))
        for event in wanted(session, row, page.items)
    ]
    place = {
        "epoch": state.epoch,
        "reach": reach,
        "transaction": page.next.transaction,
        "sequence": page.next.sequence,
        "read_at": now(),
    }
    # A page that ends in the middle of a transaction was cut off: there is more to read.
    return News(told, place, more=page.next.sequence > 0)


def notice(event_type: str, state: FeedState, owner: Actor, position: Position) -> dict[str, Any]:
    """Return an event that tells the receiver to load everything once more."""
    return {
        "event_id": f"notice-{new_id()}",
        "event_type": event_type,
        "cursor": str(state.cursor(owner, position)),
        "happened_at": now(),
    }


def told_of(event: Event, cursor: str) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "event_type": event.type,
        "entity": event.entity,
        "entity_id": event.entity_id,
        "entity_version": event.version,
        "cursor": cursor,
        "happened_at": event.at,
    }


def wanted(session: Session, row: Subscription, events: Sequence[Event]) -> Iterator[Event]:
    """Yield the events that a subscription asked for."""
    fits = [
        event
        for event in events
        if is_wanted(event.type, row.event_types)
        and (not row.entity_ids or event.entity_id in row.entity_ids)
    ]
    if row.unit_id is None or not fits:
        yield from fits
        return
    within = reach_of(session, row.unit_id).within
    sequences = [event.position.sequence for event in fits]
    found = session.connection().execute(PLACES, {"sequences": sequences})
    places = {sequence: set(units) for sequence, units in found}
    yield from (event for event in fits if within & places[event.position.sequence])


def write(session: Session, progress: Progress, news: News) -> bool:
    """Write deliveries and the new place; False if another worker went ahead meanwhile."""
    key, before = progress.subscription_id, (progress.transaction, progress.sequence)
    if locked(session, key) is None:
        return False
    session.refresh(progress, with_for_update=True)
    if (progress.transaction, progress.sequence) != before:
        return False
    for name, value in news.place.items():
        setattr(progress, name, value)
    if news.deliveries:
        rows = [Delivery(subscription_id=key, **each) for each in news.deliveries]
        values = [row.model_dump(exclude={"number"}) for row in rows]
        session.connection().execute(insert(Delivery), values)
    return True
