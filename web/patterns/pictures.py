"""The pictures of an answer, each with the sentence that says what is seen in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from web.language import Language
from web.patterns import lines
from web.patterns.client import Figure, Trend
from web.patterns.figures import figure_of, interval_of, text_of
from web.patterns.lines import Dot
from web.patterns.spans import days_of, name_of
from web.patterns.tables import FEWEST, Matrix, Place, Rows, Tables
from web.patterns.words import MEASURES, PERIODS, SHARES

FEWEST_PERIODS: Final = 2
MOST_SERIES: Final = 12


@dataclass(frozen=True)
class Picture:
    """A drawing, what is seen in it, and its numbers where no other table holds them."""

    title: str
    svg: Markup
    sentence: str
    dots: Sequence[Dot] = ()
    unit: str = ""


@dataclass(frozen=True)
class Multiples:
    """Several series on the same axis, the largest first."""

    pictures: list[Picture]
    of: int
    sentence: str


def course(tables: Tables, rows: Rows) -> Picture | None:
    """Draw one series over time; None where there is none."""
    known = [row for row in rows.rows if row.place.key]
    if tables.pattern.by[0].dimension not in PERIODS or len(known) < FEWEST_PERIODS:
        return None
    measured, language = tables.pattern.measures[0], tables.language
    dots = [dot_of(row.place, row.figures[0].figure) for row in known]
    sentence = said_of_course(language, tables.measure, dots) + unended(tables, known[-1].place)
    title = language.gettext(
        "%(measure)s pr. %(period)s", measure=measured.unit, period=tables.pattern.by[0].name
    )
    about = language.gettext(
        "Linje fra nul med 95 %%-intervallet som bånd. %(told)s", told=sentence
    )
    share = tables.measure in SHARES
    svg = lines.large("course", title, about, dots, language, share=share)
    return Picture(title, svg, sentence)


def dot_of(place: Place, figure: Figure) -> Dot:
    return Dot(place.name, figure.value, figure.low, figure.high)


def unended(tables: Tables, last: Place) -> str:
    """Say that the last period goes on, so that nobody takes what is to come for a fall."""
    days = days_of(last.key or "")
    if days is None or days.before is None or days.before <= tables.pattern.data.checked_at.date():
        return ""
    return " " + tables.language.gettext("Den seneste periode er ikke slut endnu.")


def said_of_course(language: Language, measure: str, dots: Sequence[Dot]) -> str:
    """Say where a series is highest and lowest, and where it ends."""
    known = [dot for dot in dots if dot.value is not None]
    if not known:
        return language.gettext("Tallet er ikke kendt i nogen af perioderne.")
    values = [dot.value or 0 for dot in known]
    most, least, last = (
        text_of(language, measure, value) for value in (max(values), min(values), values[-1])
    )
    if len(known) == 1:
        told = {"period": known[0].name, "value": last}
        return language.gettext("Tallet er kun kendt i %(period)s: %(value)s.", **told)
    if most == least:
        told = {"number": str(len(known)), "value": last}
        return language.gettext("Tallet er det samme i %(number)s perioder: %(value)s.", **told)
    return language.gettext(
        "Højest i %(highest)s (%(most)s), lavest i %(lowest)s (%(least)s); senest %(last)s i "
        "%(period)s.",
        highest=where(language, known, max(values)),
        most=most,
        lowest=where(language, known, min(values)),
        least=least,
        last=last,
        period=known[-1].name,
    )


def where(language: Language, dots: Sequence[Dot], value: float) -> str:
    """Name the period that has a value; if several have it, say how many they are."""
    names = [dot.name for dot in dots if dot.value == value]
    if len(names) == 1:
        return names[0]
    return language.gettext("%(number)s perioder", number=len(names))


def multiples(tables: Tables) -> Multiples | None:
    """Draw a series for each value of the dimension that is no period, on the same axis."""
    dimensions = [axis.dimension for axis in tables.pattern.by]
    if not set(PERIODS).intersection(dimensions):
        return None
    when = next(n for n, each in enumerate(dimensions) if each in PERIODS)
    periods = [place for place in tables.places(when) if place.key]
    others = tables.places(1 - when)
    if len(periods) < FEWEST_PERIODS:
        return None
    found = series_of(tables, [place.at for place in others], when)
    told = [
        (place, [dot_of(each, figures[each.at]) for each in periods])
        for place, figures in zip(others, found, strict=True)
    ]
    drawn = [(place, dots) for place, dots in told if any(dot.value for dot in dots)]
    all_of, drawn = len(drawn), drawn[:MOST_SERIES]
    top = lines.top_of([dots for _, dots in drawn], share=tables.measure in SHARES)
    language = tables.language
    pictures = []
    for place, dots in drawn:
        sentence = said_of_course(language, tables.measure, dots)
        svg = lines.small(f"series-{place.at}", place.name, sentence, dots, top)
        pictures.append(Picture(place.name, svg, sentence))
    sentence = language.gettext(
        "Alle felter har samme akse, fra 0 til %(top)s. Båndet er 95 %%-intervallet.",
        top=text_of(language, tables.measure, top),
    )
    sentence += unended(tables, periods[-1])
    return Multiples(pictures, all_of, sentence)


def series_of(tables: Tables, places: Sequence[int], when: int) -> list[list[Figure]]:
    """Return the figures of some values in all periods; `when` is the axis of the periods."""
    cells = {tuple(cell["at"]): cell for cell in tables.pattern.cells}
    number = len(tables.pattern.by[when].values)

    def figure(place: int, period: int) -> Figure:
        at = (period, place) if when == 0 else (place, period)
        if at in cells:
            return figure_of(cells[at], tables.measure)
        return tables.absent.figure(tables.measure, at)

    return [[figure(place, period) for period in range(number)] for place in places]


def said_of_matrix(tables: Tables, matrix: Matrix) -> str:
    """Say which cell is the highest, of those with enough in them."""
    cells = [
        (cell, line.place, column)
        for line in matrix.lines
        for cell, column in zip(line.cells, matrix.columns, strict=True)
        if cell.figure.value
    ]
    language = tables.language
    if not cells:
        return language.gettext("Ingen af felterne har et tal, der kan vises.")
    enough = [each for each in cells if (each[0].figure.n or 0) >= FEWEST] or cells
    highest = max(cell.figure.value or 0 for cell, *_ in enough)
    (cell, row, column), *others = [each for each in enough if each[0].figure.value == highest]
    if others:
        number = len(others) + 1
        return language.gettext(
            "Højest er %(number)s felter: %(value)s i hvert.", number=number, value=cell.text
        )
    told = language.gettext(
        "Højest er „%(row)s“ ved „%(column)s“: %(value)s",
        row=row.name,
        column=column.name,
        value=cell.text,
    )
    if interval := interval_of(language, cell.figure):
        told += language.gettext(" (95 %%-interval %(interval)s)", interval=interval)
    return told + "."


def limits(trend: Trend, language: Language) -> Picture:
    """Draw a series with the limits that chance alone keeps it within."""
    dots = [
        Dot(name_of(language, each.period), each.value, each.lower, each.upper, each.outside)
        for each in trend.points
    ]
    unit = language.gettext(MEASURES[trend.definition.partition(".")[0]])
    title = language.gettext("Udvikling med kontrolgrænser: %(unit)s", unit=unit)
    centre = next((each.centre for each in trend.points if each.centre is not None), None)
    svg = lines.limited("limits", title, trend.sentence, dots, centre, language)
    return Picture(title, svg, trend.sentence, dots, unit)
