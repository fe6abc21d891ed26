"""Every question about legal bases."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.legal_bases.rules import Bases, Basis, as_written
from api.catalogue.legal_bases.schemas import BasisOfType, LegalBasesQuery, Section
from api.catalogue.legal_bases.tables import CaseTypeBasis, LegalBasis
from api.catalogue.locking import stop_writers
from api.paging import Found, Key, by_id, find_page
from api.people.rules import Actor
from api.resource import one

SEARCHED = (
    LegalBasis.act,
    LegalBasis.act_short,
    LegalBasis.section,
    LegalBasis.subject_da,
    LegalBasis.subject_en,
)


def basis_texts(session: Session) -> Bases:
    """Return the legal bases of all case types, as they are written."""
    statement = (
        select(CaseTypeBasis.case_type_id, LegalBasis)
        .join(LegalBasis)
        .order_by(col(LegalBasis.act_short), col(LegalBasis.section))
    )
    return Bases(
        Basis(type_id, as_written(row.act_short, row.section), row.valid_from, row.valid_until)
        for type_id, row in session.exec(statement)
    )


def legal_bases() -> SelectOfScalar[LegalBasis]:
    """Start every read of legal bases here. They are the same for all."""
    return select(LegalBasis)


def legal_basis(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> LegalBasis:
    """Return a basis. If it is to be changed, no other is led elsewhere meanwhile."""
    if lock:
        stop_writers(session, LegalBasis)
    return one(session, legal_bases(), "legal_basis", key, lock=lock)


def find_legal_bases(
    session: Session, _: Actor, query: LegalBasesQuery, __: date
) -> Found[LegalBasis]:
    """Return the legal bases that fit the filters, by act and section."""
    statement = legal_bases()
    if query.act_short:
        statement = statement.where(LegalBasis.act_short == query.act_short)
    if query.as_of:
        statement = statement.where(in_force_on(query.as_of))
    if query.q:
        found = (col(column).icontains(query.q, autoescape=True) for column in SEARCHED)
        statement = statement.where(or_(*found))
    keys = [Key(LegalBasis.act_short), Key(LegalBasis.section), by_id(LegalBasis.id)]
    return find_page(session, statement, query, name="legal_bases", keys=keys)


def in_force_on(day: date) -> ColumnElement[bool]:
    """Say that a basis was in force on a day; a day that is not known excludes nothing."""
    begun = or_(col(LegalBasis.valid_from).is_(None), col(LegalBasis.valid_from) <= day)
    return begun & or_(col(LegalBasis.valid_until).is_(None), col(LegalBasis.valid_until) > day)


def _along(start: UUID, name: str, found: Any, by: Any) -> SelectOfScalar[UUID]:
    """Return a basis and all that are reached by following one direction."""
    base = select(col(LegalBasis.id)).where(col(LegalBasis.id) == start).cte(name, recursive=True)
    return select(base.union(select(found).where(by == base.c.id)).c.id)


def successors_of(basis_id: UUID) -> SelectOfScalar[UUID]:
    """Return a basis and all that followed it."""
    return _along(basis_id, "after", col(LegalBasis.successor_id), col(LegalBasis.id))


def same_help_as(basis_id: UUID) -> ColumnElement[bool]:
    """Say that a basis is this one, follows it, or was followed by it.

    Sections that merely share a successor are about other help, and are not the same.
    """
    before = _along(basis_id, "before", col(LegalBasis.id), col(LegalBasis.successor_id))
    return or_(col(LegalBasis.id).in_(successors_of(basis_id)), col(LegalBasis.id).in_(before))


def types_decided_by(basis_id: UUID) -> SelectOfScalar[UUID]:
    """Return the ids of the case types that were or are decided by a basis or its kin."""
    same = select(LegalBasis.id).where(same_help_as(basis_id))
    return select(CaseTypeBasis.case_type_id).where(col(CaseTypeBasis.legal_basis_id).in_(same))


def predecessors_of(session: Session, ids: Collection[UUID]) -> Sequence[LegalBasis]:
    """Return the bases that some others follow directly."""
    statement = legal_bases().where(col(LegalBasis.successor_id).in_(ids))
    return session.exec(statement.order_by(LegalBasis.act_short, LegalBasis.section)).all()


def sections(session: Session, ids: Collection[UUID | None]) -> dict[UUID, Section]:
    """Return some bases as they are written, by id."""
    rows = session.exec(legal_bases().where(col(LegalBasis.id).in_(ids)))
    return {row.id: Section.of(row) for row in rows}


def bases_of_types(session: Session, ids: Collection[UUID]) -> Mapping[UUID, list[BasisOfType]]:
    """Return the bases of some case types, the eldest first, each with what followed it."""
    statement = (
        select(CaseTypeBasis.case_type_id, LegalBasis)
        .join(LegalBasis)
        .where(col(CaseTypeBasis.case_type_id).in_(ids))
        .order_by(
            col(LegalBasis.valid_from).nulls_first(),
            col(LegalBasis.act_short),
            col(LegalBasis.section),
        )
    )
    rows = session.exec(statement).all()
    after = sections(session, {basis.successor_id for _, basis in rows})
    found: dict[UUID, list[BasisOfType]] = {type_id: [] for type_id in ids}
    for type_id, basis in rows:
        found[type_id].append(
            BasisOfType(
                **Section.of(basis).model_dump(),
                valid_from=basis.valid_from,
                valid_until=basis.valid_until,
                successor=after[basis.successor_id] if basis.successor_id else None,
            )
        )
    return found


def links_of_type(session: Session, type_id: UUID) -> Sequence[CaseTypeBasis]:
    statement = select(CaseTypeBasis).where(CaseTypeBasis.case_type_id == type_id)
    return session.exec(statement).all()
