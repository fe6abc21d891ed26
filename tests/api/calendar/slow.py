"""A second calculator, slow and obviously right: it walks day by day and asks of each what it is.

It shares nothing with the engine but the words for terms; public holidays come from the package
holidays, and moments move by quarters of an hour.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from api.calendar.counting import Pause
from api.calendar.days import DayKind
from api.calendar.terms import Roll, Term, TermUnit

TOMORROW = timedelta(days=1)
QUARTER = timedelta(minutes=15)


@cache
def public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


class Slow:
    """One calculation: its closing days and pauses."""

    def __init__(
        self, started_on: date, closing: Collection[date] = (), pauses: Sequence[Pause] = ()
    ) -> None:
        self.started_on = started_on
        self.closing = frozenset(closing)
        self.pauses = pauses

    def is_of(self, day: date, kind: DayKind) -> bool:
        match kind:
            case DayKind.WEEKEND:
                return day.strftime("%u") in "67"
            case DayKind.PUBLIC_HOLIDAY:
                return day in public_holidays(day.year)
            case DayKind.QUASI_HOLIDAY:
                return day.strftime("%d/%m") in {"05/06", "24/12", "31/12"}
            case DayKind.CLOSING_DAY:
                return day in self.closing

    def is_closed(self, day: date, kinds: Collection[DayKind]) -> bool:
        return any(self.is_of(day, kind) for kind in kinds)

    def is_paused(self, day: date) -> bool:
        return day > self.started_on and any(
            pause.since_on <= day < pause.until_on for pause in self.pauses
        )

    def counts(self, term: Term, day: date) -> bool:
        if self.is_paused(day):
            return False
        if term.unit is TermUnit.WEEKDAYS:
            return day.strftime("%u") != "7" and day not in public_holidays(day.year)
        if term.unit is TermUnit.WORKING_DAYS:
            return not self.is_closed(day, {*term.closed, DayKind.WEEKEND})
        return True

    def raw_end_on(self, term: Term, amount: int) -> date:
        left = self._days_to_count(term.unit, amount)
        day = self.started_on
        while left:
            day += TOMORROW
            if self.counts(term, day):
                left -= 1
        return day

    def due_on(self, term: Term, raw_end_on: date) -> date:
        day = raw_end_on
        if term.roll is Roll.FORWARD:
            while self.is_closed(day, term.closed) or self.is_paused(day):
                day += TOMORROW
        return day

    def due_at(self, started_at: datetime, hours: int) -> datetime:
        """Return the moment after some hours; it and all pauses begin on a quarter of an hour."""
        at, left = started_at.astimezone(UTC), timedelta(hours=hours)
        while left or self.is_paused(_danish_day(at)):
            if not self.is_paused(_danish_day(at)):
                left -= QUARTER
            at += QUARTER
        return at

    def _days_to_count(self, unit: TermUnit, amount: int) -> int:
        if unit is TermUnit.MONTHS:
            return (_months_on(self.started_on, amount) - self.started_on).days
        if unit is TermUnit.WEEKS:
            return sum(7 for _ in range(amount))
        if unit is TermUnit.HOURS:
            return len(range(0, amount, 24))
        return amount


def _danish_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Europe/Copenhagen")).date()


def _months_on(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError("a month has a first day")
