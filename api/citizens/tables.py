"""Citizens with encrypted identities, and who looked them up for what."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from api.citizens.rules import LookupKind
from api.people.rules import ActorKind
from api.table import Entity, text_enum


class Citizen(Entity, table=True):
    """Somebody whom cases are about. Nothing readable in the row says who.

    The columns that do are encrypted, and the change log tells only that they changed. `cpr_index`
    finds a citizen by the whole number, a CPR number or the one that stands in for it. A CPR number
    may be exchanged for another, so nothing refers to it.
    """

    __tablename__ = "citizens"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(cpr_encrypted, replacement_encrypted, name_encrypted) > 0",
            name="known_by_something",
        ),
        CheckConstraint(
            "num_nonnulls(cpr_encrypted, replacement_encrypted) = num_nonnulls(cpr_index)",
            name="one_number_with_its_index",
        ),
    )

    cpr_encrypted: bytes | None = None
    replacement_encrypted: bytes | None = None
    cpr_index: bytes | None = Field(default=None, unique=True)
    name_encrypted: bytes | None = None
    birth_on: date | None = None
    address_protected: bool = False
    synthetic: bool = False


class CitizenLookup(Entity, table=True):
    """One look at who a citizen is. The application's role may neither change nor delete it.

    `citizen_id` is null when the search found nobody. `roles` are those that gave the right to
    look, as they were then, each with its unit.
    """

    __tablename__ = "citizen_lookups"
    __table_args__ = (Index(None, "citizen_id", "id"),)

    citizen_id: UUID | None = Field(default=None, foreign_key="citizens.id")
    kind: LookupKind = Field(sa_type=text_enum(LookupKind))
    purpose: str
    actor_kind: ActorKind = Field(sa_type=text_enum(ActorKind))
    actor_id: UUID | None = None
    actor_name: str
    roles: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONB, nullable=False)
    )
