"""One who also knows how the blocks are made, and runs the method on every world, learns no more.

Every population of a small universe is parted. Those that come out alike can't be told apart, by
any answer: so each cell of 1 to 4 complaints must have another number in one that comes out alike.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product
from math import prod

import numpy as np
import pytest

from api.complaints.protection import splitting
from api.complaints.protection.splitting import BoolArray, Coarser, IntArray, partition


def plain(*sizes: int) -> list[Coarser]:
    return [Coarser(f"d{at}", f"d{at}", np.arange(size)) for at, size in enumerate(sizes)]


GROUPED = [Coarser("d0", "group", np.array([0, 0, 1, 1])), *plain(4)]
UNEVEN = [Coarser("d0", "group", np.array([0, 1, 1])), *plain(3, 2)]
APART = [plain(2, 2)[:1], plain(2, 2)[1:]]

UNIVERSES = {
    "two values": ([plain(2)], range(5, 25)),
    "three values": ([plain(3)], range(5, 25)),
    "four values": ([plain(4)], range(5, 16)),
    "two by two": ([plain(2, 2)], range(5, 14)),
    "two by three": ([plain(2, 3)], range(7, 9)),
    "two by two by two": ([plain(2, 2, 2)], range(5, 7)),
    "two groups of two": ([GROUPED], range(5, 14)),
    "uneven groups by two": ([UNEVEN], range(7, 9)),
    "two dimensions in two chains": (APART, range(5, 14)),
}

Levels = Sequence[Sequence[Coarser]]


def told_apart(chains: Levels, rows: int) -> int:
    """Count cells of 1 to 4 complaints that have one number in all worlds that come out alike."""
    sizes = {level.of: len(level.code_of) for levels in chains for level in levels}
    cells = _cells(list(sizes.values()))
    worlds: dict[object, list[IntArray]] = defaultdict(list)
    for world in _worlds(prod(sizes.values()), rows):
        worlds[_outcome(chains, sizes, world)].append(cells @ world)
    found = 0
    for alike in worlds.values():
        counts = np.array(alike)
        one_number = (counts == counts[0]).all(axis=0)
        found += int((one_number & (counts[0] >= 1) & (counts[0] <= 4)).sum())
    return found


def _worlds(places: int, rows: int) -> Iterator[IntArray]:
    for bars in combinations(range(rows + places - 1), places - 1):
        yield np.diff(np.array([-1, *bars, rows + places - 1])) - 1


def _cells(sizes: Sequence[int]) -> BoolArray:
    """Return every set of places that is a product of sets of codes."""
    sides = [
        [
            np.isin(np.arange(size), chosen)
            for chosen in chain.from_iterable(
                combinations(range(size), count) for count in range(1, size + 1)
            )
        ]
        for size in sizes
    ]
    return np.array([_outer(side) for side in product(*sides)])


def _outer(sides: Sequence[BoolArray]) -> BoolArray:
    places = np.ones(1, dtype=bool)
    for side in sides:
        places = (places[:, None] & side[None, :]).ravel()
    return places


def _outcome(chains: Levels, sizes: dict[str, int], world: IntArray) -> object:
    place = np.repeat(np.arange(len(world)), world)
    codes = dict(zip(sizes, np.unravel_index(place, tuple(sizes.values())), strict=True))
    feasible = {name: np.ones(size, dtype=bool) for name, size in sizes.items()}
    return tuple(
        _told(partition({one.of: codes[one.of] for one in levels}, levels, feasible))
        for levels in chains
    )


def _told(parted: splitting.Partition) -> object:
    if parted.veiled:
        return "veiled"
    sides = np.hstack(list(parted.allowed.values()))
    return tuple(sorted(zip(map(bytes, sides), parted.sizes.tolist(), strict=True)))


@pytest.mark.parametrize("universe", UNIVERSES)
def test_no_small_count_follows_from_the_method(universe: str) -> None:
    chains, totals = UNIVERSES[universe]
    assert [rows for rows in totals if told_apart(chains, rows)] == []


def test_it_would_if_a_sibling_joined_only_a_rest_that_is_too_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def in_need(parent: IntArray, counts: IntArray, least: int) -> BoolArray:
        small = counts < least
        too_small = np.bincount(parent, weights=counts * small) < least
        joined = np.zeros(len(counts), dtype=bool)
        for node in np.unique(parent[small]):
            of_node = (parent == node) & ~small
            if too_small[node] and of_node.any():
                joined[np.flatnonzero(of_node)[counts[of_node].argmin()]] = True
        return small | joined

    monkeypatch.setattr(splitting, "_in_rest", in_need)
    assert told_apart([plain(3)], 18) > 0
