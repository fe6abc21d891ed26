"""What a table says, in a plain sentence."""

from typing import Final

import numpy as np

from api.complaints.patterns.dimensions import PERIODS, Comparison, Measure
from api.complaints.patterns.period_words import period_words
from api.complaints.patterns.places import Places
from api.complaints.patterns.spans import Span
from api.complaints.patterns.table import Table
from api.complaints.patterns.words import value_name
from api.language import Language
from api.words.enumerations import Both, said

NOTHING: Final[Both] = (
    "Der er ingen klager, der passer til spørgsmålet.",
    "No complaints fit the question.",
)
FEW: Final[Both] = (
    "Ingen gruppe har så mange bag sig, at den fremhæves; se tallene med deres usikkerhed.",
    "No group holds enough to be named; see the figures and how sure they are.",
)
IN_ALL: Final[dict[Measure, Both]] = {
    Measure.COMPLAINTS: ("{total} klager i alt.", "{total} complaints in all."),
    Measure.POINTS: ("{total} klagepunkter i alt.", "{total} points in all."),
}
ONE: Final[dict[Measure, Both]] = {
    Measure.COMPLAINTS: ("1 klage i alt.", "1 complaint in all."),
    Measure.POINTS: ("1 klagepunkt i alt.", "1 point in all."),
}
MOST: Final[Both] = (
    " Flest ved {name}: {most} ({share} %).",
    " Most at {name}: {most} ({share} %).",
)
HIGHEST: Final[Both] = (
    "Højest ligger {name}: {value}{unit} (95 %-interval {low}–{high}), af {n}.",
    "The highest is {name}: {value}{unit} (95 % interval {low}–{high}), of {n}.",
)
MOST_OF_SEVERAL: Final[Both] = (
    " {number} grupper har lige mange og flest: {most} hver ({share} %).",
    " {number} groups have equally many, and the most: {most} each ({share} %).",
)
HIGHEST_OF_SEVERAL: Final[Both] = (
    "Højest ligger {number} grupper med samme tal: {value}{unit}.",
    "The highest are {number} groups of the same figure: {value}{unit}.",
)
NONE_HIGHER: Final[Both] = (
    "Ingen gruppe med {few} eller flere bag sig ligger over {value}{unit}.",
    "No group of {few} or more lies above {value}{unit}.",
)
PER_CENT: Final[Both] = (" %", " %")
DAYS: Final[Both] = (" dage", " days")
UNITS: Final[dict[Measure, Both]] = {
    Measure.PER_100_DECISIONS: (" pr. 100 afgørelser", " per 100 decisions"),
    Measure.DAYS_TO_FIRST_CONTACT: DAYS,
    Measure.DAYS_TO_ANSWER: DAYS,
    Measure.DAYS_TO_DECISION: DAYS,
}
"""What rates are of; the others are shares in per cent."""
QUOTED: Final[Both] = ("„{}“", "“{}”")
RUNNING: Final[Both] = (
    "Perioden løber endnu: de {now} dage, der er gået, er sat over for lige så mange.",
    "The period is still running: the {now} days that have passed are set beside as many.",
)
RUNNING_UNEVEN: Final[Both] = (
    "Perioden løber endnu: de {now} dage, der er gået, er sat over for {then} dage; forholdet er "
    "regnet pr. dag.",
    "The period is still running: the {now} days that have passed are set beside {then}; the ratio "
    "is per day.",
)
BY_WEEKS: Final[Both] = (
    "Ugerne er sat over for ugerne med samme nummer året før (ISO 8601).",
    "The weeks are set beside those of the same numbers the year before (ISO 8601).",
)
WEEK_53: Final[Both] = (
    " Kun det ene år har en uge 53. Uger nu: {now}, før: {then}; forholdet er regnet pr. dag.",
    " Only one of the years has a week 53. Weeks now: {now}, before: {then}; the ratio is per day.",
)
FEWEST_TO_NAME: Final = 5
A_WEEK: Final = 7


def sentence(table: Table, total: Table, places: Places, language: Language) -> str:
    """Tell the largest cell and what it is part of; of rates only cells with enough in them."""
    measure, figures = next(iter(table.figures.items()))
    if not len(table) or not figures.n.any():
        return said(NOTHING, language)
    if measure in {Measure.COMPLAINTS, Measure.POINTS}:
        whole = int(total.figures[measure].n[0])
        words = (ONE if whole == 1 else IN_ALL)[measure]
        in_all = said(words, language).format(total=count(whole, language))
        return in_all + most(table, whole, places, language) if table.axes and whole else in_all
    return highest(table, places, language)


def comparison(
    now: Span, then: Span, how: Comparison | None, language: Language, *, running: bool
) -> str | None:
    """Tell that a period still runs, or how weeks lie beside those of the year before."""
    if running:
        days = {"now": now.days, "then": then.days}
        return said(RUNNING if now.days == then.days else RUNNING_UNEVEN, language).format(**days)
    if how is not Comparison.YEAR_BEFORE or not now.of_weeks:
        return None
    weeks = {"now": now.days // A_WEEK, "then": then.days // A_WEEK}
    uneven = said(WEEK_53, language).format(**weeks) if now.days != then.days else ""
    return said(BY_WEEKS, language) + uneven


def most(table: Table, whole: int, places: Places, language: Language) -> str:
    figures = next(iter(table.figures.values()))
    largest = figures.n.max()
    top = np.flatnonzero(figures.n == largest)
    return said(MOST if len(top) == 1 else MOST_OF_SEVERAL, language).format(
        name=cell_name(table, top[0], places, language),
        number=count(len(top), language),
        most=count(int(largest), language),
        share=decimal(100 * largest / whole, language),
    )


def highest(table: Table, places: Places, language: Language) -> str:
    """Tell which rate, share or median is the highest; of several, how many they are."""
    measure, figures = next(iter(table.figures.items()))
    enough = (figures.n >= FEWEST_TO_NAME) & ~np.isnan(figures.high)
    if not enough.any():
        return said(FEW, language)
    values = np.where(enough, figures.value, -np.inf)
    top = np.flatnonzero(np.isclose(values, values.max(), rtol=1e-9, atol=0))
    first, words = top[0], HIGHEST if len(top) == 1 else HIGHEST_OF_SEVERAL
    return said(words if values[first] else NONE_HIGHER, language).format(
        name=cell_name(table, first, places, language),
        value=decimal(figures.value[first], language),
        unit=said(UNITS.get(measure, PER_CENT), language),
        low=decimal(figures.low[first], language),
        high=decimal(figures.high[first], language),
        n=count(int(figures.n[first]), language),
        number=count(len(top), language),
        few=FEWEST_TO_NAME,
    )


def cell_name(table: Table, cell: int, places: Places, language: Language) -> str:
    at = (
        (axis.dimension, axis.values[int(place[cell])])
        for axis, place in zip(table.axes, table.places, strict=True)
    )
    names = (
        period_words(value, language)
        if value and dimension in PERIODS
        else value_name(places, dimension, value, language)
        for dimension, value in at
    )
    quoted = (said(QUOTED, language).format(name) for name in names)
    return ", ".join(quoted) or said(("alle", "all"), language)


def decimal(value: float, language: Language) -> str:
    """Return a number with one decimal, as the language writes it."""
    text = f"{value:,.1f}"
    return text if language is Language.EN else text.translate(str.maketrans(",.", ".,"))


def count(value: int, language: Language) -> str:
    text = f"{value:,}"
    return text if language is Language.EN else text.replace(",", ".")
