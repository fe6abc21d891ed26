"""Every question about who said what of a plan, read with the plan's rights."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor
from api.plans.outline.queries import (
    initiatives_visible_to,
    plans_visible_to,
    tracks_visible_to,
)
from api.plans.outline.tables import Initiative, Plan, Track
from api.plans.reporting.schemas import StatusQuery
from api.plans.status.queries import NEWEST_FIRST
from api.plans.status.tables import StatusUpdate
from api.resource import one

Subject = Plan | Track | Initiative
SUBJECT_COLUMN = {
    Plan: col(StatusUpdate.plan_id),
    Track: col(StatusUpdate.track_id),
    Initiative: col(StatusUpdate.initiative_id),
}


def updates_visible_to(actor: Actor) -> SelectOfScalar[StatusUpdate]:
    plans = plans_visible_to(actor).subquery()
    tracks = tracks_visible_to(actor).subquery()
    initiatives = initiatives_visible_to(actor).subquery()
    return select(StatusUpdate).where(
        or_(
            col(StatusUpdate.plan_id).in_(select(plans.c.id)),
            col(StatusUpdate.track_id).in_(select(tracks.c.id)),
            col(StatusUpdate.initiative_id).in_(select(initiatives.c.id)),
        )
    )


def status_update(session: Session, actor: Actor, update_id: UUID) -> StatusUpdate:
    return one(session, updates_visible_to(actor), "status_update", update_id)


def find_updates(session: Session, actor: Actor, query: StatusQuery) -> Found[StatusUpdate]:
    """Return status updates by cut-off day, the oldest first."""
    statement = updates_visible_to(actor)
    for name in ("plan", "track", "initiative"):
        if wanted := getattr(query, name):
            statement = statement.where(col(getattr(StatusUpdate, f"{name}_id")) == wanted)
    if query.state:
        statement = statement.where(StatusUpdate.state == query.state)
    if query.from_on:
        statement = statement.where(StatusUpdate.cut_off_on >= query.from_on)
    if query.before:
        statement = statement.where(StatusUpdate.cut_off_on < query.before)
    keys = [by_day(StatusUpdate.cut_off_on), by_id(StatusUpdate.id)]
    return find_page(session, statement, query, name="status_updates", keys=keys)


def latest_update(session: Session, subject: Subject) -> StatusUpdate | None:
    """Return what was last said of a plan, a track or an initiative."""
    column = SUBJECT_COLUMN[type(subject)]
    statement = select(StatusUpdate).where(column == subject.id).order_by(*NEWEST_FIRST)
    return session.exec(statement.limit(1)).one_or_none()


def latest_cut_off(session: Session, subject: Subject) -> date | None:
    latest = latest_update(session, subject)
    return latest.cut_off_on if latest else None
