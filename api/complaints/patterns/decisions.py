"""How many decisions the complaints of each cell are measured against."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from api.complaints.facts.columns import NONE, Column
from api.complaints.patterns.dimensions import OF_DECISIONS, Dimension
from api.complaints.patterns.grouping import Places, Values, cell_codes, of_rows
from api.complaints.patterns.selecting import Asked


def decided(
    asked: Asked,
    by: Sequence[Dimension],
    shape: Sequence[Values],
    among: Column | None = None,
) -> Any:
    """Count the decisions of each cell: by what decisions are grouped by, the same in the rest.

    `among` says which of the chosen decisions count; all, if it is left out.
    """
    own = tuple(each for each in by if each in OF_DECISIONS)
    if among is None:
        counted, axes = asked.once(("decided", own), lambda: decided_by(asked, own))
    else:
        counted, axes = decided_by(asked, own, among)
    wanted = dict(zip(by, shape, strict=True))
    index = [{value: code for code, value in enumerate(axis)} for axis in axes]
    taken = [
        [codes.get(value, NONE) for value in wanted[each]]
        for each, codes in zip(own, index, strict=True)
    ]
    # A value that no decision has is taken from the end, where nothing was counted.
    padded = np.zeros([size + 1 for size in counted.shape], np.int64)
    padded[tuple(map(slice, counted.shape))] = counted
    cells = padded[np.ix_(*taken)]
    spread = [len(wanted[each]) if each in own else 1 for each in by]
    return np.broadcast_to(cells.reshape(spread), [len(each) for each in shape]).reshape(-1)


def decided_by(
    asked: Asked, own: Sequence[Dimension], among: Column | None = None
) -> tuple[Column, list[Values]]:
    """Count the decisions by some dimensions of theirs, and return the values on each."""
    places = [decided_places(asked, each) for each in own]
    axes = [each.values for each in places]
    cells = cell_codes(places, len(decided_rows(asked)))
    cells = cells if among is None else cells[np.flatnonzero(among)]
    sizes = [len(axis) for axis in axes]
    return np.bincount(cells, minlength=math.prod(sizes)).reshape(sizes), axes


def decided_rows(asked: Asked) -> Column:
    return asked.once("decisions", lambda: np.flatnonzero(asked.decisions))


def decided_places(asked: Asked, dimension: Dimension) -> Places:
    """Return where the chosen decisions lie in a dimension."""
    rows, chosen = asked.facts.decisions, decided_rows(asked)
    return asked.once(("decisions", dimension), lambda: of_rows(asked, rows, chosen, dimension))
