"""Every question about milestones, read with the plan's rights."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor
from api.plans.outline.queries import containing, of_visible_plans
from api.plans.outline.tables import Initiative
from api.plans.timeline.schemas import MilestonesQuery
from api.plans.timeline.tables import Milestone, MilestoneKind
from api.resource import one

SEARCHED = (Milestone.title, Milestone.quote, Milestone.moved_because, Milestone.case_number)


def milestones_visible_to(actor: Actor) -> SelectOfScalar[Milestone]:
    return select(Milestone).where(of_visible_plans(Milestone.plan_id, actor))


def milestone(
    session: Session, actor: Actor, milestone_id: UUID, *, lock: bool = False
) -> Milestone:
    return one(session, milestones_visible_to(actor), "milestone", milestone_id, lock=lock)


def find_milestones(
    session: Session, actor: Actor, query: MilestonesQuery, as_of: date
) -> Found[Milestone]:
    """Return milestones by their first day."""
    statement = milestones_visible_to(actor)
    for condition in (*within(query), *when(query, as_of)):
        statement = statement.where(condition)
    keys = [by_day(Milestone.when_from), by_id(Milestone.id)]
    return find_page(session, statement, query, name="milestones", keys=keys)


def within(query: MilestonesQuery) -> Iterator[ColumnElement[bool]]:
    """Return the filters by what a milestone is and belongs to."""
    if query.plan:
        yield col(Milestone.plan_id) == query.plan
    if query.track:
        yield of_track(query.track)
    if query.initiative:
        yield col(Milestone.initiative_id) == query.initiative
    if query.kind:
        yield col(Milestone.kind) == query.kind
    if query.q:
        yield containing(query.q, SEARCHED)


def when(query: MilestonesQuery, as_of: date) -> Iterator[ColumnElement[bool]]:
    """Return the filters by days. What has no end ("2012 og frem") ends after every day."""
    until = col(Milestone.when_until)
    if query.from_on:
        yield or_(until.is_(None), until >= query.from_on)
    if query.before:
        yield col(Milestone.when_from) < query.before
    if query.open is not None:
        yield is_open(as_of) if query.open else not_(is_open(as_of))


def of_track(track_id: UUID) -> ColumnElement[bool]:
    initiatives = select(Initiative.id).where(Initiative.track_id == track_id)
    return or_(col(Milestone.track_id) == track_id, col(Milestone.initiative_id).in_(initiatives))


def is_open(as_of: date) -> ColumnElement[bool]:
    """Say that a milestone was neither met nor missed, as `rules.judge` says it of one."""
    until, met_on = col(Milestone.when_until), col(Milestone.met_on)
    over = or_(until.is_(None), until < as_of)
    return and_(
        col(Milestone.kind) != MilestoneKind.PERIOD,
        or_(met_on.is_(None), met_on > as_of),
        not_(and_(col(Milestone.missed), over)),
    )
