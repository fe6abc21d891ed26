"""When a period's complaints may be told with small counts hidden, and from which data. Pure.

Two answers from different days differ by what happened in between, which may be one complaint. So a
period is parted and told once: when it has ended and a whole month has passed, from the first data
after that. Nothing of it changes later, and nothing is told of a period that runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum


class PeriodMonths(IntEnum):
    """How long the periods are. It is chosen once: periods of both lengths would overlap."""

    QUARTER = 3
    YEAR = 12


@dataclass(frozen=True, slots=True)
class ProtectedPeriod:
    """A whole year or quarter of the calendar; both days belong to it."""

    first_on: date
    last_on: date

    @property
    def settled_on(self) -> date:
        """Return the turn of the month a whole month after it ended: 1 February for a year."""
        return _months_after(self.last_on + timedelta(days=1), 1)


@dataclass(frozen=True, slots=True)
class DataVersion:
    """A refresh of the data and the day it was made."""

    number: int
    made_on: date


def protected_periods(
    since: date, today: date, months: PeriodMonths = PeriodMonths.YEAR
) -> list[ProtectedPeriod]:
    """Return the whole periods from that of `since` on that are settled on a day."""
    first_on = date(since.year, (since.month - 1) // months * months + 1, 1)
    periods: list[ProtectedPeriod] = []
    while True:
        after = _months_after(first_on, months)
        period = ProtectedPeriod(first_on, after - timedelta(days=1))
        if period.settled_on > today:
            return periods
        periods.append(period)
        first_on = after


def protected_version(
    versions: Sequence[DataVersion], period: ProtectedPeriod, offered_from: date
) -> DataVersion | None:
    """Return the one version a period is told from, always: the first after it had settled.

    `offered_from` is the day from which protected figures are offered at all, when older complaints
    have been imported; a later version would tell of the same complaints anew. None: not yet.
    """
    from_on = max(period.settled_on, offered_from)
    later = (version for version in versions if version.made_on >= from_on)
    return min(later, key=lambda version: version.number, default=None)


def _months_after(first_on: date, months: int) -> date:
    """Return the first of a month some months after the first of another."""
    years, month = divmod(first_on.month - 1 + months, 12)
    return date(first_on.year + years, month + 1, 1)
