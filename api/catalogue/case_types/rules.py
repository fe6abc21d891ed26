"""The tree of case types: pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from api.errors import RuleBroken


@dataclass(frozen=True)
class Place:
    """A case type's own name and what it lies under."""

    name: str
    parent_id: UUID | None


def path_to(type_id: UUID, places: Mapping[UUID, Place]) -> list[str]:
    """Return the names from the root of the tree down to a case type."""
    names: list[str] = []
    seen: set[UUID] = set()
    step: UUID | None = type_id
    while step is not None and step not in seen:
        seen.add(step)
        names.append(places[step].name)
        step = places[step].parent_id
    return names[::-1]


def path_up(type_id: UUID, above: Mapping[UUID, UUID | None]) -> tuple[UUID, ...]:
    """Return a case type and those above it, up to the root of the tree."""
    path: list[UUID] = []
    step: UUID | None = type_id
    while step is not None and step not in path:
        path.append(step)
        step = above.get(step)
    return tuple(path)


def check_no_circle(type_id: UUID, parent_and_above: Collection[UUID]) -> None:
    """Refuse to put a case type under itself or under one of its own kinds."""
    if type_id in parent_and_above:
        raise RuleBroken(
            "case_type_under_itself", "A case type can't lie under itself.", pointer="/parent_id"
        )
