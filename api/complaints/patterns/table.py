"""The figures of a query as tables: its cells, and the same cells in another span."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from api.complaints.facts.columns import NONE, Column
from api.complaints.patterns.decisions import decided
from api.complaints.patterns.dimensions import OF_DECISIONS, PERIODS, Dimension, Measure
from api.complaints.patterns.grouping import Values, members
from api.complaints.patterns.measures import MEASURES, OF_DECISIONS_ALONE, Figures, Group
from api.complaints.patterns.places import Places
from api.complaints.patterns.selecting import Asked
from api.errors import InvalidInput

MOST_CELLS: Final = 50_000


@dataclass(frozen=True)
class Axis:
    """A dimension of a table: the values that occur, in the order they are shown.

    Of periods all are there, from the first that occurs to the last.
    """

    dimension: Dimension
    values: tuple[str | None, ...]


@dataclass(frozen=True)
class Table:
    """Cells that hold something, each with its place on every axis and its figures."""

    axes: tuple[Axis, ...]
    places: tuple[Column, ...]
    figures: dict[Measure, Figures]

    def __len__(self) -> int:
        return len(next(iter(self.figures.values())).n)


@dataclass(frozen=True)
class Tables:
    """A table, one of each of its axes alone, on that same axis, and one of all together.

    One axis is its own margin: such a table has none.
    """

    table: Table
    margins: tuple[Table, ...]
    total: Table

    @property
    def parted(self) -> tuple[Table, ...]:
        return (self.table, *self.margins)


def tables_of(
    spans: Sequence[Asked], by: Sequence[Dimension], measures: Sequence[Measure]
) -> list[Tables]:
    """Return the figures of a query in each of some spans, for the same cells in all of them.

    A cell is there if a complaint is in it in any span, or a decision to have one. Spans that lie
    apart have no periods in common: with several, `by` has none.
    """
    alone = [measured(groups_of(spans, [each]), measures) for each in by]
    totals = measured(groups_of(spans, ()), measures)
    if not by:
        return [Tables(total, (), total) for total in totals]
    if len(by) == 1:
        return [Tables(table, (), total) for table, total in zip(alone[0], totals, strict=True)]
    axes = [sides[0].axes[0] for sides in alone]
    tables = measured(groups_of(spans, by), measures, axes)
    return list(map(Tables, tables, zip(*alone, strict=True), totals))


def groups_of(spans: Sequence[Asked], by: Sequence[Dimension]) -> list[Group]:
    return [Group(asked, by, members(asked, by)) for asked in spans]


def measured(
    groups: Sequence[Group], measures: Sequence[Measure], axes: Sequence[Axis] = ()
) -> list[Table]:
    """Measure the cells that hold something in any of some alike groups.

    They are put on the axes given; without these, on axes of their own. Refuse to if there are more
    than can be read.
    """
    first = groups[0]
    some = np.logical_or.reduce([something(group, measures) for group in groups])
    cells = np.flatnonzero(some) if first.by else np.zeros(1, np.int64)
    if len(cells) > MOST_CELLS:
        raise InvalidInput(
            "too_many_cells",
            f"This makes {len(cells)} groups; {MOST_CELLS} is the most. Ask for a shorter period, "
            "or group by less.",
            pointer="by",
        )
    shape = first.members.shape
    codes = np.unravel_index(cells, [len(values) for values in shape]) if shape else ()
    axes = tuple(axes) or own_axes(first, codes)
    places = tuple(map(places_on, axes, shape, codes))
    if places:
        flat = np.ravel_multi_index(places, [len(axis.values) for axis in axes])
        order = np.argsort(flat, kind="stable")
        cells, places = cells[order], tuple(place[order] for place in places)
    return [
        Table(axes, places, {each: MEASURES[each](group).at(cells) for each in measures})
        for group in groups
    ]


def something(group: Group, measures: Sequence[Measure]) -> Column:
    """Say which cells hold complaints, or decisions to be complained of where that is asked.

    By periods alone, so does each that lies between two others: with nothing in it, it tells that.
    """
    some: Column = group.complaints > 0
    if OF_DECISIONS_ALONE.intersection(measures) and OF_DECISIONS.issuperset(group.by):
        decisions = decided(group.asked, group.by, group.members.shape)
        some = np.logical_or(some, decisions > 0)
    if len(group.by) == 1 and group.by[0] in PERIODS:
        # The last place is of those of which the period is not known.
        some[:-1] = True
    return some


def own_axes(group: Group, codes: Sequence[Column]) -> tuple[Axis, ...]:
    """Return axes with only the values that occur."""
    axes = []
    for dimension, values, column in zip(group.by, group.members.shape, codes, strict=True):
        present = np.flatnonzero(np.bincount(column)).tolist()
        shown = in_order(group.asked.places, dimension, values, present)
        axes.append(Axis(dimension, tuple(values[code] for code in shown)))
    return tuple(axes)


def places_on(axis: Axis, values: Values, codes: Column) -> Column:
    """Return where on an axis codes lie that stand for some values."""
    places = {value: place for place, value in enumerate(axis.values)}
    return np.array([places.get(value, NONE) for value in values])[codes]


def in_order(
    places: Places, dimension: Dimension, values: Sequence[str | None], codes: Iterable[int]
) -> list[int]:
    """Return codes of values in the order that these are shown in."""
    return sorted(codes, key=lambda code: rank(places, dimension, values, code))


def rank(
    places: Places, dimension: Dimension, values: Sequence[str | None], code: int
) -> tuple[bool, int, str]:
    """Return by what a value is sorted: causes as the taxonomy has them, periods by time, names."""
    value = values[code]
    if value is None:
        return (True, 0, "")
    if dimension in {Dimension.CAUSE, Dimension.CAUSE_GROUP}:
        order = places.causes.order
        return (False, order.get(value, len(order)), value)
    trees = {
        Dimension.UNIT: places.units,
        Dimension.CASE_TYPE: places.case_types,
        Dimension.LEGAL_BASIS: places.legal_bases,
        Dimension.LETTER_TYPE: places.letter_types,
    }
    if dimension in trees:
        return (False, 0, trees[dimension].names.get(value, (value,))[0])
    return (False, code, "") if dimension in PERIODS else (False, 0, value)
