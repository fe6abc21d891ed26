"""How one population of complaints is parted into blocks, dimension after dimension. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST = 5
"""The smallest count that may be told, and the size of the smallest block."""

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coarser:
    """A coarser reading of a dimension: `code_of` gives for each of its codes the coarser one."""

    of: str
    name: str
    code_of: IntArray

    @property
    def size(self) -> int:
        return int(self.code_of.max(initial=-1)) + 1


@dataclass(frozen=True, slots=True)
class Partition:
    """Blocks: how many complaints each has, and which codes they may have in each dimension.

    A block with one code left is specified in that dimension. `block_of` tells each row's block.
    Of a veiled partition not even the size is told.
    """

    sizes: IntArray
    allowed: Mapping[str, BoolArray]
    block_of: IntArray
    veiled: bool = False


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The nodes after a level: the node each came from, its code, and whether it is a rest."""

    of_row: IntArray
    parent: IntArray
    code: IntArray
    rest: BoolArray


def partition(
    columns: Mapping[str, IntArray],
    levels: Sequence[Coarser],
    feasible: Mapping[str, BoolArray],
    least: int = LEAST,
) -> Partition:
    """Part the rows level by level; the levels of a dimension stand from coarse to fine.

    `feasible` are the codes that a row of this population may have. What is unspecified at a coarse
    level stays so at the finer ones: there it would tell which value had joined the small ones.
    """
    rows = len(next(iter(columns.values())))
    node = np.zeros(rows, dtype=np.int64)
    allowed = {name: feasible[name][None, :] for name in columns}
    specified = {name: np.ones(1, dtype=bool) for name in columns}
    if rows < least:
        return Partition(np.array([rows]), allowed, node, veiled=True)
    for level in levels:
        nodes = _split(node, level, columns[level.of], specified[level.of], least)
        narrowed = _narrowed(allowed[level.of], nodes, level)
        allowed = {name: codes[nodes.parent] for name, codes in allowed.items()}
        specified = {name: known[nodes.parent] for name, known in specified.items()}
        allowed[level.of], specified[level.of] = narrowed, ~nodes.rest
        node = nodes.of_row
    return Partition(np.bincount(node), allowed, node)


def _split(
    node: IntArray, level: Coarser, codes: IntArray, specified: BoolArray, least: int
) -> _Nodes:
    width = level.size + 1
    pairs, pair_of, counts = np.unique(
        node * width + level.code_of[codes], return_inverse=True, return_counts=True
    )
    parent = pairs // width
    rest = _in_rest(parent, counts, least) | ~specified[parent]
    pairs[rest] = parent[rest] * width + level.size
    kept, kept_of = np.unique(pairs, return_inverse=True)
    code = kept % width
    return _Nodes(kept_of[pair_of], kept // width, code, code == level.size)


def _in_rest(parent: IntArray, counts: IntArray, least: int) -> BoolArray:
    """Tell which values of each node go into its rest, by nothing but their counts.

    The small ones do, and with them always the smallest that is not small, and all of its size: so
    the rest never tells which of its values are small. Where it only helped out in need, "two
    values, none of 5, together 8" would say 4 and 4, and "joined, together 6" 5 and 1.
    """
    small = counts < least
    with_small = np.bincount(parent, weights=small) > 0
    smallest = np.full(len(with_small), np.iinfo(np.int64).max)
    np.minimum.at(smallest, parent[~small], counts[~small])
    joined: BoolArray = small | (with_small[parent] & (counts == smallest[parent]))
    return joined


def _narrowed(allowed: BoolArray, nodes: _Nodes, level: Coarser) -> BoolArray:
    """Return the codes left to each node: its own, or all that no sibling took."""
    own = level.code_of[None, :] == nodes.code[:, None]
    taken = np.zeros((len(allowed), level.size + 1), dtype=bool)
    taken[nodes.parent, nodes.code] = True
    free = ~taken[nodes.parent][:, level.code_of]
    left: BoolArray = allowed[nodes.parent] & np.where(nodes.rest[:, None], free, own)
    return left
