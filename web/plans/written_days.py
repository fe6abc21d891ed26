"""Days as people write them in a plan: "ultimo 2017" is read as a stretch of days, words kept.

    read_period("4. kvartal 2017")
    -> {"from": "2017-10-01", "until": "2017-12-31", "precision": "quarter", "as_written": …}

Pure: what is read is the api's imprecise date.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from web import typed
from web.language import N_
from web.typed import Unreadable

Period = dict[str, Any]
Stretch = tuple[date, date | None, str]

WRITE_PERIOD: Final = N_(
    "Det kan ikke læses som en tid. Skriv for eksempel 31.12.2017, december 2017, 4. kvartal 2017, "
    "2. halvår 2017, efteråret 2017, primo, medio eller ultimo 2017, udgangen af 2017, "
    "årsskiftet 2017/2018, 2017 eller 2017 og frem."
)
WRITE_YEAR: Final = N_("Skriv også årstallet, for eksempel december 2017.")
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
DECEMBER: Final = 12
TENTH: Final = 10
TWENTIETH: Final = 20

MONTHS: Final = {
    name: number
    for names, number in (
        ("januar jan january", 1),
        ("februar feb february", 2),
        ("marts mar march", 3),
        ("april apr", 4),
        ("maj may", 5),
        ("juni jun june", 6),
        ("juli jul july", 7),
        ("august aug", 8),
        ("september sep sept", 9),
        ("oktober okt october oct", 10),
        ("november nov", 11),
        ("december dec", 12),
    )
    for name in names.split()
}
SEASONS: Final = {
    name: first
    for names, first in (
        ("foråret forår spring", 3),
        ("sommeren sommer summer", 6),
        ("efteråret efterår autumn", 9),
    )
    for name in names.split()
}
PARTS: Final = {
    name: part
    for names, part in (
        ("primo|starten af|begyndelsen af|start of|early", "start"),
        ("medio|midten af|middle of|mid", "middle"),
        ("ultimo|slutningen af|late", "end"),
        ("udgangen af|end of", "last_day"),
    )
    for name in names.split("|")
}
ORDINALS: Final = {"første": 1, "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4}

YEAR: Final = r"(?P<year>\d{4})"
MONTH: Final = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?(?: måned)?"
PART: Final = rf"(?P<part>{'|'.join(PARTS)})"
SEASON: Final = rf"(?P<season>{'|'.join(SEASONS)})"
NUMBER: Final = rf"(?P<number>[1-4]|{'|'.join(ORDINALS)})\.?"
LEADING: Final = re.compile(
    r"(?:(?:i|in|inden|senest|by|d\.|den|forventet)\s+|(?P<about>ca\.?|cirka|omkring|about)\s+)+"
)


def month_of(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_of(year: int, first: int, last: int) -> tuple[date, date]:
    return month_of(year, first)[0], month_of(year, last)[1]


def a_day(found: re.Match[str]) -> Stretch:
    day = typed.read_day(f"{found['day']}.{MONTHS[found['month']]}.{found['year']}")
    return day, day, "day"


def a_month(found: re.Match[str]) -> Stretch:
    return *month_of(int(found["year"]), MONTHS[found["month"]]), "month"


def a_quarter(found: re.Match[str]) -> Stretch:
    last = 3 * number_of(found)
    return *months_of(int(found["year"]), last - 2, last), "quarter"


def a_half_year(found: re.Match[str]) -> Stretch:
    if (half := number_of(found)) > 2:  # noqa: PLR2004 - a year has two halves
        raise Unreadable(WRITE_PERIOD)
    return *months_of(int(found["year"]), 6 * half - 5, 6 * half), "half_year"


def a_season(found: re.Match[str]) -> Stretch:
    first = SEASONS[found["season"]]
    return *months_of(int(found["year"]), first, first + 2), "season"


def a_winter(found: re.Match[str]) -> Stretch:
    year = year_before_turn(found)
    return date(year, DECEMBER, 1), month_of(year + 1, 2)[1], "season"


def a_turn_of_year(found: re.Match[str]) -> Stretch:
    year = year_before_turn(found)
    return date(year, DECEMBER, 31), date(year + 1, 1, 1), "turn_of"


def part_of_month(found: re.Match[str]) -> Stretch:
    """Read primo as the first ten days, ultimo as what follows the twentieth."""
    first, last = month_of(int(found["year"]), MONTHS[found["month"]])
    return {
        "start": (first, first.replace(day=TENTH), "start_of"),
        "middle": (first.replace(day=TENTH + 1), first.replace(day=TWENTIETH), "around"),
        "end": (first.replace(day=TWENTIETH + 1), last, "end_of"),
        "last_day": (last, last, "end_of"),
    }[PARTS[found["part"]]]


def part_of_year(found: re.Match[str]) -> Stretch:
    """Read primo as January and ultimo as December, as the committee papers do."""
    year = int(found["year"])
    return {
        "start": (*month_of(year, 1), "start_of"),
        "middle": (*months_of(year, 6, 7), "around"),
        "end": (*month_of(year, DECEMBER), "end_of"),
        "last_day": (date(year, DECEMBER, 31), date(year, DECEMBER, 31), "end_of"),
    }[PARTS[found["part"]]]


def a_year(found: re.Match[str]) -> Stretch:
    return *months_of(int(found["year"]), 1, DECEMBER), "year"


def from_a_year_on(found: re.Match[str]) -> Stretch:
    return date(int(found["year"]), 1, 1), None, "ongoing"


FORMS: Final[tuple[tuple[str, Callable[[re.Match[str]], Stretch]], ...]] = (
    (rf"(?P<day>\d{{1,2}})\.? {MONTH} {YEAR}", a_day),
    (rf"{MONTH} {YEAR}", a_month),
    (rf"{NUMBER} ?(?:kvartal|kvt|quarter)\.? {YEAR}", a_quarter),
    (rf"[kq](?P<number>[1-4])\.? {YEAR}", a_quarter),
    (rf"{NUMBER} ?halvår {YEAR}", a_half_year),
    (rf"{SEASON} {YEAR}", a_season),
    (rf"(?:vinteren|vinter|winter) {YEAR} ?[-/] ?(?P<next>\d{{2}}|\d{{4}})", a_winter),
    (rf"(?:årsskiftet|turn of) {YEAR} ?[-/] ?(?P<next>\d{{2}}|\d{{4}})", a_turn_of_year),
    (rf"{PART} {MONTH} {YEAR}", part_of_month),
    (rf"{PART} (?:år )?{YEAR}", part_of_year),
    (YEAR, a_year),
    (rf"(?:fra )?{YEAR} og frem(?:ad)?", from_a_year_on),
)
WITHOUT_YEAR: Final = tuple(
    rf"{start}{end}"
    for start in ("", rf"{PART} ", r"\d{1,2}\.? ")
    for end in (MONTH, SEASON, "år", rf"{NUMBER} ?(?:kvartal|halvår)")
)


def number_of(found: re.Match[str]) -> int:
    word = found["number"]
    return ORDINALS.get(word) or int(word)


def year_before_turn(found: re.Match[str]) -> int:
    """Return the first year of 2017/2018 or 2017/18, which must lie beside each other."""
    year = int(found["year"])
    if (year + 1) % 100 != int(found["next"]) % 100:
        raise Unreadable(WRITE_PERIOD)
    return year


def read_period(text: str) -> Period:
    """Read a day or a stretch of days as it is written in Danish; English months work as well."""
    words = " ".join(text.lower().split())
    leading = LEADING.match(words)
    rest = words[leading.end() :] if leading else words
    first, last, precision = stretch_of(rest)
    if leading and leading["about"]:
        precision = "around"
    if not FIRST_YEAR <= first.year <= (last or first).year <= LAST_YEAR:
        raise Unreadable(WRITE_PERIOD)
    return {
        "from": first.isoformat(),
        "until": last.isoformat() if last else None,
        "precision": precision,
        "as_written": text,
    }


def stretch_of(words: str) -> Stretch:
    if words[:1].isdigit() and re.fullmatch(r"[\d.\-/ ]{6,}", words):
        day = typed.read_day(words)
        return day, day, "day"
    for pattern, read in FORMS:
        if found := re.fullmatch(pattern, words):
            return checked(read, found)
    without_year = any(re.fullmatch(pattern, words) for pattern in WITHOUT_YEAR)
    raise Unreadable(WRITE_YEAR if without_year else WRITE_PERIOD)


def checked(read: Callable[[re.Match[str]], Stretch], found: re.Match[str]) -> Stretch:
    """Refuse the year 0 and its like, which the calendar has no days for."""
    try:
        return read(found)
    except Unreadable:
        raise
    except ValueError:
        raise Unreadable(WRITE_PERIOD) from None


def as_text(period: Period | None) -> str:
    """Write an imprecise date the way a person would type it."""
    if period is None:
        return ""
    if period["as_written"]:
        return str(period["as_written"])
    first = typed_day(period["from"])
    if period["precision"] == "day":
        return first
    return f"{first} – {typed_day(period['until'])}" if period["until"] else first


def typed_day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"
