"""Reassessments and answers of the board as they are answered, and the whole way of a complaint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.casework.answers import StartedDeadline
from api.casework.remittals.reading import show_remittals
from api.casework.remittals.schemas import RemittalOut
from api.casework.started import started_by
from api.complaints.acts import may_write
from api.complaints.appeals import queries
from api.complaints.appeals.rules import MAY_GO_ON, AppealLack
from api.complaints.appeals.schemas import Appeal, BoardOutcomeOut, ReassessmentOut
from api.complaints.queries import by_id
from api.complaints.rules import SUBSTANTIVE_KINDS, ClosingWay, ReassessmentOutcome
from api.complaints.tables import BoardOutcome, Complaint, Reassessment
from api.deadlines.tables import Deadline
from api.people.rules import Actor


def show_reassessments(
    session: Session, actor: Actor, rows: Sequence[Reassessment], _: date
) -> list[ReassessmentOut]:
    complaints = by_id(session, (row.complaint_id for row in rows))
    return [ReassessmentOut.of(row, acts(actor, complaints[row.complaint_id])) for row in rows]


def show_board_outcomes(
    session: Session, actor: Actor, rows: Sequence[BoardOutcome], _: date
) -> list[BoardOutcomeOut]:
    complaints = by_id(session, (row.complaint_id for row in rows))
    return [BoardOutcomeOut.of(row, acts(actor, complaints[row.complaint_id])) for row in rows]


def acts(actor: Actor, complaint: Complaint) -> list[str]:
    """Name what may be done to a part of a complaint: its rights are those of the complaint."""
    return ["replace", "delete"] if may_write(actor, complaint) else []


@dataclass(frozen=True)
class Way:
    """What stands beside some complaints over decisions, read once for all of them."""

    deadlines: Mapping[UUID, Deadline]
    reassessments: Mapping[UUID, Reassessment]
    outcomes: Mapping[UUID, BoardOutcome]
    remittals: Mapping[UUID, RemittalOut]

    @classmethod
    def read(cls, session: Session, actor: Actor, ids: Sequence[UUID], as_of: date) -> "Way":
        outcomes = queries.of_complaints(session, BoardOutcome, ids)
        sent_back = [each.remittal_id for each in outcomes.values() if each.remittal_id]
        remittals = list(queries.remittals_by_id(session, sent_back).values()) if sent_back else []
        return cls(
            deadlines=started_by(session, Deadline.complaint_id, ids),
            reassessments=queries.of_complaints(session, Reassessment, ids),
            outcomes=outcomes,
            remittals={each.id: each for each in show_remittals(session, actor, remittals, as_of)},
        )


def show_appeals(
    session: Session, actor: Actor, rows: Sequence[Complaint], as_of: date
) -> dict[UUID, Appeal]:
    """Return the way of each complaint over a decision; one over the casework alone has none."""
    over_decisions = [row for row in rows if row.kind in SUBSTANTIVE_KINDS]
    if not over_decisions:
        return {}
    way = Way.read(session, actor, [row.id for row in over_decisions], as_of)
    return {row.id: show_appeal(actor, row, way) for row in over_decisions}


def show_appeal(actor: Actor, complaint: Complaint, way: Way) -> Appeal:
    deadline = way.deadlines.get(complaint.id)
    reassessment = way.reassessments.get(complaint.id)
    outcome = way.outcomes.get(complaint.id)
    remittal_id = outcome.remittal_id if outcome else None
    may = acts(actor, complaint)
    return Appeal(
        deadline=StartedDeadline.of(deadline) if deadline else None,
        missing=lacks(complaint, reassessment, deadline),
        reassessment=ReassessmentOut.of(reassessment, may) if reassessment else None,
        forwarded_on=reassessment.forwarded_on if reassessment else None,
        board_outcome=BoardOutcomeOut.of(outcome, may) if outcome else None,
        remittal=way.remittals.get(remittal_id) if remittal_id else None,
        may=next_acts(complaint, reassessment, outcome) if may else [],
    )


def lacks(
    complaint: Complaint, reassessment: Reassessment | None, deadline: Deadline | None
) -> list[AppealLack]:
    """Name what lacks for the time to run; where no reassessment is owed, nothing does."""
    not_owed = reassessment and reassessment.outcome is ReassessmentOutcome.NOT_OWED
    if deadline or not_owed:
        return []
    return [AppealLack.TERM if complaint.case_id else AppealLack.CASE]


def next_acts(
    complaint: Complaint, reassessment: Reassessment | None, outcome: BoardOutcome | None
) -> list[str]:
    if reassessment is None:
        return [] if complaint.closed_how is ClosingWay.WITHDRAWN else ["reassess"]
    if outcome:
        return []
    forward = ["forward"] if reassessment.outcome in MAY_GO_ON else []
    if reassessment.outcome is ReassessmentOutcome.NOT_OWED and not reassessment.forwarded_on:
        return [*forward, "note_board_outcome"]
    return ["note_board_outcome"] if reassessment.forwarded_on else forward
