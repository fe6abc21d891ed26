"""What a CPR number is and what it tells: pure.

A refusal never repeats the number it is about, and neither does the representation of one.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from api.errors import InvalidInput

CPR = re.compile(r"(\d{6})-?(\d{4})", re.ASCII)
CPR_IN_TEXT = re.compile(r"(?<!\d)(\d{6})[- ]?(\d{4})(?!\d)", re.ASCII)
IDENTIFIER = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.ASCII | re.IGNORECASE)
OTHER_NUMBER = re.compile(r"[0-9A-ZÆØÅ]{4,30}")
SPACES = re.compile(r"[\s-]+")
ADDED_TO_THE_DAY = 60


class LookupKind(StrEnum):
    """How somebody learned who a citizen is, or whether one is known here."""

    SEARCH = "search"
    IDENTITY_OPENED = "identity_opened"
    ALREADY_THERE = "already_there"
    IMPORT = "import"


@dataclass(frozen=True)
class PersonNumber:
    """A CPR number, or what stands in for one, in the one form it is kept and compared in."""

    kept: str = field(repr=False)
    replacement: bool = False
    birth_on: date | None = None


@dataclass(frozen=True)
class Era:
    """Which centuries a 7th digit stands for: `new` for years up to `last`, else `old`."""

    seventh: str
    last: int
    new: int
    old: int


# The CPR office's table in "Personnummeret i CPR": a year of birth by the 7th digit.
ERAS = (Era("0123", 99, 1900, 1900), Era("49", 36, 2000, 1900), Era("5678", 57, 2000, 1800))


def birth_year(year: int, seventh: str) -> int:
    """Return the whole year of birth from its last two digits and the number's 7th."""
    era = next(era for era in ERAS if seventh in era.seventh)
    return year + (era.new if year <= era.last else era.old)


def birth_date(digits: str, *, added: int = 0) -> date | None:
    """Return the day that ten digits begin with, if it exists."""
    day, month, year = (int(digits[at : at + 2]) for at in (0, 2, 4))
    try:
        return date(birth_year(year, digits[6]), month, day - added)
    except ValueError:
        return None


def of_digits(digits: str) -> PersonNumber | None:
    """Read ten digits: a CPR number, or a replacement number, whose day has 60 added.

    The check digit says nothing: numbers that fail modulus 11 are issued since 2007.
    """
    for added in (0, ADDED_TO_THE_DAY):
        if born := birth_date(digits, added=added):
            return PersonNumber(digits, replacement=added > 0, birth_on=born)
    return None


def birth_of(kept: str) -> date | None:
    """Return the day that a kept number begins with, if it is one that begins with a day."""
    number = of_digits(kept) if CPR.fullmatch(kept) else None
    return number.birth_on if number else None


def read_cpr(text: str, *, pointer: str = "/cpr") -> PersonNumber:
    """Read ten digits with or without a hyphen, or refuse. Those with 60 added are taken too."""
    parts = CPR.fullmatch(text.strip())
    number = of_digits(parts[1] + parts[2]) if parts else None
    if number is None:
        raise InvalidInput(
            "cpr_invalid",
            "A CPR number has ten digits, with or without a hyphen, and begins with a day that "
            "exists, as DDMMYY.",
            pointer=pointer,
        )
    return number


def read_replacement(text: str, *, pointer: str = "/replacement_number") -> PersonNumber:
    """Read the number of somebody without CPR: a day with 60 added, or another office's own.

    A CPR number is refused here, so that nobody is kept as a person without one by mistake.
    """
    kept = SPACES.sub("", text).upper()
    if not OTHER_NUMBER.fullmatch(kept):
        raise InvalidInput(
            "replacement_number_invalid",
            "A replacement number has 4 to 30 letters and digits.",
            pointer=pointer,
        )
    number = of_digits(kept) if CPR.fullmatch(kept) else None
    if number is None:
        return PersonNumber(kept, replacement=True)
    if not number.replacement:
        raise InvalidInput(
            "replacement_number_is_cpr", "This is a CPR number: give it as cpr.", pointer=pointer
        )
    return number


def number_of(cpr: str | None, replacement: str | None) -> PersonNumber | None:
    """Read the one number somebody has, if they have one."""
    if cpr is not None and replacement is not None:
        raise InvalidInput(
            "two_numbers",
            "Give a CPR number or a replacement number, not both.",
            pointer="/replacement_number",
        )
    if cpr is not None:
        return read_cpr(cpr)
    return read_replacement(replacement) if replacement is not None else None


def written(kept: str) -> str:
    """Return a number as people write it, ten digits with their hyphen."""
    return f"{kept[:6]}-{kept[6:]}" if CPR.fullmatch(kept) else kept


def check_known_by_something(number: PersonNumber | None, full_name: str | None) -> None:
    if number is None and full_name is None:
        raise InvalidInput(
            "identity_missing",
            "Give a CPR number, a replacement number or a name.",
            pointer="/cpr",
        )


def first_cpr_in(text: str) -> re.Match[str] | None:
    """Return where a text names a CPR number first; the digits of an identifier (UUID) are none."""
    plain = IDENTIFIER.sub(lambda found: " " * len(found[0]), text)
    numbers = (each for each in CPR_IN_TEXT.finditer(plain) if of_digits(each[1] + each[2]))
    return next(numbers, None)


def check_purpose(purpose: str) -> None:
    """Refuse a reason that names a CPR number: the log of look-ups is read without opening one."""
    if first_cpr_in(purpose):
        raise InvalidInput(
            "purpose_names_cpr",
            "Say what the look-up is for without a CPR number.",
            pointer="/purpose",
        )


def check_born(birth_on: date | None, today: date) -> None:
    if birth_on and birth_on > today:
        raise InvalidInput(
            "birth_in_future", "The day of birth has not come yet.", pointer="/birth_on"
        )


@dataclass(frozen=True)
class NewCitizen:
    """Somebody to be kept. The day of birth is the number's unless another is given."""

    number: PersonNumber | None
    full_name: str | None = field(default=None, repr=False)
    birth_on: date | None = None
    address_protected: bool = False
    synthetic: bool = False

    @property
    def born(self) -> date | None:
        return self.birth_on or (self.number.birth_on if self.number else None)
