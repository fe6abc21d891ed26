"""What may be asked of the calendar, and which arrival rules can't stand: pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from api.calendar.arrival import Channel
from api.calendar.days import FIRST_YEAR, LAST_YEAR
from api.errors import InvalidInput, RuleBroken

LONGEST = timedelta(3 * 366)
"""The most days of the calendar that are answered at once: about three years."""


def check_range(first: date, last: date) -> None:
    """Refuse days outside the calendar, in the wrong order, or more than about three years."""
    for day, pointer in ((first, "from"), (last, "to")):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise InvalidInput(
                "year_outside_calendar",
                f"The calendar holds the years {FIRST_YEAR} to {LAST_YEAR}.",
                pointer=pointer,
            )
    if first > last:
        raise InvalidInput(
            "days_reversed", f"{first} lies after {last}: turn them around.", pointer="to"
        )
    if last - first > LONGEST:
        raise InvalidInput(
            "days_too_many", "Ask for about three years of the calendar at most.", pointer="to"
        )


def check_alone(channel: Channel, others: Iterable[tuple[date, date | None]]) -> None:
    """Refuse a second rule for the same channel on the same days."""
    for valid_from, valid_until in others:
        until = f" until {valid_until}" if valid_until else ""
        raise RuleBroken(
            "arrival_rule_overlaps",
            f"Another rule for {channel.replace('_', ' ')} holds from {valid_from}{until}. "
            "End that one first.",
            pointer="/valid_from",
        )
