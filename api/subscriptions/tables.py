"""Subscriptions to the change feed, their secrets, how far each was told, and what it is sent.

Only the subscription itself is of the domain: the rest would fill the log that it is made from.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Identity,
    Index,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlmodel import Field

from api.people.rules import ActorKind
from api.subscriptions.rules import DeliveryStatus, DisabledReason, SendFault
from api.table import Entity, Table, new_id, now, text_enum

WAITING = text("status = 'waiting'")


class Subscription(Entity, table=True):
    """Somebody is told of changes, at an address, as far as they may read them.

    `unit_id` and `entity_ids` narrow what is told; an empty list narrows nothing.
    `secret_changed_at` lets the change log tell who gave a new secret.
    """

    __tablename__ = "subscriptions"
    __table_args__ = (
        Index(None, "owner_id"),
        CheckConstraint("owner_kind <> 'program'", name="owner_may_read"),
        CheckConstraint("active = (disabled_reason IS NULL)", name="disabled_for_a_reason"),
        CheckConstraint("active = (disabled_at IS NULL)", name="disabled_at_a_time"),
    )

    owner_kind: ActorKind = Field(sa_type=text_enum(ActorKind))
    owner_id: UUID
    description: str | None = None
    url: str
    event_types: list[str] = Field(sa_column=Column(ARRAY(String), nullable=False))
    unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    entity_ids: list[UUID] = Field(
        default_factory=list, sa_column=Column(ARRAY(Uuid), nullable=False)
    )
    active: bool = True
    disabled_at: datetime | None = None
    disabled_reason: DisabledReason | None = Field(default=None, sa_type=text_enum(DisabledReason))
    secret_changed_at: datetime


class SigningSecret(Table, table=True):
    """A secret that deliveries are signed with, encrypted; two may hold while it is changed."""

    __tablename__ = "subscription_secrets"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    subscription_id: UUID = Field(foreign_key="subscriptions.id", ondelete="CASCADE", index=True)
    encrypted: bytes
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime | None = None


class Progress(Table, table=True):
    """How far a subscription was told of the feed, and how its receiver does.

    `reach` is the mark of what its owner could read then. `failures` counts since the receiver
    last took something; until `resting_until` it is left alone.
    """

    __tablename__ = "subscription_progress"

    subscription_id: UUID = Field(
        primary_key=True, foreign_key="subscriptions.id", ondelete="CASCADE"
    )
    epoch: str
    reach: str
    transaction: int = Field(sa_type=BigInteger)
    sequence: int = Field(sa_type=BigInteger)
    read_at: datetime = Field(default_factory=now)
    failures: int = 0
    resting_until: datetime | None = None
    last_delivered_at: datetime | None = None


class Delivery(Table, table=True):
    """One event on its way to one receiver; its id is the webhook-id of every try.

    `number` is the order of the feed. Until `claimed_until` a worker is sending it; if that one
    dies, another takes it up. What is told of no row has no entity.
    """

    __tablename__ = "subscription_deliveries"
    __table_args__ = (
        UniqueConstraint("subscription_id", "event_id"),
        Index(None, "subscription_id", "number"),
        Index(
            "subscription_deliveries_waiting_idx",
            "subscription_id",
            "number",
            postgresql_where=WAITING,
        ),
        Index(
            "subscription_deliveries_waiting_entity_idx",
            "subscription_id",
            "entity_id",
            "number",
            postgresql_where=WAITING,
        ),
        Index(None, "ended_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    version: int = 1
    number: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False)
    )
    subscription_id: UUID = Field(foreign_key="subscriptions.id", ondelete="CASCADE")
    event_id: str
    event_type: str
    entity: str | None = None
    entity_id: UUID | None = None
    entity_version: int | None = None
    cursor: str | None = None
    happened_at: datetime
    status: DeliveryStatus = Field(
        default=DeliveryStatus.WAITING, sa_type=text_enum(DeliveryStatus)
    )
    due_at: datetime = Field(default_factory=now)
    claimed_until: datetime | None = None
    tries: int = 0
    first_tried_at: datetime | None = None
    last_tried_at: datetime | None = None
    last_status: int | None = None
    last_fault: SendFault | None = Field(default=None, sa_type=text_enum(SendFault))
    created_at: datetime = Field(default_factory=now)
    ended_at: datetime | None = None
