"""Periods as people write them: 3. kvartal 2017, september 2017, uge 38 i 2017."""

from typing import Final

from api.complaints.patterns.spans import WRITTEN
from api.language import Language
from api.words.enumerations import Both, said

QUARTER: Final[Both] = ("{number}. kvartal {year}", "Q{number} {year}")
WEEK: Final[Both] = ("uge {number} i {year}", "week {number} of {year}")
MONTHS: Final[tuple[Both, ...]] = (
    ("januar", "January"),
    ("februar", "February"),
    ("marts", "March"),
    ("april", "April"),
    ("maj", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("august", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
)


def period_words(text: str, language: Language) -> str:
    """Return how 2017-Q3, 2017-09, 2017-W38 or 2017 is said in a sentence; other text as it is."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        return text
    year = found["year"]
    if found["quarter"]:
        return said(QUARTER, language).format(number=found["quarter"], year=year)
    if found["week"]:
        return said(WEEK, language).format(number=int(found["week"]), year=year)
    if found["month"]:
        return f"{said(MONTHS[int(found['month']) - 1], language)} {year}"
    return year
