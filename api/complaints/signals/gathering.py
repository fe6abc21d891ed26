"""What signals are looked for in, gathered from the facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final

import numpy as np

from api.calendar.lengths import add_months
from api.complaints.facts.columns import NONE, Column
from api.complaints.patterns.decisions import decided, decided_places, decided_rows
from api.complaints.patterns.dimensions import Dimension
from api.complaints.patterns.grouping import cell_codes, members
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.spans import MONTHS_OF, Span, period_name
from api.complaints.signals.excess import Exposed
from api.complaints.signals.finding import Cell, Label
from api.complaints.signals.rules import PERIODS_BEFORE, SignalKind
from api.complaints.signals.series import Series
from api.complaints.signals.silence import Spots

SINGLE: Final = (Dimension.CAUSE, Dimension.CAUSE_GROUP, Dimension.UNIT, Dimension.CASE_TYPE)
WITHIN: Final = {Dimension.CAUSE, Dimension.CAUSE_GROUP}
PAIRS: Final = tuple(pair for pair in combinations(SINGLE, 2) if set(pair) != WITHIN)
MONTHS_A_QUARTER: Final = 3
QUARTERS_A_YEAR: Final = 4
LATE: Final = ("overdue", "overdue_not_notified")


@dataclass(frozen=True)
class Periods:
    """Equal periods one after another, the last of which is the current one."""

    dimension: Dimension
    first_on: date
    number: int

    @property
    def months(self) -> int:
        return MONTHS_OF[self.dimension]

    @property
    def span(self) -> Span:
        return Span(self.first_on, add_months(self.first_on, self.number * self.months))

    @property
    def names(self) -> tuple[str, ...]:
        months = (self.first_on.year - 1970) * 12 + self.first_on.month - 1
        first = months // self.months
        return tuple(period_name(self.dimension, first + n) for n in range(self.number))

    @property
    def seasons(self) -> tuple[int, ...]:
        of_year = 12 // self.months
        first = (self.first_on.month - 1) // self.months
        return tuple((first + n) % of_year for n in range(self.number))

    def last(self, number: int) -> Span:
        """Return the days of the last so many periods."""
        before_on = self.span.before_on
        assert before_on  # noqa: S101 - it has an end
        return Span(add_months(before_on, -number * self.months), before_on)


def quarters_until(before_on: date, earliest: date | None) -> Periods:
    """Return the quarter that ends on a day, and two years before it as far as there is data."""
    number = PERIODS_BEFORE + 1
    first = add_months(before_on, -MONTHS_A_QUARTER * number)
    while earliest and number > 1 and add_months(first, MONTHS_A_QUARTER) <= earliest:
        first, number = add_months(first, MONTHS_A_QUARTER), number - 1
    return Periods(Dimension.QUARTER, first, number)


def counts_of(asked: Asked, by: Sequence[Dimension], periods: Periods) -> tuple[Any, Any, Any]:
    """Return complaints and decisions of cells by period, and the values of the cells."""
    found = members(asked, [*by, periods.dimension])
    shape = (*found.shape[:-1], periods.names)
    places = {name: place for place, name in enumerate(found.shape[-1])}
    taken = [places.get(name, NONE) for name in periods.names]
    # In a period that no complaint lies in, as many are counted as of which it is not known: none.
    counts = found.counts.reshape(-1, len(places))[:, taken]
    under = decided(asked, [*by, periods.dimension], shape).reshape(-1, periods.number)
    return counts.astype(np.float64), under.astype(np.float64), shape[:-1]


def cells_of(
    asked: Asked, by: Sequence[Dimension], periods: Periods
) -> tuple[list[Cell], Column, Column]:
    """Return the cells of which something is known and counted, with complaints and decisions."""
    counts, under, shape = counts_of(asked, by, periods)
    labels = [
        [Label(dimension.value, value) for value in values if value is not None]
        for dimension, values in zip(by, shape, strict=True)
    ]
    # The last value of each dimension stands for those of which it is not known.
    sizes = [len(values) for values in shape]
    known = np.zeros(sizes, np.bool_)
    known[tuple(slice(0, size - 1) for size in sizes)] = True
    places = np.flatnonzero((counts.sum(axis=1) > 0) & known.reshape(-1))
    codes = [each.tolist() for each in np.unravel_index(places, sizes)]
    sides = [[names[code] for code in side] for names, side in zip(labels, codes, strict=True)]
    return list(zip(*sides, strict=True)), counts[places], under[places]


def series_of(asked: Asked, periods: Periods, groups: Sequence[Sequence[Dimension]]) -> Series:
    """Return the series of every cell of some groupings."""
    asked = asked.of(periods.span)
    parts = [cells_of(asked, by, periods) for by in groups]
    whole, decisions, _ = counts_of(asked, [], periods)
    causes = asked.places.causes
    group, cause = Dimension.CAUSE_GROUP.value, Dimension.CAUSE.value
    return Series(
        cells=[cell for cells, _, _ in parts for cell in cells],
        counts=np.concatenate([counts for _, counts, _ in parts]),
        exposure=np.concatenate([under for _, _, under in parts]),
        periods=periods.names,
        seasons=periods.seasons,
        all_counts=whole[0],
        all_exposure=decisions[0],
        parents={Label(cause, key): Label(group, above) for key, above in causes.above.items()},
    )


def everything(asked: Asked, periods: Periods) -> Series:
    """Return what rises and falls are looked for in: each value and each pair of values."""
    return series_of(asked, periods, [*((each,) for each in SINGLE), *PAIRS])


def strata(asked: Asked) -> tuple[Column, list[Cell], Column]:
    """Return which unit and case type each decision lies in, the cells, and the chosen rows."""
    unit = decided_places(asked, Dimension.UNIT)
    kind = decided_places(asked, Dimension.CASE_TYPE)
    codes = cell_codes([unit, kind], len(unit.codes))
    present = np.flatnonzero(np.bincount(codes))
    place = np.zeros(len(unit.values) * len(kind.values), np.int64)
    place[present] = np.arange(len(present))
    units = [Label(Dimension.UNIT.value, value or "") for value in unit.values]
    kinds = [Label(Dimension.CASE_TYPE.value, value or "") for value in kind.values]
    cells: list[Cell] = [
        (units[code // len(kinds)], kinds[code % len(kinds)]) for code in present.tolist()
    ]
    return place[codes], cells, decided_rows(asked)


def spots_of(asked: Asked, periods: Periods) -> Spots:
    """Return lateness and complaints of each case type in each unit, over the last year."""
    asked = asked.of(periods.last(min(periods.number, QUARTERS_A_YEAR)))
    places, cells, chosen = strata(asked)
    late = is_one_of(asked, chosen, LATE)
    found = members(asked, [Dimension.UNIT, Dimension.CASE_TYPE])
    counted = np.bincount(found.cells, minlength=found.size).reshape(
        [len(axis) for axis in found.shape]
    )
    units, kinds = ({value: code for code, value in enumerate(axis)} for axis in found.shape)
    complaints = [
        int(counted[units[unit.value], kinds[kind.value]])
        if unit.value in units and kind.value in kinds
        else 0
        for unit, kind in cells
    ]
    return Spots(
        cells=cells,
        late=counted_by(places, late, len(cells)),
        decisions=counted_by(places, np.ones(len(places), np.bool_), len(cells)),
        complaints=np.array(complaints, np.float64),
        period=told(asked.span),
    )


def exposures_of(asked: Asked, periods: Periods) -> Iterator[Exposed]:
    """Return decisions after a change of caseworker, and late ones without notice, each unit's too.

    Compared are cases that were not complained of before it had happened to them.
    """
    asked = asked.of(periods.span)
    places, cells, chosen = strata(asked)
    rows = asked.facts.decisions
    complained = rows["complained"][chosen]
    changed = rows["caseworker_changes"][chosen] > 0
    everyone = np.ones(len(chosen), np.bool_)
    late = is_one_of(asked, chosen, LATE)
    unnotified = is_one_of(asked, chosen, LATE[1:])
    units = sorted({cell[0] for cell in cells})
    place_of = {unit: place for place, unit in enumerate(units)}
    lies_in = np.array([place_of[cell[0]] for cell in cells])
    for kind, exposed, among in (
        (SignalKind.EXCESS_AFTER_CASEWORKER_CHANGE, changed, everyone),
        (SignalKind.EXCESS_AFTER_MISSING_NOTICE, unnotified, late),
    ):
        a, n, b, m = (
            counted_by(places, mask & among, len(cells))
            for mask in (exposed & complained, exposed, ~exposed & complained, ~exposed)
        )
        yield Exposed(kind, (), a, n, b, m, told(asked.span))
        for place, unit in enumerate(units):
            own = lies_in == place
            yield Exposed(kind, (unit,), a[own], n[own], b[own], m[own], told(asked.span))


def is_one_of(asked: Asked, chosen: Column, states: Sequence[str]) -> Column:
    names = asked.facts.names["deadline_state"]
    found: Column = np.isin(
        asked.facts.decisions["deadline_state"][chosen], [names.known(each) for each in states]
    )
    return found


def counted_by(places: Column, chosen: Column, number: int) -> Any:
    return np.bincount(places[chosen], minlength=number).astype(np.float64)


def told(span: Span) -> str:
    return f"{span.first_on}/{span.before_on}"


def earliest_day(asked: Asked) -> date | None:
    """Return the day of the first complaint that may be counted."""
    days = asked.facts.complaints["day"][asked.complaints]
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(days.min())) if len(days) else None
