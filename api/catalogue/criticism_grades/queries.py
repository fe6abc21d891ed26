"""Every question about the scale of criticism."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.criticism_grades.schemas import CriticismGradesQuery
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.paging import Found, Key, by_number, find_page
from api.people.rules import Actor
from api.resource import one


def criticism_grades() -> SelectOfScalar[CriticismGrade]:
    """Start every read of the scale here. It is the same for all."""
    return select(CriticismGrade)


def criticism_grade(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> CriticismGrade:
    return one(session, criticism_grades(), "criticism_grade", key, lock=lock)


def find_criticism_grades(
    session: Session, _: Actor, query: CriticismGradesQuery, __: date
) -> Found[CriticismGrade]:
    """Return the steps of the scale, the mildest first."""
    statement = criticism_grades()
    if query.retired is not None:
        statement = statement.where(CriticismGrade.retired == query.retired)
    keys = [by_number(CriticismGrade.position), Key(CriticismGrade.code)]
    return find_page(session, statement, query, name="criticism_grades", keys=keys)
