"""Plans, tracks and initiatives with how they stand as of a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.paging import Found, by_id, by_number, find_page
from api.people.rules import Actor
from api.plans.outline import queries, rules
from api.plans.outline.schemas import (
    InitiativeOut,
    InitiativesQuery,
    PlanOut,
    PlansQuery,
    TrackOut,
    TracksQuery,
)
from api.plans.outline.tables import Initiative, Plan, Track
from api.plans.status.queries import latest_of, latest_state, latest_value
from api.plans.status.tables import StatusUpdate

FINISH = StatusUpdate.expected_finish_until


def find_plans(session: Session, actor: Actor, query: PlansQuery, as_of: date) -> Found[Plan]:
    """Return the plans that may be read and fit the filters, in the order they were made."""
    statement = queries.plans_visible_to(actor)
    for condition in conditions(Plan, col(StatusUpdate.plan_id), query, as_of):
        statement = statement.where(condition)
    return find_page(session, statement, query, name="plans", keys=[by_id(Plan.id)])


def find_tracks(session: Session, actor: Actor, query: TracksQuery, as_of: date) -> Found[Track]:
    """Return the tracks that may be read and fit the filters, by plan and number."""
    subject = col(StatusUpdate.track_id)
    statement = queries.tracks_visible_to(actor)
    for condition in conditions(Track, subject, query, as_of):
        statement = statement.where(condition)
    if query.plan:
        statement = statement.where(Track.plan_id == query.plan)
    if query.due_before:
        finish = latest_value(subject, Track.id, FINISH, as_of)
        statement = statement.where(finish < query.due_before)
    keys = [by_id(Track.plan_id), by_number(Track.number), by_id(Track.id)]
    return find_page(session, statement, query, name="tracks", keys=keys)


def find_initiatives(
    session: Session, actor: Actor, query: InitiativesQuery, as_of: date
) -> Found[Initiative]:
    """Return the initiatives that may be read and fit the filters, by plan and position."""
    subject = col(StatusUpdate.initiative_id)
    statement = queries.initiatives_visible_to(actor)
    for condition in conditions(Initiative, subject, query, as_of):
        statement = statement.where(condition)
    if query.plan:
        statement = statement.where(Initiative.plan_id == query.plan)
    if query.track:
        statement = statement.where(Initiative.track_id == query.track)
    if query.kind:
        statement = statement.where(Initiative.kind == query.kind)
    if query.due_before:
        finish = latest_value(subject, Initiative.id, FINISH, as_of)
        promised = col(Initiative.finishes_until) < query.due_before
        statement = statement.where(or_(promised, finish < query.due_before))
    keys = [by_id(Initiative.plan_id), by_number(Initiative.position), by_id(Initiative.id)]
    return find_page(session, statement, query, name="initiatives", keys=keys)


def conditions(
    table: type[Plan | Track | Initiative], subject: Any, query: PlansQuery, as_of: date
) -> list[Any]:
    """Return the filters that plans, tracks and initiatives share."""
    found: list[Any] = []
    if query.unit:
        found.append(unit_of(table).in_(select(Unit.id).where(units_under([query.unit]))))
    if query.owner:
        found.append(col(table.owner_id) == query.owner)
    if query.state:
        found.append(latest_state(subject, table.id, as_of) == query.state)
    if query.stale_since:
        newest = latest_value(subject, table.id, StatusUpdate.cut_off_on, as_of)
        found.append(or_(newest.is_(None), newest < query.stale_since))
    if query.q:
        second = "quote" if table is Initiative else "purpose"
        found.append(queries.containing(query.q, [table.title, getattr(table, second)]))
    return found


def unit_of(table: type[Plan | Track | Initiative]) -> Any:
    """Return the unit a row belongs to: an initiative without one belongs where its track does."""
    if table is not Initiative:
        return col(table.unit_id)
    of_track = select(Track.unit_id).where(Track.id == Initiative.track_id).scalar_subquery()
    of_plan = select(Plan.unit_id).where(Plan.id == Initiative.plan_id).scalar_subquery()
    return func.coalesce(Initiative.unit_id, of_track, of_plan)


def show_plans(session: Session, actor: Actor, plans: Sequence[Plan], as_of: date) -> list[PlanOut]:
    latest = latest_of(session, col(StatusUpdate.plan_id), [plan.id for plan in plans], as_of)
    return [PlanOut.of(plan, latest.get(plan.id), as_of, actor) for plan in plans]


def show_tracks(
    session: Session, actor: Actor, tracks: Sequence[Track], as_of: date
) -> list[TrackOut]:
    latest = latest_of(session, col(StatusUpdate.track_id), [track.id for track in tracks], as_of)
    return [TrackOut.of(track, latest.get(track.id), as_of, actor) for track in tracks]


def show_initiatives(
    session: Session, actor: Actor, rows: Sequence[Initiative], as_of: date
) -> list[InitiativeOut]:
    latest = latest_of(session, col(StatusUpdate.initiative_id), [row.id for row in rows], as_of)
    return [
        InitiativeOut.of(row, latest.get(row.id), as_of, acts_on(session, actor, row))
        for row in rows
    ]


def acts_on(session: Session, actor: Actor, initiative: Initiative) -> list[str]:
    """Name what may be done to an initiative: its rights are those of its track, or its plan."""
    return rules.acts(actor, *owners_of(session, initiative))


def owners_of(
    session: Session, subject: Plan | Track | Initiative
) -> tuple[UUID, list[UUID | None]]:
    """Return the unit whose rights hold for a part of a plan, and the people who own it."""
    if not isinstance(subject, Initiative):
        return subject.unit_id, [subject.owner_id]
    where = (
        session.get_one(Track, subject.track_id)
        if subject.track_id
        else session.get_one(Plan, subject.plan_id)
    )
    return where.unit_id, [where.owner_id, subject.owner_id]
