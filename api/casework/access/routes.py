"""Requests for access to documents over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.casework.access import queries, schemas, services
from api.casework.access.reading import show_requests
from api.casework.addressed import CaseToActOn, Key
from api.casework.parts import check_change
from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import CasesReader, CasesWriter
from api.resource import IfMatchSent
from api.routing import feature

router = feature("/v1", "cases")


def requested_by_today(body: schemas.AccessRequestIn, today: Today) -> schemas.AccessRequestIn:
    check_not_in_future(body.received_on, today, "/received_on")
    return body


def answered_by_today(body: schemas.AccessAnswerIn, today: Today) -> schemas.AccessAnswerIn:
    check_not_in_future(body.answered_on, today, "/answered_on")
    return body


# Bodies that are checked against today before they reach their service, which knows no clock.
RequestByToday: Any = Annotated[schemas.AccessRequestIn, Depends(requested_by_today)]
AnswerByToday: Any = Annotated[schemas.AccessAnswerIn, Depends(answered_by_today)]

ACCESS_REQUEST = Noun(
    name="access_request",
    plural="access_requests",
    about="A party asks to see the documents, with our deadline to answer.",
    body=RequestByToday,
    out=schemas.AccessRequestOut,
    query=schemas.AccessRequestsQuery,
    reader=CasesReader,
    writer=CasesWriter,
    find=queries.find_requests,
    one=queries.request,
    show=show_requests,
)
add_routes(router, ACCESS_REQUEST)


@router.post(
    "/cases/{id}/access-requests", status_code=201, response_model=schemas.AccessRequestOut
)
def request_access(
    case: CaseToActOn,
    body: RequestByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Note that a party asked to see the documents. Our deadline starts the day that came."""
    request = services.request_access(session, case, body)
    response.headers["Location"] = f"/v1/access-requests/{request.id}"
    return ACCESS_REQUEST.answer(response, session, actor, request, today)


@router.post("/access-requests/{id}/answer", response_model=schemas.AccessRequestOut)
def answer_access_request(
    key: Key,
    body: AnswerByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
    wanted: IfMatchSent,
) -> Any:
    """Note our answer, which meets the deadline. One that came late is kept as late."""
    request = queries.request(session, actor, key, lock=True)
    [current] = show_requests(session, actor, [request], today)
    check_change(session, actor, request, wanted, "access_request", current)
    services.answer(session, request, body)
    return ACCESS_REQUEST.answer(response, session, actor, request, today)
