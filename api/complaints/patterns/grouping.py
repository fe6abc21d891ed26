"""Groups of complaints: each row's place in every dimension, and the cells they make."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np

from api.complaints.facts.columns import NONE, Column, Rows
from api.complaints.patterns.dimensions import (
    OF_POINTS,
    PERIODS,
    CaseworkerChanges,
    ComplaintMark,
    Dimension,
)
from api.complaints.patterns.selecting import CHANGES, MARKS, Asked
from api.complaints.patterns.spans import MONDAY, MONTHS_OF, period_name
from api.errors import InvalidInput

Values = tuple[str | None, ...]
NAMED: Final = {number: name for name, number in CHANGES.items()}
YES_NO: Final = ("false", "true")
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
    occurs = np.zeros(int(numbers.max()) + 1, np.bool_)
    occurs[numbers] = True
    periods = period_of(np.arange(len(occurs)) + least, dimension)
    present = np.unique(periods[occurs])
    names = (period_name(dimension, number) for number in present.tolist())
    return Places(np.searchsorted(present, periods)[numbers], (*names, None))


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

    axes: tuple[Places, ...]
    complaints: Column
    points: Column | None = None
    again: Column = field(default_factory=lambda: np.empty(0, np.intp))

    @property
    def shape(self) -> tuple[Values, ...]:
        return tuple(axis.values for axis in self.axes)

    @property
    def size(self) -> int:
        return math.prod(len(values) for values in self.shape)

    @cached_property
    def cells(self) -> Column:
        return cell_codes(self.axes, len(self.complaints))

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


def repeated(cells: Column, complaints: Column) -> Column:
    """Return where a complaint is in a cell for a second time, or a later one.

    Points of one complaint lie together, so what is sorted here lies nearly in order already.
    """
    keys = complaints.astype(np.int64) * (int(cells.max(initial=0)) + 1) + cells
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    found: Column = order[1:][ordered[1:] == ordered[:-1]]
    return found


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
    return tuple(column[stays] for column in columns)


def members(asked: Asked, by: Sequence[Dimension]) -> Members:
    """Put the chosen complaints into their cells."""
    if OF_POINTS.intersection(by):
        return with_points(asked, by)
    rows = asked.once("rows", lambda: np.flatnonzero(asked.complaints))

    def places_of(dimension: Dimension) -> Places:
        return of_rows(asked, asked.facts.complaints, rows, dimension)

    places = [asked.once(("rows", each), lambda each=each: places_of(each)) for each in by]  # type: ignore[misc]  # bound now
    return Members(tuple(places), rows)


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
    bare = asked.complaints.copy()
    bare[rows] = False
    without, codes = np.flatnonzero(bare), None
    if marks:
        again, codes = marked(asked.facts.points["marks"][points])
        points, rows = points[again], rows[again]
    return Entries(points, np.concatenate([rows, without]), codes)


def with_points(asked: Asked, by: Sequence[Dimension]) -> Members:
    """Put complaints into cells by their points; those without any lie where nothing is known."""
    by_mark = Dimension.MARK in by
    of = asked.once(("entries", by_mark), lambda: entries(asked, marks=by_mark))
    places = [
        asked.once(("entries", by_mark, each), lambda each=each: entered(asked, of, each))  # type: ignore[misc]  # bound now
        for each in by
    ]
    own = [place for each, place in zip(by, places, strict=True) if each in OF_POINTS]
    again = asked.once(
        ("again", *OF_POINTS.intersection(by)),
        lambda: repeated(cell_codes(own, len(of.everyone)), of.everyone),
    )
    return Members(tuple(places), of.everyone, of.points, again)


def entered(asked: Asked, of: Entries, dimension: Dimension) -> Places:
    """Return where points, and complaints without any, lie in a dimension."""
    if dimension not in OF_POINTS:
        return of_rows(asked, asked.facts.complaints, of.everyone, dimension)
    if dimension is Dimension.MARK and of.marks is not None:
        found = Places(of.marks, (*map(str, ComplaintMark), None))
    else:
        found = of_points(asked, of.points, dimension)
    none = np.full(of.without, len(found.values) - 1, np.int32)
    return Places(np.concatenate([found.codes, none]), found.values)


def marked(marks: Column) -> tuple[Column, Column]:
    """Return points once for each of their marks, or once without one, and the marks' codes."""
    sizes = MARKS_OF.sum(axis=1)[marks]
    again = np.repeat(np.arange(len(marks)), sizes)
    starts = np.cumsum(sizes) - sizes
    codes = np.argsort(~MARKS_OF, axis=1, kind="stable")[
        marks[again], np.arange(len(again)) - starts[again]
    ]
    return again, codes


def cell_codes(places: Sequence[Places], number: int) -> Column:
    """Return one number for each row's place in all dimensions; 0 for all if there are none."""
    cells = np.zeros(number, np.int64) if not places else places[0].codes.astype(np.int64)
    for each in places[1:]:
        cells *= len(each.values)
        cells += each.codes
    return cells


def check_dimensions(by: Sequence[Dimension]) -> None:
    """Refuse a question whose answer nobody could read."""
    if len(by) > 3:  # noqa: PLR2004 - rows, columns, and one more
        raise InvalidInput(
            "too_many_dimensions",
            "Group by three at most: by more, nearly every group holds one complaint.",
            pointer="by",
        )
    if len(set(by)) < len(by):
        raise InvalidInput("dimension_twice", "Group by each only once.", pointer="by")
    if len(set(by).intersection(PERIODS)) > 1:
        raise InvalidInput(
            "two_periods", "Group by one length of period: a shorter one tells more.", pointer="by"
        )
