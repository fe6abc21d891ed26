"""One who asks everything, and works out what the answers leave possible."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr
from scipy.optimize import Bounds, LinearConstraint, milp

from api.complaints.protection.answers import ProtectedTable
from api.complaints.protection.splitting import BoolArray, IntArray
from tests.api.complaints.protection.populations import Question

MOST = 1_000  # complaints that a year of these may have, if nothing is told of it

Answer = Callable[[Question], ProtectedTable]


@dataclass(frozen=True, slots=True)
class Known:
    """Each distinct set of complaints that was asked for: what was shown, or at least.

    `agree`: it was the same however it was asked for.
    """

    cells: BoolArray
    shown: BoolArray
    number: IntArray
    agree: bool


def ask(questions: Iterable[Question], answer: Answer) -> Known:
    """Ask all, and keep the best answer about each set of complaints."""
    said: dict[bytes, tuple[bool, int]] = {}
    agree = True
    for question in questions:
        table = answer(question)
        told = zip((~table.hidden).ravel().tolist(), table.at_least.ravel().tolist(), strict=True)
        for cell, one in zip(question.cells(), told, strict=True):
            before = said.setdefault(cell.tobytes(), one)
            agree &= before == one
            said[cell.tobytes()] = max(before, one)
    cells = np.array([np.frombuffer(cell, dtype=bool) for cell in said])
    shown, number = zip(*said.values(), strict=True)
    return Known(cells, np.array(shown), np.array(number), agree)


def recovered(known: Known, true: IntArray) -> Iterator[BoolArray]:
    """Return the cells of 1 to 4 complaints that the answers leave one possible number for.

    Every set of whole numbers that gives the same answers is a world that may be the true one. A
    cell is safe once a world is found where it has another number; of each that is not yet, the
    least and the greatest number possible are sought.
    """
    counts = known.cells @ true
    in_doubt = (counts >= 1) & (counts <= 4)
    while in_doubt.any():
        at = int(in_doubt.argmax())
        for sign in (1, -1):
            world = _world(known, sign * known.cells[at].astype(float))
            in_doubt &= known.cells @ world == counts
        if in_doubt[at]:
            in_doubt[at] = False
            yield known.cells[at]


def _world(known: Known, cost: NDArray[np.float64]) -> IntArray:
    """Return the whole numbers that give all the answers, with the least cost."""
    impossible = known.cells[known.shown & (known.number == 0)].any(axis=0)
    constraints = []
    for chosen, top in ((known.shown, 0.0), (~known.shown & (known.number > 0), np.inf)):
        if chosen.any():
            rows, number = known.cells[chosen].astype(float), known.number[chosen]
            if top == 0:
                kept = _independent(rows)
                rows, number = rows[kept], number[kept]
            constraints.append(LinearConstraint(rows, number, number + top))
    most = np.where(impossible, 0, MOST)
    found = milp(
        cost, integrality=np.ones(len(cost)), bounds=Bounds(0, most), constraints=constraints
    )
    assert found.success
    world: IntArray = np.rint(found.x).astype(np.int64)
    return world


def _independent(rows: NDArray[np.float64]) -> IntArray:
    """Return rows that all the others follow from."""
    _, upper, order = qr(rows.T, mode="economic", pivoting=True)
    kept: IntArray = order[: int((np.abs(np.diag(upper)) > 1e-9).sum())]
    return kept
