"""Tell the database's trigger who acts, so that each change says so."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

SETTINGS = ("actor_kind", "actor_id", "actor_name", "act", "request_id")
STATEMENT = text(
    "SELECT " + ", ".join(f"set_config('rettidig.{name}', :{name}, true)" for name in SETTINGS)
)


def act_as(
    session: Session,
    *,
    kind: str,
    name: str,
    act: str,
    actor_id: UUID | None = None,
    request_id: str = "",
) -> None:
    """Set who acts until the transaction ends."""
    values: dict[str, Any] = {
        "actor_kind": kind,
        "actor_id": str(actor_id or ""),
        "actor_name": name,
        "act": act,
        "request_id": request_id,
    }
    session.connection().execute(STATEMENT, values)
