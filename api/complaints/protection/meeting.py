"""How the blocks of a partition meet the cells of a question. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from api.complaints.protection.answers import Part
from api.complaints.protection.splitting import BoolArray, IntArray, Partition

AT_ONCE = 1_000  # blocks that are laid against all cells at a time; bounds the memory

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension asked for: `code_of` leads from the codes of its column to those of the axis."""

    column: str
    code_of: IntArray
    width: int


def met(partition: Partition, axes: Sequence[Axis], masks: Mapping[str, BoolArray]) -> Part:
    """Return for each cell, and each total, the complaints of the blocks that lie wholly in it.

    It is hidden if another block may reach into it.
    """
    reached, behind = _by_masks(partition, axes, masks)
    sides = [_by_axis(partition, axis, masks.get(axis.column)) for axis in axes]
    touches = [touch[reached].astype(float) for touch, _ in sides]
    wholes = [whole[reached].astype(float) for _, whole in sides]
    sizes, held = partition.sizes[reached].astype(float), behind[reached].astype(float)
    groups = _alike([held[:, None], *touches, *wholes], sizes)
    shape = [axis.width + 1 for axis in axes]
    at_least, partly = np.zeros(shape), np.zeros(shape)
    for start in range(0, len(groups.first), AT_ONCE):
        some = groups.first[start : start + AT_ONCE]
        whole = [held[some, None], *(side[some] for side in wholes)]
        at_least += _laid(groups.total[start : start + AT_ONCE], whole).reshape(shape)
        touch = _laid(np.ones(len(some)), [side[some] for side in touches]).reshape(shape)
        partly += touch - _laid(np.ones(len(some)), whole).reshape(shape)
    return Part(np.rint(at_least).astype(np.int64), partly > 0)


@dataclass(frozen=True, slots=True)
class _Alike:
    """Groups of blocks that meet the question alike: the first of each, and their complaints."""

    first: IntArray
    total: FloatArray


def _alike(sides: Sequence[FloatArray], sizes: FloatArray) -> _Alike:
    bits = np.packbits(np.hstack(sides).astype(bool), axis=1)
    rows = np.ascontiguousarray(bits).view(np.dtype((np.void, bits.shape[1])))[:, 0]
    _, first, group = np.unique(rows, return_index=True, return_inverse=True)
    return _Alike(first.astype(np.int64), np.bincount(group, sizes).astype(float))


def _laid(weights: FloatArray, sides: Sequence[FloatArray]) -> FloatArray:
    """Return, for each cell, the weights of the blocks for which all sides hold."""
    *before, last = [np.ones((len(weights), 1)), *sides]
    laid: FloatArray = reduce(_spread, before, weights[:, None]).T @ last
    return laid


def _spread(one: FloatArray, side: FloatArray) -> FloatArray:
    return (one[:, :, None] * side[:, None, :]).reshape(len(one), -1)


def _by_axis(
    partition: Partition, axis: Axis, mask: BoolArray | None
) -> tuple[BoolArray, BoolArray]:
    """Tell which blocks may reach into each code of the axis and its total, and which lie in it."""
    allowed = partition.allowed[axis.column]
    places = np.zeros((len(axis.code_of), axis.width + 1), dtype=np.float32)
    places[np.arange(len(axis.code_of)), axis.code_of] = 1
    places[:, -1] = 1
    asked = allowed if mask is None else allowed & mask
    codes = asked.astype(np.float32) @ places
    touch = codes > 0
    return touch, touch & (codes == allowed.sum(axis=1)[:, None])


def _by_masks(
    partition: Partition, axes: Sequence[Axis], masks: Mapping[str, BoolArray]
) -> tuple[BoolArray, BoolArray]:
    """Tell which blocks may reach behind the filters that are no axes, and which lie there."""
    blocks = len(partition.sizes)
    touch, whole = np.ones(blocks, dtype=bool), np.full(blocks, not partition.veiled)
    for column, mask in masks.items():
        if column not in {axis.column for axis in axes}:
            touch &= (partition.allowed[column] & mask).any(axis=1)
            whole &= ~(partition.allowed[column] & ~mask).any(axis=1)
    return touch, whole
