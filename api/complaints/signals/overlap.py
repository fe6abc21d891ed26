"""Which signals tell the same, so that a reader is told once. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.complaints.signals.finding import Cell, Finding, Label


def tell_once(findings: Sequence[Finding], parents: Mapping[Label, Label]) -> list[Finding]:
    """Return findings, strongest first, the weaker of those that overlap pointing to the stronger.

    Changes overlap if they go the same way, have a label in common and are nowhere apart: a cause
    in a unit and that cause; a cause in a unit and the cause's group; also one cell that rose
    against its past and against the rest. Two units with the same cause are apart.
    """
    ordered = sorted(findings, key=_strength)
    leading: list[tuple[int, Finding, dict[str, str]]] = []
    told: list[Finding] = []
    for place, found in enumerate(ordered):
        sides = _with_parents(found.cell, parents)
        same = (
            at for at, other, theirs in leading if _alike(found, other) and _meet(sides, theirs)
        )
        leader = next(same, None)
        if leader is None:
            leading.append((place, found, sides))
        told.append(replace(found, also_seen_in=leader))
    return told


def _strength(found: Finding) -> tuple[float, float, int]:
    """Order by how sure it is, then by how much it is above or below, then the general first."""
    return found.p, -abs(found.observed - found.expected), len(found.cell)


def _alike(found: Finding, other: Finding) -> bool:
    return found.is_change and other.is_change and found.rose == other.rose


def _meet(sides: dict[str, str], theirs: dict[str, str]) -> bool:
    common = sides.keys() & theirs.keys()
    return bool(common) and all(sides[name] == theirs[name] for name in common)


def _with_parents(cell: Cell, parents: Mapping[Label, Label]) -> dict[str, str]:
    """Return a cell's labels with what they lie within, so that a group meets its causes."""
    sides = dict(cell)
    for label in cell:
        above = parents.get(label)
        while above:
            sides.setdefault(above.dimension, above.value)
            above = parents.get(above)
    return sides
