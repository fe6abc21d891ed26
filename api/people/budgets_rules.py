"""How the requests of machine clients are counted against what they may ask: pure.

What a client asks is counted by the minute, in one budget for each kind of request. Minutes are cut
from the clock, not from a client's first request, so that every process counts the same ones.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from uuid import UUID

WINDOW_SECONDS = 60
NO_LIMIT = 0


class Budget(StrEnum):
    """What a request is counted as.

    Search: single things and lists. Export: whole sets, as streams or files. Feed: what was
    changed. Write: everything that changes something.
    """

    SEARCH = "search"
    EXPORT = "export"
    FEED = "feed"
    WRITE = "write"


@dataclass(frozen=True)
class Limits:
    """How many requests a client may make in a minute, by budget; 0 is any number."""

    search: int
    export: int
    feed: int
    write: int

    def of(self, budget: Budget) -> int:
        return int(getattr(self, budget.value))


@dataclass(frozen=True)
class Spent:
    """How a budget stands after a request. A request that is not allowed was not counted."""

    budget: Budget
    limit: int
    remaining: int
    reset_seconds: int
    allowed: bool


@dataclass
class Tally:
    """One client's requests of one budget in one minute, as one process knows them.

    `told` is what all processes had settled when this one last did; `unsettled` are its own since.
    """

    minute: int
    told: int = 0
    unsettled: int = 0

    @property
    def requests(self) -> int:
        return self.told + self.unsettled


@dataclass(frozen=True, order=True)
class Count:
    """Requests of one client and budget in one minute, to be settled or as settled."""

    client_id: UUID
    budget: Budget
    minute: int
    requests: int


def minute_of(now: float) -> int:
    """Return the minute that a moment, in seconds since 1970, lies in."""
    return int(now // WINDOW_SECONDS)


def seconds_left(now: float) -> int:
    """Return after how many whole seconds the next minute has begun: 1 to 60."""
    return ceil((minute_of(now) + 1) * WINDOW_SECONDS - now)


def spend(tally: Tally, budget: Budget, limit: int, now: float) -> Spent:
    """Count a request, unless the budget is used up."""
    allowed = limit == NO_LIMIT or tally.requests < limit
    if allowed:
        tally.unsettled += 1
    remaining = max(limit - tally.requests, 0)
    return Spent(budget, limit, remaining, seconds_left(now), allowed)


def settled(tally: Tally, sent: int, total: int) -> None:
    """Take over what all processes have settled, of which `sent` were this one's."""
    tally.unsettled -= sent
    tally.told = total
