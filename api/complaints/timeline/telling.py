"""What each fact of a complaint tells of: from one row, one thing or two."""

from collections.abc import Mapping
from uuid import UUID

from api.cases.schemas import Named
from api.casework.timeline.rules import Happening
from api.casework.timeline.telling import told
from api.catalogue.causes.tables import ComplaintCause
from api.complaints.moments import day_of
from api.complaints.points.schemas import NamedCause
from api.complaints.tables import (
    BoardOutcome,
    Complaint,
    ComplaintContact,
    ComplaintPoint,
    ComplaintReopening,
    ComplaintTransfer,
    LearningRecord,
    LearningStepTaken,
    Reassessment,
)
from api.complaints.timeline.rules import ComplaintHappening as Kind
from api.deadlines.tables import Deadline


def of_complaint(row: Complaint, first: Complaint | None) -> list[Happening]:
    """Tell how it came, which other one it repeats, and how it was closed."""
    repeats = told(first, Kind.LINKED, row.received_on, "number") if first else []
    return [
        *told(row, Kind.RECEIVED, row.received_on, "number", "channel", "kind", "received_at"),
        *repeats,
        *told(row, Kind.CLOSED, row.closed_on, "closed_how"),
    ]


def of_repeat(row: Complaint) -> list[Happening]:
    """Tell that the complainant complained again."""
    return told(row, Kind.REPEATED, row.received_on, "number")


def of_reopening(row: ComplaintReopening) -> list[Happening]:
    return [
        *told(row, Kind.CLOSED, row.closed_on, "closed_how"),
        *told(row, Kind.REOPENED, row.reopened_on, "reason"),
    ]


def of_transfer(row: ComplaintTransfer, units: Mapping[UUID, Named]) -> list[Happening]:
    """Tell who passed it on to whom: units by id and name, other authorities by name."""
    holders = {
        "from": units[row.from_unit_id] if row.from_unit_id else row.from_authority,
        "to": units[row.to_unit_id] if row.to_unit_id else row.to_authority,
    }
    return told(row, Kind.TRANSFERRED, row.transferred_on, "reason", **holders)


def of_contact(row: ComplaintContact, people: Mapping[UUID, Named]) -> list[Happening]:
    kind = Kind.CONTACTED if row.reached else Kind.SOUGHT
    about = ("attempted_at", "channel", "resolved_by_dialogue", "written_answer_wanted", "note")
    person = people.get(row.person_id) if row.person_id else None
    return told(row, kind, day_of(row.attempted_at), *about, person=person)


def of_point(row: ComplaintPoint, cause: ComplaintCause) -> list[Happening]:
    return told(row, Kind.POINT_FOUND, row.found_on, "finding", cause=NamedCause.of(cause))


def of_reassessment(row: Reassessment) -> list[Happening]:
    return [
        *told(row, Kind.REASSESSED, row.made_on, "outcome", "reason", "new_decision_id"),
        *told(row, Kind.FORWARDED, row.forwarded_on),
    ]


def of_board_outcome(row: BoardOutcome) -> list[Happening]:
    about = ("result", "decided_on", "reference", "comment", "remittal_id")
    return told(row, Kind.BOARD_ANSWERED, row.received_on, *about)


def of_deadline(row: Deadline) -> list[Happening]:
    """Tell of the time to reassess. The day of one that was cancelled by then never came."""
    ended_on = row.cancelled_on
    due_on = None if ended_on and ended_on <= row.legal_due_on else row.legal_due_on
    return [
        *told(row, Kind.DEADLINE_STARTED, row.started_on, "kind", "original_due_on"),
        *told(row, Kind.DEADLINE_DUE, due_on, "kind"),
        *told(row, Kind.DEADLINE_MET, row.met_on, "kind", "legal_due_on"),
        *told(row, Kind.DEADLINE_CANCELLED, ended_on, "kind", reason=row.cancel_reason),
    ]


def of_step(row: LearningStepTaken, record: LearningRecord) -> list[Happening]:
    about = {"title": record.title, "learning_record_id": record.id}
    return told(row, Kind.LEARNT, row.taken_on, "step", "text", **about)
