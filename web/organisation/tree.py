"""Units as a tree, each with those it took over from and those that took over from it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from web.organisation.client import Succession, Unit


@dataclass(frozen=True)
class Link:
    """The unit at the other end of a succession."""

    succession: Succession
    name: str


@dataclass(frozen=True)
class Branch:
    """A unit with the units under it."""

    unit: Unit
    took_over_from: list[Link]
    taken_over_by: list[Link]
    under: "list[Branch]"


def tree(
    units: Sequence[Unit], successions: Sequence[Succession], names: Mapping[UUID, str]
) -> list[Branch]:
    """Return the units that lie under none of these, our own administrations first.

    `names` are those of all units: one that no longer exists is still named.
    """
    known = {unit.id for unit in units}
    named = sorted(units, key=lambda unit: (unit.outside, unit.name))
    roots = [unit for unit in named if unit.parent_id not in known]
    return [branch(unit, named, successions, names) for unit in roots]


def branch(
    unit: Unit,
    units: Sequence[Unit],
    successions: Sequence[Succession],
    names: Mapping[UUID, str],
) -> Branch:
    return Branch(
        unit,
        [
            Link(each, names[each.predecessor_id])
            for each in successions
            if each.successor_id == unit.id
        ],
        [
            Link(each, names[each.successor_id])
            for each in successions
            if each.predecessor_id == unit.id
        ],
        [branch(each, units, successions, names) for each in units if each.parent_id == unit.id],
    )


def every(branches: Sequence[Branch]) -> Iterator[Branch]:
    for each in branches:
        yield each
        yield from every(each.under)
