"""What a time line tells, and in which order: pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID


class Kind(StrEnum):
    """What happened, in the order of one day: what sets things off, what is done, what it ends."""

    OPENED = "opened"
    OPENED_UNDER_ACT = "opened_under_act"
    ACKNOWLEDGED = "acknowledged"
    REMITTED = "remitted"
    TRANSFERRED = "transferred"
    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"
    ACCESS_REQUESTED = "access_requested"
    DEADLINE_STARTED = "deadline_started"
    WAITING_ENDED = "waiting_ended"
    HEARING_REPLIED = "hearing_replied"
    MOVED = "moved"
    HEARING_SENT = "hearing_sent"
    WAITING_BEGAN = "waiting_began"
    ACCESS_ANSWERED = "access_answered"
    DECIDED = "decided"
    DISPATCHED = "dispatched"
    EXTENDED = "extended"
    EXTENSION_UNDONE = "extension_undone"
    CALENDAR_MOVED = "calendar_moved"
    DEADLINE_MET = "deadline_met"
    DEADLINE_CANCELLED = "deadline_cancelled"
    DEADLINE_DUE = "deadline_due"


@dataclass(frozen=True)
class Happening:
    """One thing that happened on a day; `data` tells no more than was known that day.

    The order of its kind's enumeration is the order in which things happen on one day.
    """

    on: date
    kind: StrEnum
    entity: str
    entity_id: UUID
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> int:
        return list(type(self.kind)).index(self.kind)


def in_order(happenings: Iterable[Happening], as_of: date) -> list[Happening]:
    """Return what had happened by the end of a day, in order. The same thing comes once a kind."""
    known = (each for each in happenings if each.on <= as_of)
    return sorted(known, key=lambda each: (each.on, each.place, each.entity_id))
