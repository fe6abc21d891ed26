"""What is told of each cell: every measure with its n, its parts, and how sure it is.

One definition each, named by its id, which the answer carries; its words stand in
`definitions.toml`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from api.complaints.facts.columns import Column
from api.complaints.patterns.dimensions import Dimension, Measure
from api.complaints.patterns.grouping import Members, decided, pairs
from api.complaints.patterns.selecting import Asked
from api.complaints.rules import ON_MERITS, REVERSED, PointFinding

HOURS_A_DAY: Final = 24
JUDGED: Final = (PointFinding.UPHELD, PointFinding.PARTLY_UPHELD, PointFinding.NOT_UPHELD)
RIGHT: Final = (PointFinding.UPHELD, PointFinding.PARTLY_UPHELD)


@dataclass(frozen=True)
class Figures:
    """A measure of all cells: NaN where it can't be told. A count has no denominator."""

    value: Column
    n: Column
    low: Column
    high: Column
    numerator: Column | None = None
    denominator: Column | None = None

    def at(self, cells: Column) -> "Figures":
        first = (self.value[cells], self.n[cells], self.low[cells], self.high[cells])
        numerator = None if self.numerator is None else self.numerator[cells]
        return Figures(
            *first, numerator, None if self.denominator is None else self.denominator[cells]
        )


@dataclass(frozen=True)
class Group:
    """The cells of a query, to be measured."""

    asked: Asked
    by: Sequence[Dimension]
    members: Members

    def count(self, cells: Column) -> Column:
        return np.bincount(cells, minlength=self.members.size)

    @cached_property
    def complaints(self) -> Column:
        return self.count(self.members.once[0])

    def column(self, name: str) -> Column:
        """Return what is known of each complaint in each cell."""
        return self.asked.facts.complaints[name][self.members.once[1]]

    def counted_where(self, true: Column) -> Column:
        return self.count(self.members.once[0][true])


def counted(count: Column) -> Figures:
    """Return a count, with the interval of a Poisson count."""
    from api.complaints.patterns import intervals  # noqa: PLC0415 - SciPy takes its time

    found = intervals.rate(count, 1, per=1)
    return Figures(count, count, found.low, found.high, count)


def shared(part: Column, whole: Column) -> Figures:
    """Return parts of wholes in per cent."""
    from api.complaints.patterns import intervals  # noqa: PLC0415

    found = intervals.share(part, whole)
    return Figures(found.value * 100, whole, found.low * 100, found.high * 100, part, whole)


def median_of(cells: Column, values: Column, size: int) -> Figures:
    from api.complaints.patterns import intervals  # noqa: PLC0415

    known = ~np.isnan(values)
    found = intervals.median_intervals(values[known], cells[known], size)
    return Figures(found.value, np.bincount(cells[known], minlength=size), found.low, found.high)


def complaints(group: Group) -> Figures:
    return counted(group.complaints)


def points(group: Group) -> Figures:
    return counted(group.count(group.members.of_each_point(group.asked)[0]))


def per_100_decisions(group: Group) -> Figures:
    from api.complaints.patterns import intervals  # noqa: PLC0415

    count = group.complaints
    decisions = decided(group.asked, group.by, group.members.shape)
    found = intervals.rate(count, decisions)
    return Figures(found.value, decisions, found.low, found.high, count, decisions)


def upheld_share(group: Group) -> Figures:
    """Return the share of judged complaints in which any point was right, wholly or partly."""
    cells, rows, each = group.members.of_each_point(group.asked)
    names = group.asked.facts.names["finding"]
    findings = group.asked.facts.points["finding"][each]

    def having(wanted: Sequence[PointFinding]) -> Column:
        known = np.isin(findings, [names.known(finding) for finding in wanted])
        return group.count(pairs(cells[known], rows[known])[0])

    return shared(having(RIGHT), having(JUDGED))


def contacted_share(group: Group) -> Figures:
    return shared(group.counted_where(group.column("contacted")), group.complaints)


def noted_share(group: Group) -> Figures:
    """Return the share of the contacted of whom a note was written."""
    contacted = group.column("contacted")
    noted = group.counted_where(contacted & group.column("noted"))
    return shared(noted, group.counted_where(contacted))


def reversal_rate(group: Group) -> Figures:
    """Return what the board remitted, changed or annulled, of all it decided on the merits."""
    names = group.asked.facts.names["board_result"]
    results = group.column("board_result")

    def ended(wanted: Any) -> Column:
        return group.counted_where(np.isin(results, [names.known(each) for each in wanted]))

    return shared(ended(REVERSED), ended(ON_MERITS))


def days_to_first_contact(group: Group) -> Figures:
    days = group.column("hours") / HOURS_A_DAY
    return median_of(group.members.once[0], days, group.members.size)


def days_to_answer(group: Group) -> Figures:
    return median_of(group.members.once[0], group.column("answer_days"), group.members.size)


MEASURES: Final[Mapping[Measure, Callable[[Group], Figures]]] = {
    Measure.COMPLAINTS: complaints,
    Measure.POINTS: points,
    Measure.PER_100_DECISIONS: per_100_decisions,
    Measure.UPHELD_SHARE: upheld_share,
    Measure.DAYS_TO_FIRST_CONTACT: days_to_first_contact,
    Measure.DAYS_TO_ANSWER: days_to_answer,
    Measure.CONTACTED_SHARE: contacted_share,
    Measure.NOTED_SHARE: noted_share,
    Measure.REVERSAL_RATE: reversal_rate,
}
