"""A change as it is answered: who, when, which act, and what was before and after."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.changes.tables import Change
from api.paging import PageQuery
from api.values import IsoDate, ShortText

# Counted and stamped by the database; telling of them would hide what a person changed.
UNTOLD = frozenset({"id", "version", "created_at", "updated_at", "status_updates"})


class ChangeLogQuery(PageQuery):
    entity: Annotated[ShortText | None, Field(examples=["tracks"])] = None
    entity_id: UUID | None = None
    actor: UUID | None = None
    from_on: IsoDate | None = None
    before: IsoDate | None = None


class FieldChange(BaseModel):
    field: str
    before: Any
    after: Any


class ChangeOut(BaseModel):
    """One insert, update or delete of a row."""

    sequence: int
    at: datetime
    actor_kind: str | None
    actor_id: UUID | None
    actor_name: str | None
    act: str | None = Field(description="The operation that was asked for.")
    request_id: str | None
    operation: str = Field(description="insert, update or delete")
    entity: str
    entity_id: UUID
    version: int
    changed: list[FieldChange]

    @classmethod
    def of(cls, change: Change) -> Self:
        return cls(
            **change.model_dump(include=set(cls.model_fields)),
            changed=changed_fields(change.before or {}, change.after or {}),
        )


def changed_fields(before: dict[str, Any], after: dict[str, Any]) -> list[FieldChange]:
    """Return the fields that differ, in the order the log keeps them."""
    names = [*before, *(name for name in after if name not in before)]
    return [
        FieldChange(field=name, before=before.get(name), after=after.get(name))
        for name in names
        if name not in UNTOLD and before.get(name) != after.get(name)
    ]
