"""What the time line of a complaint tells, and in which order: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from api.casework.timeline.rules import Happening

# Of what was never noted by itself: it follows all that was.
LAST: Final = datetime.max.replace(tzinfo=UTC)


class ComplaintHappening(StrEnum):
    """What happened with a complaint, in the order of what was noted at one moment."""

    RECEIVED = "received"
    LINKED = "linked"
    REPEATED = "repeated"
    TRANSFERRED = "transferred"
    DEADLINE_STARTED = "deadline_started"
    SOUGHT = "sought"
    CONTACTED = "contacted"
    POINT_FOUND = "point_found"
    REASSESSED = "reassessed"
    FORWARDED = "forwarded"
    BOARD_ANSWERED = "board_answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    DEADLINE_MET = "deadline_met"
    DEADLINE_CANCELLED = "deadline_cancelled"
    LEARNT = "learnt"
    DEADLINE_DUE = "deadline_due"


@dataclass(frozen=True, kw_only=True)
class Happened(Happening):
    """One thing that happened with a complaint.

    `at` is the moment of it where that is known, else when it was noted if that was on its day,
    else the day's end. `noted_at` is when it was noted, `LAST` if nothing tells.
    """

    at: datetime
    noted_at: datetime


def in_order(happened: Iterable[Happened], as_of: date) -> list[Happened]:
    """Return what had happened by the end of a day: each day by the moment, then as noted."""
    known = (each for each in happened if each.on <= as_of)
    return sorted(
        known, key=lambda each: (each.on, each.at, each.noted_at, each.place, each.entity_id)
    )
