"""Why a deadline falls when it does, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query

from api.clock import Today
from api.db import SessionDep
from api.deadlines import queries
from api.deadlines.explanation.reading import explain
from api.deadlines.explanation.schemas import ExplanationOut
from api.deadlines.rules import AsOf
from api.nouns import AsOfQuery
from api.people.access import DeadlinesReader
from api.routing import feature

router = feature("/v1", "deadlines")


@router.get("/deadlines/{id}/explanation")
def explain_deadline(
    key: Annotated[UUID, Path(alias="id")],
    session: SessionDep,
    actor: DeadlinesReader,
    today: Today,
    query: Annotated[AsOfQuery, Query()],
) -> ExplanationOut:
    """Explain a deadline: what started it, by which term and law, each step, and its status."""
    row = queries.deadline(session, actor, key)
    return explain(session, actor, row, AsOf(query.as_of or today, today))
