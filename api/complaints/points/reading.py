"""Points as they are answered, with the words of the catalogue."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.complaints import queries as complaints
from api.complaints.acts import may_write
from api.complaints.points import queries
from api.complaints.points.schemas import ComplaintPointOut, NamedCause, NamedTwice
from api.complaints.tables import ComplaintPoint
from api.people.rules import Actor


def show_points(
    session: Session, actor: Actor, rows: Sequence[ComplaintPoint], _: date
) -> list[ComplaintPointOut]:
    causes = queries.words(session, ComplaintCause, (row.cause_id for row in rows))
    grades = queries.words(session, CriticismGrade, (row.criticism_grade_id for row in rows))
    owners = complaints.by_id(session, (row.complaint_id for row in rows))
    return [
        ComplaintPointOut.of(
            row,
            cause=NamedCause.of(causes[row.cause_id]),
            criticism_grade=NamedTwice.model_validate(
                grades[row.criticism_grade_id], from_attributes=True
            )
            if row.criticism_grade_id
            else None,
            may=["replace", "delete"] if may_write(actor, owners[row.complaint_id]) else [],
        )
        for row in rows
    ]
