"""What a calendar tells of deadlines, and for how long: pure."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from api.catalogue.terms.kinds import DeadlineKind, OwedBy
from api.deadlines.rules import Status

# More than anybody reads, and still written in little more than a second.
MOST: Final = 5_000
# Long enough that a calendar which was offline in the holidays hears of it.
TAKEN_AWAY_FOR: Final = timedelta(days=60)
RUNNING: Final = (Status.OPEN, Status.OVERDUE)
ENDED: Final = frozenset({Status.MET, Status.MET_LATE, Status.CANCELLED})


class Entry(NamedTuple):
    """All that a calendar tells of a deadline: there is no place in it for a person.

    `taken_away` are those that calendars had and shall drop.
    """

    id: UUID
    version: int
    updated_at: datetime
    case_number: str
    kind: DeadlineKind
    owed_by: OwedBy
    legal_due_on: date
    due_on: date
    met_on: date | None
    cancelled_on: date | None
    unit: str
    case_type: str
    taken_away: bool

    @property
    def promised_on(self) -> date | None:
        """Return the later day that an answer was promised by, while it is waited for."""
        ended = self.met_on or self.cancelled_on
        return self.due_on if self.due_on > self.legal_due_on and not ended else None


def wanted(statuses: Collection[Status] | None) -> list[Status]:
    """Return what a calendar shows: what runs, unless something else was asked for."""
    return list(statuses or RUNNING)


def taken_away(shown: Collection[Status]) -> list[Status]:
    """Return how deadlines end that leave a calendar of these: those are sent as cancelled."""
    if not set(RUNNING) & set(shown):
        return []
    return sorted(ENDED - set(shown))


def taken_away_since(today: date, since: date) -> date:
    """Return the day from which endings are told to programs that have a calendar since a day."""
    return max(today - TAKEN_AWAY_FOR, since)
