"""The time line of a case over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from starlette.requests import Request

from api.cases import queries as cases
from api.casework.timeline.reading import find_happenings
from api.casework.timeline.schemas import HappeningOut, TimelineQuery
from api.clock import Today
from api.db import SessionDep
from api.paging import Page, page_of
from api.people.access import CasesReader
from api.routing import feature

router = feature("/v1", "cases")
Key = Annotated[UUID, Path(alias="id")]


@router.get("/cases/{id}/timeline", response_model=Page[HappeningOut])
def list_timeline(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CasesReader,
    today: Today,
    query: Annotated[TimelineQuery, Query()],
) -> Any:
    """List all that had happened in a case by a day, the oldest first.

    Moves, caseworkers, decisions and their dispatch, hearings, requests for documents, remittals,
    waits; and for who may read deadlines, their starts, days and ends, the notices to the citizen,
    and the moves that a correction of the calendar made.
    """
    case = cases.case(session, actor, key)
    found = find_happenings(session, actor, case, query, query.as_of or today)
    return page_of(request, response, found, [HappeningOut.of(row) for row in found.rows])
