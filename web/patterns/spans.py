"""The periods that patterns are counted by: their days, their names, and which to choose from."""

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from babel.dates import format_date

from web.language import Language

WRITTEN: Final = re.compile(
    r"(?P<year>\d{4})(-(?:Q(?P<quarter>[1-4])|W(?P<week>\d{2})|(?P<month>\d{2})))?", re.ASCII
)
MONTHS: Final = 12
QUARTER: Final = 3
YEARS_TO_CHOOSE: Final = 5
QUARTERS_TO_CHOOSE: Final = 8


class Days(NamedTuple):
    """The days from `first` until the day before `before`; None where it is open."""

    first: date | None
    before: date | None


def days_of(text: str) -> Days | None:
    """Read 2017, 2017-Q3, 2017-09 or 2017-W38; None if it is none of these."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"])
    try:
        if found["week"]:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
            return Days(monday, monday + timedelta(7))
        quarter = int(found["quarter"] or 0)
        month = quarter * QUARTER - 2 if quarter else int(found["month"] or 1)
        return Days(date(year, month, 1), after(year, month, months_of(found)))
    except ValueError:
        return None


def months_of(found: re.Match[str]) -> int:
    if found["month"]:
        return 1
    return QUARTER if found["quarter"] else MONTHS


def after(year: int, month: int, months: int) -> date:
    whole = month - 1 + months
    return date(year + whole // MONTHS, whole % MONTHS + 1, 1)


def name_of(language: Language, text: str) -> str:
    """Return how a period is said: 2017, 3. kvartal 2017, sep. 2017, uge 38, 2017."""
    found, days = WRITTEN.fullmatch(text), days_of(text)
    if found is None or days is None or days.first is None:
        return text
    if found["quarter"]:
        return language.gettext(
            "%(number)s. kvt. %(year)s", number=found["quarter"], year=found["year"]
        )
    if found["week"]:
        return language.gettext(
            "uge %(number)s, %(year)s", number=int(found["week"]), year=found["year"]
        )
    if found["month"]:
        return format_date(days.first, "MMM y", locale=language.locale)
    return text


def to_choose(language: Language, day: date, chosen: str | None) -> list[tuple[str, str]]:
    """Return the years and quarters until a day, the latest first, and the one that is chosen."""
    years = [str(day.year - back) for back in range(YEARS_TO_CHOOSE)]
    last = day.year * 4 + (day.month - 1) // QUARTER
    quarters = [f"{n // 4}-Q{n % 4 + 1}" for n in range(last, last - QUARTERS_TO_CHOOSE, -1)]
    found = [*years, *quarters]
    if chosen and chosen not in found:
        found.append(chosen)
    return [(each, name_of(language, each)) for each in found]
