"""Which revisions of a published term come too late: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from api.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class StartedSince:
    """How many deadlines a term has started from a day on, and the last day one started."""

    count: int
    last_on: date | None

    @property
    def earliest_from(self) -> date | None:
        """Return the first day on which a revision would leave all of them their term."""
        return self.last_on + timedelta(1) if self.last_on else None


def check_unused_since(since: StartedSince, valid_from: date) -> None:
    """Refuse to take a term back from deadlines that it has started: a case keeps its term."""
    if since.count:
        raise RuleBroken(
            "term_already_used_after",
            f"This term has started {since.count} deadlines on {valid_from} or later, and they "
            f"keep it. The earliest day for a revision is {since.earliest_from}.",
            pointer="/valid_from",
        )


@dataclass(frozen=True, slots=True)
class Started:
    """How many deadlines a term started in a year, and how many of them are open."""

    year: int
    all: int
    open: int


def sums(years: Iterable[Started]) -> tuple[int, int]:
    """Return how many there are over the years: all of them, and those that are open."""
    counted = [(year.all, year.open) for year in years]
    return sum(each for each, _ in counted), sum(each for _, each in counted)
