"""What is answered of protected figures: counts, and which of them are hidden. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from api.complaints.protection.splitting import BoolArray, IntArray

TOTAL = -1
"""The place of the total on each axis of a table: its last."""


@dataclass(frozen=True, slots=True)
class ProtectedCell:
    """A cell; a code of None stands for the total over that dimension.

    `at_least` is what can be told of a hidden count, and the count itself of one that is shown.
    """

    codes: tuple[int | None, ...]
    count: int | None
    hidden: bool
    at_least: int


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """Counts by up to three dimensions, with all their totals in the last place of each axis."""

    by: tuple[str, ...]
    at_least: IntArray
    hidden: BoolArray

    @property
    def shown(self) -> NDArray[np.float64]:
        """Return the counts, NaN where they are hidden, as rates and intervals take them."""
        return np.where(self.hidden, np.nan, self.at_least)

    def cell(self, *codes: int | None) -> ProtectedCell:
        """Return one cell; None asks for the total over that dimension."""
        place = tuple(TOTAL if code is None else code for code in codes)
        hidden, at_least = bool(self.hidden[place]), int(self.at_least[place])
        return ProtectedCell(codes, None if hidden else at_least, hidden, at_least)

    def cells(self) -> Iterator[ProtectedCell]:
        """Return all cells, the totals too, in the order of their codes."""
        for place in np.ndindex(self.hidden.shape):
            ends = zip(place, self.hidden.shape, strict=True)
            yield self.cell(*(None if at == size - 1 else at for at, size in ends))


@dataclass(frozen=True, slots=True)
class Part:
    """What one partition of a population says to a question, on its own axes."""

    at_least: IntArray
    hidden: BoolArray


def joined(parts: Sequence[Part], rows: int) -> Part:
    """Return what partitions of the same rows, by unlike dimensions, say together.

    Nobody knows how their blocks meet. So a cell is known only where one part has nothing in it, or
    all parts but one have everything in it.
    """
    first, *others = parts
    for other in others:
        first = _both(first, other, rows)
    return first


def _both(one: Part, other: Part, rows: int) -> Part:
    one_has_all = ~one.hidden & (one.at_least == rows)
    other_has_all = ~other.hidden & (other.at_least == rows)
    nothing = _empty(one) | _empty(other)
    hidden = np.where(one_has_all, other.hidden, np.where(other_has_all, one.hidden, ~nothing))
    at_least = np.where(one_has_all, other.at_least, np.where(other_has_all, one.at_least, 0))
    return Part(at_least, hidden)


def _empty(part: Part) -> BoolArray:
    empty: BoolArray = ~part.hidden & (part.at_least == 0)
    return empty
