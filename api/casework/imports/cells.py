"""What the cells of a line may hold, and how that is read: pure.

A cell is what its format gives: text, or a number, day or truth value of JSON or a workbook. An
empty one says nothing. Days are taken as they are written in Denmark, too.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from api.cases.rules import MOST_OF_NAME, checked_number
from api.casework.imports.rules import shown
from api.citizens.rules import PersonNumber, read_cpr
from api.errors import InvalidInput
from api.values import FIRST_YEAR, LAST_YEAR

MOST_CHARACTERS = 500
DIGITS_OF_CPR = 10
WRITTEN_DAYS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})([-./])(?P<month>\d{1,2})\2(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})[- ](?P<year>\d{4})", re.ASCII),
)
# The database keeps no NUL, and half a character of JSON is none.
NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
# Control characters and ends of lines, and what stands where bytes could not be read.
NOT_IN_NAMES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]")
YES_OR_NO = {"yes": True, "true": True, "ja": True, "no": False, "false": False, "nej": False}

EnumT = TypeVar("EnumT", bound=StrEnum)
Reader = Callable[[Any], Any]


def normal(text: str) -> str:
    """Return words in the one form in which names of columns and values are compared."""
    return " ".join(re.split(r"[\s_-]+", unicodedata.normalize("NFC", text).casefold().strip()))


def text(raw: Any, *, most: int = MOST_CHARACTERS) -> str | None:
    """Read text. A whole number is text too: a workbook keeps a reference of digits as one."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        raise InvalidInput("text_expected", "This must be text.")
    clean = raw.strip()
    if not clean.isascii():
        clean = unicodedata.normalize("NFC", clean)
    if NOT_KEPT.search(clean):
        raise InvalidInput("text_unreadable", "This holds a character that can't be kept.")
    if len(clean) > most:
        raise InvalidInput("text_too_long", f"At most {most} characters are kept.")
    return clean or None


def case_number(raw: Any) -> str | None:
    """Read a case number, which must fit into an address."""
    number = text(raw)
    return checked_number(number) if number else None


def short_text(raw: Any) -> str | None:
    return text(raw, most=100)


def name(raw: Any) -> str | None:
    """Read the name of a system, or what it calls a case: it must fit into an address."""
    named = text(raw, most=MOST_OF_NAME)
    if named and NOT_IN_NAMES.search(named):
        raise InvalidInput("text_unreadable", "This holds a character that can't be kept.")
    return named


def day(raw: Any) -> date | None:
    """Read a day: 2017-09-20, 20-09-2017, 20.09.2017, 20/9 2017, or a workbook's own."""
    if isinstance(raw, datetime):
        return sensible(raw.date())
    if isinstance(raw, date):
        return sensible(raw)
    if not isinstance(raw, str):
        raise InvalidInput("day_expected", f"{shown(raw)} is no day; write it as 2017-09-20.")
    return written_day(raw.strip()) if raw.strip() else None


@lru_cache(maxsize=1 << 14)
def written_day(written: str) -> date:
    found = next((day for form in WRITTEN_DAYS if (day := form.fullmatch(written))), None)
    if found is None:
        raise InvalidInput(
            "day_expected", f"{shown(written)} is no day; write it as 2017-09-20 or 20-09-2017."
        )
    try:
        return sensible(date(int(found["year"]), int(found["month"]), int(found["day"])))
    except ValueError:
        raise InvalidInput("day_unknown", f"There is no day {shown(written)}.") from None


def sensible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidInput(
            "year_out_of_range", f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}."
        )
    return day


def cpr(raw: Any) -> PersonNumber | None:
    """Read a CPR number. Kept as a number it may have lost its leading zero, which it gets back."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw).zfill(DIGITS_OF_CPR)
    if not isinstance(raw, str):
        raise InvalidInput("text_expected", "A CPR number must be text.")
    return read_cpr(raw) if raw.strip() else None


def yes_or_no(raw: Any) -> bool | None:
    if isinstance(raw, bool):
        return raw
    written = text(raw)
    if written is None:
        return None
    if normal(written) not in YES_OR_NO:
        raise InvalidInput("yes_or_no_expected", f"{shown(raw)} is neither yes nor no (ja, nej).")
    return YES_OR_NO[normal(written)]


def one_of(words: Mapping[EnumT, tuple[str, ...]]) -> Reader:
    """Return a reader of one of some values, by its own name or a Danish one."""
    by_word = {
        normal(word): value for value, names in words.items() for word in (value.value, *names)
    }
    known = ", ".join(f"{value.value} ({names[0]})" for value, names in words.items())

    def read(raw: Any) -> EnumT | None:
        written = text(raw)
        if written is None or written in by_word:
            return by_word.get(written or "")
        if normal(written) not in by_word:
            raise InvalidInput("value_unknown", f"{shown(raw)} is none of: {known}.")
        return by_word[normal(written)]

    return read
