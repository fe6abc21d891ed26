"""A figure as a page says it: its number, how sure it is, of how many, and against what it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Any, Final

from markupsafe import Markup

from web.formats import decimal, number
from web.language import Language
from web.patterns.client import Figure
from web.patterns.words import COUNTS, PER_100, SHARES

EN_DASH: Final = "\N{EN DASH}"
SAME: Final = 0.05
"""Less than a twentieth up or down is said as unchanged."""
NO_MORE: Final = -log(0.025)
"""Where none came, as many may be expected at most: the 95 % interval of a Poisson count."""
NONE: Final = Figure(0, 0, 0, low=0, high=NO_MORE)


@dataclass(frozen=True)
class Shown:
    """A figure in words. `text` is empty where it can't be told; hidden ones say so."""

    figure: Figure
    text: str
    interval: str
    of: str
    href: str = ""
    shade: int = 0
    bar: Markup | None = None
    before: str = ""
    times: str = ""

    @property
    def hidden(self) -> bool:
        return self.figure.hidden

    @property
    def zero(self) -> bool:
        return not self.figure.value and not self.figure.hidden


def figure_of(cell: Mapping[str, Any] | None, measure: str) -> Figure:
    """Return a measure of a cell; a cell that is not there holds no complaints."""
    if cell is None:
        return NONE if measure in COUNTS else Figure()
    return Figure(**cell[measure]) if cell.get(measure) else Figure()


def none_of(decisions: float) -> Figure:
    """Return the complaints per 100 decisions of which nobody complained."""
    return Figure(0.0, 0, 0, decisions, 0.0, 100 * NO_MORE / decisions)


def text_of(language: Language, measure: str, value: float | None) -> str:
    if value is None:
        return ""
    return number(language, value) if measure in COUNTS else decimal(language, value, 1)


def interval_of(language: Language, figure: Figure) -> str:
    """Say between which figures it lies with 95 % certainty; nothing if that can't be said."""
    if figure.low is None or figure.high is None or figure.value is None:
        return ""
    low, high = (decimal(language, each, 1) for each in (figure.low, figure.high))
    return f"{low}{EN_DASH}{high}"


def of_how_many(language: Language, measure: str, figure: Figure) -> str:
    """Say of how many a share, a rate or a median is."""
    if measure in COUNTS or figure.n is None or figure.hidden:
        return ""
    if measure in SHARES or measure == PER_100:
        part, whole = figure.numerator, figure.denominator
        if part is None or not whole:
            return ""
        both = {"part": number(language, part), "whole": number(language, whole)}
        return language.gettext("%(part)s af %(whole)s", **both)
    return number(language, figure.n)


def times_of(language: Language, now: Figure, before: Figure) -> str:
    """Say how many times as much it is as before, and whether the intervals overlap."""
    if now.value is None or before.value is None:
        return ""
    if not before.value:
        return language.gettext("ingen før") if now.value else ""
    times = now.value / before.value
    words = language.gettext("%(times)s gange så meget", times=decimal(language, times, 1))
    if abs(times - 1) < SAME:
        words = language.gettext("uændret")
    if apart(now, before):
        return language.gettext("%(times)s, intervallerne overlapper ikke", times=words)
    return language.gettext("%(times)s, intervallerne overlapper", times=words)


def apart(one: Figure, other: Figure) -> bool:
    ends = (one.low, one.high, other.low, other.high)
    if any(end is None for end in ends):
        return False
    low, high, other_low, other_high = (end or 0.0 for end in ends)
    return low > other_high or other_low > high


def shown(
    language: Language,
    measure: str,
    figure: Figure,
    *,
    href: str = "",
    shade: int = 0,
    bar: Markup | None = None,
    before: Figure | None = None,
) -> Shown:
    return Shown(
        figure,
        text_of(language, measure, figure.value),
        interval_of(language, figure),
        of_how_many(language, measure, figure),
        href if figure.n and not figure.hidden else "",
        shade,
        bar,
        text_of(language, measure, before.value) if before else "",
        times_of(language, figure, before) if before else "",
    )
