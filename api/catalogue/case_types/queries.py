"""Every question about case types."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.case_types import rules
from api.catalogue.case_types.rules import Place
from api.catalogue.case_types.schemas import CaseTypesQuery
from api.catalogue.case_types.tables import CaseType
from api.catalogue.legal_bases.queries import types_decided_by
from api.paging import Found, Key, by_id, find_page
from api.people.rules import Actor
from api.resource import one

SEARCHED = (CaseType.code, CaseType.name_da, CaseType.name_en, CaseType.legal_text)


def case_types() -> SelectOfScalar[CaseType]:
    """Start every read of case types here. They are the same for all."""
    return select(CaseType)


def types_under(roots: Collection[UUID]) -> SelectOfScalar[UUID]:
    """Return the ids of some case types and of all under them."""
    base = select(col(CaseType.id)).where(col(CaseType.id).in_(roots)).cte("under", recursive=True)
    under = base.union(select(col(CaseType.id)).where(col(CaseType.parent_id) == base.c.id))
    return select(under.c.id)


def places_above(session: Session, ids: Collection[UUID | None]) -> dict[UUID, Place]:
    """Return some case types and all above them, by id, with what each lies under."""
    columns = select(col(CaseType.id), col(CaseType.name_da), col(CaseType.parent_id))
    base = columns.where(col(CaseType.id).in_(ids)).cte("above", recursive=True)
    above = base.union(columns.where(col(CaseType.id) == base.c.parent_id))
    rows = session.exec(select(above.c.id, above.c.name_da, above.c.parent_id))
    return {type_id: Place(name, parent_id) for type_id, name, parent_id in rows}


def case_type(session: Session, _: Actor, type_id: UUID, *, lock: bool = False) -> CaseType:
    return one(session, case_types(), "case_type", type_id, lock=lock)


def containing(words: str) -> ColumnElement[bool]:
    return or_(*(col(column).icontains(words, autoescape=True) for column in SEARCHED))


def find_case_types(session: Session, _: Actor, query: CaseTypesQuery, __: date) -> Found[CaseType]:
    """Return the case types that fit the filters, by their Danish name."""
    statement = case_types()
    if query.parent:
        statement = statement.where(CaseType.parent_id == query.parent)
    if query.under:
        statement = statement.where(col(CaseType.id).in_(types_under([query.under])))
    if query.legal_basis:
        statement = statement.where(col(CaseType.id).in_(types_decided_by(query.legal_basis)))
    if query.q:
        statement = statement.where(containing(query.q))
    keys = [Key(CaseType.name_da), by_id(CaseType.id)]
    return find_page(session, statement, query, name="case_types", keys=keys)


def paths_up(session: Session) -> dict[UUID, tuple[UUID, ...]]:
    """Return, for every case type, its id and those above it, up to the root."""
    above = dict(session.exec(select(CaseType.id, CaseType.parent_id)).all())
    return {type_id: rules.path_up(type_id, above) for type_id in above}
