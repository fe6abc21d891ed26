"""How late something is, as people write it: "ca. ½-1 måned" is a range with a unit, words kept.

Pure: what is read is the api's delay.
"""

import re
from decimal import Decimal
from typing import Any, Final

from web import typed
from web.language import N_
from web.typed import Unreadable

WRITE_DELAY: Final = N_(
    "Det kan ikke læses som en forsinkelse. Skriv et tal eller et spænd og en enhed, for eksempel "
    "½-1 måned, 2 uger eller ca. 14 dage."
)
MOST: Final = 1000
MONTHS_OF_YEAR: Final = 12
UNITS: Final = {
    name: unit
    for names, unit in (
        ("dag dage day days", "days"),
        ("uge uger week weeks", "weeks"),
        ("måned måneder mdr md month months", "months"),
        ("år year years", "years"),
    )
    for name in names.split()
}
DELAY: Final = re.compile(
    r"(?P<about>(?:ca\.?|cirka|omkring|about)\s+)?"
    rf"(?P<span>.*?)\s*(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})\.?"
)


def read_delay(text: str) -> dict[str, Any]:
    """Read ½-1 måned, 2 uger, ca. 14 dage, en måned."""
    found = DELAY.fullmatch(" ".join(text.lower().split()))
    if not found:
        raise Unreadable(WRITE_DELAY)
    low, high = span_of(found["span"])
    unit = UNITS[found["unit"]]
    if unit == "years":
        low, high, unit = low * MONTHS_OF_YEAR, high * MONTHS_OF_YEAR, "months"
    if low < 0 or high > MOST:
        raise Unreadable(WRITE_DELAY)
    return {
        "low": low,
        "high": high,
        "unit": unit,
        "approximate": bool(found["about"]),
        "as_written": text,
    }


def span_of(text: str) -> tuple[Decimal, Decimal]:
    try:
        return typed.read_span("1" if text in ("en", "et", "one", "a") else text)
    except Unreadable:
        raise Unreadable(WRITE_DELAY) from None
