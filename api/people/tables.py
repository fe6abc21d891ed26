"""People, machine clients, their credentials, roles and tokens.

Secrets are kept only as hashes: passwords with argon2id, tokens and client secrets (random, 256
bits) with SHA-256.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Column, Index, String, text
from sqlmodel import Field

from api.people.budgets_rules import Budget
from api.people.rules import Role
from api.table import Entity, Table, new_id, now, text_enum


class Person(Entity, table=True):
    """Somebody who signs in. Never deleted: what they did refers to them.

    `password_changed_at` lets the change log tell who set a password, which it never sees itself.
    """

    __tablename__ = "people"
    __table_args__ = (Index("people_username_key", text("lower(username)"), unique=True),)

    username: str
    full_name: str
    title: str | None = None
    active: bool = True
    password_changed_at: datetime | None = None


class Client(Entity, table=True):
    """Another system that uses the API, for a purpose that is on record.

    `secret_changed_at` and `tokens_revoked_at` let the change log tell who gave or ended what it
    never sees itself. `…_per_minute` is how much may be asked: null as the settings say, 0 any
    amount.
    """

    __tablename__ = "clients"

    name: str = Field(unique=True)
    purpose: str
    scopes: list[str] = Field(sa_column=Column(ARRAY(String), nullable=False))
    unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    active: bool = True
    secret_changed_at: datetime | None = None
    tokens_revoked_at: datetime | None = None
    search_per_minute: int | None = None
    export_per_minute: int | None = None
    feed_per_minute: int | None = None
    write_per_minute: int | None = None


class RoleGrant(Entity, table=True):
    """A role of a person, in a unit and all under it, or everywhere when the unit is null."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="valid_range"),
    )

    person_id: UUID = Field(foreign_key="people.id", index=True)
    role: Role = Field(sa_type=text_enum(Role))
    unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    valid_from: date
    valid_until: date | None = None


class Password(Table, table=True):
    """A local account's password. Kept out of the change log, which holds whole rows."""

    __tablename__ = "passwords"

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    hash: str
    changed_at: datetime = Field(default_factory=now)


class ClientSecret(Table, table=True):
    """A client's secret; two may hold at once, so it can be changed without a stop."""

    __tablename__ = "client_secrets"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    client_id: UUID = Field(foreign_key="clients.id", index=True)
    hash: bytes = Field(unique=True)
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime | None = None
    used_at: datetime | None = None


class ClientUse(Table, table=True):
    """When a client was last here, to the minute. Not of the domain: it would fill the log."""

    __tablename__ = "client_uses"

    client_id: UUID = Field(primary_key=True, foreign_key="clients.id")
    used_at: datetime


class SpentBudget(Table, table=True):
    """What a client spent of a budget in the newest minute, in all processes together."""

    __tablename__ = "spent_budgets"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    client_id: UUID = Field(primary_key=True)
    budget: Budget = Field(sa_type=text_enum(Budget), primary_key=True)
    minute: int = Field(sa_type=BigInteger)
    requests: int


class SignInSession(Table, table=True):
    """One sign-in of a person, known to the browser by a random token."""

    __tablename__ = "sign_in_sessions"

    token_hash: bytes = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id", index=True)
    created_at: datetime = Field(default_factory=now)
    used_at: datetime = Field(default_factory=now)
    expires_at: datetime


class AccessToken(Table, table=True):
    """A machine client's token (RFC 6749 client credentials), and the secret it was given for."""

    __tablename__ = "access_tokens"

    token_hash: bytes = Field(primary_key=True)
    client_id: UUID = Field(foreign_key="clients.id", index=True)
    secret_id: UUID | None = Field(default=None, foreign_key="client_secrets.id", index=True)
    scopes: list[str] = Field(sa_column=Column(ARRAY(String), nullable=False))
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime


class SignInAttempt(Table, table=True):
    """A failed try to sign in, counted per name and per address (both hashed)."""

    __tablename__ = "sign_in_attempts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    key_hash: bytes = Field(index=True)
    at: datetime = Field(default_factory=now, index=True)


class RightsVersion(Table, table=True):
    """How often anything changed that decides who may do what; the database counts."""

    __tablename__ = "rights_versions"
    __table_args__ = (CheckConstraint("only_one", name="only_one"),)

    only_one: bool = Field(
        default=True, primary_key=True, sa_column_kwargs={"server_default": text("true")}
    )
    version: int = Field(sa_type=BigInteger)
