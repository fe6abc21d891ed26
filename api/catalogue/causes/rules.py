"""Causes of complaints lie in groups, in two levels: pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from api.errors import InvalidInput, RuleBroken


@dataclass(frozen=True)
class Standing:
    """Where a cause stands among the others: after its group, in the group's order.

    Of a group, `group_id` is null.
    """

    id: UUID
    code: str
    position: int
    group_id: UUID | None


Place = tuple[int, str, int, int, str]


def in_tree(causes: Iterable[Standing]) -> list[tuple[Place, UUID]]:
    """Return the groups by position, each followed by its causes by position.

    Codes decide between equal positions, so that the order is always the same.
    """
    known = {each.id: each for each in causes}
    return sorted((place_of(each, known), each.id) for each in known.values())


def place_of(cause: Standing, known: Mapping[UUID, Standing]) -> Place:
    if cause.group_id is None:
        return (cause.position, cause.code, 0, 0, "")
    group = known[cause.group_id]
    return (group.position, group.code, 1, cause.position, cause.code)


def check_group(group_id: UUID, groups: Collection[UUID], causes: Collection[UUID]) -> None:
    """Refuse a group that is not there, and what is a cause itself, or would be one."""
    if group_id in causes:
        raise RuleBroken(
            "cause_group_is_cause",
            "A cause lies in a group, not under itself or another cause.",
            pointer="/group_id",
        )
    if group_id not in groups:
        raise InvalidInput(
            "reference_unknown", "There is nothing with this id.", pointer="/group_id"
        )


def check_level(*, before: UUID | None, wanted: UUID | None, causes_in_it: int) -> None:
    """Refuse to make a group of a cause, or a cause of a group that has causes.

    What was said with a cause would else be said with a group, and counted in none.
    """
    if before is not None and wanted is None:
        raise RuleBroken(
            "cause_needs_group",
            "A cause stays in a group. Make a new group, and move the cause there.",
            pointer="/group_id",
        )
    if before is None and wanted is not None and causes_in_it:
        raise RuleBroken(
            "cause_group_has_causes",
            f"This group has {causes_in_it} causes. Move them first.",
            pointer="/group_id",
        )


def check_stays(*, before: UUID | None, wanted: UUID | None, complained_of: bool) -> None:
    """Refuse to move a cause that complaints name: what was told of its group would change."""
    if complained_of and before != wanted:
        raise RuleBroken(
            "cause_complained_of",
            "Complaints name this cause, and figures of its group have been told. Retire it, and "
            "make another in the other group.",
            pointer="/group_id",
        )
