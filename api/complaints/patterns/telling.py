"""What a table says, in a plain sentence."""

from typing import Final

import numpy as np

from api.complaints.patterns.dimensions import Measure
from api.complaints.patterns.places import Places
from api.complaints.patterns.table import Table
from api.complaints.patterns.words import value_name
from api.language import Language
from api.words.enumerations import Both, said

NOTHING: Final[Both] = (
    "Der er ingen klager, der passer til spørgsmålet.",
    "No complaints fit the question.",
)
ALONE: Final[Both] = ("{total} klager i alt.", "{total} complaints in all.")
MOST: Final[Both] = (
    "{total} klager i alt. Flest ved {name}: {most} ({share} %).",
    "{total} complaints in all. Most at {name}: {most} ({share} %).",
)
HIGHEST: Final[Both] = (
    "Højest er {name}: {value} (95 %-interval {low}-{high}), af {n}.",
    "The highest is {name}: {value} (95 % interval {low}-{high}), of {n}.",
)
FEWEST_TO_NAME: Final = 5


def sentence(table: Table, total: Table, places: Places, language: Language) -> str:
    """Tell the largest cell and what it is part of; of rates only cells with enough in them."""
    measure, figures = next(iter(table.figures.items()))
    if not len(table) or not figures.n.any():
        return said(NOTHING, language)
    if measure in {Measure.COMPLAINTS, Measure.POINTS}:
        whole = int(total.figures[measure].n[0])
        if not table.axes or not whole:
            return said(ALONE, language).format(total=count(whole, language))
        top = int(np.argmax(figures.n))
        share = decimal(100 * figures.n[top] / whole, language)
        return said(MOST, language).format(
            total=count(whole, language),
            name=cell_name(table, top, places, language),
            most=count(int(figures.n[top]), language),
            share=share,
        )
    return highest(table, places, language)


def highest(table: Table, places: Places, language: Language) -> str:
    _, figures = next(iter(table.figures.items()))
    enough = (figures.n >= FEWEST_TO_NAME) & ~np.isnan(figures.high)
    if not enough.any():
        return said(NOTHING, language)
    top = int(np.argmax(np.where(enough, figures.value, -np.inf)))
    return said(HIGHEST, language).format(
        name=cell_name(table, top, places, language),
        value=decimal(figures.value[top], language),
        low=decimal(figures.low[top], language),
        high=decimal(figures.high[top], language),
        n=count(int(figures.n[top]), language),
    )


def cell_name(table: Table, cell: int, places: Places, language: Language) -> str:
    names = (
        value_name(places, axis.dimension, axis.values[int(place[cell])], language)
        for axis, place in zip(table.axes, table.places, strict=True)
    )
    return ", ".join(names) or said(("alle", "all"), language)


def decimal(value: float, language: Language) -> str:
    """Return a number with one decimal, as the language writes it."""
    text = f"{value:,.1f}"
    return text if language is Language.EN else text.translate(str.maketrans(",.", ".,"))


def count(value: int, language: Language) -> str:
    text = f"{value:,}"
    return text if language is Language.EN else text.replace(",", ".")
