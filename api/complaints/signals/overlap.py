"""Which signals tell the same, so that a reader is told once. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.complaints.signals.finding import Cell, Finding, Label

Sides = dict[str, str]
Leading = dict[tuple[bool, tuple[str, str]], list[tuple[int, Sides]]]


def tell_once(findings: Sequence[Finding], parents: Mapping[Label, Label]) -> list[Finding]:
    """Return findings, strongest first, the weaker of those that overlap pointing to the stronger.

    Changes overlap if they go the same way, have a label in common and are nowhere apart: a cause
    in a unit and that cause; a cause in a unit and the cause's group; also one cell that rose
    against its past and against the rest. Two units with the same cause are apart.
    """
    leading: Leading = defaultdict(list)
    told: list[Finding] = []
    for place, found in enumerate(sorted(findings, key=_strength)):
        sides = _with_parents(found.cell, parents)
        leader = _leader(found, sides, leading) if found.is_change else None
        if leader is None and found.is_change:
            for side in sides.items():
                leading[found.rose, side].append((place, sides))
        told.append(found if leader is None else replace(found, also_seen_in=leader))
    return told


def _leader(found: Finding, sides: Sides, leading: Leading) -> int | None:
    """Return the first of those that went the same way, share a label and are nowhere apart."""
    return min(
        (
            place
            for side in sides.items()
            for place, theirs in leading.get((found.rose, side), ())
            if all(theirs.get(name, value) == value for name, value in sides.items())
        ),
        default=None,
    )


def _strength(found: Finding) -> tuple[float, float, int]:
    """Order by how sure it is, then by how much it is above or below, then the general first."""
    return found.p, -abs(found.observed - found.expected), len(found.cell)


def _with_parents(cell: Cell, parents: Mapping[Label, Label]) -> Sides:
    """Return a cell's labels with what they lie within, so that a group meets its causes."""
    sides = dict(cell)
    for label in cell:
        above = parents.get(label)
        while above:
            sides.setdefault(above.dimension, above.value)
            above = parents.get(above)
    return sides
