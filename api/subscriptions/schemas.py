"""Subscriptions and their deliveries as they come in and go out."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field, Strict

from api.paging import PageQuery
from api.people.rules import ActorKind
from api.resource import Out
from api.subscriptions.messages import message_id
from api.subscriptions.rules import DeliveryStatus, DisabledReason, SendFault
from api.subscriptions.tables import Delivery, Progress, Subscription
from api.values import Body, OptionalText, ShortText

MONTH_OF_HOURS = 30 * 24


class SubscriptionsQuery(PageQuery):
    active: bool | None = None
    own: Annotated[
        bool | None, Field(description="`true`: one's own only; `false`: those of others.")
    ] = None
    client: Annotated[UUID | None, Field(description="Of this machine client.")] = None


class SubscriptionIn(Body):
    url: Annotated[
        OptionalText,
        Field(
            max_length=2000,
            description="Where events are posted. https, and outside the municipality's network "
            "unless that is allowed here.",
            examples=["https://receiver.example.dk/rettidig"],
        ),
    ]
    event_types: Annotated[
        list[Annotated[str, Field(max_length=100)]],
        Field(
            min_length=1,
            max_length=100,
            description="`<table>.created`, `.changed`, `.deleted`, `.entered`, `.left`, or "
            "`<table>.*`, as in the change feed.",
            examples=[["deadlines.*", "cases.created"]],
        ),
    ]
    unit_id: Annotated[
        UUID | None,
        Field(
            description="Only what lies in this unit or under it, before or after the change. "
            "Every event type must then be of something that lies in a unit."
        ),
    ] = None
    entity_ids: Annotated[
        list[UUID],
        Field(max_length=1000, description="Only of these; empty: of all.", examples=[[]]),
    ] = []
    description: Annotated[
        ShortText | None, Field(description="What it is for.", examples=["Journalsystemet"])
    ] = None
    active: Annotated[
        bool,
        Field(
            description="False: nothing is sent. Set to true again, it goes on where it stopped."
        ),
    ] = True
    client_id: Annotated[
        UUID | None,
        Field(
            description="The machine client that it belongs to, for those who keep that client. "
            "Left out: oneself. It is told what its owner may read."
        ),
    ] = None


class SubscriptionOut(Out, SubscriptionIn):
    owner_kind: ActorKind
    owner_name: str
    own: bool
    unit_name: str | None
    disabled_at: datetime | None = Field(description="Since when nothing is sent.")
    disabled_reason: Annotated[
        DisabledReason | None,
        Field(
            description="`gone`: the receiver answered 410. `failing`: it took nothing for three "
            "days. `owner_without_right`: its owner is active no more or lost the right to "
            "subscriptions. `secret_unreadable`: renew the secret."
        ),
    ]
    secret_changed_at: datetime = Field(description="When the newest secret was made.")
    last_delivered_at: datetime | None = Field(
        description="When the receiver last took something; null: never yet."
    )
    failures: int = Field(description="Tries that failed since the last that went well.")
    resting_until: datetime | None = Field(
        description="A receiver that fails is left alone until then."
    )
    waiting: int = Field(description="Deliveries that are still to be made.")
    failed: int = Field(description="Deliveries that were given up, and can be sent again.")
    created_at: datetime

    @classmethod
    def of(cls, row: Subscription, progress: Progress, more: dict[str, Any]) -> Self:
        """Make an answer; `more` holds what is told from elsewhere, and what the asker may do."""
        client_id = row.owner_id if row.owner_kind is ActorKind.CLIENT else None
        own = row.model_dump(include=set(cls.model_fields))
        done = progress.model_dump(include={"last_delivered_at", "failures", "resting_until"})
        return cls(**own | done | more, client_id=client_id)


class SubscriptionMade(SubscriptionOut):
    """A new subscription with its secret, which is not shown again."""

    secret: str | None = Field(
        description="What deliveries are verified with, as `whsec_…`. Null when the request is "
        "repeated under its Idempotency-Key."
    )


class SigningSecretIn(Body):
    old_valid_hours: Annotated[
        int,
        Strict(),
        Field(
            ge=0,
            le=MONTH_OF_HOURS,
            description="How long deliveries are signed with the secrets made before, too.",
        ),
    ] = 24


class SigningSecretOut(BaseModel):
    """A subscription's new secret, which is not shown again."""

    subscription_id: UUID = Field(description="The subscription that it is for.")
    secret: str | None = Field(
        description="Null when the request is repeated under its Idempotency-Key."
    )
    old_valid_until: datetime


class DeliveriesQuery(PageQuery):
    status: Annotated[
        list[DeliveryStatus], Field(description="Any of these; may be repeated.")
    ] = []
    entity_id: UUID | None = None
    event_type: Annotated[
        ShortText | None, Field(description="Exactly this, as `deadlines.changed`.")
    ] = None


class DeliveryOut(BaseModel):
    """One event that is, was or could not be delivered. The newest come first."""

    id: UUID
    version: int
    subscription_id: UUID = Field(description="The subscription that it belongs to.")
    message_id: str = Field(description="The header webhook-id of every try.")
    event_id: str = Field(description="The event's `id`, the same as in the change feed.")
    event_type: str = Field(
        description="As in the change feed. `subscriptions.test` is a test; `access.changed` and "
        "`feed.restarted` ask the receiver to load everything once more.",
        examples=["deadlines.changed"],
    )
    entity: str | None
    entity_id: UUID | None
    entity_version: int | None = Field(description="The version of the thing after the change.")
    happened_at: datetime = Field(description="When the change was made.")
    status: DeliveryStatus
    tries: int = Field(description="How often it was tried.")
    first_tried_at: datetime | None = Field(description="When it was tried first.")
    last_tried_at: datetime | None = Field(description="When it was tried last.")
    last_status: int | None = Field(description="The HTTP status of the newest answer.")
    last_fault: SendFault | None = Field(description="Why the newest try failed.")
    due_at: datetime | None = Field(description="When it is tried next, at the earliest.")
    ended_at: datetime | None = Field(description="When it was delivered or given up.")
    created_at: datetime
    may: list[str] = []

    @classmethod
    def of(cls, row: Delivery, *, resend: bool) -> Self:
        waiting = row.status is DeliveryStatus.WAITING
        values = row.model_dump(include=set(cls.model_fields)) | {
            "message_id": message_id(row),
            "due_at": row.due_at if waiting else None,
            "may": ["resend"] if resend and not waiting else [],
        }
        return cls(**values)


class ResendIn(Body):
    """Which of the deliveries that were given up are sent again."""

    failed_since: Annotated[
        datetime | None,
        Field(description="Those given up at or after this moment; left out: all."),
    ] = None


class ResendOut(BaseModel):
    resent: int = Field(description="How many are sent again.")
