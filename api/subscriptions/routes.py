"""Subscriptions to changes, and what each was sent, over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from starlette.requests import Request

from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.paging import Page, page_of
from api.people.access import SubscriptionsReader, SubscriptionsWriter
from api.people.rules import Actor
from api.resource import IfMatchSent, check_current
from api.routing import feature
from api.secrets_shown_once import shown_once
from api.subscriptions import queries, schemas, services
from api.subscriptions.jobs import queue_sending
from api.subscriptions.reading import may, show_subscriptions
from api.subscriptions.tables import Delivery, Subscription

router = feature("/v1", "subscriptions")
Key = Annotated[UUID, Path(alias="id")]
DeliveryKey = Annotated[
    UUID, Path(alias="delivery_id", description="Which of the subscription's deliveries.")
]

SUBSCRIPTION = Noun(
    name="subscription",
    plural="subscriptions",
    about="Changes are posted to an address when they happen, signed (Standard Webhooks) and thin "
    "(CloudEvents). Each event comes at least once, those of one thing in their order. It is told "
    "what its owner may read.",
    body=schemas.SubscriptionIn,
    out=schemas.SubscriptionOut,
    query=schemas.SubscriptionsQuery,
    reader=SubscriptionsReader,
    writer=SubscriptionsWriter,
    find=queries.find_subscriptions,
    one=queries.subscription,
    show=show_subscriptions,
    create=services.create_subscription,
    replace=services.replace_subscription,
    delete=services.delete_subscription,
)
add_routes(router, SUBSCRIPTION, with_create=False)


@router.post("/subscriptions", status_code=201)
def create_subscription(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: SubscriptionsWriter,
    today: Today,
    body: schemas.SubscriptionIn,
) -> schemas.SubscriptionMade:
    """Subscribe to what changes from now on. The secret is shown in this answer only."""
    row = services.create_subscription(session, actor, body)
    secret = services.add_secret(session, row)
    response.headers["Location"] = f"/v1/subscriptions/{row.id}"
    out = SUBSCRIPTION.answer(response, session, actor, row, today)
    made = schemas.SubscriptionMade(**out.model_dump(), secret=secret)
    return shown_once(request, response, made)


@router.post("/subscriptions/{id}/secrets", status_code=201)
def renew_subscription_secret(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: SubscriptionsWriter,
    today: Today,
    wanted: IfMatchSent,
    body: schemas.SigningSecretIn,
) -> schemas.SigningSecretOut:
    """Give a subscription a new secret. For some hours deliveries are signed with the old one too,
    so that the receiver needs no stop."""
    row = queries.subscription(session, actor, key, lock=True)
    services.check_owner(session, actor, row)
    check_current(row, wanted, "subscription", show_subscriptions(session, actor, [row], today)[0])
    secret, over = services.renew_secret(session, row, body.old_valid_hours)
    out = schemas.SigningSecretOut(subscription_id=row.id, secret=secret, old_valid_until=over)
    return shown_once(request, response, out)


@router.post("/subscriptions/{id}/test", status_code=202)
def send_subscription_test(
    key: Key, response: Response, session: SessionDep, actor: SubscriptionsWriter
) -> schemas.DeliveryOut:
    """Send an event that tells of nothing, to see whether the receiver takes it."""
    row = queries.subscription(session, actor, key, lock=True)
    delivery = services.send_test(session, row)
    queue_sending(session)
    response.headers["Location"] = f"/v1/subscriptions/{key}/deliveries/{delivery.id}"
    return shown(response, actor, row, delivery)


@router.post("/subscriptions/{id}/resend-failed", status_code=202)
def resend_failed_deliveries(
    key: Key, session: SessionDep, actor: SubscriptionsWriter, body: schemas.ResendIn
) -> schemas.ResendOut:
    """Send all that was given up once more, in its order."""
    row = queries.subscription(session, actor, key, lock=True)
    resent = services.resend_failed(session, row, body.failed_since)
    queue_sending(session)
    return schemas.ResendOut(resent=resent)


@router.get("/subscriptions/{id}/deliveries", response_model=Page[schemas.DeliveryOut])
def list_subscription_deliveries(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: SubscriptionsReader,
    query: Annotated[schemas.DeliveriesQuery, Query()],
) -> Any:
    """List what a subscription is, was or could not be sent, the newest first.

    What ended is kept for 30 days.
    """
    row = queries.subscription(session, actor, key)
    found = queries.find_deliveries(session, row, query)
    acts = may_resend(actor, row)
    items = [schemas.DeliveryOut.of(each, resend=acts) for each in found.rows]
    return page_of(request, response, found, items)


@router.get("/subscriptions/{id}/deliveries/{delivery_id}")
def show_subscription_delivery(
    key: Key,
    delivery_key: DeliveryKey,
    response: Response,
    session: SessionDep,
    actor: SubscriptionsReader,
) -> schemas.DeliveryOut:
    """Show one delivery, and what came of its newest try."""
    row = queries.subscription(session, actor, key)
    return shown(response, actor, row, queries.delivery(session, row, delivery_key))


@router.post("/subscriptions/{id}/deliveries/{delivery_id}/resend", status_code=202)
def resend_subscription_delivery(
    key: Key,
    delivery_key: DeliveryKey,
    response: Response,
    session: SessionDep,
    actor: SubscriptionsWriter,
) -> schemas.DeliveryOut:
    """Send an event once more, with all its tries, under the same webhook-id."""
    row = queries.subscription(session, actor, key, lock=True)
    delivery = queries.delivery(session, row, delivery_key, lock=True)
    services.resend(session, row, delivery)
    queue_sending(session)
    return shown(response, actor, row, delivery)


def may_resend(actor: Actor, row: Subscription) -> bool:
    return "test" in may(actor, row, owner=False)


def shown(
    response: Response, actor: Actor, row: Subscription, delivery: Delivery
) -> schemas.DeliveryOut:
    response.headers["ETag"] = f'"{delivery.version}"'
    return schemas.DeliveryOut.of(delivery, resend=may_resend(actor, row))
