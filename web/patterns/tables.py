"""Patterns as tables: a row for each group, or rows and columns as a heat map."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from web.language import Language
from web.patterns import bars
from web.patterns.absent import Absent
from web.patterns.client import Axis, Figure, Pattern
from web.patterns.figures import Shown, figure_of, shown
from web.patterns.spans import name_of
from web.patterns.words import (
    COUNTS,
    ORDERED,
    PERIODS,
    SHARES,
    WITHOUT_COMPLAINTS,
)

MOST_ROWS: Final = 40
MOST_COLUMNS: Final = 12
MOST_LISTED: Final = 300
FEWEST: Final = 5
"""A share of fewer says so little that it is neither put first nor called the highest."""
UNTOLD: Final = (True, True, 0.0)
SHADES: Final = 5
Cell = Mapping[str, Any]
# The complaints behind a value in each of some dimensions, as an address.
Behind = Callable[[Mapping[str, str | None]], str]


@dataclass(frozen=True)
class Place:
    """A value of a dimension: where it lies on its axis, and what it is called."""

    at: int
    key: str | None
    name: str


@dataclass(frozen=True)
class Row:
    """A group with its figures, one for each measure."""

    place: Place
    figures: list[Shown]


@dataclass(frozen=True)
class Rows:
    """Groups by one dimension, and all of them together."""

    name: str
    rows: list[Row]
    total: list[Shown]
    few_last: bool


@dataclass(frozen=True)
class Line:
    """A row of a heat map, with its margin."""

    place: Place
    cells: list[Shown]
    margin: Shown | None


@dataclass(frozen=True)
class Named:
    """A cell by the names of where it lies, for a list of all of them."""

    names: list[str]
    shown: Shown


@dataclass(frozen=True)
class Matrix:
    """Rows and columns; the largest of them where there are more than anybody reads."""

    row_name: str
    column_name: str
    columns: list[Place]
    lines: list[Line]
    margins: list[Shown]
    total: Shown | None
    all_rows: int
    all_columns: int
    few_last: bool

    @property
    def cut(self) -> bool:
        return self.all_rows > len(self.lines) or self.all_columns > len(self.columns)


@dataclass(frozen=True)
class Tables:
    """The tables of an answer in a reader's language; `behind` leads to the complaints."""

    pattern: Pattern
    language: Language
    behind: Behind

    @property
    def measure(self) -> str:
        return self.pattern.measures[0].measure

    def places(self, number: int) -> list[Place]:
        """Return the values of an axis as they are shown: by time or rank, else by size."""
        axis = self.pattern.by[number]
        found = [
            Place(at, value.key, self.value_name(axis, value.key, value.name))
            for at, value in enumerate(axis.values)
        ]
        if axis.dimension in ORDERED:
            return found
        sizes = {cell["at"][0]: self.size(cell) for cell in self.of(number)}
        return sorted(found, key=lambda each: (each.key is None, sizes.get(each.at, UNTOLD)))

    def occurring(self, number: int) -> list[Place]:
        """Return the values of an axis that any cell has: of periods, not those between."""
        held = {cell["at"][number] for cell in self.pattern.cells}
        return [each for each in self.places(number) if each.at in held]

    def value_name(self, axis: Axis, key: str | None, name: str) -> str:
        return name_of(self.language, key) if key and axis.dimension in PERIODS else name

    def size(self, cell: Cell) -> tuple[bool, bool, float]:
        """Return by what groups are sorted: the highest first, then those of a few, then untold."""
        figure = figure_of(cell, self.measure)
        if figure.value is None:
            return UNTOLD
        return False, self.of_few(figure), -figure.value

    def of_few(self, figure: Figure) -> bool:
        return self.measure not in COUNTS and (figure.n or 0) < FEWEST

    def few_last(self, number: int) -> bool:
        """Say whether groups on an axis stand last as they are of a few only."""
        if self.pattern.protected or self.pattern.by[number].dimension in ORDERED:
            return False
        figures = [figure_of(cell, self.measure) for cell in self.of(number)]
        return any(each.value is not None and self.of_few(each) for each in figures)

    def of(self, number: int) -> Sequence[Cell]:
        """Return the figures of one axis alone."""
        return self.pattern.margins[number].cells if self.pattern.margins else self.pattern.cells

    def margin(self, number: int) -> dict[int, Cell]:
        return {cell["at"][0]: cell for cell in self.of(number)}

    def rows(self) -> Rows:
        """Return the table of one dimension, with a bar for each figure."""
        cells, places = self.margin(0), self.places(0)
        measures = [each.measure for each in self.pattern.measures]
        tops = {measure: self.top(measure, cells) for measure in measures}
        axis = self.pattern.by[0]
        rows = [
            Row(
                place,
                [
                    self.one(measure, cells.get(place.at), tops[measure], {axis.dimension: place})
                    for measure in measures
                ],
            )
            for place in places
        ]
        total = [self.one(measure, self.pattern.total, None, {}) for measure in measures]
        return Rows(axis.name, rows, total, self.few_last(0))

    def top(self, measure: str, cells: Mapping[int, Cell]) -> float:
        figures = [figure_of(cell, measure) for cell in cells.values()]
        figures += [before_of(cell, measure) or Figure() for cell in cells.values()]
        return bars.top_of(figures, share=measure in SHARES)

    def one(
        self, measure: str, cell: Cell | None, top: float | None, at: Mapping[str, Place]
    ) -> Shown:
        figure, before = figure_of(cell, measure), before_of(cell, measure)
        href = self.leading(measure, {dimension: place.key for dimension, place in at.items()})
        bar = bars.bar(figure, top, before) if top else None
        return shown(self.language, measure, figure, href=href, bar=bar, before=before)

    def leading(self, measure: str, place: Mapping[str, str | None]) -> str:
        """Return where a figure leads: to the complaints behind it, if it is one of complaints."""
        return "" if measure in WITHOUT_COMPLAINTS else self.behind(place)

    def matrix(self, third: Place | None = None) -> Matrix:
        """Return rows and columns as a heat map; of one value of a third dimension."""
        rows, columns = self.places(0), self.places(1)
        cells = {
            (cell["at"][0], cell["at"][1]): cell
            for cell in self.pattern.cells
            if third is None or cell["at"][2] == third.at
        }
        if third:
            rows, columns = self.held(0, rows, cells), self.held(1, columns, cells)
        kept_rows, kept = self.fewest(0, rows, MOST_ROWS), self.fewest(1, columns, MOST_COLUMNS)
        largest = max(
            (figure_of(cell, self.measure).value or 0 for cell in cells.values()), default=0
        )
        over = {} if third else self.margin(0)
        under = {} if third else self.margin(1)
        return Matrix(
            self.pattern.by[0].name,
            self.pattern.by[1].name,
            kept,
            [
                Line(
                    row,
                    [self.shaded(cells, row, column, largest, third) for column in kept],
                    self.side(over.get(row.at), 0, row) if over else None,
                )
                for row in kept_rows
            ],
            [self.side(under.get(column.at), 1, column) for column in kept] if under else [],
            None if third else self.one(self.measure, self.pattern.total, None, {}),
            len(rows),
            len(columns),
            self.few_last(0) or self.few_last(1),
        )

    @cached_property
    def absent(self) -> Absent:
        return Absent(self.pattern)

    def held(
        self, number: int, places: list[Place], cells: Mapping[tuple[int, int], Cell]
    ) -> list[Place]:
        """Return the values that a cell lies in; of periods, all."""
        if self.pattern.by[number].dimension in PERIODS:
            return places
        return [each for each in places if any(at[number] == each.at for at in cells)]

    def fewest(self, number: int, places: list[Place], most: int) -> list[Place]:
        """Return as many values as are read: the latest periods, else the largest."""
        if self.pattern.by[number].dimension in PERIODS:
            return places[-most:]
        return places[:most]

    def shaded(
        self,
        cells: Mapping[tuple[int, int], Cell],
        row: Place,
        column: Place,
        largest: float,
        third: Place | None,
    ) -> Shown:
        cell = cells.get((row.at, column.at))
        empty = self.absent.figure(self.measure, (row.at, column.at))
        figure = figure_of(cell, self.measure) if cell else empty
        dimensions = [axis.dimension for axis in self.pattern.by]
        keys = [row.key, column.key, *([third.key] if third else [])]
        return shown(
            self.language,
            self.measure,
            figure,
            href=self.leading(self.measure, dict(zip(dimensions, keys, strict=False))),
            shade=shade_of(figure.value, largest),
            before=before_of(cell, self.measure),
        )

    def named(self, third: Place | None) -> list[Named]:
        """Return the largest cells, each with its names."""
        places = [{place.at: place for place in self.places(n)} for n in range(2)]
        dimensions = [axis.dimension for axis in self.pattern.by]
        found = []
        for cell in self.pattern.cells:
            if third and cell["at"][2] != third.at:
                continue
            at = [places[n][cell["at"][n]] for n in range(2)] + ([third] if third else [])
            named = dict(zip(dimensions, at, strict=True))
            shown = self.one(self.measure, cell, None, named)
            found.append(Named([each.name for each in at[:2]], shown))
        return sorted(found, key=lambda each: -(each.shown.figure.value or 0))[:MOST_LISTED]

    def side(self, cell: Cell | None, number: int, place: Place) -> Shown:
        return self.one(self.measure, cell, None, {self.pattern.by[number].dimension: place})


def before_of(cell: Cell | None, measure: str) -> Figure | None:
    was = (cell or {}).get("before")
    return Figure(**was[measure]) if was else None


def shade_of(value: float | None, largest: float) -> int:
    """Return how dark a cell is, from 0 for nothing to 5 for the largest."""
    if not value or not largest:
        return 0
    return max(1, min(SHADES, -int(-value * SHADES // largest)))
