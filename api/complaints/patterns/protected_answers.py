"""Protected figures as they are answered: like exact ones, and hidden where they must be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from api.complaints.facts.columns import Column
from api.complaints.patterns.answering import PATH, span_told
from api.complaints.patterns.dimensions import OF_DECISIONS, Dimension, Measure
from api.complaints.patterns.places import Places
from api.complaints.patterns.protected import (
    Code,
    Settled,
    check_question,
    check_told,
    codes_of,
    filters_of,
    parted,
)
from api.complaints.patterns.schemas import PatternsQuery, query_string
from api.complaints.patterns.spans import Span, written_span
from api.complaints.patterns.standing import Data, moment
from api.complaints.patterns.table import Axis, in_order
from api.complaints.patterns.words import defined
from api.complaints.patterns.writing import axes_json, object_json, texts
from api.complaints.protection.answers import ProtectedTable
from api.complaints.protection.blocks import Blocks
from api.language import Language
from api.words.enumerations import Both, said

OF_DECISIONS_TOO: Final = {each.value for each in OF_DECISIONS}
SENTENCE: Final[Both] = (
    "Antal under 5 er skjult, og så mange andre, at de ikke kan regnes ud. Der vises kun hele år, "
    "der er afsluttet.",
    "Counts under 5 are hidden, and as many others as keep them from being worked out. Only whole "
    "years that have ended are shown.",
)
NOTHING_YET: Final[Both] = (
    "Der er endnu intet afsluttet år, der kan vises med små tal skjult.",
    "No ended year can be shown yet with small counts hidden.",
)


@dataclass(frozen=True)
class Told:
    """What a protected measure says of every cell and total; NaN where it is hidden."""

    value: Column
    numerator: Column
    denominator: Column
    low: Column
    high: Column
    at_least: Column


def written_protected(query: PatternsQuery, data: Data, language: Language) -> bytes:
    """Return protected figures as JSON; refuse questions that can't be answered so."""
    check_question(query)
    shown = data.settled
    check_told(query.period, shown)
    if shown is None or not shown.periods:
        return _answer(query, data, language, NOTHING_YET)
    codes = codes_of(data.places, shown)
    by = [each.value for each in query.by]
    filters = filters_of(query, data.places, codes, shown)
    complaints = blocks(data, shown, codes, decisions=False).count(by, filters)
    told = {
        measure: measured(complaints, data, shown, codes, filters, measure)
        for measure in dict.fromkeys(query.measure)
    }
    cells = cells_of(complaints, by, codes, data.places)
    return _answer(query, data, language, SENTENCE, *cells, told=told)


def blocks(data: Data, shown: Settled, codes: Any, *, decisions: bool) -> Blocks:
    """Return the blocks of the settled years, parted once for a state of the catalogue."""
    groups = tuple(sorted(data.places.causes.above.items()))
    key = (shown, decisions, groups, tuple(code.values for code in codes.values()))
    held = data.holding.blocks
    if key not in held:
        if len(held) > 1:
            held.clear()
        held[key] = parted(data.facts, data.places, shown, decisions=decisions)
    found: Blocks = held[key]
    return found


def measured(
    complaints: ProtectedTable,
    data: Data,
    shown: Settled,
    codes: dict[str, Code],
    filters: dict[str, list[int]],
    measure: Measure,
) -> Told:
    from api.complaints.patterns import intervals  # noqa: PLC0415 - SciPy takes its time

    counts, shape = complaints.shown, complaints.shown.shape
    if measure is Measure.COMPLAINTS:
        found = intervals.rate(counts.reshape(-1), 1, per=1)
        none = np.full(counts.size, np.nan)
        return Told(
            found.value, counts.reshape(-1), none, found.low, found.high, _least(complaints)
        )
    own = [name for name in complaints.by if name in OF_DECISIONS_TOO]
    within = {name: each for name, each in filters.items() if name in {*OF_DECISIONS_TOO}}
    decided = blocks(data, shown, codes, decisions=True).count(own, within).shown
    spread = [size if name in own else 1 for name, size in zip(complaints.by, shape, strict=True)]
    under = np.broadcast_to(decided.reshape(spread), shape)
    found = intervals.rate(counts.reshape(-1), under.reshape(-1))
    return Told(
        found.value,
        counts.reshape(-1),
        under.reshape(-1),
        found.low,
        found.high,
        _least(complaints),
    )


def _least(table: ProtectedTable) -> Column:
    least: Column = table.at_least.reshape(-1)
    return least


def cells_of(
    table: ProtectedTable, by: Sequence[str], codes: dict[str, Code], places: Places
) -> tuple[tuple[Axis, ...], list[tuple[int, ...]], Column]:
    """Return the axes with the values that may hold something, and the cells along them.

    In the order that they are shown in, as where no counts are hidden.
    """
    something = np.logical_or(table.hidden, table.at_least > 0)
    kept = []
    for place, name in enumerate(by):
        others = tuple(axis for axis in range(len(by)) if axis != place)
        there = np.asarray(something.any(axis=others) if others else something)
        values = codes[name].values
        some = np.flatnonzero(there[: len(values)]).tolist()
        kept.append(in_order(places, Dimension(name), values, some))
    axes = tuple(
        Axis(Dimension(name), tuple(codes[name].values[code] for code in codes_kept))
        for name, codes_kept in zip(by, kept, strict=True)
    )
    # The last place of each axis is its total.
    sides = [[*each, size - 1] for each, size in zip(kept, table.hidden.shape, strict=True)]
    grid = np.stack(np.meshgrid(*sides, indexing="ij"), axis=-1).reshape(-1, len(by))
    where = [tuple(row) for row in _places([len(side) for side in sides])]
    flat = np.ravel_multi_index(tuple(grid.T), table.hidden.shape) if by else np.zeros(1, np.int64)
    return axes, where, flat


def _places(sizes: Sequence[int]) -> list[tuple[int, ...]]:
    return [tuple(int(at) for at in place) for place in np.ndindex(*sizes)]


def _answer(
    query: PatternsQuery,
    data: Data,
    language: Language,
    sentence: Both,
    axes: tuple[Axis, ...] = (),
    where: Sequence[tuple[int, ...]] = (),
    flat: Column | None = None,
    told: dict[Measure, Told] | None = None,
) -> bytes:
    cells: list[str] = []
    margins: dict[Dimension, list[str]] = {axis.dimension: [] for axis in axes}
    total = "null"
    for inside, cell in placed(axes, where, flat, told):
        if len(inside) == len(axes):
            cells.append(cell)
        if len(inside) == 1 and len(axes) > 1:
            margins[axes[inside[0]].dimension].append(cell)
        if not inside:
            total = cell
    parts = (
        f'{{"dimension":"{dimension}","cells":[{",".join(each)}]}}'
        for dimension, each in margins.items()
    )
    whole = "[" + ",".join(parts if len(axes) > 1 else ()) + "]"
    head = head_of(query, data, language, sentence, axes)
    return object_json(head, cells="[" + ",".join(cells) + "]", margins=whole, total=total)


def placed(
    axes: Sequence[Axis],
    where: Sequence[tuple[int, ...]],
    flat: Column | None,
    told: dict[Measure, Told] | None,
) -> Iterator[tuple[list[int], str]]:
    """Yield each cell as JSON, with the axes along which it lies; of the others it is the total."""
    if flat is None or told is None:
        return
    figures = {measure: figures_json(each, flat) for measure, each in told.items()}
    for number, place in enumerate(where):
        inside = [n for n, at in enumerate(place) if at < len(axes[n].values)]
        body = "".join(f',"{measure}":{each[number]}' for measure, each in figures.items())
        at = ",".join(str(place[n]) for n in inside)
        yield inside, f'{{"at":[{at}]{body}}}'


def head_of(
    query: PatternsQuery, data: Data, language: Language, sentence: Both, axes: tuple[Axis, ...]
) -> dict[str, Any]:
    """Return what is told of the whole, beside its cells."""
    periods = data.settled.periods if data.settled else ()
    measures = dict.fromkeys(query.measure)
    return {
        "data": told_from(data),
        "period": span_told(written_span(query.period) if query.period else Span()),
        "compared_period": None,
        "compared_note": None,
        "protected": True,
        "years": data.settled.years if data.settled else [],
        "told_from": [
            {
                "year": str(period.first_on.year),
                "data": version.number,
                "made_on": version.made_on.isoformat(),
            }
            for period, version in periods
        ],
        "measures": [defined(measure, language, protected=True) for measure in measures],
        "by": axes_json(axes, data.places, language),
        "sentence": said(sentence, language),
        "link": f"{PATH}?{query_string(query, audience='public')}",
    }


def told_from(data: Data) -> dict[str, Any]:
    """Return the newest of the states that the years are told from."""
    shown = data.settled
    if shown is None or shown.at is None:
        return data.told()
    at = moment(shown.at)
    return {"number": shown.number, "at": at, "checked_at": at}


def figures_json(told: Told, flat: Column) -> list[str]:
    parts = (told.value, told.numerator, told.denominator, told.low, told.high, told.at_least)
    columns = [texts(part[flat].astype(np.float64)) for part in parts]
    return [
        f'{{"value":{value},"n":{count},"numerator":{count},"denominator":{whole},"low":{low},'
        f'"high":{high},"hidden":{"true" if count == "null" else "false"},"at_least":{least}}}'
        for value, count, whole, low, high, least in zip(*columns, strict=True)
    ]
