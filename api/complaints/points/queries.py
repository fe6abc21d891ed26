"""Every question about points: one is seen where its complaint is seen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.complaints.parts import one_of_complaint
from api.complaints.points.schemas import ComplaintPointsQuery
from api.complaints.queries import of_visible_complaints
from api.complaints.tables import ComplaintPoint
from api.paging import Found, by_id, find_page
from api.people.rules import Actor

Word = TypeVar("Word", ComplaintCause, CriticismGrade)


def points_visible_to(actor: Actor) -> SelectOfScalar[ComplaintPoint]:
    return select(ComplaintPoint).where(of_visible_complaints(ComplaintPoint.complaint_id, actor))


def point(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> ComplaintPoint:
    visible = points_visible_to(actor)
    return one_of_complaint(session, actor, visible, "complaint_point", key, lock=lock)


def find_points(
    session: Session, actor: Actor, query: ComplaintPointsQuery, _: date
) -> Found[ComplaintPoint]:
    """Return points in the order they were noted."""
    statement = points_visible_to(actor)
    if query.complaint:
        statement = statement.where(ComplaintPoint.complaint_id == query.complaint)
    if query.cause:
        statement = statement.where(col(ComplaintPoint.cause_id).in_(causes_under(query.cause)))
    if query.finding:
        statement = statement.where(ComplaintPoint.finding == query.finding)
    keys = [by_id(ComplaintPoint.id)]
    return find_page(session, statement, query, name="complaint_points", keys=keys)


def causes_under(key: UUID) -> SelectOfScalar[UUID]:
    """Return a cause, or the causes of a group."""
    cause = col(ComplaintCause.id), col(ComplaintCause.group_id)
    return select(ComplaintCause.id).where(or_(*(each == key for each in cause)))


def points_of(
    session: Session, ids: Collection[UUID]
) -> Sequence[tuple[ComplaintPoint, ComplaintCause]]:
    """Return the points of some complaints with their causes, in the order they were noted."""
    statement = (
        select(ComplaintPoint, ComplaintCause)
        .join(ComplaintCause, col(ComplaintCause.id) == col(ComplaintPoint.cause_id))
        .where(col(ComplaintPoint.complaint_id).in_(ids))
        .order_by(col(ComplaintPoint.id))
    )
    return session.exec(statement).all()


def words(session: Session, table: type[Word], ids: Iterable[UUID | None]) -> Mapping[UUID, Word]:
    """Return causes or steps of criticism by id."""
    wanted = set(ids) - {None}
    if not wanted:
        return {}
    return {row.id: row for row in session.exec(select(table).where(col(table.id).in_(wanted)))}
