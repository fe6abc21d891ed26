"""Groups of complaints: each row's place in every dimension, and the cells they make."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np

from api.complaints.facts.columns import NONE, Column, Rows, repeated
from api.complaints.patterns.dimensions import (
    OF_POINTS,
    PERIODS,
    CaseworkerChanges,
    ComplaintMark,
    Dimension,
)
from api.complaints.patterns.selecting import MARKS, Asked
from api.complaints.patterns.spans import MONDAY, MONTHS_OF, period_name

Values = tuple[str | None, ...]
YES_NO: Final = ("false", "true")
AS_THEY_ARE: Final = frozenset({Dimension.CAUSE, Dimension.FINDING})
"""What points are counted by just as the facts have it."""
MARKS_OF: Final = np.array(
    [[bits & bit != 0 for bit in MARKS.values()] + [bits == 0] for bits in range(1 << len(MARKS))]
)


@dataclass(frozen=True)
class Places:
    """Where some rows lie in one dimension: their codes, and the values the codes stand for.

    The last value is None: of rows of which it is not known.
    """

    codes: Column
    values: Values


def coded(codes: Column, names: Sequence[str], shown: Callable[[str], str]) -> Places:
    """Return rows by names that are shown under other ones, several of which may become one."""
    values: dict[str, int] = {}
    join = [values.setdefault(shown(name), len(values)) for name in names]
    return Places(np.array([*join, len(values)])[codes], (*values, None))


def period_of(numbers: Column, dimension: Dimension) -> Column:
    """Return which week since 1970 days lie in, or which quarter or year months lie in."""
    if dimension is Dimension.WEEK:
        return np.asarray((numbers + MONDAY) // 7)
    return np.asarray(numbers // MONTHS_OF[dimension])


def in_periods(rows: Rows, chosen: Any, dimension: Dimension) -> Places:
    """Return in which week, month, quarter or year rows lie, of those in which any do."""
    numbers = rows["day" if dimension is Dimension.WEEK else "month"][chosen]
    if not len(numbers):
        return Places(numbers, (None,))
    least = int(numbers.min())
    numbers -= least
    periods = period_of(np.arange(least, least + int(numbers.max()) + 1), dimension)
    first = periods[0]
    names = (period_name(dimension, number) for number in range(first, periods[-1] + 1))
    return Places((periods - first)[numbers], (*names, None))


def of_rows(asked: Asked, rows: Rows, chosen: Any, dimension: Dimension) -> Places:
    """Return where rows of complaints or decisions lie, of those dimensions that are theirs."""
    if dimension in PERIODS:
        return in_periods(rows, chosen, dimension)
    if dimension is Dimension.CASEWORKER_CHANGES:
        changes = rows["caseworker_changes"][chosen].astype(np.int32)
        codes = np.where(changes == NONE, len(CaseworkerChanges), np.minimum(changes, 2))
        return Places(codes, (*map(str, CaseworkerChanges), None))
    if dimension is Dimension.REPEATED:
        return Places(rows["repeated"][chosen].astype(np.int32), (*YES_NO, None))
    names = asked.facts.names[dimension].all()
    return coded(rows[dimension][chosen], names, shown_as(asked, dimension))


def shown_as(asked: Asked, dimension: Dimension) -> Callable[[str], str]:
    """Return what each value is counted as: itself, what it lies under, or what took it over."""
    query, places = asked.query, asked.places
    if dimension is Dimension.UNIT and getattr(query, "follow_units", False):
        return places.successors.last
    level = getattr(query, "case_type_level", None)
    if dimension is Dimension.CASE_TYPE and level:
        return lambda key: places.case_types.at_level(key, level)
    if dimension is Dimension.LEGAL_BASIS:
        return places.legal_bases.last
    if dimension is Dimension.CAUSE_GROUP:
        return places.causes.last
    return str


def of_points(asked: Asked, chosen: Any, dimension: Dimension) -> Places:
    """Return where points lie."""
    points, names = asked.facts.points, asked.facts.names
    if dimension is Dimension.FINDING:
        return coded(points["finding"][chosen], names["finding"].all(), str)
    return coded(points["cause"][chosen], names["cause"].all(), shown_as(asked, dimension))


@dataclass(frozen=True)
class Members:
    """Which complaint lies in which cell, once for each point, and all that is chosen.

    `complaints` are rows of the facts; one may come several times in a cell, for each of its points
    that lies there: `again` are all but the first. `points` are the rows of those points, first in
    the order of the cells; what comes after them are complaints without points. It is None where
    points were not asked about.
    """

    shape: tuple[Values, ...]
    cells: Column
    complaints: Column
    points: Column | None = None
    again: Column = field(default_factory=lambda: np.empty(0, np.intp))

    @property
    def size(self) -> int:
        return math.prod(len(values) for values in self.shape)

    @cached_property
    def once(self) -> tuple[Column, Column]:
        """Return cells and complaints so that each complaint is once in a cell."""
        cells, complaints = without(self.again, self.cells, self.complaints)
        return cells, complaints

    @cached_property
    def counts(self) -> Column:
        """Return how many complaints lie in each cell."""
        return counts(self.cells, self.again, self.size)

    def of_each_point(self, asked: Asked) -> tuple[Column, Column, Column]:
        """Return the cells, complaints and rows of all points that are counted."""
        if self.points is not None:
            number = len(self.points)
            return self.cells[:number], self.complaints[:number], self.points
        points, rows = asked.once("points", lambda: counted_points(asked))
        cell_of = np.zeros(len(asked.complaints), np.int64)
        cell_of[self.complaints] = self.cells
        return cell_of[rows], rows, points


def counts(cells: Column, again: Column, size: int) -> Column:
    """Return how many lie in each cell, but for those that come again."""
    found: Column = np.bincount(cells, minlength=size)
    return found - np.bincount(cells[again], minlength=size) if len(again) else found


def without(places: Column, *columns: Column) -> tuple[Column, ...]:
    """Return columns without what lies in some places."""
    if not len(places):
        return columns
    stays = np.ones(len(columns[0]), np.bool_)
    stays[places] = False
    left = np.flatnonzero(stays)
    return tuple(column[left] for column in columns)


def members(asked: Asked, by: Sequence[Dimension]) -> Members:
    """Put the chosen complaints into their cells."""
    if OF_POINTS.intersection(by):
        return with_points(asked, by)
    rows, places = counted_complaints(asked), [of_complaints(asked, each) for each in by]
    return Members(shape_of(places), cell_codes(places, len(rows)), rows)


def shape_of(places: Sequence[Places]) -> tuple[Values, ...]:
    return tuple(each.values for each in places)


def counted_complaints(asked: Asked) -> Column:
    return asked.once("rows", lambda: np.flatnonzero(asked.complaints))


def of_complaints(asked: Asked, dimension: Dimension) -> Places:
    """Return where the chosen complaints lie, of the dimensions that are theirs."""
    rows, chosen = asked.facts.complaints, counted_complaints(asked)
    return asked.once(("rows", dimension), lambda: of_rows(asked, rows, chosen, dimension))


@dataclass(frozen=True)
class Entries:
    """The points that are counted, and behind them the complaints without any.

    `everyone` are the complaints of both. With marks, a point is there once for each of its own.
    """

    points: Column
    everyone: Column
    marks: Column | None

    @property
    def without(self) -> int:
        return len(self.everyone) - len(self.points)


def counted_points(asked: Asked) -> tuple[Column, Column]:
    """Return the points that are counted, and the rows of their complaints."""
    points = np.flatnonzero(asked.points)
    return points, asked.facts.points["row"][points]


def entries(asked: Asked, *, marks: bool) -> Entries:
    points, rows = asked.once("points", lambda: counted_points(asked))
    # Where points are asked for, only complaints that have some are chosen.
    without, codes = np.flatnonzero(asked.complaints & ~asked.facts.pointed), None
    if marks:
        again, codes = marked(asked.facts.points["marks"][points])
        points, rows = points[again], rows[again]
    return Entries(points, np.concatenate([rows, without]), codes)


def with_points(asked: Asked, by: Sequence[Dimension]) -> Members:
    """Put complaints into cells by their points; those without any lie where nothing is known."""
    by_mark = Dimension.MARK in by
    of = asked.once(("entries", by_mark), lambda: entries(asked, marks=by_mark))
    own = tuple(each for each in by if each in OF_POINTS)
    places = {
        each: of_entries(asked, of, each) if each in own else of_complaints(asked, each)
        for each in by
    }
    shape = shape_of(tuple(places.values()))
    weight = dict(zip(by, weights(shape), strict=True))
    cells = sum_of((places[each], weight[each]) for each in own)
    if rest := [(places[each], weight[each]) for each in by if each not in own]:
        everywhere = np.zeros(len(asked.facts.complaints), np.int64)
        everywhere[counted_complaints(asked)] = sum_of(rest)
        cells += everywhere[of.everyone]
    again = asked.once(("again", frozenset(own)), lambda: come_again(asked, of, own))
    return Members(shape, cells, of.everyone, of.points, again)


def of_entries(asked: Asked, of: Entries, dimension: Dimension) -> Places:
    return asked.once(
        ("entries", of.marks is None, dimension), lambda: entered(asked, of, dimension)
    )


def entered(asked: Asked, of: Entries, dimension: Dimension) -> Places:
    """Return where points, and complaints without any, lie in a dimension of points."""
    if dimension is Dimension.MARK and of.marks is not None:
        found = Places(of.marks, (*map(str, ComplaintMark), None))
    else:
        found = of_points(asked, of.points, dimension)
    none = np.full(of.without, len(found.values) - 1, np.int32)
    return Places(np.concatenate([found.codes, none]), found.values)


def come_again(asked: Asked, of: Entries, own: Sequence[Dimension]) -> Column:
    """Return which entries lie where an earlier one of their complaint does."""
    if of.marks is None and not asked.of_points and AS_THEY_ARE.issuperset(own):
        return np.flatnonzero(asked.facts.repeats(*own)[of.points])
    places = [of_entries(asked, of, each) for each in own]
    return repeated(cell_codes(places, len(of.everyone)), of.everyone)


def marked(marks: Column) -> tuple[Column, Column]:
    """Return points once for each of their marks, or once without one, and the marks' codes."""
    sizes = MARKS_OF.sum(axis=1)[marks]
    again = np.repeat(np.arange(len(marks)), sizes)
    starts = np.cumsum(sizes) - sizes
    codes = np.argsort(~MARKS_OF, axis=1, kind="stable")[
        marks[again], np.arange(len(again)) - starts[again]
    ]
    return again, codes


def weights(shape: Sequence[Values]) -> list[int]:
    """Return how many cells lie between the values of each dimension."""
    sizes = [len(values) for values in shape]
    return [math.prod(sizes[place + 1 :]) for place in range(len(sizes))]


def sum_of(places: Iterable[tuple[Places, int]]) -> Column:
    """Return the cells that weighed places make together."""
    first, *rest = [np.multiply(each.codes, weight, dtype=np.int64) for each, weight in places]
    for each in rest:
        first += each
    return first


def cell_codes(places: Sequence[Places], number: int) -> Column:
    """Return one number for each row's place in all dimensions; 0 for all if there are none."""
    if not places:
        return np.zeros(number, np.int64)
    return sum_of(zip(places, weights(shape_of(places)), strict=True))
