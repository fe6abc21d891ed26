"""A week of deadlines, day by day, as a calendar. Pure."""

from datetime import date
from urllib.parse import urlencode


def week_of(day: date) -> str:
    """Return a day's week as addresses write it: 2026-W48."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def monday_of(week: str) -> date:
    """Return the first day of a week; ValueError if there is no such week."""
    year, _, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def week_address(unit: str | None, day: date) -> str:
    chosen = {"week": week_of(day), **({"unit": unit} if unit else {})}
    return f"/deadlines/week?{urlencode(chosen)}"
