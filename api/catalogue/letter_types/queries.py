"""Every question about the types of letters."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.letter_types.schemas import LetterTypesQuery
from api.catalogue.letter_types.tables import LetterType
from api.paging import Found, Key, find_page
from api.people.rules import Actor
from api.resource import one


def letter_types() -> SelectOfScalar[LetterType]:
    """Start every read of the types of letters here. They are the same for all."""
    return select(LetterType)


def letter_type(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> LetterType:
    return one(session, letter_types(), "letter_type", key, lock=lock)


def find_letter_types(
    session: Session, _: Actor, query: LetterTypesQuery, __: date
) -> Found[LetterType]:
    """Return the types of letters by their codes."""
    statement = letter_types()
    if query.retired is not None:
        statement = statement.where(LetterType.retired == query.retired)
    keys = [Key(LetterType.code)]
    return find_page(session, statement, query, name="letter_types", keys=keys)


def by_id(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, LetterType]:
    statement = letter_types().where(col(LetterType.id).in_(set(ids) - {None}))
    return {row.id: row for row in session.exec(statement)}
