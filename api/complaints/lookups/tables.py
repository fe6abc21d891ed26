"""Who asked what of complaints. It is written here and read nowhere in the service.

The application's role may only add to it, so that nothing the service answers can tell what the
Citizens' Advisor looks for: see `rettidig lookups` for who may read it.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, text
from sqlmodel import Field

from api.people.rules import ActorKind
from api.table import Table, now, text_enum


class PatternLookup(Table, table=True):
    """One question. `data_number` is the state of the data it was asked of, if there was one.

    Not followed by the change log, which staff may read.
    """

    __tablename__ = "pattern_lookups"
    __table_args__ = (Index(None, "at"),)

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    at: datetime = Field(default_factory=now, sa_column_kwargs={"server_default": text("now()")})
    actor_kind: ActorKind = Field(sa_type=text_enum(ActorKind))
    actor_id: UUID | None = None
    route: str
    query: str
    data_number: int | None = None
