"""Legal bases over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.catalogue.legal_bases import queries, schemas, services
from api.catalogue.legal_bases.tables import LegalBasis
from api.nouns import Noun, add_routes
from api.people.access import CatalogueReader, CatalogueWriter
from api.people.rules import Actor
from api.routing import feature

router = feature("/v1", "catalogue")


def show_legal_bases(
    session: Session, actor: Actor, rows: Sequence[LegalBasis], _: date
) -> list[schemas.LegalBasisOut]:
    after = queries.sections(session, {row.successor_id for row in rows})
    before = queries.predecessors_of(session, [row.id for row in rows])
    return [
        schemas.LegalBasisOut.of(
            row,
            after[row.successor_id] if row.successor_id else None,
            [schemas.Section.of(each) for each in before if each.successor_id == row.id],
            actor,
        )
        for row in rows
    ]


LEGAL_BASIS = Noun(
    name="legal_basis",
    plural="legal_bases",
    about="A section of an act, the days from and until it was in force, and what followed it.",
    body=schemas.LegalBasisIn,
    out=schemas.LegalBasisOut,
    query=schemas.LegalBasesQuery,
    reader=CatalogueReader,
    writer=CatalogueWriter,
    find=queries.find_legal_bases,
    one=queries.legal_basis,
    show=show_legal_bases,
    create=services.create_legal_basis,
    replace=services.replace_legal_basis,
    delete=services.delete_legal_basis,
)
add_routes(router, LEGAL_BASIS)
