"""Pictures of numbers over time, made on the server as SVG.

    chart = line_chart("backlog-7", _("Bunke § 41"), _("Åbne sager ved hver optælling."), [
        Series(_("Åbne sager"), [(date(2017, 3, 1), 425), (date(2017, 9, 9), 214)]),
        Series(_("Lovet"), [(date(2017, 3, 1), 425), (date(2017, 12, 31), 0)], BASELINE),
    ], language_of(request))
    {% from "macros/chart.html" import figure %}{{ figure(chart) }}

The axis begins at zero, each line carries its name at its end, an unknown number is a gap, and the
numbers stand in a table under the picture. Colours are attributes that app.css may replace, so the
same picture reads in dark mode, in print and in a document. `id` must be unique on the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from web.formats import day_text, number
from web.language import Language

MAIN: Final = "main"
BASELINE: Final = "baseline"
FORECAST: Final = "forecast"
Point = tuple[date, float | None]

WIDTH: Final = 760
HEIGHT: Final = 280
TOP: Final = 16
BOTTOM: Final = 32
LEFT: Final = 52
LETTER: Final = 7.2
LINE_HEIGHT: Final = 16
MARKS_ACROSS: Final = 6
MARKS_UP: Final = 4
STROKES: Final = {
    MAIN: Markup('stroke="#0f4c5c" stroke-width="2.5"'),
    BASELINE: Markup('stroke="#5f6b72" stroke-width="1.25" stroke-dasharray="5 4"'),
    FORECAST: Markup(
        'stroke="#0f4c5c" stroke-width="2" stroke-dasharray="2 4" stroke-linecap="round"'
    ),
}


@dataclass(frozen=True)
class Series:
    """One line: its name, its numbers in order of time, and whether it is measured or meant."""

    label: str
    points: Sequence[Point]
    kind: str = MAIN


@dataclass(frozen=True)
class Row:
    """The numbers of one day, in the order of the series."""

    on: date
    values: list[float | None]


@dataclass(frozen=True)
class Chart:
    """A picture with the table that says the same."""

    title: str
    svg: Markup
    series: Sequence[Series]
    rows: list[Row]


@dataclass(frozen=True)
class Scale:
    """Where days and numbers lie in the picture."""

    first: date
    days: int
    top: float
    right: float

    def x(self, on: date) -> float:
        return LEFT + (on - self.first).days * (WIDTH - LEFT - self.right) / self.days

    def y(self, value: float) -> float:
        return TOP + (self.top - value) * (HEIGHT - TOP - BOTTOM) / self.top


def line_chart(
    id: str,  # noqa: A002  # it becomes the id of the element
    title: str,
    description: str,
    series: Sequence[Series],
    language: Language,
) -> Chart:
    """Draw one or more lines over time."""
    scale = scale_of(series)
    parts = [
        *across(scale, language),
        *up(scale, language),
        *(part for each in series for part in line(each, scale, language)),
        *names(series, scale),
    ]
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {} {}" role="img" '
        'aria-labelledby="{}-title {}-desc" font-size="13"><title id="{}-title">{}</title>'
        '<desc id="{}-desc">{}</desc>{}</svg>'
    ).format(WIDTH, HEIGHT, id, id, id, title, id, description, Markup("").join(parts))
    return Chart(title, svg, series, rows_of(series))


def known(series: Series) -> list[tuple[date, float]]:
    return [(on, value) for on, value in series.points if value is not None]


def scale_of(series: Sequence[Series]) -> Scale:
    days = [on for each in series for on, _ in each.points] or [date.min]
    values = [value for each in series for _, value in known(each)]
    longest = max((len(each.label) for each in series), default=0)
    return Scale(
        first=min(days),
        days=max((max(days) - min(days)).days, 1),
        top=round_up(max(values, default=1) or 1),
        right=longest * LETTER + 16,
    )


def step_of(largest: float, marks: int) -> float:
    """Return the smallest of 1, 2, 2.5, 5, 10 … that needs no more than so many marks."""
    power = 1.0
    while power * 10 * marks < largest:
        power *= 10
    return next(power * step for step in (1, 2, 2.5, 5, 10) if power * step * marks >= largest)


def round_up(largest: float) -> float:
    step = step_of(largest, MARKS_UP)
    return step * -(-largest // step)


def up(scale: Scale, language: Language) -> Iterator[Markup]:
    """Draw the marks of the upright axis, from zero."""
    step = step_of(scale.top, MARKS_UP)
    for value in (step * count for count in range(int(scale.top / step) + 1)):
        y = scale.y(value)
        yield Markup(
            '<line class="chart-grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}" stroke="#d5dadd"/>'
            '<text class="chart-text" x="{}" y="{:.1f}" text-anchor="end" fill="#4a5459">{}</text>'
        ).format(LEFT, WIDTH - round(scale.right), y, y, LEFT - 8, y + 4, number(language, value))


def across(scale: Scale, language: Language) -> Iterator[Markup]:
    """Draw the days under the picture, evenly spread, the first and the last among them."""
    marks = min(MARKS_ACROSS, scale.days + 1)
    gap = scale.days / max(marks - 1, 1)
    for count in range(marks):
        on = scale.first + timedelta(days=round(count * gap))
        yield Markup(
            '<text class="chart-text" x="{:.1f}" y="{}" text-anchor="middle" '
            'fill="#4a5459">{}</text>'
        ).format(scale.x(on), HEIGHT - 8, day_text(language, on))


def line(series: Series, scale: Scale, language: Language) -> Iterator[Markup]:
    """Draw one line; where a number is unknown, it breaks."""
    path = " ".join(
        f"{'L' if before is not None else 'M'}{scale.x(on):.1f},{scale.y(value):.1f}"
        for (_, before), (on, value) in pairwise([(scale.first, None), *series.points])
        if value is not None
    )
    yield Markup('<path class="chart-line chart-{}" fill="none" {} d="{}"/>').format(
        series.kind, STROKES[series.kind], path
    )
    if series.kind != MAIN:
        return
    for on, value in known(series):
        yield Markup(
            '<circle class="chart-point" cx="{:.1f}" cy="{:.1f}" r="4" fill="#0f4c5c">'
            "<title>{}: {}</title></circle>"
        ).format(scale.x(on), scale.y(value), day_text(language, on), number(language, value))


def names(series: Sequence[Series], scale: Scale) -> Iterator[Markup]:
    """Write each line's name at its end, pushed down where two would touch."""
    ends = [(known(each)[-1], each) for each in series if known(each)]
    lowest = 0.0
    for (on, value), each in sorted(ends, key=lambda end: -end[0][1]):
        # Where another line sets out from this end, the name stands above it.
        lift = LINE_HEIGHT if goes_on(series, each, on) else 0
        lowest = max(scale.y(value) + 4 - lift, lowest + LINE_HEIGHT)
        yield Markup(
            '<text class="chart-name chart-name-{}" x="{:.1f}" y="{:.1f}" fill="#1a2327">{}</text>'
        ).format(each.kind, scale.x(on) + 8, lowest, each.label)


def goes_on(series: Sequence[Series], ended: Series, on: date) -> bool:
    return any(
        each is not ended and each.kind == FORECAST and each.points and each.points[0][0] == on
        for each in series
    )


def rows_of(series: Sequence[Series]) -> list[Row]:
    days = sorted({on for each in series for on, _ in each.points})
    values = [dict(each.points) for each in series]
    return [Row(on, [of_series.get(on) for of_series in values]) for on in days]
