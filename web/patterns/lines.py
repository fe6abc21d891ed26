"""Figures period by period as lines: each with the band of its interval, on an axis from zero."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from web.charts import MARKS_UP, step_of
from web.formats import number
from web.language import Language
from web.patterns.bars import ROOM

TITLED: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" class="{}" viewBox="0 0 {} {}" role="img" '
    'aria-labelledby="{}-title {}-desc" font-size="13"><title id="{}-title">{}</title>'
    '<desc id="{}-desc">{}</desc>{}</svg>'
)
NAMES_ACROSS: Final = 8


class Dot(NamedTuple):
    """A period: what it is called, its figure, and the interval or limits around it."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    outside: bool = False


class Frame(NamedTuple):
    """Where periods and numbers lie in a picture."""

    width: int
    height: int
    left: int
    right: int
    number: int
    top: float

    def x(self, place: float) -> float:
        room = self.width - self.left - self.right
        return round(self.left + room * (place + 0.5) / self.number, 1)

    def y(self, value: float) -> float:
        upper, lower = 14, 30
        room = self.height - upper - lower
        return round(upper + room * (1 - min(value, self.top) / self.top), 1)


def top_of(series: Sequence[Sequence[Dot]], *, share: bool) -> float:
    """Return where one axis for all of some series ends."""
    if share:
        return 100.0
    dots = [dot for each in series for dot in each]
    largest = max((dot.value for dot in dots if dot.value is not None), default=0.0) or 1.0
    highest = max((dot.high for dot in dots if dot.high is not None), default=largest)
    wanted = max(largest, min(highest, largest * ROOM))
    step = step_of(wanted, MARKS_UP)
    return step * -(-wanted // step)


def large(
    key: str, title: str, about: str, dots: Sequence[Dot], language: Language, *, share: bool
) -> Markup:
    """Draw one series with its axis."""
    frame = Frame(760, 280, 52, 44, len(dots), top_of([dots], share=share))
    parts = [*axis(frame, language), *names(frame, dots), band(frame, dots), *drawn(frame, dots)]
    return titled("chart", frame, key, title, about, parts)


def small(key: str, title: str, about: str, dots: Sequence[Dot], top: float) -> Markup:
    """Draw one of several series that stand beside each other on the same axis."""
    frame = Frame(240, 120, 8, 8, len(dots), top)
    ground = Markup(
        '<line class="chart-grid" x1="8" x2="232" y1="{y}" y2="{y}" stroke="#d5dadd"/>'
    ).format(y=frame.y(0))
    ends = [label(frame, 0, dots[0].name, "start"), label(frame, -1, dots[-1].name, "end")]
    parts = [ground, *ends[: len(dots)], band(frame, dots), *drawn(frame, dots, radius=2.5)]
    return titled("small-chart", frame, key, title, about, parts)


def limited(
    key: str,
    title: str,
    about: str,
    dots: Sequence[Dot],
    centre: float | None,
    language: Language,
) -> Markup:
    """Draw a series with its centre and the limits that chance keeps it within."""
    frame = Frame(760, 280, 52, 104, len(dots), top_of([dots], share=False))
    parts = [*axis(frame, language), *names(frame, dots), band(frame, dots, "limits")]
    if centre is not None:
        parts.append(level(frame, centre, language.gettext("gennemsnit")))
    if dots[-1].high is not None:
        parts.append(side(frame, dots[-1].high, language.gettext("kontrolgrænse")))
    parts += drawn(frame, dots)
    return titled("chart", frame, key, title, about, parts)


def titled(
    kind: str, frame: Frame, key: str, title: str, about: str, parts: Sequence[Markup]
) -> Markup:
    inside = Markup("").join(parts)
    return TITLED.format(kind, frame.width, frame.height, key, key, key, title, key, about, inside)


def axis(frame: Frame, language: Language) -> Iterator[Markup]:
    step = step_of(frame.top, MARKS_UP)
    for count in range(int(frame.top / step) + 1):
        y = frame.y(step * count)
        yield Markup(
            '<line class="chart-grid" x1="{}" x2="{}" y1="{y}" y2="{y}" stroke="#d5dadd"/>'
            '<text class="chart-text" x="{}" y="{}" text-anchor="end" fill="#4a5459">{}</text>'
        ).format(
            frame.left,
            frame.width - frame.right,
            frame.left - 8,
            y + 4,
            number(language, round(step * count, 6)),
            y=y,
        )


def names(frame: Frame, dots: Sequence[Dot]) -> Iterator[Markup]:
    """Write what some periods are called, evenly spread, the last among them."""
    gap = -(-len(dots) // NAMES_ACROSS)
    for place in range(len(dots) - 1, -1, -gap):
        yield label(frame, place, dots[place].name, "middle")


def label(frame: Frame, place: int, text: str, anchor: str) -> Markup:
    x = {"start": 4.0, "end": float(frame.width - 4)}.get(anchor, frame.x(place))
    return Markup(
        '<text class="chart-text" x="{}" y="{}" text-anchor="{}" fill="#4a5459">{}</text>'
    ).format(x, frame.height - 8, anchor, text)


def runs(dots: Sequence[Dot], part: str) -> Iterator[list[tuple[int, Dot]]]:
    """Yield the periods that follow each other without a gap in what is known."""
    run: list[tuple[int, Dot]] = []
    for place, dot in enumerate(dots):
        if getattr(dot, part) is not None:
            run.append((place, dot))
        elif run:
            yield run
            run = []
    if run:
        yield run


def band(frame: Frame, dots: Sequence[Dot], name: str = "band") -> Markup:
    """Draw the band between low and high; one lone period has a line."""
    ways = []
    for run in runs(dots, "high"):
        upper = [f"{frame.x(place)},{frame.y(dot.high or 0)}" for place, dot in run]
        lower = [f"{frame.x(place)},{frame.y(dot.low or 0)}" for place, dot in reversed(run)]
        ways.append("M" + "L".join([*upper, *lower]) + "Z")
    return Markup(
        '<path class="chart-{}" fill="#0f4c5c" fill-opacity=".14" stroke="#0f4c5c" '
        'stroke-opacity=".45" stroke-width="1" stroke-dasharray="3 3" d="{}"/>'
    ).format(name, "".join(ways))


def drawn(frame: Frame, dots: Sequence[Dot], radius: float = 4) -> Iterator[Markup]:
    """Draw the line with a dot at each period; one outside its limits is a square."""
    way = "".join(
        "M" + "L".join(f"{frame.x(place)},{frame.y(dot.value or 0)}" for place, dot in run)
        for run in runs(dots, "value")
    )
    yield Markup(
        '<path class="chart-line chart-main" fill="none" stroke="#0f4c5c" stroke-width="2" d="{}"/>'
    ).format(way)
    for place, dot in enumerate(dots):
        if dot.value is None:
            continue
        x, y = frame.x(place), frame.y(dot.value)
        if dot.outside:
            yield Markup(
                '<rect class="chart-outside" x="{}" y="{}" width="12" height="12" fill="#ab1f1f"/>'
            ).format(x - 6, y - 6)
        else:
            yield Markup(
                '<circle class="chart-point" cx="{}" cy="{}" r="{}" fill="#0f4c5c"/>'
            ).format(x, y, radius)


def level(frame: Frame, value: float, text: str) -> Markup:
    y = frame.y(value)
    return Markup(
        '<line class="chart-baseline" x1="{}" x2="{}" y1="{y}" y2="{y}" stroke="#5f6b72" '
        'stroke-width="1.25" stroke-dasharray="5 4"/>{}'
    ).format(frame.left, frame.width - frame.right, side(frame, value, text), y=y)


def side(frame: Frame, value: float, text: str) -> Markup:
    """Write what a line is called, at its end."""
    return Markup('<text class="chart-name" x="{}" y="{}" fill="#1a2327">{}</text>').format(
        frame.width - frame.right + 6, frame.y(value) + 4, text
    )
