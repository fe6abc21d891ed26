"""Tables as they are answered: JSON written column by column, as a large answer is mostly cells.

Numbers are rounded to what anybody reads of them, six figures; what can't be told is null.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from api.complaints.facts.columns import Column
from api.complaints.patterns.dimensions import Measure
from api.complaints.patterns.measures import Figures
from api.complaints.patterns.places import Places
from api.complaints.patterns.table import Axis, Table
from api.complaints.patterns.words import dimension_name, value_name
from api.language import Language

Texts = list[str]


def number(value: float) -> str:
    """Return a number as JSON."""
    if value != value or value in {np.inf, -np.inf}:  # noqa: PLR0124 - NaN differs from itself
        return "null"
    return str(int(value)) if value == int(value) else f"{value:.6g}"


def texts(values: Column) -> Texts:
    """Return numbers as JSON; the same number is written once."""
    distinct, places = np.unique(values, return_inverse=True)
    written = [number(value) for value in distinct.tolist()]
    return [written[place] for place in places.reshape(-1).tolist()]


def woven(*columns: Texts | str) -> str:
    """Return the texts of all columns, cell by cell; one text alone is the same in every cell."""
    cells = len(next(column for column in columns if not isinstance(column, str)))
    pieces = [""] * (cells * len(columns))
    for place, column in enumerate(columns):
        pieces[place :: len(columns)] = [column] * cells if isinstance(column, str) else column
    return "".join(pieces)


def figures_json(figures: Figures) -> Texts:
    """Return a measure of each cell as a JSON object."""
    if figures.numerator is None:
        return each_figure_json(figures)
    # All that is told of a count or a share follows from its parts: the same are written once.
    parts = figures.numerator
    if figures.denominator is not None:
        parts = parts * (figures.denominator.max(initial=0) + 1) + figures.denominator
    _, first, places = np.unique(parts, return_index=True, return_inverse=True)
    written = each_figure_json(figures.at(first))
    return [written[place] for place in places.tolist()]


def each_figure_json(figures: Figures) -> Texts:
    unknown = ["null"] * len(figures.n)
    parts, wholes = (
        unknown if column is None else texts(column)
        for column in (figures.numerator, figures.denominator)
    )
    columns = (texts(figures.value), texts(figures.n), parts, wholes)
    return [
        f'{{"value":{value},"n":{n},"numerator":{part},"denominator":{whole},'
        f'"low":{low},"high":{high},"hidden":false}}'
        for value, n, part, whole, low, high in zip(
            *columns, texts(figures.low), texts(figures.high), strict=True
        )
    ]


def cells_json(
    table: Table, other: Table | None = None, ratios: Mapping[Measure, Any] | None = None
) -> str:
    """Return all cells as a JSON array: where each lies on the axes, and its figures."""
    if not len(table):
        return "[]"
    columns: list[Texts | str] = ['{"at":[', *at_json(table), "]", *measures_json(table)]
    if other:
        # The comma before the first measure opens no object.
        first, *more = measures_json(other)
        columns += [',"before":{', first[1:], *more, "}"]
    for measure, ratio in (ratios or {}).items():
        columns += [f',"{measure}_ratio":', ratio_json(ratio)]
    return "[" + woven(*columns, "},")[:-1] + "]"


def at_json(table: Table) -> Iterator[Texts]:
    """Return where the cells lie on each axis."""
    for number_, (axis, places) in enumerate(zip(table.axes, table.places, strict=True)):
        comma = "," if number_ else ""
        written = [f"{comma}{place}" for place in range(len(axis.values))]
        yield [written[place] for place in places.tolist()]


def measures_json(table: Table) -> list[Texts | str]:
    columns: list[Texts | str] = []
    for measure, figures in table.figures.items():
        columns += [f',"{measure}":', figures_json(figures)]
    return columns


def ratio_json(ratio: Any) -> Texts:
    columns = (texts(ratio.value), texts(ratio.low), texts(ratio.high))
    return [
        f'{{"value":{value},"low":{low},"high":{high}}}'
        for value, low, high in zip(*columns, strict=True)
    ]


def axes_json(axes: Sequence[Axis], places: Places, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "dimension": axis.dimension.value,
            "name": dimension_name(axis.dimension, language),
            "values": [
                {"key": value, "name": value_name(places, axis.dimension, value, language)}
                for value in axis.values
            ],
        }
        for axis in axes
    ]


def object_json(told: dict[str, Any], **written: str) -> bytes:
    """Return an object of some values, and of others that are JSON already."""
    whole = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    # Each is turned into bytes by itself: what is plain ASCII, as cells are, is only copied.
    pieces = (piece.encode() for name, text in written.items() for piece in (f',"{name}":', text))
    return b"".join((whole[:-1].encode(), *pieces, b"}"))
