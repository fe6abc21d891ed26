"""Small populations of complaints, and every question that may be asked of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

import numpy as np

from api.complaints.protection.blocks import Blocks, blocks_of
from api.complaints.protection.offered import Chains
from api.complaints.protection.splitting import LEAST, BoolArray, Coarser, IntArray

SIZES = {"unit": 4, "cause": 4, "kind": 2, "quarter": 4}
AREA = Coarser("unit", "area", np.array([0, 0, 0, 1]))
CAUSE_GROUP = Coarser("cause", "cause_group", np.array([0, 0, 1, 1]))
YEAR = Coarser("quarter", "year", np.array([0, 0, 1, 1]))
READINGS = {
    **{name: Coarser(name, name, np.arange(size)) for name, size in SIZES.items()},
    **{reading.name: reading for reading in (AREA, CAUSE_GROUP, YEAR)},
}

ONE_CHAIN: Chains = (("unit", "cause", "kind", "quarter"),)
SOME_CHAINS: Chains = (("unit", "kind"), ("cause",), ("quarter",))

POSSIBLE = {
    name: codes.ravel()
    for name, codes in zip(SIZES, np.indices(tuple(SIZES.values())), strict=True)
}
"""All that a complaint can be, one place each: the attacker's unknowns are how many are."""

Columns = dict[str, IntArray]


def population(seed: int) -> Columns:
    """Return 20 to 600 complaints, skewed, with a unit of 1 to 4 and a cause only one unit has."""
    chance = np.random.default_rng(seed)
    rows = int(chance.choice([20, 40, 80, 150, 300, 600]))
    columns = {
        name: chance.choice(size, rows, p=chance.dirichlet(np.full(size, 0.8)))
        for name, size in SIZES.items()
    }
    columns["cause"][columns["cause"] == 3] = 2
    columns["cause"][: int(chance.integers(1, 9))] = 3
    columns["unit"][columns["cause"] == 3] = 0
    columns["unit"][columns["unit"] == 2] = 1
    columns["unit"][-int(chance.integers(1, 5)) :] = 2
    return columns


def parted(columns: Columns, chains: Chains, least: int = LEAST) -> Blocks:
    return blocks_of(
        columns, SIZES, period=YEAR, coarser=(AREA, CAUSE_GROUP), chains=chains, least=least
    )


def truth(columns: Columns) -> IntArray:
    """Return how many complaints are each of all that is possible."""
    places = np.ravel_multi_index(tuple(columns[name] for name in SIZES), tuple(SIZES.values()))
    return np.bincount(places, minlength=len(POSSIBLE["unit"]))


@dataclass(frozen=True, slots=True)
class Question:
    """A grouping with filters."""

    by: tuple[str, ...]
    filters: Mapping[str, Sequence[int]]

    def cells(self) -> BoolArray:
        """Return what is possible in each cell, the totals too, in the order of the table."""
        sides = [_side(name) for name in self.by]
        behind = np.ones((1, len(POSSIBLE["unit"])), dtype=bool)
        for name, codes in self.filters.items():
            behind &= np.isin(READINGS[name].code_of[POSSIBLE[READINGS[name].of]], codes)
        return reduce(
            lambda cells, side: (cells[:, None, :] & side[None]).reshape(-1, cells.shape[1]),
            sides,
            behind,
        )


def _side(name: str) -> BoolArray:
    reading = READINGS[name]
    codes = reading.code_of[POSSIBLE[reading.of]]
    own = codes == np.arange(reading.size)[:, None]
    return np.vstack([own, np.ones((1, len(codes)), dtype=bool)])


def groupings(most: int) -> list[tuple[str, ...]]:
    """Return all groupings by so many dimensions or fewer that may be asked."""
    columns = {name: READINGS[name].of for name in READINGS} | {"year": "year"}
    return [
        by
        for size in range(most + 1)
        for by in combinations(READINGS, size)
        if len({columns[name] for name in by}) == size
    ]


def all_questions() -> Iterator[Question]:
    """Ask by up to three, by up to two of one value or all but one, and by one of two values."""
    yield from (Question(by, {}) for by in groupings(3))
    singles = [
        {name: codes}
        for name, reading in READINGS.items()
        for code in range(reading.size)
        for codes in ([code], [other for other in range(reading.size) if other != code])
    ]
    yield from (Question(by, single) for by in groupings(2) for single in singles)
    for one, other in combinations(singles, 2):
        if one.keys() != other.keys():
            yield from (Question(by, one | other) for by in groupings(1))
