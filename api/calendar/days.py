"""Which days are special, and why: the country's own, and those a municipality keeps closed.

Pure. Every calculation of a term asks here, so a day is decided in one place.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from api.errors import InvalidInput

FIRST_YEAR, LAST_YEAR = 1980, 2100
LAST_YEAR_OF_GREAT_PRAYER_DAY = 2023
"""Act no. 214 of 2023 took store bededag away from 1 January 2024."""

SATURDAY, SUNDAY = 5, 6
DAY = timedelta(1)


class DayKind(StrEnum):
    """Why a day is special. Each term says for itself which kinds count as closed."""

    WEEKEND = "weekend"
    PUBLIC_HOLIDAY = "public_holiday"
    QUASI_HOLIDAY = "quasi_holiday"
    CLOSING_DAY = "closing_day"


@dataclass(frozen=True, slots=True, order=True)
class SpecialDay:
    on: date
    kind: DayKind
    name_da: str
    name_en: str


AROUND_EASTER = (
    (-3, "skærtorsdag", "Maundy Thursday"),
    (-2, "langfredag", "Good Friday"),
    (0, "påskedag", "Easter Sunday"),
    (1, "2. påskedag", "Easter Monday"),
    (26, "store bededag", "Great Prayer Day"),
    (39, "Kristi himmelfartsdag", "Ascension Day"),
    (49, "pinsedag", "Whit Sunday"),
    (50, "2. pinsedag", "Whit Monday"),
)
GREAT_PRAYER_DAY = 26
"""Days from Easter Sunday to the fourth Friday after it."""

FIXED_HOLIDAYS = (
    (1, 1, "nytårsdag", "New Year's Day"),
    (12, 25, "juledag", "Christmas Day"),
    (12, 26, "2. juledag", "Second Day of Christmas"),
)
QUASI_HOLIDAYS = (
    (6, 5, "grundlovsdag", "Constitution Day"),
    (12, 24, "juleaftensdag", "Christmas Eve"),
    (12, 31, "nytårsaftensdag", "New Year's Eve"),
)
"""No public holidays, but forældelsesloven § 27, stk. 2, and others let no limit end on them."""


def easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian rule (Meeus, Astronomical Algorithms)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    correction = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=LAST_YEAR - FIRST_YEAR + 1)
def national_days(year: int) -> Mapping[date, tuple[SpecialDay, ...]]:
    """Return the country's special days of a year, public holidays first.

    A day may be two things: 5 June 2017 was both Whit Monday and Constitution Day.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidInput(
            "year_outside_calendar",
            f"The calendar holds the years {FIRST_YEAR} to {LAST_YEAR}, and {year} is not one.",
        )
    return MappingProxyType(_by_day((*_public_holidays(year), *_quasi_holidays(year))))


def _by_day(specials: Iterable[SpecialDay]) -> dict[date, tuple[SpecialDay, ...]]:
    """Return special days by their date, in order of date; those of one date as they came."""
    days: defaultdict[date, tuple[SpecialDay, ...]] = defaultdict(tuple)
    for special in sorted(specials, key=lambda special: special.on):
        days[special.on] += (special,)
    return dict(days)


def _public_holidays(year: int) -> Iterable[SpecialDay]:
    sunday = easter(year)
    for days, name_da, name_en in AROUND_EASTER:
        if days != GREAT_PRAYER_DAY or year <= LAST_YEAR_OF_GREAT_PRAYER_DAY:
            on = sunday + timedelta(days)
            yield SpecialDay(on, DayKind.PUBLIC_HOLIDAY, name_da, name_en)
    for month, day, name_da, name_en in FIXED_HOLIDAYS:
        yield SpecialDay(date(year, month, day), DayKind.PUBLIC_HOLIDAY, name_da, name_en)


def _quasi_holidays(year: int) -> Iterable[SpecialDay]:
    for month, day, name_da, name_en in QUASI_HOLIDAYS:
        yield SpecialDay(date(year, month, day), DayKind.QUASI_HOLIDAY, name_da, name_en)


@lru_cache(maxsize=1 << 14)
def weekend_day(day: date) -> SpecialDay:
    """Return a Saturday or a Sunday as a special day."""
    if day.weekday() == SATURDAY:
        return SpecialDay(day, DayKind.WEEKEND, "lørdag", "Saturday")
    return SpecialDay(day, DayKind.WEEKEND, "søndag", "Sunday")


class Calendar:
    """The country's special days and a municipality's closing days. It never changes.

    `version` is the number of the calendar's last correction; 0 means that there was none.
    Calendars that say the same are equal, so that what was counted in one is known to the next.
    """

    __slots__ = ("_closing_days", "_hash", "closing_days", "version")

    def __init__(self, closing_days: Iterable[SpecialDay] = (), version: int = 0) -> None:
        self.closing_days = tuple(sorted(closing_days))
        self.version = version
        self._closing_days = _by_day(self.closing_days)
        self._hash = hash((version, *self._closing_days))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Calendar)
            and self.version == other.version
            and self.closing_days == other.closing_days
        )

    def __hash__(self) -> int:
        return self._hash

    def on(self, day: date) -> tuple[SpecialDay, ...]:
        """Return what a day is: public holiday, quasi-holiday, closing day. No weekend is told."""
        return national_days(day.year).get(day, ()) + self._closing_days.get(day, ())

    def between(self, first: date, before: date) -> list[SpecialDay]:
        """Return the special days from `first` on and before `before`, in order."""
        years = range(first.year, (before - DAY).year + 1) if first < before else ()
        days = {day for year in years for day in national_days(year)} | self._closing_days.keys()
        return [
            special for day in sorted(days) if first <= day < before for special in self.on(day)
        ]

    def is_closed(self, day: date, kinds: Set[DayKind]) -> bool:
        """Tell whether a day is of one of the kinds."""
        return bool(self.closed_because(day, kinds))

    def closed_because(self, day: date, kinds: Set[DayKind]) -> tuple[SpecialDay, ...]:
        """Return all that a day is of the kinds asked for; a Saturday or Sunday comes first."""
        named = tuple(special for special in self.on(day) if special.kind in kinds)
        if DayKind.WEEKEND in kinds and day.weekday() >= SATURDAY:
            return (weekend_day(day), *named)
        return named


PLAIN = Calendar()
"""The country's days alone."""
