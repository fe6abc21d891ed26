"""Term catalogues and published terms as they are answered."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.catalogue.terms import queries, schemas
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.people.rules import Actor


def show_catalogues(
    session: Session, actor: Actor, rows: Sequence[TermCatalogue], _: date
) -> list[schemas.TermCatalogueOut]:
    counts = queries.term_counts(session, [row.id for row in rows])
    return [schemas.TermCatalogueOut.of(row, counts.get(row.id, 0), actor) for row in rows]


def show_terms(
    session: Session, actor: Actor, rows: Sequence[PublishedTerm], _: date
) -> list[schemas.PublishedTermOut]:
    return [
        schemas.PublishedTermOut.of(*about, actor) for about in queries.about_terms(session, rows)
    ]
