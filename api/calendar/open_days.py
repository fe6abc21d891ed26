"""The days a term counts or may end on, as sorted ordinals, so that a term is one look-up. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from api.calendar.days import (
    FIRST_YEAR,
    LAST_YEAR,
    PLAIN,
    SATURDAY,
    SUNDAY,
    Calendar,
    DayKind,
    SpecialDay,
    national_days,
    weekend_day,
)
from api.calendar.terms import Term, TermUnit

EVERY_DAY = range(date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal() + 1)


@dataclass(frozen=True, slots=True)
class Closed:
    """Which days are left out: some days of the week (Monday is 0), and days of some kinds."""

    weekdays: frozenset[int]
    kinds: frozenset[DayKind]

    def because(self, calendar: Calendar, ordinal: int) -> tuple[SpecialDay, ...]:
        """Return all that closes a day; nothing if it is open."""
        day = date.fromordinal(ordinal)
        named = calendar.closed_because(day, self.kinds)
        return (weekend_day(day), *named) if day.weekday() in self.weekdays else named


NOTHING = Closed(frozenset(), frozenset())
SUNDAYS = Closed(frozenset({SUNDAY}), frozenset({DayKind.PUBLIC_HOLIDAY}))


def left_out_of_count(term: Term) -> Closed:
    """Return the days a term does not count.

    Hverdage are Monday to Saturday, arbejdsdage Monday to Friday; both without public holidays, if
    the term of working days names them as closed. All other units count every day.
    """
    if term.unit is TermUnit.WEEKDAYS:
        return SUNDAYS
    if term.unit is TermUnit.WORKING_DAYS:
        return _closed(term.closed | {DayKind.WEEKEND})
    return NOTHING


def left_out_of_ends(term: Term) -> Closed:
    """Return the days a rolled term may not end on."""
    return _closed(term.closed)


@lru_cache(maxsize=32)
def _closed(kinds: frozenset[DayKind]) -> Closed:
    weekdays = {SATURDAY, SUNDAY} if DayKind.WEEKEND in kinds else ()
    return Closed(frozenset(weekdays), kinds - {DayKind.WEEKEND})


@lru_cache(maxsize=64)
def open_days(calendar: Calendar, closed: Closed) -> Sequence[int]:
    """Return the ordinals of every open day of the calendar's years, in order."""
    days = _national_open_days(closed)
    own = [
        special.on.toordinal() for special in calendar.closing_days if special.kind in closed.kinds
    ]
    if not own:
        return days
    left = list(days)
    for ordinal in set(own):
        index = bisect_left(left, ordinal)
        if left[index : index + 1] == [ordinal]:
            del left[index]
    return left


@lru_cache(maxsize=32)
def _national_open_days(closed: Closed) -> Sequence[int]:
    if closed == NOTHING:
        return EVERY_DAY
    shut = {
        day.toordinal()
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for day in national_days(year)
        if PLAIN.is_closed(day, closed.kinds)
    }
    return [
        ordinal
        for ordinal in EVERY_DAY
        if (ordinal - 1) % 7 not in closed.weekdays and ordinal not in shut
    ]


def runs(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of days that follow each other, as first day and day after the last."""
    if not days:
        return
    first = last = days[0]
    if days[-1] - first == len(days) - 1:
        yield first, days[-1] + 1
        return
    for day in days:
        if day > last + 1:
            yield first, last + 1
            first = day
        last = day
    yield first, last + 1
