"""Every question about published terms."""

from collections.abc import Iterator
from uuid import UUID

from sqlmodel import Session, col, select

from api.calendar.days import DayKind
from api.calendar.terms import Term
from api.catalogue.legal_bases.tables import LegalBasis
from api.catalogue.terms.rules import TermBook, TermInForce
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue


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
        yield in_force(row, f"{act_short} {section}" if section else None)


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
