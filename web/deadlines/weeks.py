"""A week of deadlines, day by day, as a calendar. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from web.deadlines.steps import CalendarDay
from web.deadlines.views import Line

WEEK: Final = re.compile(r"(?P<year>\d{4})-W(?P<number>\d{2})", re.ASCII)
DAYS: Final = 7
SATURDAY: Final = 5


@dataclass(frozen=True)
class Day:
    """A day with what makes it special, and what falls on it: the open ones first."""

    on: date
    specials: list[CalendarDay]
    lines: list[Line]

    @property
    def closed(self) -> bool:
        return bool(self.specials) or self.on.weekday() >= SATURDAY

    @property
    def open_count(self) -> int:
        return sum(not line.deadline.ended for line in self.lines)


@dataclass(frozen=True)
class Week:
    """The seven days from a Monday on."""

    monday: date
    days: list[Day]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(DAYS - 1)

    @property
    def after(self) -> date:
        return self.monday + timedelta(DAYS)

    @property
    def before(self) -> date:
        return self.monday - timedelta(DAYS)


def week_of(day: date) -> str:
    """Return a day's week as addresses write it: 2026-W48."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def monday_of(day: date) -> date:
    return day - timedelta(day.weekday())


def read_week(text: str) -> date | None:
    """Return the Monday of a week as addresses write it; None if there is no such week."""
    found = WEEK.fullmatch(text)
    if not found:
        return None
    try:
        return date.fromisocalendar(int(found["year"]), int(found["number"]), 1)
    except ValueError:
        return None


def week_address(unit: str | None, day: date) -> str:
    """Return the address of a day's week, in a unit."""
    chosen = {"week": week_of(day), **({"unit": unit} if unit else {})}
    return f"/deadlines/week?{urlencode(chosen)}"


def as_week(monday: date, lines: Sequence[Line], specials: Iterable[CalendarDay]) -> Week:
    """Lay deadlines under the days on which they are expected."""
    known = list(specials)
    days = [monday + timedelta(number) for number in range(DAYS)]
    return Week(
        monday,
        [
            Day(
                on,
                [special for special in known if special.on == on],
                sorted(
                    (line for line in lines if line.deadline.due_on == on),
                    key=lambda line: line.deadline.ended,
                ),
            )
            for on in days
        ],
    )
