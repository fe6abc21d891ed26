"""Counts of complaints that are told only in whole blocks of at least five. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from api.complaints.protection.answers import Part, ProtectedTable, joined
from api.complaints.protection.meeting import Axis, met
from api.complaints.protection.offered import Chains, chains_for, check_dimensions
from api.complaints.protection.splitting import (
    LEAST,
    BoolArray,
    Coarser,
    IntArray,
    Partition,
    partition,
)

Filters = Mapping[str, Collection[int]]


@dataclass(frozen=True, slots=True)
class Population:
    """The complaints of one period, with a partition for each chain of dimensions."""

    code: int
    rows: int
    feasible: Mapping[str, BoolArray]
    partitions: Sequence[Partition]


@dataclass(frozen=True, slots=True)
class Blocks:
    """All that protected answers are made of. `period` tells populations apart."""

    sizes: Mapping[str, int]
    period: Coarser
    coarser: Mapping[str, Coarser]
    populations: Sequence[Population]

    def count(self, by: Sequence[str], filters: Filters) -> ProtectedTable:
        """Count, by up to three dimensions, complaints that have one of each filter's codes.

        Dimensions and filters are named as columns or as coarser readings of them. No two axes may
        read the same column, but for the period, which goes with any.
        """
        check_dimensions(by, [self._column(name) for name in by])
        axes = [self._axis(name) for name in by]
        masks = self._masks(filters)
        shape = [axis.width + 1 for axis in axes]
        at_least, hidden = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
        for population in self._asked(filters):
            said = _answer(population, [axis for axis in axes if axis.column], masks)
            for place in (population.code, -1) if self.period.name in by else (None,):
                at = tuple(slice(None) if axis.column else place for axis in axes)
                at_least[at] += said.at_least
                hidden[at] |= said.hidden
        return ProtectedTable(tuple(by), at_least, hidden)

    def _column(self, name: str) -> str:
        if name == self.period.name:
            return name
        return self.coarser[name].of if name in self.coarser else name

    def _axis(self, name: str) -> Axis:
        if name == self.period.name:
            return Axis("", self.period.code_of, self.period.size)
        reading = self._reading(name)
        return Axis(reading.of, reading.code_of, reading.size)

    def _reading(self, name: str) -> Coarser:
        return self.coarser.get(name) or Coarser(name, name, np.arange(self.sizes[name]))

    def _masks(self, filters: Filters) -> dict[str, BoolArray]:
        masks: dict[str, BoolArray] = {}
        for name, codes in filters.items():
            if name != self.period.name:
                reading = self._reading(name)
                mask = np.isin(reading.code_of, list(codes))
                masks[reading.of] = masks.get(reading.of, True) & mask
        return masks

    def _asked(self, filters: Filters) -> list[Population]:
        wanted = filters.get(self.period.name)
        return [one for one in self.populations if wanted is None or one.code in wanted]


def blocks_of(
    columns: Mapping[str, IntArray],
    sizes: Mapping[str, int],
    *,
    period: Coarser,
    coarser: Sequence[Coarser] = (),
    chains: Chains | None = None,
    least: int = LEAST,
) -> Blocks:
    """Part complaints into blocks: a row is a complaint, a column its one code in a dimension.

    Codes run from 0 to `sizes`, which is public; "none" has a code of its own. A complaint stands
    in one row only: of several points the first counts. The periods are populations of their own
    and never share a block, so what was told of one does not change when another comes. A column is
    split by its coarser readings first, in their order, each a reading of the next.
    """
    readings = _readings(columns, sizes, coarser)
    period_of = period.code_of[columns[period.of]]
    populations = []
    for code in np.unique(period_of).tolist():
        among = period_of == code
        populations.append(
            _population(
                code,
                {name: column[among] for name, column in columns.items()},
                {**_all_codes(sizes), period.of: period.code_of == code},
                readings,
                chains,
                least,
            )
        )
    return Blocks(sizes, period, {one.name: one for one in coarser}, populations)


def _readings(
    columns: Mapping[str, IntArray], sizes: Mapping[str, int], coarser: Sequence[Coarser]
) -> dict[str, list[Coarser]]:
    """Return the readings of each column from coarse to fine, itself last."""
    readings = {}
    for name, column in columns.items():
        if len(column) and not 0 <= column.min() <= column.max() < sizes[name]:
            raise ValueError(f"{name} has a code that is none of its {sizes[name]}.")
        itself = Coarser(name, name, np.arange(sizes[name]))
        readings[name] = [*(one for one in coarser if one.of == name), itself]
        for one, finer in pairwise(readings[name]):
            pairs = np.unique(np.stack([finer.code_of, one.code_of]), axis=1)
            if pairs.shape[1] > len(np.unique(finer.code_of)):
                raise ValueError(f"{one.name} is no coarser reading of {finer.name}.")
    return readings


def _all_codes(sizes: Mapping[str, int]) -> dict[str, BoolArray]:
    return {name: np.ones(size, dtype=bool) for name, size in sizes.items()}


def _population(
    code: int,
    columns: Mapping[str, IntArray],
    feasible: Mapping[str, BoolArray],
    readings: Mapping[str, Sequence[Coarser]],
    chains: Chains | None,
    least: int,
) -> Population:
    rows = len(next(iter(columns.values())))
    partitions = []
    held_of = ([name for name in chain if name in columns] for chain in chains_for(rows, chains))
    for held in filter(None, held_of):
        levels = [level for name in held for level in readings[name]]
        chained = {name: columns[name] for name in held}
        partitions.append(partition(chained, levels, feasible, least))
    return Population(code, rows, feasible, partitions)


def _answer(population: Population, axes: Sequence[Axis], masks: Mapping[str, BoolArray]) -> Part:
    """Lay what each partition says of its own dimensions along the axes asked for."""
    narrowing = {
        column: mask
        for column, mask in masks.items()
        if (population.feasible[column] & ~mask).any()
    }
    asked = {axis.column for axis in axes} | narrowing.keys()
    parts = [
        _along(axes, one, met(one, *_own(one, axes, narrowing)))
        for one in population.partitions
        if asked & one.allowed.keys()
    ]
    return joined(parts or [met(population.partitions[0], [], {})], population.rows)


def _own(
    one: Partition, axes: Sequence[Axis], masks: Mapping[str, BoolArray]
) -> tuple[list[Axis], dict[str, BoolArray]]:
    return (
        [axis for axis in axes if axis.column in one.allowed],
        {column: mask for column, mask in masks.items() if column in one.allowed},
    )


def _along(axes: Sequence[Axis], one: Partition, part: Part) -> Part:
    """Give the part an axis for each that was asked for, of length 1 where it says nothing."""
    place = tuple(slice(None) if axis.column in one.allowed else None for axis in axes)
    return Part(part.at_least[place], part.hidden[place])
