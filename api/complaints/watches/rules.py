"""What may be watched, and which periods have ended: pure."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from typing import Final

from api.calendar.lengths import add_months

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
MONTHS_A_QUARTER: Final = 3
MOST_CAUGHT_UP: Final = 13
"""A quarter of weeks, a year of months: what lies further back is no news to anybody."""


class WatchedFigures(StrEnum):
    """What a watch asks for: figures of complaints, or what is more than chance in them."""

    PATTERNS = "patterns"
    SIGNALS = "signals"


class WatchPeriod(StrEnum):
    """How often a watch looks: once for each period that has ended."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class WatchDirection(StrEnum):
    """On which side of its threshold a figure is told of."""

    OVER = "over"
    UNDER = "under"


def ended_period(every: WatchPeriod, today: date) -> str:
    """Return the last period that had ended before a day, as periods are written."""
    if every is WatchPeriod.WEEK:
        year, week, _ = (today - WEEK).isocalendar()
        return f"{year}-W{week:02d}"
    if every is WatchPeriod.MONTH:
        last = add_months(today.replace(day=1), -1)
        return f"{last.year}-{last.month:02d}"
    last = add_months(today.replace(day=1), -MONTHS_A_QUARTER)
    return f"{last.year}-Q{(last.month - 1) // MONTHS_A_QUARTER + 1}"


def beginning_of(every: WatchPeriod, day: date) -> date:
    """Return the first day of the period that a day lies in."""
    if every is WatchPeriod.WEEK:
        return day - day.weekday() * DAY
    months = 1 if every is WatchPeriod.MONTH else MONTHS_A_QUARTER
    return date(day.year, day.month - (day.month - 1) % months, 1)


def length_of(period: str) -> WatchPeriod:
    """Return how long a period is, by how it is written."""
    if "-W" in period:
        return WatchPeriod.WEEK
    return WatchPeriod.QUARTER if "-Q" in period else WatchPeriod.MONTH


def ended_periods(every: WatchPeriod, today: date) -> Iterator[str]:
    """Yield the periods that had ended before a day, the latest first, without end."""
    while True:
        yield ended_period(every, today)
        today = beginning_of(every, today) - DAY


def due_periods(
    every: WatchPeriod, today: date, watched_since: date, run: Collection[str]
) -> list[str]:
    """Return the ended periods that a watch has still to look at, the earliest first.

    They begin with the one that had ended last when the watch was made. A watch that looked at
    periods of another length before begins with the last one.
    """
    if run and not any(length_of(each) is every for each in run):
        watched_since = today
    first = ended_period(every, min(watched_since, today))
    latest = islice(ended_periods(every, today), MOST_CAUGHT_UP)
    return sorted(period for period in latest if period >= first and period not in run)


def passes(value: float, direction: WatchDirection, threshold: float) -> bool:
    return value > threshold if direction is WatchDirection.OVER else value < threshold
