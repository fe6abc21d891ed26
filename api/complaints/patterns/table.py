"""The figures of a query as a table: its cells, and the same cells in another span."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from api.complaints.facts.columns import Column
from api.complaints.patterns.decisions import decided
from api.complaints.patterns.dimensions import OF_DECISIONS, PERIODS, Dimension, Measure
from api.complaints.patterns.grouping import Members, members
from api.complaints.patterns.measures import MEASURES, OF_DECISIONS_ALONE, Figures, Group
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.spans import Span
from api.errors import InvalidInput

MOST_CELLS: Final = 50_000


@dataclass(frozen=True)
class Axis:
    """A dimension of a table: the values that occur, in the order they are shown."""

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


def table_of(asked: Asked, by: Sequence[Dimension], measures: Sequence[Measure]) -> Table:
    """Return the figures of all cells in which there is a complaint, or a decision to have one."""
    return measured([Group(asked, by, members(asked, by))], measures)[0]


def with_margins(
    asked: Asked, by: Sequence[Dimension], measures: Sequence[Measure]
) -> tuple[Table, tuple[Table, ...]]:
    """Return a table, and one of each of its axes alone."""
    return table_of(asked, by, measures), margins(asked, by, measures)


def margins(
    asked: Asked, by: Sequence[Dimension], measures: Sequence[Measure]
) -> tuple[Table, ...]:
    if len(by) < 2:  # noqa: PLR2004 - one axis is its own margin
        return ()
    return tuple(table_of(asked, [each], measures) for each in by)


def beside(
    asked: Asked, by: Sequence[Dimension], measures: Sequence[Measure], span: Span
) -> tuple[Table, Table]:
    """Return the figures of all cells that hold something in either of two spans, for each span."""
    if set(by).intersection(PERIODS):
        raise InvalidInput(
            "comparison_by_period",
            "A comparison sets one period beside another: group by something else than periods.",
            pointer="compare",
        )
    spans = (asked, asked.of(span))
    now, then = measured([Group(each, by, members(each, by)) for each in spans], measures)
    return now, then


def measured(groups: Sequence[Group], measures: Sequence[Measure]) -> list[Table]:
    """Measure the cells that hold something in any of some alike groups.

    Refuse to if there are more than can be read.
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
    axes, places = on_axes(first.asked, first.by, first.members, cells)
    if places:
        flat = np.ravel_multi_index(places, [len(axis.values) for axis in axes])
        order = np.argsort(flat, kind="stable")
        cells, places = cells[order], tuple(place[order] for place in places)
    return [
        Table(axes, places, {each: MEASURES[each](group).at(cells) for each in measures})
        for group in groups
    ]


def something(group: Group, measures: Sequence[Measure]) -> Column:
    """Say which cells hold complaints, or decisions to be complained of where that is asked."""
    some: Column = group.complaints > 0
    if OF_DECISIONS_ALONE.intersection(measures) and OF_DECISIONS.issuperset(group.by):
        decisions = decided(group.asked, group.by, group.members.shape)
        some = np.logical_or(some, decisions > 0)
    return some


def on_axes(
    asked: Asked, by: Sequence[Dimension], found: Members, cells: Column
) -> tuple[tuple[Axis, ...], tuple[Column, ...]]:
    """Return the axes with only the values that occur, and where the cells lie on them."""
    axes, places = [], []
    sizes = [len(values) for values in found.shape]
    for dimension, values, codes in zip(
        by, found.shape, np.unravel_index(cells, sizes) if sizes else (), strict=True
    ):
        present = np.flatnonzero(np.bincount(codes)).tolist()
        order = sorted(present, key=lambda code: rank(asked, dimension, values, code))
        place = np.zeros(len(values), np.int32)
        place[order] = np.arange(len(order))
        axes.append(Axis(dimension, tuple(values[code] for code in order)))
        places.append(place[codes])
    return tuple(axes), tuple(places)


def rank(
    asked: Asked, dimension: Dimension, values: Sequence[str | None], code: int
) -> tuple[bool, int, str]:
    """Return by what a value is sorted: causes as the taxonomy has them, periods by time, names."""
    value = values[code]
    if value is None:
        return (True, 0, "")
    places = asked.places
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
