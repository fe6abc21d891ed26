"""Groups of complaints: each row's place in every dimension, and the cells they make."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from api.complaints.facts.columns import NONE, Column, Rows
from api.complaints.patterns.dimensions import (
    OF_DECISIONS,
    OF_POINTS,
    PERIODS,
    CaseworkerChanges,
    ComplaintMark,
    Dimension,
)
from api.complaints.patterns.selecting import CHANGES, MARKS, Asked
from api.complaints.patterns.spans import MONDAY, MONTHS_OF, period_name
from api.errors import InvalidInput

NAMED: Final = {number: name for name, number in CHANGES.items()}
YES_NO: Final = ("false", "true")


@dataclass(frozen=True)
class Places:
    """Where some rows lie in one dimension: their codes, and the values the codes stand for.

    The last value is None: of rows of which it is not known.
    """

    codes: Column
    values: tuple[str | None, ...]


def coded(codes: Column, names: Sequence[str], shown: Callable[[str], str]) -> Places:
    """Return rows by names that are shown under other ones, several of which may become one."""
    values: dict[str, int] = {}
    join = [values.setdefault(shown(name), len(values)) for name in names]
    return Places(np.array([*join, len(values)], np.int32)[codes], (*values, None))


def numbered(numbers: Column, name: Callable[[int], str]) -> Places:
    """Return rows by numbers that lie close together, of which only those that occur are kept."""
    if not len(numbers):
        return Places(numbers, (None,))
    first = int(numbers.min())
    present = np.flatnonzero(np.bincount(numbers - first))
    place = np.zeros(int(present[-1]) + 1, np.int32)
    place[present] = np.arange(len(present))
    names = (name(first + number) for number in present.tolist())
    return Places(place[numbers - first], (*names, None))


def period_numbers(rows: Rows, chosen: Any, dimension: Dimension) -> Column:
    """Return which week, month, quarter or year since 1970 each row lies in."""
    if dimension is Dimension.WEEK:
        return np.asarray((rows["day"][chosen] + MONDAY) // 7)
    return np.asarray(rows["month"][chosen] // MONTHS_OF[dimension])


def of_rows(asked: Asked, rows: Rows, chosen: Any, dimension: Dimension) -> Places:
    """Return where rows of complaints or decisions lie, of those dimensions that are theirs."""
    if dimension in PERIODS:
        numbers = period_numbers(rows, chosen, dimension)
        return numbered(numbers, lambda number: period_name(dimension, number))
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

    `complaints` are rows of the facts; one may come several times, for each of its points that lies
    there. `points` are the rows of those points, first in the order of the cells; what comes after
    them are complaints without points. It is None where points were not asked about.
    """

    cells: Column
    complaints: Column
    shape: tuple[tuple[str | None, ...], ...]
    points: Column | None = None

    @property
    def size(self) -> int:
        return int(np.prod([len(values) for values in self.shape], dtype=np.int64))

    @cached_property
    def once(self) -> tuple[Column, Column]:
        """Return cells and complaints so that each complaint is once in a cell."""
        if self.points is None:
            return self.cells, self.complaints
        return pairs(self.cells, self.complaints)

    def of_each_point(self, asked: Asked) -> tuple[Column, Column, Column]:
        """Return the cells, complaints and rows of all points that are counted."""
        if self.points is not None:
            number = len(self.points)
            return self.cells[:number], self.complaints[:number], self.points
        points = np.flatnonzero(asked.points)
        rows = asked.facts.points["row"][points]
        cell_of = np.zeros(len(asked.complaints), np.int64)
        cell_of[self.complaints] = self.cells
        return cell_of[rows], rows, points


def along(found: Members, by: Sequence[Dimension], axis: int) -> Members:
    """Return members by one of their dimensions alone."""
    sizes = [len(values) for values in found.shape]
    after = int(np.prod(sizes[axis + 1 :], dtype=np.int64))
    shape = (found.shape[axis],)
    if found.points is None or by[axis] in OF_POINTS:
        return Members(found.cells // after % sizes[axis], found.complaints, shape, found.points)
    # All points of a complaint lie in the same cell: the first tells of them all.
    first = np.flatnonzero(np.diff(found.complaints, prepend=NONE))
    return Members(found.cells[first] // after % sizes[axis], found.complaints[first], shape)


def pairs(cells: Column, complaints: Column) -> tuple[Column, Column]:
    """Return each pair of a cell and a complaint once. Points of one complaint lie together.

    So each is compared with the few before it; sorting all takes several times as long.
    """
    starts = np.flatnonzero(np.diff(complaints, prepend=NONE))
    most = int(np.diff(starts, append=len(complaints)).max()) if len(starts) else 0
    fresh = np.ones(len(cells), np.bool_)
    for back in range(1, most):
        same = complaints[back:] == complaints[:-back]
        fresh[back:] &= ~(same & (cells[back:] == cells[:-back]))
    return cells[fresh], complaints[fresh]


def members(asked: Asked, by: Sequence[Dimension]) -> Members:
    """Put the chosen complaints into their cells."""
    if OF_POINTS.intersection(by):
        return with_points(asked, by)
    rows = asked.once("rows", lambda: np.flatnonzero(asked.complaints))

    def places_of(dimension: Dimension) -> Places:
        return of_rows(asked, asked.facts.complaints, rows, dimension)

    places = [asked.once(("rows", each), lambda each=each: places_of(each)) for each in by]  # type: ignore[misc]  # bound now
    return Members(cell_codes(places, len(rows)), rows, _shape(places))


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


def entries(asked: Asked, *, marks: bool) -> Entries:
    points = np.flatnonzero(asked.points)
    rows = asked.facts.points["row"][points]
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
    return Members(cell_codes(places, len(of.everyone)), of.everyone, _shape(places), of.points)


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
    having = [(marks & bit) != 0 for bit in MARKS.values()] + [marks == 0]
    again, codes = np.nonzero(np.transpose(having))
    return again, codes.astype(np.int32)


def decided(
    asked: Asked,
    by: Sequence[Dimension],
    shape: Sequence[tuple[str | None, ...]],
    among: Column | None = None,
) -> Any:
    """Count the decisions of each cell: by what decisions are grouped by, the same in the rest.

    `among` says which of the chosen decisions count; all, if it is left out.
    """
    own = [each for each in by if each in OF_DECISIONS]
    within = np.ones(len(decided_rows(asked)), np.bool_) if among is None else among.copy()
    sizes = [len(values) for values in shape]
    if not own:
        return np.full(sizes, within.sum()).reshape(-1)
    places = []
    for dimension in own:
        values = shape[list(by).index(dimension)]
        found = decided_places(asked, dimension)
        index = {value: code for code, value in enumerate(values)}
        join = np.array([index.get(value, NONE) for value in found.values], np.int32)
        codes = join[found.codes]
        within &= codes != NONE
        places.append(Places(codes, values))
    lying = [Places(each.codes[within], each.values) for each in places]
    cells = cell_codes(lying, int(within.sum()))
    own_sizes = [len(each.values) for each in places]
    counts = np.bincount(cells, minlength=int(np.prod(own_sizes))).reshape(own_sizes)
    spread = [len(v) if d in OF_DECISIONS else 1 for d, v in zip(by, shape, strict=True)]
    return np.broadcast_to(counts.reshape(spread), sizes).reshape(-1)


def decided_rows(asked: Asked) -> Column:
    return asked.once("decisions", lambda: np.flatnonzero(asked.decisions))


def decided_places(asked: Asked, dimension: Dimension) -> Places:
    """Return where the chosen decisions lie in a dimension."""
    rows, chosen = asked.facts.decisions, decided_rows(asked)
    return asked.once(("decisions", dimension), lambda: of_rows(asked, rows, chosen, dimension))


def cell_codes(places: Sequence[Places], number: int) -> Column:
    """Return one number for each row's place in all dimensions; 0 for all if there are none."""
    cells = np.zeros(number, np.int64)
    for each in places:
        cells = cells * len(each.values) + each.codes
    return cells


def _shape(places: Sequence[Places]) -> tuple[tuple[str | None, ...], ...]:
    return tuple(each.values for each in places)


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
