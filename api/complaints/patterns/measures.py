"""What is told of each cell: every measure with its n, its parts, and how sure it is.

One definition each, named by its id, which the answer carries; its words stand in
`definitions.toml`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from api.complaints.facts.columns import NONE, Column, repeated
from api.complaints.patterns.afterwards import RIGHT, came_back, decided_soon
from api.complaints.patterns.decisions import decided, decided_rows
from api.complaints.patterns.dimensions import DECIDED_WITHIN, OF_POINTS, Dimension, Measure
from api.complaints.patterns.grouping import Members, counts
from api.complaints.patterns.selecting import Asked
from api.complaints.rules import ON_MERITS, REVERSED, PointFinding
from api.errors import InvalidInput

HOURS_A_DAY: Final = 24
JUDGED: Final = (*RIGHT, PointFinding.NOT_UPHELD)
PARTED: Final = (Dimension.MARK, Dimension.FINDING, Dimension.CAUSE, Dimension.CAUSE_GROUP)
"""What points are parted by, the first of those asked for: what was said of them, of each cause."""


@dataclass(frozen=True)
class Figures:
    """A measure of all cells: NaN where it can't be told. A count has no denominator."""

    value: Column
    n: Column
    low: Column
    high: Column
    numerator: Column | None = None
    denominator: Column | None = None

    @property
    def is_count(self) -> bool:
        return self.numerator is not None and self.denominator is None

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

    def count(self, cells: Column, true: Column | None = None) -> Column:
        """Count all that lie in the cells, or those of which something is true."""
        # Places are taken faster than truths that come and go are looked through.
        wanted = cells if true is None else cells[np.flatnonzero(true)]
        return np.bincount(wanted, minlength=self.members.size)

    @cached_property
    def complaints(self) -> Column:
        return self.members.counts

    def complaints_in(self, cells: Column, complaints: Column) -> Column:
        """Count complaints in cells; their points lie together."""
        return counts(cells, repeated(cells, complaints), self.members.size)

    def column(self, name: str) -> Column:
        """Return what is known of each complaint in each cell."""
        return self.asked.facts.complaints[name][self.members.once[1]]

    def counted_where(self, true: Column) -> Column:
        return self.count(self.members.once[0], true)


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


def median_of(group: Group, name: str, per: int = 1) -> Figures:
    from api.complaints.patterns import intervals  # noqa: PLC0415

    cells, rows = group.members.once
    ranked = group.asked.facts.ranked(name)
    ranks = ranked.ranks[rows]
    known = np.flatnonzero(ranks != NONE)
    within = cells[known]
    found = intervals.ranked_medians(ranked.values / per, ranks[known], within, group.members.size)
    return Figures(found.value, group.count(within), found.low, found.high)


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
    asked = group.asked
    cells, rows, each = group.members.of_each_point(asked)

    def found(wanted: Sequence[PointFinding]) -> Column:
        return asked.once(wanted, lambda: asked.coded(asked.facts.points, "finding", wanted))

    def having(wanted: Sequence[PointFinding]) -> Column:
        known = np.flatnonzero(found(wanted)[each])
        return group.complaints_in(cells[known], rows[known])

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


def points_share(group: Group) -> Figures:
    """Return the points of each cell as parts of all with the same values but for one dimension."""
    cells, _, points = group.members.of_each_point(group.asked)
    # With marks, a point is there once for each of its own.
    once = np.diff(points, prepend=NONE) != 0
    sizes = [len(values) for values in group.members.shape]
    whole = group.count(cells, once).reshape(sizes)
    if parted := next((each for each in PARTED if each in group.by), None):
        whole = whole.sum(axis=list(group.by).index(parted), keepdims=True)
    return shared(group.count(cells), np.broadcast_to(whole, sizes).reshape(-1))


def decided_after_share(group: Group) -> Figures:
    """Return the share of complaints soon followed by the decision that their case waited for."""
    cells, rows = group.members.once
    within = getattr(group.asked.query, "decided_within", DECIDED_WITHIN)
    waited, decided_ = decided_soon(group.asked, rows, within)
    return shared(group.count(cells, decided_), group.count(cells, waited))


def returned_share(group: Group) -> Figures:
    """Return the share of admitted errors that came back within a year."""
    cells, _, points = group.members.of_each_point(group.asked)
    admitted, returned = came_back(group.asked, points)
    return shared(group.count(cells, returned), group.count(cells, admitted))


def caseworker_changed_share(group: Group) -> Figures:
    changes = group.column("caseworker_changes")
    return shared(group.counted_where(changes > 0), group.counted_where(changes != NONE))


def caseworker_changed_share_uncomplained(group: Group) -> Figures:
    """Return the same share of the decisions that nobody complained of."""
    asked, rows = group.asked, decided_rows(group.asked)
    decisions = asked.facts.decisions
    calm = ~decisions["complained"][rows]
    changed = calm & (decisions["caseworker_changes"][rows] > 0)
    part, whole = (decided(asked, group.by, group.members.shape, each) for each in (changed, calm))
    return shared(part, whole)


def days_to_first_contact(group: Group) -> Figures:
    return median_of(group, "hours", per=HOURS_A_DAY)


def days_to_answer(group: Group) -> Figures:
    return median_of(group, "answer_days")


def days_to_decision(group: Group) -> Figures:
    return median_of(group, "decision_days")


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
    Measure.POINTS_SHARE: points_share,
    Measure.DECIDED_AFTER_SHARE: decided_after_share,
    Measure.DAYS_TO_DECISION: days_to_decision,
    Measure.RETURNED_SHARE: returned_share,
    Measure.CASEWORKER_CHANGED_SHARE: caseworker_changed_share,
    Measure.CASEWORKER_CHANGED_SHARE_UNCOMPLAINED: caseworker_changed_share_uncomplained,
}
OF_DECISIONS_ALONE: Final = frozenset(
    {Measure.PER_100_DECISIONS, Measure.CASEWORKER_CHANGED_SHARE_UNCOMPLAINED}
)
"""What is told of decisions where there are no complaints."""


def check_measures(by: Sequence[Dimension], measures: Sequence[Measure]) -> None:
    """Refuse to tell what can only be 100 %."""
    if Measure.POINTS_SHARE in measures and OF_POINTS.isdisjoint(by):
        raise InvalidInput(
            "points_not_parted",
            "A share of the points is of those with a mark, a finding, a cause or a group of "
            "causes: group by one of these.",
            pointer="by",
        )
