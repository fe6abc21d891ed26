"""The time line of a complaint over HTTP."""

from typing import Annotated, Any

from fastapi import Query, Response
from starlette.requests import Request

from api.casework.timeline.schemas import TimelineQuery
from api.clock import Today
from api.complaints import queries as complaints
from api.complaints.register.addressed import Key
from api.complaints.timeline.reading import find_happenings
from api.complaints.timeline.schemas import ComplaintHappeningOut
from api.db import SessionDep
from api.paging import Page, page_of
from api.people.access import ComplaintsReader
from api.routing import feature

router = feature("/v1", "complaints")


@router.get("/complaints/{id}/timeline", response_model=Page[ComplaintHappeningOut])
def list_complaint_timeline(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: ComplaintsReader,
    today: Today,
    query: Annotated[TimelineQuery, Query()],
) -> Any:
    """List all that had happened with a complaint by a day, the oldest first.

    How it came, what it repeats and what repeats it, to whom it was passed on, attempts to speak
    with the complainant, what was found, the reassessment and what the board answered, closings and
    reopenings, the steps of learning; and for who may read deadlines, the time to reassess. What
    happened on one day comes by its moment where that is known, else by when it was noted.
    """
    complaint = complaints.complaint(session, actor, key)
    found = find_happenings(session, actor, complaint, query, query.as_of or today)
    return page_of(request, response, found, [ComplaintHappeningOut.of(row) for row in found.rows])
