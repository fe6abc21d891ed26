"""What is noted of a question about complaints: who asked which one, for audit only."""

from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from api.citizens.rules import CPR_IN_TEXT
from api.complaints.lookups import sql
from api.people.rules import Actor

HIDDEN = "******-****"


def noted_of(actor: Actor, route: str, query: str, data: int | None = None) -> dict[str, Any]:
    """Return the values of a note. `data` is the state asked of; None is the newest there is."""
    who = {"actor_kind": actor.kind.value, "actor_id": actor.id}
    return who | {"route": route, "query": query, "data": data}


def without_cpr(query: BaseModel) -> BaseModel:
    """Return a question whose words name no CPR number: the search refuses one, the note comes
    before."""
    words = getattr(query, "q", None)
    return query.model_copy(update={"q": CPR_IN_TEXT.sub(HIDDEN, words)}) if words else query


def note_lookup(
    session: Session, actor: Actor, route: str, query: str, data: int | None = None
) -> None:
    """Note a question with the transaction that answers it."""
    session.connection().exec_driver_sql(sql.NOTE, noted_of(actor, route, query, data))
