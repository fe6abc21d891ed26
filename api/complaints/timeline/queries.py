"""Every question about what happened with a complaint that no other package asks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from api.complaints.learning.queries import learning_records_visible_to
from api.complaints.queries import complaints_visible_to
from api.complaints.tables import Complaint, LearningRecord, LearningStepTaken
from api.people.rules import Actor
from api.table import Entity


def parts_of(session: Session, table: type[Entity], complaint_id: UUID) -> Sequence[Any]:
    """Return the rows of a table that belong to a complaint."""
    of: Any = table.__table__.c.complaint_id  # type: ignore[attr-defined]  # of every table
    return session.exec(select(table).where(of == complaint_id)).all()


def linked_with(session: Session, actor: Actor, complaint: Complaint) -> Sequence[Complaint]:
    """Return the complaint that this one repeats, and those that repeat it, which may be read."""
    either = (col(Complaint.id) == complaint.repeat_of_id) | (
        col(Complaint.repeat_of_id) == complaint.id
    )
    return session.exec(complaints_visible_to(actor).where(either)).all()


def steps_of(
    session: Session, actor: Actor, complaint_id: UUID
) -> Sequence[tuple[LearningStepTaken, LearningRecord]]:
    """Return the steps of what is learnt from a complaint, as far as that may be read."""
    visible = learning_records_visible_to(actor).where(LearningRecord.complaint_id == complaint_id)
    records = {row.id: row for row in session.exec(visible)}
    statement = select(LearningStepTaken).where(
        col(LearningStepTaken.learning_record_id).in_(records)
    )
    return [(step, records[step.learning_record_id]) for step in session.exec(statement)]
