"""Links that show deadlines in other calendars, and their secrets."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from api.language import Language
from api.people.rules import ActorKind
from api.table import Entity, Table, now, text_enum


class CalendarLink(Entity, table=True):
    """Deadlines of some filters, as a calendar that its owner's programs fetch.

    It shows what the owner may read on the day it is fetched, whoever holds its address.
    `renewed_at` lets the change log tell who gave a new address.
    """

    __tablename__ = "calendar_links"

    owner_kind: ActorKind = Field(sa_type=text_enum(ActorKind))
    owner_id: UUID = Field(index=True)
    name: str
    language: Language = Field(sa_type=text_enum(Language))
    filters: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    renewed_at: datetime | None = None


class CalendarSecret(Table, table=True):
    """The secret part of a calendar's address, as a hash.

    One that was replaced or revoked stays, so that programs can be told that it is over.
    """

    __tablename__ = "calendar_secrets"

    hash: bytes = Field(primary_key=True)
    calendar_link_id: UUID | None = Field(default=None, foreign_key="calendar_links.id", index=True)
    created_at: datetime = Field(default_factory=now)
    ended_at: datetime | None = None
    used_on: date | None = None
