"""The complaints behind a figure, over HTTP."""

from typing import Annotated, Any

from fastapi import Query
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.complaints.behind.choosing import as_of_cursor
from api.complaints.behind.reading import shown_behind
from api.complaints.behind.schemas import ComplaintsBehindOut, ComplaintsBehindQuery
from api.complaints.patterns.answering import asked_of
from api.complaints.patterns.serving import JSON
from api.complaints.patterns.standing import check_may_see_complaints, prepared, standing
from api.language import preferred
from api.paging import Found, page_of
from api.people.access import PatternsAsker
from api.people.rules import Scope
from api.quick_route import quick_feature
from api.reads import ReadsDep

router = quick_feature("/v1", "patterns")


@router.get(
    "/complaints/patterns/complaints",
    response_class=Response,
    responses={200: {"model": ComplaintsBehindOut}},
)
async def list_complaints_behind(
    request: Request,
    reads: ReadsDep,
    asking: PatternsAsker,
    query: Annotated[ComplaintsBehindQuery, Query()],
) -> Response:
    """List the complaints that a pattern counts, in all or in one cell, the latest first.

    Ask as the pattern was asked, with the cell's keys. They come as they were counted; nobody is
    named: complainants have a running name within the answer, and names, numbers and addresses are
    taken out of the texts. Who complained is opened one at a time, with a reason, from the
    complaint. Of one that was counted and may be read no more, say as it was passed on to another
    unit, neither id, number, complainant nor text is told. `repeated` is told as it was counted:
    that the same person had complained before, wherever, or that it is linked to an earlier
    complaint, and not which complaint that was.
    """
    stands = await standing(request, reads, asking, query)
    check_may_see_complaints(stands.actor, query)
    language = preferred(request.headers.get("accept-language", ""))
    units: Any = stands.actor.units_of(Scope.COMPLAINTS_READ)

    def read(session: Session) -> ComplaintsBehindOut:
        data = prepared(session, reads, as_of_cursor(query))
        asked = asked_of(data, query, units)
        return shown_behind(session, stands.actor, asked, query, data, language)

    found = await reads.run(read)
    response = Response(
        found.model_dump_json(),
        media_type=JSON,
        headers=stands.headers | {"Vary": "Accept-Language"},
    )
    page_of(request, response, Found(found.items, found.next, found.total), found.items)
    return response
