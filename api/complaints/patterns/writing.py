"""Tables as they are answered: JSON written column by column, as a large answer is mostly cells.

Numbers are rounded to what anybody reads of them, six figures; what can't be told is null.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from api.complaints.facts.columns import Column
from api.complaints.patterns.dimensions import Measure
from api.complaints.patterns.measures import Figures
from api.complaints.patterns.places import Places
from api.complaints.patterns.table import Axis, Table
from api.complaints.patterns.words import dimension_name, value_name
from api.language import Language


def number(value: float) -> str:
    """Return a number as JSON."""
    if value != value or value in {np.inf, -np.inf}:  # noqa: PLR0124 - NaN differs from itself
        return "null"
    return str(int(value)) if value == int(value) else f"{value:.6g}"


def texts(values: Column) -> list[str]:
    """Return numbers as JSON; the same number is written once."""
    distinct, places = np.unique(values, return_inverse=True)
    written = np.array([number(float(value)) for value in distinct], dtype=object)
    found: list[str] = written[places.reshape(-1)].tolist()
    return found


def figures_json(figures: Figures) -> list[str]:
    """Return a measure of each cell as a JSON object."""
    if figures.is_count:
        # All that is told of a count follows from it, so the same one is written once.
        _, first, places = np.unique(figures.n, return_index=True, return_inverse=True)
        each = each_figure_json(figures.at(first))
        return [each[place] for place in places.tolist()]
    return each_figure_json(figures)


def each_figure_json(figures: Figures) -> list[str]:
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
    at = '"at":[' + ",".join(["%d"] * len(table.places)) + "]"
    places = zip(*(place.tolist() for place in table.places), strict=True)
    parts = [at % each for each in places] if table.places else [at] * len(table)
    for measure, figures in table.figures.items():
        parts = joined(parts, measure, figures_json(figures))
    if other:
        before = ["" for _ in parts]
        for measure, figures in other.figures.items():
            before = joined(before, measure, figures_json(figures))
        parts = [f'{part},"before":{{{was[1:]}}}' for part, was in zip(parts, before, strict=True)]
    for measure, ratio in (ratios or {}).items():
        parts = joined(parts, f"{measure}_ratio", ratio_json(ratio))
    return "[{" + "},{".join(parts) + "}]" if parts else "[]"


def ratio_json(ratio: Any) -> list[str]:
    columns = (texts(ratio.value), texts(ratio.low), texts(ratio.high))
    return [
        f'{{"value":{value},"low":{low},"high":{high}}}'
        for value, low, high in zip(*columns, strict=True)
    ]


def joined(parts: Iterable[str], measure: str, figures: Sequence[str]) -> list[str]:
    return [f'{part},"{measure}":{figure}' for part, figure in zip(parts, figures, strict=True)]


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
    more = "".join(f',"{name}":{value}' for name, value in written.items())
    return (whole[:-1] + more + "}").encode()
