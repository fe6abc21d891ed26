"""Every question about term catalogues and published terms."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, column, func, or_, table
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.calendar.days import DayKind
from api.calendar.terms import Term
from api.catalogue.case_types.queries import types_under
from api.catalogue.case_types.tables import CaseType
from api.catalogue.legal_bases.queries import sections
from api.catalogue.legal_bases.rules import as_written
from api.catalogue.legal_bases.tables import LegalBasis
from api.catalogue.terms.rules import TermBook, TermInForce
from api.catalogue.terms.schemas import PublishedTermIn, PublishedTermsQuery, TermCataloguesQuery
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.paging import Found, Key, by_day, by_id, find_page
from api.people.rules import Actor
from api.resource import one

# Deadlines lie above the catalogue, so their table is named here and not imported.
DEADLINES = table("deadlines", column("published_term_id"), column("started_on"))
SEARCHED = (
    PublishedTerm.as_published,
    PublishedTerm.variant,
    PublishedTerm.condition,
    PublishedTerm.adopted_by,
    PublishedTerm.source,
)


class About(NamedTuple):
    """A published term with what it shows of others."""

    term: PublishedTerm
    catalogue: TermCatalogue
    type_names: tuple[str, str] | None
    legal_basis: str | None


def term_book(session: Session, catalogue_id: UUID | None = None) -> TermBook:
    """Return the terms of a catalogue, of our own if none is named."""
    return TermBook(terms_in_force(session, catalogue_id))


def terms_in_force(session: Session, catalogue_id: UUID | None = None) -> Iterator[TermInForce]:
    statement = (
        select(PublishedTerm, LegalBasis.act_short, LegalBasis.section)
        .join(TermCatalogue)
        .join(LegalBasis, isouter=True)
        .order_by(col(PublishedTerm.valid_from).desc(), col(PublishedTerm.id))
    )
    own = col(TermCatalogue.own).is_(True)
    wanted = own if catalogue_id is None else TermCatalogue.id == catalogue_id
    for row, act_short, section in session.exec(statement.where(wanted)):
        yield in_force(row, as_written(act_short, section) if section else None)


def in_force(row: PublishedTerm, legal_basis: str | None) -> TermInForce:
    return TermInForce(
        id=row.id,
        case_type_id=row.case_type_id,
        variant=row.variant,
        kind=row.kind,
        start_event=row.start_event,
        term=term_of(row),
        clock=row.clock,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        legal_basis=legal_basis,
    )


def term_of(row: PublishedTerm) -> Term:
    """Return how a published term is counted."""
    closed = frozenset(map(DayKind, row.closed))
    return Term(row.amount, row.unit, at_least=row.at_least, roll=row.roll, closed=closed)


def catalogue(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> TermCatalogue:
    return one(session, select(TermCatalogue), "term_catalogue", key, lock=lock)


def find_catalogues(
    session: Session, _: Actor, query: TermCataloguesQuery, __: date
) -> Found[TermCatalogue]:
    """Return the term catalogues that fit the filters, by name."""
    statement = select(TermCatalogue)
    if query.own is not None:
        statement = statement.where(TermCatalogue.own == query.own)
    if query.q:
        statement = statement.where(col(TermCatalogue.name).icontains(query.q, autoescape=True))
    keys = [Key(TermCatalogue.name), by_id(TermCatalogue.id)]
    return find_page(session, statement, query, name="term_catalogues", keys=keys)


def own_catalogue_for_update(session: Session) -> TermCatalogue | None:
    """Return our own catalogue, locked until the transaction ends."""
    own = select(TermCatalogue).where(col(TermCatalogue.own))
    return session.exec(own.with_for_update()).one_or_none()


def term_counts(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many terms some catalogues hold; one without any is left out."""
    counted = select(PublishedTerm.catalogue_id, func.count()).where(
        col(PublishedTerm.catalogue_id).in_(ids)
    )
    return dict(session.exec(counted.group_by(col(PublishedTerm.catalogue_id))).all())


def published_terms() -> SelectOfScalar[PublishedTerm]:
    """Start every read of published terms here. They are public."""
    return select(PublishedTerm)


def published_term(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> PublishedTerm:
    return one(session, published_terms(), "published_term", key, lock=lock)


def find_published_terms(
    session: Session, _: Actor, query: PublishedTermsQuery, __: date
) -> Found[PublishedTerm]:
    """Return the published terms that fit the filters, by kind and first day."""
    statement = published_terms().where(*filters(query))
    keys = [Key(PublishedTerm.kind), by_day(PublishedTerm.valid_from), by_id(PublishedTerm.id)]
    return find_page(session, statement, query, name="published_terms", keys=keys)


def filters(query: PublishedTermsQuery) -> Iterator[ColumnElement[bool]]:
    if query.catalogue:
        yield col(PublishedTerm.catalogue_id) == query.catalogue
    if query.own is not None:
        own = select(TermCatalogue.id).where(TermCatalogue.own == query.own)
        yield col(PublishedTerm.catalogue_id).in_(own)
    if query.case_type:
        yield col(PublishedTerm.case_type_id) == query.case_type
    if query.under:
        yield col(PublishedTerm.case_type_id).in_(types_under([query.under]))
    if query.kind:
        yield col(PublishedTerm.kind) == query.kind
    if query.as_of:
        yield col(PublishedTerm.valid_from) <= query.as_of
        yield holds_after(query.as_of)
    if query.q:
        yield or_(*(col(text).icontains(query.q, autoescape=True) for text in SEARCHED))


def holds_after(day: date) -> ColumnElement[bool]:
    return or_(col(PublishedTerm.valid_until).is_(None), col(PublishedTerm.valid_until) > day)


def at_the_same_time(
    session: Session, body: PublishedTermIn, *, but: UUID | None = None
) -> Sequence[PublishedTerm]:
    """Return the terms for the same thing that hold on a day on which another would hold."""
    statement = (
        published_terms()
        .where(
            PublishedTerm.catalogue_id == body.catalogue_id,
            col(PublishedTerm.case_type_id).is_not_distinct_from(body.case_type_id),
            PublishedTerm.variant == body.variant,
            PublishedTerm.kind == body.kind,
            PublishedTerm.start_event == body.start_event,
            holds_after(body.valid_from),
        )
        .order_by(col(PublishedTerm.valid_from))
    )
    if body.valid_until:
        statement = statement.where(PublishedTerm.valid_from < body.valid_until)
    return session.exec(statement.where(PublishedTerm.id != but) if but else statement).all()


def last_started_on(session: Session, term_id: UUID) -> date | None:
    """Return the last day on which a deadline started by a term; None if none did."""
    last: SelectOfScalar[date | None] = select(func.max(DEADLINES.c.started_on))
    return session.exec(last.where(DEADLINES.c.published_term_id == term_id)).one()


def about_terms(session: Session, rows: Sequence[PublishedTerm]) -> list[About]:
    """Return some terms in their order, each with what it shows of others."""
    catalogues = select(TermCatalogue).where(
        col(TermCatalogue.id).in_({row.catalogue_id for row in rows})
    )
    types = select(CaseType.id, CaseType.name_da, CaseType.name_en).where(
        col(CaseType.id).in_({row.case_type_id for row in rows})
    )
    of_id = {each.id: each for each in session.exec(catalogues)}
    names = {type_id: (name_da, name_en) for type_id, name_da, name_en in session.exec(types)}
    laws = sections(session, {row.legal_basis_id for row in rows})
    return [
        About(
            row,
            of_id[row.catalogue_id],
            names[row.case_type_id] if row.case_type_id else None,
            laws[row.legal_basis_id].text if row.legal_basis_id else None,
        )
        for row in rows
    ]
