"""When a term is due, over HTTP."""

from typing import Annotated

from fastapi import Query

from api.catalogue.calculation import reading, schemas
from api.db import SessionDep
from api.people.access import Anyone
from api.routing import feature

router = feature("/v1", "catalogue")


@router.get("/deadline-calculation")
def calculate_deadline(
    session: SessionDep, actor: Anyone, query: Annotated[schemas.CalculationQuery, Query()]
) -> schemas.CalculationOut:
    """Calculate when a term is due, and show every step of the way; nothing is stored.

    Ask with `kind` (and `case_type`, `variant`, `catalogue`) for the published term in force on the
    start day, or give a term with `amount`, `unit`, `roll` and `closed`. Instead of `started_on`,
    `channel` and `dispatched_on` ask when a message counts as available first.
    """
    return reading.calculate(session, actor, query)
