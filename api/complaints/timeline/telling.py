"""What each fact of a complaint tells of: from one row, one thing or two."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from api.cases.schemas import Named
from api.catalogue.causes.tables import ComplaintCause
from api.complaints.moments import day_of, start_of
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
from api.complaints.timeline.rules import LAST, Happened
from api.complaints.timeline.rules import ComplaintHappening as Kind
from api.deadlines.tables import Deadline
from api.table import Entity


def told(
    row: Entity, what: Kind, on: date | None, /, *columns: str, at: datetime | None, **more: Any
) -> list[Happened]:
    """Return what a row tells with some of its columns; nothing if it has not happened.

    `at` is the moment of it, or when it was noted, which says its place in the day if it was then.
    """
    if on is None:
        return []
    data = {name: getattr(row, name) for name in columns} | more
    moment = at if at and day_of(at) == on else start_of(on + timedelta(days=1))
    about = (str(row.__tablename__), row.id, data)
    return [Happened(on, what, *about, at=moment, noted_at=at or LAST)]


def of_complaint(row: Complaint, first: Complaint | None) -> list[Happened]:
    """Tell how it came, which other one it repeats, and how it was closed.

    Nothing comes before receipt. When it was closed is known by the day only.
    """
    came = start_of(row.received_on)
    about = ("number", "channel", "kind", "received_at")
    repeats = told(first, Kind.LINKED, row.received_on, "number", at=came) if first else []
    return [
        *told(row, Kind.RECEIVED, row.received_on, *about, at=came),
        *repeats,
        *told(row, Kind.CLOSED, row.closed_on, "closed_how", at=None),
    ]


def of_repeat(row: Complaint) -> list[Happened]:
    """Tell that the complainant complained again."""
    at = row.received_at or row.created_at
    return told(row, Kind.REPEATED, row.received_on, "number", at=at)


def of_reopening(row: ComplaintReopening) -> list[Happened]:
    """Tell that it had been closed, which is known from then on, and that it was reopened."""
    at = row.created_at
    return [
        *told(row, Kind.CLOSED, row.closed_on, "closed_how", at=at),
        *told(row, Kind.REOPENED, row.reopened_on, "reason", at=at),
    ]


def of_transfer(row: ComplaintTransfer, units: Mapping[UUID, Named]) -> list[Happened]:
    """Tell who passed it on to whom: units by id and name, other authorities by name."""
    holders = {
        "from": units[row.from_unit_id] if row.from_unit_id else row.from_authority,
        "to": units[row.to_unit_id] if row.to_unit_id else row.to_authority,
    }
    at = row.created_at
    return told(row, Kind.TRANSFERRED, row.transferred_on, "reason", at=at, **holders)


def of_contact(row: ComplaintContact, people: Mapping[UUID, Named]) -> list[Happened]:
    kind = Kind.CONTACTED if row.reached else Kind.SOUGHT
    about = ("attempted_at", "channel", "resolved_by_dialogue", "written_answer_wanted", "note")
    person = people.get(row.person_id) if row.person_id else None
    at = row.attempted_at
    return told(row, kind, day_of(at), *about, at=at, person=person)


def of_point(row: ComplaintPoint, cause: ComplaintCause) -> list[Happened]:
    named, at = NamedCause.of(cause), row.created_at
    return told(row, Kind.POINT_FOUND, row.found_on, "finding", at=at, cause=named)


def of_reassessment(row: Reassessment) -> list[Happened]:
    about = ("outcome", "reason", "new_decision_id")
    return [
        *told(row, Kind.REASSESSED, row.made_on, *about, at=row.created_at),
        *told(row, Kind.FORWARDED, row.forwarded_on, at=None),
    ]


def of_board_outcome(row: BoardOutcome) -> list[Happened]:
    about = ("result", "decided_on", "reference", "comment", "remittal_id")
    return told(row, Kind.BOARD_ANSWERED, row.received_on, *about, at=row.created_at)


def of_deadline(row: Deadline) -> list[Happened]:
    """Tell of the time to reassess. The day of one that was cancelled by then never came."""
    ended_on = row.cancelled_on
    due_on = None if ended_on and ended_on <= row.legal_due_on else row.legal_due_on
    began = start_of(row.started_on)
    about = ("kind", "original_due_on")
    cancelled = {"reason": row.cancel_reason}
    return [
        *told(row, Kind.DEADLINE_STARTED, row.started_on, *about, at=began),
        *told(row, Kind.DEADLINE_DUE, due_on, "kind", at=None),
        *told(row, Kind.DEADLINE_MET, row.met_on, "kind", "legal_due_on", at=None),
        *told(row, Kind.DEADLINE_CANCELLED, ended_on, "kind", at=None, **cancelled),
    ]


def of_step(row: LearningStepTaken, record: LearningRecord) -> list[Happened]:
    about = {"title": record.title, "learning_record_id": record.id}
    return told(row, Kind.LEARNT, row.taken_on, "step", "text", at=row.created_at, **about)
