"""What people type: days and numbers the Danish way, read without guessing.

Each reader returns the value, or raises Unreadable with a sentence that says what to do.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from web.language import N_


class Unreadable(ValueError):
    """The text cannot be read; the sentence says what to write instead."""


ISO_DAY: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
DANISH_DAY: Final = re.compile(
    r"(?P<day>\d{1,2})\s*[.\-/ ]\s*(?P<month>\d{1,2})\s*[.\-/ ]\s*(?P<year>\d{4})", re.ASCII
)
# 1.600 · 1 600 · 1600 · 12,25 · 1.600,50; in "1.60" the point can only be a mistake.
NUMBER: Final = re.compile(
    r"(?P<sign>[-−+]?)(?P<whole>\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(?:,(?P<part>\d+))?", re.ASCII
)
HALVES: Final = {"½": "5", "¼": "25", "¾": "75"}
BETWEEN: Final = re.compile(r"\s*(?:-|–|—|\btil\b|\bto\b)\s*")
LARGEST_DIGITS: Final = 15

WRITE_DAY: Final = N_("Skriv datoen som dag.måned.år, for eksempel 31.12.2026.")
NO_SUCH_DAY: Final = N_("Den dag findes ikke i kalenderen. Se efter i dag og måned.")
WRITE_NUMBER: Final = N_("Skriv et tal, for eksempel 1.600 eller 12,25.")
WRITE_WHOLE: Final = N_("Skriv et helt tal, for eksempel 1.600.")
WRITE_SPAN: Final = N_("Skriv et tal eller et spænd, for eksempel 2 eller ½-1.")
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


def read_day(text: str) -> date:
    """Read 31.12.2026, 31-12-2026, 31/12 2026 or 2026-12-31."""
    found = ISO_DAY.fullmatch(text) or DANISH_DAY.fullmatch(text)
    if not found:
        raise Unreadable(WRITE_DAY)
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(WRITE_DAY)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(NO_SUCH_DAY) from None


def read_decimal(text: str) -> Decimal:
    """Read a Danish number: points between thousands, a comma before decimals."""
    found = NUMBER.fullmatch(with_halves_written_out(text))
    if not found or len(found[0]) > LARGEST_DIGITS:
        raise Unreadable(WRITE_NUMBER)
    whole = re.sub(r"\D", "", found["whole"])
    sign = "-" if found["sign"] in ("-", "−") else ""
    return (
        Decimal(f"{sign}{whole}.{found['part'] or 0}") if found["part"] else Decimal(sign + whole)
    )


def with_halves_written_out(text: str) -> str:
    """Turn ½ into 0,5 and 1½ into 1,5."""
    if text and (part := HALVES.get(text[-1])):
        return f"{text[:-1].strip() or '0'},{part}"
    return text


def read_whole(text: str) -> int:
    try:
        number = read_decimal(text)
    except Unreadable:
        raise Unreadable(WRITE_WHOLE) from None
    if number != int(number):
        raise Unreadable(WRITE_WHOLE)
    return int(number)


def read_span(text: str) -> tuple[Decimal, Decimal]:
    """Read ½-1 as (0.5, 1), and 2 as (2, 2)."""
    try:
        ends = [read_decimal(end) for end in BETWEEN.split(text)]
    except Unreadable:
        raise Unreadable(WRITE_SPAN) from None
    if len(ends) > len(("from", "to")) or ends[0] > ends[-1]:
        raise Unreadable(WRITE_SPAN)
    return ends[0], ends[-1]
