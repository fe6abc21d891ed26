"""Machine clients and their secrets as those who keep them see them."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.paging import PageQuery
from api.people.admin_schemas import Search
from api.people.rules import Scope
from api.people.tables import Client, ClientSecret
from api.resource import Out
from api.values import Body, LongText, ShortText, Whole

MONTH_OF_HOURS = 30 * 24
MOST_PER_MINUTE = 1_000_000

Scopes = Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
Hours = Annotated[Whole, Field(ge=0, le=MONTH_OF_HOURS)]
PerMinute = Annotated[
    Annotated[Whole, Field(ge=0, le=MOST_PER_MINUTE)] | None,
    Field(description="Requests in a minute. Null: as the settings say. 0: any number."),
]


class ClientsQuery(PageQuery):
    unit: Annotated[UUID | None, Field(description="Bound to exactly this unit.")] = None
    active: bool | None = None
    q: Search = None


class ClientIn(Body):
    name: ShortText
    purpose: Annotated[LongText, Field(description="What it uses the data for; kept on record.")]
    scopes: Scopes
    unit_id: Annotated[UUID | None, Field(description="Null: everywhere.")] = None
    active: Annotated[bool, Field(description="False ends all tokens and gives none.")] = True
    search_per_minute: PerMinute = None
    export_per_minute: PerMinute = None
    feed_per_minute: PerMinute = None
    write_per_minute: PerMinute = None


class ClientOut(Out, ClientIn):
    last_used_at: datetime | None = Field(
        description="When a token of it was last used, to the minute. No part of the version."
    )

    @classmethod
    def of(cls, client: Client, last_used_at: datetime | None, *, keeper: bool) -> Self:
        may = ["replace", "add_secret", "revoke_secret", "revoke_tokens"] if keeper else []
        columns = client.model_dump(include=set(cls.model_fields))
        return cls(**columns, last_used_at=last_used_at, may=may)


class ClientMade(ClientOut):
    """A new client with its secret, which is not shown again."""

    secret: str | None = Field(
        description="Null when the request is repeated under its Idempotency-Key."
    )


class SecretIn(Body):
    old_valid_hours: Annotated[
        Hours, Field(description="How long the secrets made before still hold.")
    ] = 24


class SecretOut(BaseModel):
    """A client's new secret, which is not shown again."""

    client_id: UUID
    secret: str | None = Field(
        description="Null when the request is repeated under its Idempotency-Key."
    )
    old_valid_until: datetime


class RevocationIn(Body):
    secrets: Annotated[
        bool, Field(description="End its secrets too: it gets no token until it has a new one.")
    ] = False


class SecretLine(BaseModel):
    """One of a client's secrets, without what is secret of it."""

    id: UUID
    created_at: datetime
    expires_at: datetime | None = Field(description="Null: until it is renewed or revoked.")
    last_used_at: datetime | None = Field(
        description="When it was last exchanged for a token, to the minute."
    )
    valid: bool

    @classmethod
    def of(cls, secret: ClientSecret, at: datetime) -> Self:
        return cls(
            id=secret.id,
            created_at=secret.created_at,
            expires_at=secret.expires_at,
            last_used_at=secret.used_at,
            valid=secret.expires_at is None or secret.expires_at > at,
        )
