"""Points of complaints over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.clock import Today
from api.complaints.points import queries, schemas, services
from api.complaints.points.reading import show_points
from api.complaints.register.addressed import ComplaintToActOn
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import ComplaintsReader, ComplaintsWriter
from api.routing import feature

router = feature("/v1", "complaints")


def found_by_today(body: schemas.ComplaintPointIn, today: Today) -> schemas.ComplaintPointIn:
    check_not_in_future(body.found_on, today, "/found_on")
    return body


# A body that is checked against today before it reaches its service, which knows no clock.
FoundByToday: Any = Annotated[schemas.ComplaintPointIn, Depends(found_by_today)]

COMPLAINT_POINT = Noun(
    name="complaint_point",
    plural="complaint_points",
    about="One thing complained of, with its cause and what was found.",
    body=FoundByToday,
    out=schemas.ComplaintPointOut,
    query=schemas.ComplaintPointsQuery,
    reader=ComplaintsReader,
    writer=ComplaintsWriter,
    find=queries.find_points,
    one=queries.point,
    show=show_points,
    replace=services.replace_point,
    delete=services.delete_point,
)
add_routes(router, COMPLAINT_POINT)


@router.post("/complaints/{id}/points", status_code=201, response_model=schemas.ComplaintPointOut)
def add_complaint_point(
    complaint: ComplaintToActOn,
    body: schemas.ComplaintPointIn,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
) -> Any:
    """Note one more thing that is complained of, with its cause, and what was found if known."""
    point = services.add_point(session, complaint, body, today)
    response.headers["Location"] = f"/v1/complaint-points/{point.id}"
    return COMPLAINT_POINT.answer(response, session, actor, point, today)
