"""What each fact of a case tells of: from one row, one thing or two."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from api.cases.rules import CaseAct
from api.cases.schemas import Named
from api.cases.tables import (
    AccessRequest,
    Assignment,
    Case,
    CaseEvent,
    Decision,
    DecisionNotice,
    PartyHearing,
    Remittal,
    WaitingPeriod,
)
from api.casework.timeline.rules import Happening, Kind
from api.catalogue.terms.kinds import DeadlineKind
from api.clock import TOWN_HALL
from api.deadlines.tables import Deadline, DeadlineMove, Extension
from api.table import Entity

Names = Mapping[UUID, Named]
TOLD_BY_CASE = frozenset({CaseAct.OPEN, CaseAct.OPEN_UNDER_ACT, CaseAct.ACKNOWLEDGE})


def told(
    row: Entity, what: StrEnum, on: date | None, /, *columns: str, **more: Any
) -> list[Happening]:
    """Return what a row tells with some of its columns; nothing if it has not happened."""
    if on is None:
        return []
    data = {name: getattr(row, name) for name in columns} | more
    return [Happening(on, what, str(row.__tablename__), row.id, data)]


def of_case(row: Case) -> list[Happening]:
    """Tell what a case itself says: its events may have been noted before it was corrected."""
    return [
        *told(row, Kind.OPENED, row.received_on, "number", "origin"),
        *told(row, Kind.OPENED_UNDER_ACT, row.opened_under_act_on),
        *told(row, Kind.ACKNOWLEDGED, row.acknowledged_on),
    ]


def of_event(row: CaseEvent, units: Names) -> list[Happening]:
    """Tell a move or a transfer; the case itself tells the rest."""
    if row.act in TOLD_BY_CASE:
        return []
    kind = Kind.TRANSFERRED if row.act is CaseAct.TRANSFER else Kind.MOVED
    between = {
        name: units.get(unit_id) if unit_id else None
        for name, unit_id in (("from_unit", row.from_unit_id), ("to_unit", row.to_unit_id))
    }
    return told(row, kind, row.happened_on, "act", "from_state", "to_state", "reason", **between)


def of_assignments(rows: Sequence[Assignment], people: Names) -> Iterator[Happening]:
    """Tell who took the case, and when it was left to nobody."""
    taken_over = {row.from_on for row in rows}
    for row in rows:
        caseworker = people[row.caseworker_id]
        yield from told(row, Kind.ASSIGNED, row.from_on, "reason", "note", caseworker=caseworker)
        if row.until_on not in taken_over:
            ended = {"reason": row.ended_because, "note": row.ended_note, "caseworker": caseworker}
            yield from told(row, Kind.UNASSIGNED, row.until_on, **ended)


def of_decision(row: Decision) -> list[Happening]:
    return told(row, Kind.DECIDED, row.made_on, "subject", "outcome", "concludes")


def of_notice(row: DecisionNotice) -> list[Happening]:
    about = ("decision_id", "party", "channel", "available_on", "guidance_given")
    return told(row, Kind.DISPATCHED, row.dispatched_on, *about)


def of_hearing(row: PartyHearing) -> list[Happening]:
    sent = ("party", "about", "channel", "available_on")
    return [
        *told(row, Kind.HEARING_SENT, row.sent_on, *sent),
        *told(row, Kind.HEARING_REPLIED, row.replied_on, "party", "about"),
    ]


def of_access_request(row: AccessRequest) -> list[Happening]:
    return [
        *told(row, Kind.ACCESS_REQUESTED, row.received_on, "party"),
        *told(row, Kind.ACCESS_ANSWERED, row.answered_on, "party", "granted"),
    ]


def of_remittal(row: Remittal) -> list[Happening]:
    about = ("decision_id", "board_reference", "board_decided_on")
    return told(row, Kind.REMITTED, row.received_on, *about)


def of_waiting(row: WaitingPeriod) -> list[Happening]:
    about = ("waiting_for", "what")
    return [
        *told(row, Kind.WAITING_BEGAN, row.since_on, *about),
        *told(row, Kind.WAITING_ENDED, row.until_on, *about),
    ]


def of_deadline(row: Deadline) -> list[Happening]:
    """Tell of a deadline's clock. The day of one that was cancelled by then never came."""
    about = ("kind", "owed_by", "party")
    ended_on = row.cancelled_on
    due_on = None if ended_on and ended_on <= row.legal_due_on else row.legal_due_on
    return [
        *told(row, Kind.DEADLINE_STARTED, row.started_on, *about, "legal_basis", "original_due_on"),
        *told(row, Kind.DEADLINE_DUE, due_on, *about),
        *told(row, Kind.DEADLINE_MET, row.met_on, *about, "legal_due_on"),
        *told(row, Kind.DEADLINE_CANCELLED, ended_on, *about, reason=row.cancel_reason),
    ]


def of_extension(row: Extension, of: DeadlineKind) -> list[Happening]:
    """Tell a notice to the citizen, and that it was wrong."""
    promised = ("deadline_id", "due_on", "before_due_on")
    sent = (*promised, "reason", "awaiting", "awaiting_from", "channel")
    undone = {"kind": of, "reason": row.undone_reason}
    return [
        *told(row, Kind.EXTENDED, row.notice_sent_on, *sent, kind=of),
        *told(row, Kind.EXTENSION_UNDONE, row.undone_on, *promised, **undone),
    ]


def of_calendar_move(row: DeadlineMove, of: DeadlineKind) -> list[Happening]:
    """Tell a correction of the calendar on the day it was made."""
    made_on = row.created_at.astimezone(TOWN_HALL).date()
    days = ("legal_due_before_on", "legal_due_after_on", "due_before_on", "due_after_on")
    return told(row, Kind.CALENDAR_MOVED, made_on, "deadline_id", *days, "reason", kind=of)
