"""The register of complaints over HTTP."""

from typing import Annotated, Any

from fastapi import Depends

from api.cases.rules import check_not_in_future
from api.clock import Now, Today
from api.complaints import queries as complaints
from api.complaints.contacts.rules import check_not_yet_to_come
from api.complaints.register import queries, schemas, services
from api.complaints.register.history import leave_out_unseen
from api.complaints.register.people import check_births
from api.complaints.register.reading import mark_hits, show_complaints
from api.nouns import Noun, add_routes
from api.people.access import ComplaintsReader, ComplaintsWriter
from api.routing import feature

router = feature("/v1", "complaints")


def corrected_by_now(body: schemas.ComplaintIn, today: Today, now: Now) -> schemas.ComplaintIn:
    check_not_in_future(body.received_on, today, "/received_on")
    check_not_yet_to_come(body.received_at, now, "/received_at")
    check_births(body, today)
    return body


# A body that is checked against now before it reaches its service.
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
    tell=leave_out_unseen,
    replace=services.replace_complaint,
)
add_routes(router, COMPLAINT)
