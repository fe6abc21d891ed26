"""The types of letters over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.catalogue.letter_types import queries, schemas, services
from api.catalogue.letter_types.tables import LetterType
from api.nouns import Noun, add_routes
from api.people.access import CatalogueReader, CatalogueWriter
from api.people.rules import Actor
from api.routing import feature

router = feature("/v1", "catalogue")


def show_letter_types(
    _: Session, actor: Actor, rows: Sequence[LetterType], __: date
) -> list[schemas.LetterTypeOut]:
    return [schemas.LetterTypeOut.of(row, actor) for row in rows]


LETTER_TYPE = Noun(
    name="letter_type",
    plural="letter_types",
    about="A template or type of letter that decisions are sent in.",
    body=schemas.LetterTypeIn,
    out=schemas.LetterTypeOut,
    query=schemas.LetterTypesQuery,
    reader=CatalogueReader,
    writer=CatalogueWriter,
    find=queries.find_letter_types,
    one=queries.letter_type,
    show=show_letter_types,
    create=services.create_letter_type,
    replace=services.replace_letter_type,
    delete=services.delete_letter_type,
)
add_routes(router, LETTER_TYPE)
