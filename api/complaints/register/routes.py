"""The register of complaints over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.clock import Now, Today
from api.complaints import queries as complaints
from api.complaints.contacts.rules import check_not_yet_to_come
from api.complaints.register import queries, schemas, services
from api.complaints.register.people import check_births
from api.complaints.register.reading import mark_hits, show_complaints
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import ComplaintsReader, ComplaintsWriter
from api.routing import feature

router = feature("/v1", "complaints")


def registered_by_now(
    body: schemas.NewComplaintIn, today: Today, now: Now
) -> schemas.NewComplaintIn:
    check_not_in_future(body.received_on, today, "/received_on")
    check_not_yet_to_come(body.received_at, now, "/received_at")
    check_births(body, today)
    return body


def corrected_by_now(body: schemas.ComplaintIn, today: Today, now: Now) -> schemas.ComplaintIn:
    check_not_in_future(body.received_on, today, "/received_on")
    check_not_yet_to_come(body.received_at, now, "/received_at")
    check_births(body, today)
    return body


# Bodies that are checked against now before they reach their service.
RegisteredByNow: Any = Annotated[schemas.NewComplaintIn, Depends(registered_by_now)]
CorrectedByNow: Any = Annotated[schemas.ComplaintIn, Depends(corrected_by_now)]

COMPLAINT = Noun(
    name="complaint",
    plural="complaints",
    about="What somebody is dissatisfied with, as it was told, with its points and contacts.",
    body=CorrectedByNow,
    out=schemas.ComplaintOut,
    query=schemas.ComplaintsQuery,
    reader=ComplaintsReader,
    writer=ComplaintsWriter,
    find=queries.find_complaints,
    one=complaints.complaint,
    show=show_complaints,
    mark=mark_hits,
    replace=services.replace_complaint,
)


@router.post("/complaints", status_code=201, response_model=schemas.RegisteredComplaintOut)
def register_complaint(
    body: RegisteredByNow,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
    now: Now,
) -> Any:
    """Register a complaint: a sentence, and the unit or the case it is about, is enough.

    The rest follows from the case and the decision where it is left out. It needs neither writing
    nor reasons, and one that comes late is received like any other. One that the same complainant
    made before over the same case is linked to that, and `linked` says so.
    """
    complaint, linked = services.register_complaint(session, actor, body, now)
    response.headers["Location"] = f"/v1/complaints/{complaint.id}"
    out = COMPLAINT.answer(response, session, actor, complaint, today)
    return schemas.RegisteredComplaintOut.of_registered(out, linked=linked)


add_routes(router, COMPLAINT)
