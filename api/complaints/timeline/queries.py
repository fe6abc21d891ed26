"""Every question about what happened with a complaint that no other package asks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from api.complaints.tables import Complaint, LearningRecord, LearningStepTaken
from api.table import Entity


def parts_of(session: Session, table: type[Entity], complaint_id: UUID) -> Sequence[Any]:
    """Return the rows of a table that belong to a complaint."""
    of: Any = table.__table__.c.complaint_id  # type: ignore[attr-defined]  # of every table
    return session.exec(select(table).where(of == complaint_id)).all()


def linked_with(session: Session, complaint: Complaint) -> Sequence[Complaint]:
    """Return the complaint that this one repeats, and those that repeat it."""
    either = (col(Complaint.id) == complaint.repeat_of_id) | (
        col(Complaint.repeat_of_id) == complaint.id
    )
    return session.exec(select(Complaint).where(either)).all()


def steps_of(
    session: Session, complaint_id: UUID
) -> Sequence[tuple[LearningStepTaken, LearningRecord]]:
    statement = (
        select(LearningStepTaken, LearningRecord)
        .join(LearningRecord)
        .where(LearningRecord.complaint_id == complaint_id)
    )
    return session.exec(statement).all()
