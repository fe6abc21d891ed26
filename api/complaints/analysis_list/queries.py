"""The complaints of a year, with what they are analysed by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col

from api.catalogue.case_types.tables import CaseType
from api.complaints.queries import complaints_visible_to
from api.complaints.rules import ComplaintKind, outcome_of
from api.complaints.tables import BoardOutcome, Complaint, Reassessment
from api.organisation.tables import Unit
from api.people.rules import Actor


@dataclass(frozen=True)
class Line:
    """A complaint with the names of what it is about, and what became of it."""

    complaint: Complaint
    unit: str
    case_type: CaseType | None
    board: BoardOutcome | None
    again: Reassessment | None

    @property
    def outcome(self) -> str:
        """Return how it ended, by the last who said, as patterns count it."""
        board = self.board.result if self.board else None
        again = self.again.outcome if self.again else None
        return outcome_of(board, again, self.complaint.closed_how)


def lines_of(
    session: Session, actor: Actor, year: int, kinds: Collection[ComplaintKind], most: int
) -> Sequence[Line]:
    """Return the complaints of a year that may be read, in the order they came."""
    columns: Any = (col(Unit.name), CaseType, BoardOutcome, Reassessment)
    statement = (
        complaints_visible_to(actor)
        .where(
            col(Complaint.received_on).between(date(year, 1, 1), date(year, 12, 31)),
            col(Complaint.kind).in_(kinds),
        )
        .join(Unit, col(Unit.id) == col(Complaint.unit_id))
        .outerjoin(CaseType, col(CaseType.id) == col(Complaint.case_type_id))
        .outerjoin(BoardOutcome, col(BoardOutcome.complaint_id) == col(Complaint.id))
        .outerjoin(Reassessment, col(Reassessment.complaint_id) == col(Complaint.id))
        .add_columns(*columns)
        .order_by(col(Complaint.received_on), col(Complaint.id))
        .limit(most)
    )
    return [Line(*row) for row in session.execute(statement)]
