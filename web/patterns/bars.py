"""Small pictures beside a number: a bar from zero with its interval, a ratio with its interval.

They repeat what stands in words beside them, so they are hidden from those who listen.
"""

from collections.abc import Sequence
from math import log
from typing import Final

from markupsafe import Markup

from web.patterns.client import Figure, Signal

WIDTH: Final = 200
HEIGHT: Final = 16
THICK: Final = 10
TICK: Final = 3
ROOM: Final = 1.6
"""An axis goes at most so far past the largest value: few cases have intervals without end."""
RATIO_LEAST: Final = 0.1
RATIO_MOST: Final = 20.0
RATIO_WIDTH: Final = 240
RATIO_HEIGHT: Final = 34
RATIO_MARKS: Final = ((0.1, "0,1"), (0.5, "½"), (1.0, "1"), (2.0, "2"), (5.0, "5"), (20.0, "20"))


def top_of(figures: Sequence[Figure], *, share: bool) -> float:
    """Return where the axis of some figures ends; it begins at zero. Shares end at 100."""
    if share:
        return 100.0
    values = [each.value for each in figures if each.value is not None]
    highs = [each.high for each in figures if each.high is not None]
    largest = max(values, default=0.0)
    return max(min(max(highs, default=largest), largest * ROOM), largest) or 1.0


def bar(figure: Figure, top: float, before: Figure | None = None) -> Markup:
    """Draw a figure as a bar from zero with its interval; thin under it, what it was before."""
    if figure.value is None:
        return Markup("")
    parts = [
        Markup('<rect class="bar-track" width="{}" height="{}" rx="2" fill="#d6dcdd"/>').format(
            WIDTH, THICK
        ),
        Markup('<rect class="bar-now" width="{}" height="{}" rx="2" fill="#0f4c5c"/>').format(
            across(figure.value, top), THICK
        ),
        interval(figure, top),
    ]
    if before and before.value is not None:
        parts.append(
            Markup(
                '<rect class="bar-before" y="{}" width="{}" height="4" rx="1" fill="#5f6b72"/>'
            ).format(HEIGHT - 4, across(before.value, top))
        )
    return framed(WIDTH, HEIGHT, parts, "figure-bar")


def interval(figure: Figure, top: float) -> Markup:
    if figure.low is None or figure.high is None:
        return Markup("")
    low, high, middle = across(figure.low, top), across(figure.high, top), THICK / 2
    # Where it goes on past the axis, there is no end to mark.
    end = f"M{high},{middle - TICK}V{middle + TICK}" if figure.high <= top else ""
    way = f"M{low},{middle - TICK}V{middle + TICK}M{low},{middle}H{high}{end}"
    return Markup(
        '<path class="interval-halo" fill="none" stroke="#fff" stroke-width="3" d="{}"/>'
        '<path class="interval" fill="none" stroke="#17232a" stroke-width="1.25" d="{}"/>'
    ).format(way, way)


def across(value: float, top: float) -> float:
    return round(min(value / top, 1) * (WIDTH - 1), 1)


def framed(width: int, height: int, parts: Sequence[Markup], name: str) -> Markup:
    return Markup(
        '<svg class="{}" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true" '
        'focusable="false">{}</svg>'
    ).format(name, width, height, width, height, Markup("").join(parts))


def ratio(signal: Signal) -> Markup:
    """Draw how many times as many, on an axis where twice and half lie as far from 1."""
    marks = [mark(value, text) for value, text in RATIO_MARKS]
    low, high = along(signal.low), along(RATIO_MOST if signal.high is None else signal.high)
    middle = 11
    parts = [
        *marks,
        Markup(
            '<path class="interval" stroke="#17232a" stroke-width="1.5" d="M{},{m}H{}"/>'
        ).format(low, high, m=middle),
    ]
    if signal.ratio is not None and signal.ratio > RATIO_MOST:
        tip = f"M{low},5L{low + 10},{middle}L{low},17Z"
        parts.append(Markup('<path class="ratio-dot" fill="#0f4c5c" d="{}"/>').format(tip))
    elif signal.ratio is not None:
        parts.append(
            Markup('<circle class="ratio-dot" cx="{}" cy="{}" r="5" fill="#0f4c5c"/>').format(
                along(signal.ratio), middle
            )
        )
    return framed(RATIO_WIDTH, RATIO_HEIGHT, parts, "ratio")


def mark(value: float, text: str) -> Markup:
    x = along(value)
    name = "ratio-one" if value == 1 else "chart-grid"
    return Markup(
        '<line class="{}" x1="{x}" x2="{x}" y1="2" y2="20" stroke="#84929a"/>'
        '<text class="chart-text" x="{x}" y="32" font-size="11" text-anchor="middle" '
        'fill="#4a5459">{}</text>'
    ).format(name, text, x=x)


def along(value: float) -> float:
    inside = min(max(value, RATIO_LEAST), RATIO_MOST)
    part = log(inside / RATIO_LEAST) / log(RATIO_MOST / RATIO_LEAST)
    return round(12 + part * (RATIO_WIDTH - 24), 1)
