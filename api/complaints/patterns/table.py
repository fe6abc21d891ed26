"""The figures of a query as a table: its cells, and the same cells in another span."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from api.complaints.facts.columns import Column
from api.complaints.patterns.dimensions import OF_DECISIONS, PERIODS, Dimension, Measure
from api.complaints.patterns.grouping import Members, along, decided, members
from api.complaints.patterns.measures import MEASURES, Figures, Group
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
    return measured(Group(asked, by, members(asked, by)), measures)


def with_margins(
    asked: Asked, by: Sequence[Dimension], measures: Sequence[Measure]
) -> tuple[Table, tuple[Table, ...]]:
    """Return a table, and one of each of its axes alone."""
    found = members(asked, by)
    table = measured(Group(asked, by, found), measures)
    if len(by) < 2:  # noqa: PLR2004 - one axis is its own margin
        return table, ()
    if Dimension.MARK in by:
        # A point with two marks is there twice: by anything else it counts once.
        return table, tuple(table_of(asked, [each], measures) for each in by)
    alone = (Group(asked, [each], along(found, by, axis)) for axis, each in enumerate(by))
    return table, tuple(measured(group, measures) for group in alone)


def measured(group: Group, measures: Sequence[Measure]) -> Table:
    """Measure the cells that hold something; refuse to if there are more than can be read."""
    some = group.complaints > 0
    if Measure.PER_100_DECISIONS in measures and OF_DECISIONS.issuperset(group.by):
        some = some | (decided(group.asked, group.by, group.members.shape) > 0)
    cells = np.flatnonzero(some) if group.by else np.zeros(1, np.int64)
    if len(cells) > MOST_CELLS:
        raise InvalidInput(
            "too_many_cells",
            f"This makes {len(cells)} groups; {MOST_CELLS} is the most. Ask for a shorter period, "
            "or group by less.",
            pointer="by",
        )
    figures = {measure: MEASURES[measure](group).at(cells) for measure in measures}
    axes, places = on_axes(group.asked, group.by, group.members, cells)
    return Table(axes, places, figures)


def on_axes(
    asked: Asked, by: Sequence[Dimension], found: Members, cells: Column
) -> tuple[tuple[Axis, ...], tuple[Column, ...]]:
    """Return the axes with only the values that occur, and where the cells lie on them."""
    axes, places = [], []
    sizes = [len(values) for values in found.shape]
    for dimension, values, codes in zip(
        by, found.shape, np.unravel_index(cells, sizes) if sizes else (), strict=True
    ):
        present = np.unique(codes)
        order = sorted(present, key=lambda code: rank(asked, dimension, values, int(code)))
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
        order = {key: number for number, key in enumerate(places.causes.names)}
        return (False, order.get(value, len(order)), value)
    trees = {
        Dimension.UNIT: places.units,
        Dimension.CASE_TYPE: places.case_types,
        Dimension.LEGAL_BASIS: places.legal_bases,
    }
    if dimension in trees:
        return (False, 0, trees[dimension].names.get(value, (value,))[0])
    return (False, code, "") if dimension in PERIODS else (False, 0, value)


def compared(asked: Asked, table: Table, measures: Sequence[Measure], span: Span) -> Table:
    """Return the figures of the same cells in another span; what was not there then is 0."""
    by = [axis.dimension for axis in table.axes]
    if set(by).intersection(PERIODS):
        raise InvalidInput(
            "comparison_by_period",
            "A comparison sets one period beside another: group by something else than periods.",
            pointer="compare",
        )
    other = asked.of(span)
    shape = tuple(axis.values for axis in table.axes)
    group = Group(other, by, projected(members(other, by), shape))
    cells = np.zeros(len(table), np.int64)
    for axis, places in zip(table.axes, table.places, strict=True):
        cells = cells * len(axis.values) + places
    figures = {measure: MEASURES[measure](group).at(cells) for measure in measures}
    return Table(table.axes, table.places, figures)


def projected(found: Members, shape: tuple[tuple[str | None, ...], ...]) -> Members:
    """Return members by the values of other axes, without those that lie on none of them."""
    if not shape:
        return found
    sizes = [len(values) for values in found.shape]
    within = np.ones(len(found.cells), np.bool_)
    cells = np.zeros(len(found.cells), np.int64)
    for codes, values, wanted in zip(
        np.unravel_index(found.cells, sizes), found.shape, shape, strict=True
    ):
        index = {value: code for code, value in enumerate(wanted)}
        join = np.array([index.get(value, -1) for value in values], np.int64)[codes]
        within &= join >= 0
        cells = cells * len(wanted) + np.maximum(join, 0)
    points = found.points if found.points is None else found.points[within[: len(found.points)]]
    return Members(cells[within], found.complaints[within], shape, points)
