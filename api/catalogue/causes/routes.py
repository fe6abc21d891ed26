"""Causes of complaints over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.catalogue.causes import queries, schemas, services
from api.catalogue.causes.tables import ComplaintCause
from api.nouns import Noun, add_routes
from api.people.access import CatalogueReader, ComplaintWordsWriter
from api.people.rules import Actor
from api.routing import feature

router = feature("/v1", "catalogue")


def show_complaint_causes(
    _: Session, actor: Actor, rows: Sequence[ComplaintCause], __: date
) -> list[schemas.ComplaintCauseOut]:
    return [schemas.ComplaintCauseOut.of(row, actor) for row in rows]


COMPLAINT_CAUSE = Noun(
    name="complaint_cause",
    plural="complaint_causes",
    about="What a complaint is about, or a group of such causes; each group comes before its own.",
    body=schemas.ComplaintCauseIn,
    out=schemas.ComplaintCauseOut,
    query=schemas.ComplaintCausesQuery,
    reader=CatalogueReader,
    writer=ComplaintWordsWriter,
    find=queries.find_complaint_causes,
    one=queries.complaint_cause,
    show=show_complaint_causes,
    create=services.create_complaint_cause,
    replace=services.replace_complaint_cause,
    delete=services.delete_complaint_cause,
)
add_routes(router, COMPLAINT_CAUSE)
