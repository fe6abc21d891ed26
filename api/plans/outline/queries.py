"""Every question about plans, tracks and initiatives.

A plan may be read in its unit, in the units under it, and in the units over it. What belongs to a
plan may be read with it.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.people.rules import Actor, Scope
from api.plans.outline.tables import Initiative, Plan, Track
from api.resource import one


def plans_visible_to(actor: Actor) -> SelectOfScalar[Plan]:
    units = actor.readable_units(Scope.PLANS_READ)
    if units is None:
        return select(Plan)
    return select(Plan).where(or_(col(Plan.unit_id).in_(units), col(Plan.owner_id) == actor.id))


def of_visible_plans(plan_id: Any, actor: Actor) -> ColumnElement[bool]:
    """Say that a row belongs to a plan the actor may read: every noun of plans starts from it."""
    if actor.readable_units(Scope.PLANS_READ) is None:
        return true()
    visible = plans_visible_to(actor).subquery()
    return col(plan_id).in_(select(visible.c.id))


def tracks_visible_to(actor: Actor) -> SelectOfScalar[Track]:
    return select(Track).where(of_visible_plans(Track.plan_id, actor))


def initiatives_visible_to(actor: Actor) -> SelectOfScalar[Initiative]:
    return select(Initiative).where(of_visible_plans(Initiative.plan_id, actor))


def plan(session: Session, actor: Actor, plan_id: UUID, *, lock: bool = False) -> Plan:
    return one(session, plans_visible_to(actor), "plan", plan_id, lock=lock)


def track(session: Session, actor: Actor, track_id: UUID, *, lock: bool = False) -> Track:
    return one(session, tracks_visible_to(actor), "track", track_id, lock=lock)


def initiative(
    session: Session, actor: Actor, initiative_id: UUID, *, lock: bool = False
) -> Initiative:
    return one(session, initiatives_visible_to(actor), "initiative", initiative_id, lock=lock)


def initiative_in_plan(
    session: Session, actor: Actor, initiative_id: UUID, *, lock: bool = False
) -> Initiative:
    """Return an initiative; to change what it is part of, its plan is locked before it."""
    if lock:
        hold_plan(session, initiative(session, actor, initiative_id).plan_id)
    return initiative(session, actor, initiative_id, lock=lock)


def hold_plan(session: Session, plan_id: UUID) -> None:
    """Lock a plan while what is part of what in it changes: two changes could close a circle.

    It comes before any lock of a part, so that two who each hold a part never wait for each other.
    Rows may be added to the plan meanwhile: only its key is needed for that.
    """
    session.exec(select(Plan.id).where(Plan.id == plan_id).with_for_update(key_share=True)).all()


def wholes_in_plan(session: Session, plan_id: UUID) -> dict[UUID, UUID | None]:
    """Return what each initiative of a plan is part of, by its id."""
    statement = select(Initiative.id, Initiative.part_of_id).where(Initiative.plan_id == plan_id)
    return dict(session.exec(statement).all())


def tracks_of_parts(session: Session, initiative_id: UUID) -> Sequence[UUID | None]:
    statement = select(Initiative.track_id).where(Initiative.part_of_id == initiative_id)
    return session.exec(statement).all()


def containing(words: str, columns: Iterable[Any]) -> ColumnElement[bool]:
    """Say that one of the columns contains the words, whatever their case.

    A part of a word is found too: "sagsbehandlerskift" finds "sagsbehandlerskifte".
    """
    return or_(*(col(column).icontains(words, autoescape=True) for column in columns))
