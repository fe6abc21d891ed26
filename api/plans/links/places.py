"""Where in a plan a row belongs, and who may change it there.

A milestone, a finding, a party's part or a resource line has the rights of its initiative's or its
own track, or of the plan when it has none.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session, col, select

from api.errors import InvalidInput
from api.people.rules import Actor, Scope
from api.plans.outline.queries import initiatives_visible_to
from api.plans.outline.rules import check_plan_stays
from api.plans.outline.services import check_part_of_plan, visible_plan
from api.plans.outline.tables import Initiative, Plan, Track
from api.table import Entity

Part = TypeVar("Part", Plan, Track, Initiative)


@dataclass(frozen=True)
class Place:
    """A plan, or a track or an initiative of it."""

    plan_id: UUID
    track_id: UUID | None = None
    initiative_id: UUID | None = None

    @classmethod
    def of(cls, row: Any) -> "Place":
        """Return the place of a row or of a body."""
        return cls(row.plan_id, row.track_id, getattr(row, "initiative_id", None))


@dataclass(frozen=True)
class Holder:
    """The unit whose rights hold at a place, and the people who own it."""

    unit_id: UUID
    owners: tuple[UUID | None, ...]

    def check(self, actor: Actor) -> None:
        actor.check(Scope.PLANS_WRITE, self.unit_id, owners=self.owners)

    def acts(self, actor: Actor) -> list[str]:
        may = actor.may(Scope.PLANS_WRITE, self.unit_id, owners=self.owners)
        return ["replace", "delete"] if may else []


def holders(session: Session, places: Iterable[Place]) -> dict[Place, Holder]:
    """Return who holds each place, in three statements however many there are."""
    wanted = set(places)
    initiatives = by_id(session, Initiative, {place.initiative_id for place in wanted})
    track_ids = {place.track_id for place in wanted}
    track_ids |= {initiative.track_id for initiative in initiatives.values()}
    tracks = by_id(session, Track, track_ids)
    plans = by_id(session, Plan, {place.plan_id for place in wanted})
    return {place: holder(place, plans, tracks, initiatives) for place in wanted}


def by_id(session: Session, table: type[Part], ids: Collection[UUID | None]) -> dict[UUID, Part]:
    known = [key for key in ids if key is not None]
    if not known:
        return {}
    return {row.id: row for row in session.exec(select(table).where(col(table.id).in_(known)))}


def holder(
    place: Place,
    plans: Mapping[UUID, Plan],
    tracks: Mapping[UUID, Track],
    initiatives: Mapping[UUID, Initiative],
) -> Holder:
    initiative = initiatives[place.initiative_id] if place.initiative_id else None
    track_id = place.track_id or (initiative.track_id if initiative else None)
    where = tracks[track_id] if track_id else plans[place.plan_id]
    owners = (where.owner_id, *([initiative.owner_id] if initiative else []))
    return Holder(where.unit_id, owners)


def acts_on(session: Session, actor: Actor, rows: Collection[Entity]) -> dict[UUID, list[str]]:
    """Name what may be done to each of some rows, by the row's id."""
    places = {row.id: Place.of(row) for row in rows}
    found = holders(session, places.values())
    return {key: found[place].acts(actor) for key, place in places.items()}


def check_right(session: Session, actor: Actor, place: Place) -> None:
    """Refuse who may not change what is at this place."""
    holders(session, [place])[place].check(actor)


def check_place(session: Session, actor: Actor, place: Place) -> None:
    """Refuse a place that one can't see, as if it did not exist, or may not change."""
    visible_plan(session, actor, place.plan_id)
    check_part_of_plan(session, actor, place.plan_id, place.track_id)
    if place.initiative_id:
        check_initiative(session, actor, place)
    check_right(session, actor, place)


def check_move(session: Session, actor: Actor, before: Place, after: Place) -> None:
    """Refuse who may not change what is here, another plan, and a new place like any other.

    A place that stays is not asked about again: who may change what is there may keep it there.
    """
    check_right(session, actor, before)
    check_plan_stays(before.plan_id, after.plan_id)
    if after != before:
        check_place(session, actor, after)


def check_initiative(session: Session, actor: Actor, place: Place) -> None:
    """Refuse an initiative of another plan, or of another track than the one named with it."""
    statement = initiatives_visible_to(actor).where(Initiative.id == place.initiative_id)
    initiative = session.exec(statement).one_or_none()
    if initiative is None or initiative.plan_id != place.plan_id:
        raise InvalidInput(
            "initiative_of_another_plan",
            "This plan has no such initiative.",
            pointer="/initiative_id",
        )
    if place.track_id and initiative.track_id not in {None, place.track_id}:
        raise InvalidInput(
            "initiative_of_another_track",
            "This initiative belongs to another track of the plan.",
            pointer="/initiative_id",
        )
