"""What is complained of is noted, and what was found of it. The caller owns the transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.cases.rules import check_not_in_future
from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.complaints.parts import complaint_of
from api.complaints.points import queries, rules
from api.complaints.points.schemas import ComplaintPointIn
from api.complaints.rules import check_names_no_cpr
from api.complaints.tables import Complaint, ComplaintPoint
from api.errors import DomainError
from api.people.rules import Actor
from api.resource import change, insert, remove


def add_point(
    session: Session, complaint: Complaint, body: ComplaintPointIn, today: date
) -> ComplaintPoint:
    """Note one more point of a locked complaint."""
    body = found_by(body, today)
    check_points(session, complaint, [body])
    [point] = points_of(complaint, [body])
    insert(session, point)
    return point


def found_by(body: ComplaintPointIn, today: date) -> ComplaintPointIn:
    """Return a point with today for the day it was found, if that is left out."""
    check_not_in_future(body.found_on, today, "/found_on")
    if body.finding is None or body.found_on is not None:
        return body
    return body.model_copy(update={"found_on": today})


def points_of(complaint: Complaint, bodies: Sequence[ComplaintPointIn]) -> list[ComplaintPoint]:
    return [ComplaintPoint(complaint_id=complaint.id, **dict(body)) for body in bodies]


def replace_point(
    session: Session, actor: Actor, point: ComplaintPoint, body: ComplaintPointIn
) -> ComplaintPoint:
    """Correct a point. It may keep a cause that is used no more."""
    complaint = complaint_of(session, actor, point)
    check_points(session, complaint, [body], kept=(point.cause_id, point.criticism_grade_id))
    return change(session, point, dict(body))


def delete_point(session: Session, actor: Actor, point: ComplaintPoint) -> None:
    complaint_of(session, actor, point)
    remove(session, point, "complaint_point")


def check_points(
    session: Session,
    complaint: Complaint,
    bodies: Sequence[ComplaintPointIn],
    *,
    kept: Sequence[UUID | None] = (),
    under: str = "",
) -> None:
    """Refuse points that say too little or too much; `under` is where a list of them lies.

    `kept` are the words that a point has already: what is used no more may stay.
    """
    causes = queries.words(session, ComplaintCause, (body.cause_id for body in bodies))
    grades = queries.words(session, CriticismGrade, (body.criticism_grade_id for body in bodies))
    for number, body in enumerate(bodies):
        try:
            check_point(complaint, body, causes, grades, kept)
        except DomainError as refusal:
            refusal.pointer = f"{under}/{number}{refusal.pointer}" if under else refusal.pointer
            raise


def check_point(
    complaint: Complaint,
    body: ComplaintPointIn,
    causes: Mapping[UUID, ComplaintCause],
    grades: Mapping[UUID, CriticismGrade],
    kept: Sequence[UUID | None],
) -> None:
    cause = causes.get(body.cause_id)
    rules.check_cause(
        known=cause is not None,
        group=cause is not None and cause.group_id is None,
        retired=cause is not None and cause.retired and cause.id not in kept,
    )
    if body.criticism_grade_id:
        grade = grades.get(body.criticism_grade_id)
        retired = grade is not None and grade.retired and grade.id not in kept
        rules.check_grade(known=grade is not None, retired=retired)
    rules.check_finding(
        body.finding,
        body.found_on,
        received_on=complaint.received_on,
        graded=body.criticism_grade_id is not None,
    )
    check_names_no_cpr(body.text, "/text")
