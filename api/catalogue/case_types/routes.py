"""Case types over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.catalogue.case_types import queries, rules, schemas, services
from api.catalogue.case_types.tables import CaseType
from api.catalogue.legal_bases.queries import bases_of_types
from api.nouns import Noun, add_routes
from api.people.access import CatalogueReader, CatalogueWriter
from api.people.rules import Actor
from api.routing import feature

router = feature("/v1", "catalogue")


def show_case_types(
    session: Session, actor: Actor, rows: Sequence[CaseType], _: date
) -> list[schemas.CaseTypeOut]:
    ids = [row.id for row in rows]
    places, bases = queries.places_above(session, ids), bases_of_types(session, ids)
    return [
        schemas.CaseTypeOut.of(row, rules.path_to(row.id, places), bases[row.id], actor)
        for row in rows
    ]


CASE_TYPE = Noun(
    name="case_type",
    plural="case_types",
    about="A kind of case, in a tree.",
    body=schemas.CaseTypeIn,
    out=schemas.CaseTypeOut,
    query=schemas.CaseTypesQuery,
    reader=CatalogueReader,
    writer=CatalogueWriter,
    find=queries.find_case_types,
    one=queries.case_type,
    show=show_case_types,
    create=services.create_case_type,
    replace=services.replace_case_type,
    delete=services.delete_case_type,
)
add_routes(router, CASE_TYPE)
