"""The parts of an action plan and what each kind is called."""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

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
