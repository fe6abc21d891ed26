"""Contacts with complainants over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.clock import Now, Today
from api.complaints.contacts import queries, schemas, services
from api.complaints.contacts.reading import show_contacts
from api.complaints.contacts.rules import check_not_yet_to_come
from api.complaints.register.addressed import ComplaintToActOn
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import ComplaintsReader, ComplaintsWriter
from api.routing import feature

router = feature("/v1", "complaints")


def attempted_by_now(body: schemas.ComplaintContactIn, now: Now) -> schemas.ComplaintContactIn:
    check_not_yet_to_come(body.attempted_at, now, "/attempted_at")
    return body


# A body that is checked against now before it reaches its service, which knows no clock.
AttemptedByNow: Any = Annotated[schemas.ComplaintContactIn, Depends(attempted_by_now)]

COMPLAINT_CONTACT = Noun(
    name="complaint_contact",
    plural="complaint_contacts",
    about="An attempt to speak with a complainant, with its hours from receipt.",
    body=AttemptedByNow,
    out=schemas.ComplaintContactOut,
    query=schemas.ComplaintContactsQuery,
    reader=ComplaintsReader,
    writer=ComplaintsWriter,
    find=queries.find_contacts,
    one=queries.contact,
    show=show_contacts,
    replace=services.replace_contact,
    delete=services.delete_contact,
)
add_routes(router, COMPLAINT_CONTACT)


@router.post(
    "/complaints/{id}/contacts", status_code=201, response_model=schemas.ComplaintContactOut
)
def add_complaint_contact(
    complaint: ComplaintToActOn,
    body: schemas.NewComplaintContactIn,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
    now: Now,
) -> Any:
    """Note an attempt to speak with the complainant, and what came of it.

    With `close`, one that resolved the matter closes the complaint in the same act. It stays in
    the figures like any other.
    """
    contact = services.add_contact(session, actor, complaint, body, now)
    response.headers["Location"] = f"/v1/complaint-contacts/{contact.id}"
    return COMPLAINT_CONTACT.answer(response, session, actor, contact, today)
