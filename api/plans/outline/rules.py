"""The parts of an action plan and what each kind is called."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from uuid import UUID

from api.errors import RuleBroken
from api.people.rules import Actor, Scope


class TrackKind(StrEnum):
    """A track is called "spor" in the plan of 2017, "indsatsområde" in the plan of 2011."""

    TRACK = "track"
    FOCUS_AREA = "focus_area"


class InitiativeKind(StrEnum):
    """What a line of a plan is: most are work, some only tell why or what was seen."""

    INITIATIVE = "initiative"
    PROCEDURE = "procedure"
    THEME = "theme"
    CONTEXT = "context"


def acts(actor: Actor, unit_id: UUID | None, owners: Iterable[UUID | None]) -> list[str]:
    """Name what may be done to a part of a plan by who asks."""
    owned_by = list(owners)
    may = []
    if actor.may(Scope.STATUS_WRITE, unit_id, owners=owned_by):
        may.append("add_status")
    if actor.may(Scope.PLANS_WRITE, unit_id, owners=owned_by):
        may += ["replace", "delete"]
    return may


def check_plan_stays(before: UUID, after: UUID) -> None:
    """Refuse to move a part of a plan to another plan: what belongs to it would stay behind."""
    if before != after:
        raise RuleBroken(
            "plan_is_fixed",
            "What was made in one plan can't be moved to another. Make it anew there.",
            pointer="/plan_id",
        )


def chain_from(key: UUID, part_of: Mapping[UUID, UUID | None]) -> list[UUID]:
    """Return an id, and after it the ids of all that it is part of, the nearest first."""
    chain: list[UUID] = []
    here: UUID | None = key
    while here is not None and here not in chain:
        chain.append(here)
        here = part_of.get(here)
    return chain


def check_whole(key: UUID, whole_id: UUID | None, part_of: Mapping[UUID, UUID | None]) -> None:
    """Refuse an initiative that would be part of itself, at once or through its parts."""
    if whole_id is not None and key in chain_from(whole_id, part_of):
        raise RuleBroken(
            "initiative_within_itself",
            "An initiative can't be part of itself.",
            pointer="/part_of_id",
        )


def check_parts_follow(track_id: UUID | None, tracks_of_parts: Iterable[UUID | None]) -> None:
    """Refuse to move an initiative to another track than its parts lie in."""
    if any(of_part != track_id for of_part in tracks_of_parts):
        raise RuleBroken(
            "initiative_has_parts",
            "The parts of this initiative lie in another track. Move them there first.",
            pointer="/track_id",
        )
