"""How many days a term counts, and where that many days lead. Pure."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from api.calendar.days import FIRST_YEAR, LAST_YEAR
from api.calendar.open_days import EVERY_DAY
from api.calendar.terms import Term, TermUnit
from api.errors import InvalidInput

HOURS_OF_A_DAY, DAYS_OF_A_WEEK = 24, 7


def add_months(day: date, months: int) -> date:
    """Return the same date number some months on, or the month's last day if it has no such.

    Forældelsesloven § 27, stk. 1, says so for its own limits; others are counted alike.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_clamped(term: Term, started_on: date) -> bool:
    """Tell whether the month in which a term ends lacks the date number it started on."""
    if term.unit is not TermUnit.MONTHS:
        return False
    return add_months(started_on, term.amount).day != started_on.day


def days_to_count(unit: TermUnit, amount: int, started_on: date) -> int:
    """Return how many days of those that the unit counts lie from the start to the end.

    Hours that start on a day whose moment nobody knows last as many days as they began.
    """
    if unit is TermUnit.WEEKS:
        return amount * DAYS_OF_A_WEEK
    if unit is TermUnit.MONTHS:
        return (add_months(started_on, amount) - started_on).days
    if unit is TermUnit.HOURS:
        return -(-amount // HOURS_OF_A_DAY)
    return amount


def units_in(term: Term, started_on: date, days: int) -> int:
    """Return how many whole units are over after as many counted days."""
    if term.unit is TermUnit.WEEKS:
        return days // DAYS_OF_A_WEEK
    if term.unit is TermUnit.HOURS:
        return min(days * HOURS_OF_A_DAY, term.amount)
    if term.unit is TermUnit.MONTHS:
        ends = range(1, term.amount + 1)
        return bisect_right(
            ends, days, key=lambda months: days_to_count(term.unit, months, started_on)
        )
    return days


def checked(ordinal: int) -> int:
    """Refuse a day outside the calendar's years."""
    if ordinal not in EVERY_DAY:
        raise outside_calendar()
    return ordinal


def outside_calendar() -> InvalidInput:
    return InvalidInput(
        "year_outside_calendar",
        f"The calendar holds {FIRST_YEAR} to {LAST_YEAR}, and the term does not stay within.",
    )


def nth_day(
    days: Sequence[int], after: int, amount: int, stops: Sequence[tuple[int, int]] = ()
) -> int:
    """Return the `amount`-th of the days after a day, without the paused; 0 is the day itself."""
    if not amount:
        return after
    index = bisect_right(days, after)
    for first, before in stops:
        left = bisect_left(days, first, lo=index) - index
        if left >= amount:
            break
        amount -= left
        index = max(index, bisect_left(days, before))
    if index + amount > len(days):
        raise outside_calendar()
    return days[index + amount - 1]
