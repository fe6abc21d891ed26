"""What every table has in common: names of constraints, identity, version, text enums."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Enum, FetchedValue, MetaData, text
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

# Every constraint gets a predictable name, so a migration can drop it by name.
NAMES = {
    "pk": "%(table_name)s_pkey",
    "fk": "%(table_name)s_%(column_0_name)s_fkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
}

APPLICATION_ROLE = "rettidig_app"


def new_id() -> UUID:
    """Return a UUIDv7: unique everywhere, and in order of making, so indexes stay dense."""
    return uuid7()


def now() -> datetime:
    return datetime.now(UTC)


class Table(SQLModel):
    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class Entity(Table):
    """A domain row: the change log follows it, and its version is its ETag.

    The database's trigger counts `version` up and sets `updated_at` whenever a column changes.
    """

    __mapper_args__: ClassVar[dict[str, Any]] = {"eager_defaults": True}

    id: UUID = Field(default_factory=new_id, primary_key=True)
    version: int = Field(
        default=1,
        sa_column_kwargs={"server_default": text("1"), "server_onupdate": FetchedValue()},
    )
    created_at: datetime = Field(
        default_factory=now, sa_column_kwargs={"server_default": text("now()")}
    )
    updated_at: datetime = Field(
        default_factory=now,
        sa_column_kwargs={"server_default": text("now()"), "server_onupdate": FetchedValue()},
    )


def text_enum(enum: type[StrEnum], name: str | None = None) -> Enum:
    """Return a column type that keeps an enum's values as text, held by a CHECK constraint.

    The constraint is named for the enum; a table that uses one enum twice names the columns.
    """
    return Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


def logged_tables() -> frozenset[str]:
    """Name the tables that the change log follows, of all the features that are loaded."""
    found, open_ = set[str](), [Entity]
    while open_:
        below = open_.pop().__subclasses__()
        found |= {str(table.__tablename__) for table in below}
        open_ += below
    return frozenset(found)
