"""What may be watched, and which period has ended: pure."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from api.calendar.lengths import add_months

WEEK: Final = timedelta(days=7)
MONTHS_A_QUARTER: Final = 3


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


def passes(value: float, direction: WatchDirection, threshold: float) -> bool:
    return value > threshold if direction is WatchDirection.OVER else value < threshold
