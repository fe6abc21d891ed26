"""Reassessments and answers of the board as they are answered, and the whole way of a complaint."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.casework.answers import StartedDeadline
from api.casework.decisions import queries as decided
from api.casework.remittals.reading import show_remittals
from api.casework.remittals.schemas import RemittalOut
from api.casework.started import started_by
from api.complaints.acts import may_write
from api.complaints.appeals import queries, rules
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
    appeals: Mapping[UUID, Sequence[Deadline]]

    @classmethod
    def read(cls, session: Session, actor: Actor, ids: Sequence[UUID], as_of: date) -> "Way":
        outcomes = queries.of_complaints(session, BoardOutcome, ids)
        sent_back = [each.remittal_id for each in outcomes.values() if each.remittal_id]
        remittals = list(queries.remittals_by_id(session, sent_back).values()) if sent_back else []
        reassessments = queries.of_complaints(session, Reassessment, ids)
        return cls(
            deadlines=started_by(session, Deadline.complaint_id, ids),
            reassessments=reassessments,
            outcomes=outcomes,
            remittals={each.id: each for each in show_remittals(session, actor, remittals, as_of)},
            appeals=appeals_of(session, reassessments.values()),
        )


def appeals_of(
    session: Session, reassessments: Iterable[Reassessment]
) -> Mapping[UUID, Sequence[Deadline]]:
    """Return the times to complain of new decisions, by these, where the rest may still stand."""
    made = [each.new_decision_id for each in reassessments if may_stand(each)]
    decisions = [each for each in made if each]
    sent = decided.notices_of(session, decisions) if decisions else []
    notices = {each.id: each for each in sent}
    found: dict[UUID, list[Deadline]] = {}
    for key, deadline in started_by(session, Deadline.decision_notice_id, notices).items():
        found.setdefault(notices[key].decision_id, []).append(deadline)
    return found


def may_stand(reassessment: Reassessment | None) -> bool:
    return reassessment is not None and rules.may_still_stand(
        reassessment.outcome, reassessment.forwarded_on
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
    decision = reassessment.new_decision_id if reassessment else None
    standing = way.appeals.get(decision, []) if decision and may_stand(reassessment) else []
    remittal_id = outcome.remittal_id if outcome else None
    may = acts(actor, complaint)
    return Appeal(
        deadline=StartedDeadline.of(deadline) if deadline else None,
        standing=[StartedDeadline.of(each) for each in standing],
        missing=lacks(complaint, reassessment, deadline, standing),
        reassessment=ReassessmentOut.of(reassessment, may) if reassessment else None,
        forwarded_on=reassessment.forwarded_on if reassessment else None,
        board_outcome=BoardOutcomeOut.of(outcome, may) if outcome else None,
        remittal=way.remittals.get(remittal_id) if remittal_id else None,
        may=next_acts(complaint, reassessment, outcome) if may else [],
    )


def lacks(
    complaint: Complaint,
    reassessment: Reassessment | None,
    deadline: Deadline | None,
    standing: Sequence[Deadline],
) -> list[AppealLack]:
    """Name what lacks for a time to run; where no reassessment is owed, nothing does."""
    unknown = may_stand(reassessment) and not standing
    new_decision = [AppealLack.NEW_DECISION] if unknown else []
    not_owed = reassessment and reassessment.outcome is ReassessmentOutcome.NOT_OWED
    if deadline or not_owed:
        return new_decision
    return [AppealLack.TERM if complaint.case_id else AppealLack.CASE, *new_decision]


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
