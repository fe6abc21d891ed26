"""The change log, and the answers kept for requests that may come twice."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import UserDefinedType
from sqlmodel import Field

from api.table import Table, new_id, now


class TransactionId(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction id, read as text."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


class Change(Table, table=True):
    """One insert, update or delete of a domain row, written by the database's trigger.

    The application's role may only read it. `transaction_id` lets a reader know when no earlier
    row can still appear.
    """

    __tablename__ = "changes"
    __table_args__ = (
        Index(None, "transaction_id", "sequence"),
        Index(None, "entity", "entity_id", "version"),
        Index(None, "entity", "transaction_id", "sequence"),
    )

    sequence: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    transaction_id: str = Field(
        sa_column=Column(TransactionId, nullable=False, server_default=text("pg_current_xact_id()"))
    )
    at: datetime = Field(default_factory=now)
    actor_kind: str | None = None
    actor_id: UUID | None = None
    actor_name: str | None = None
    act: str | None = None
    request_id: str | None = None
    operation: str
    entity: str
    entity_id: UUID
    version: int
    before: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSONB)


class FeedEpoch(Table, table=True):
    """A life of the database: the newest marks every cursor, and a restore begins another."""

    __tablename__ = "feed_epochs"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    begun_at: datetime = Field(
        default_factory=now, sa_column_kwargs={"server_default": text("now()")}
    )
    reason: str


class IdempotencyKey(Table, table=True):
    """A request that may come again, with the answer it got. `status` is null while it runs."""

    __tablename__ = "idempotency_keys"

    actor_id: UUID = Field(primary_key=True)
    key: str = Field(primary_key=True)
    fingerprint: bytes
    status: int | None = None
    headers: dict[str, str] | None = Field(default=None, sa_type=JSONB)
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime
