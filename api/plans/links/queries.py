"""Every question about the backlogs and campaigns of tracks, read with the track's rights."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.paging import Found, by_id, find_page
from api.people.rules import Actor
from api.plans.links.places import Place
from api.plans.links.schemas import LinksQuery, TrackBacklogsQuery, TrackCampaignsQuery
from api.plans.outline.queries import tracks_visible_to
from api.plans.outline.tables import Track, TrackBacklog, TrackCampaign
from api.resource import one


def of_visible_tracks(track_id: Any, actor: Actor) -> ColumnElement[bool]:
    visible = tracks_visible_to(actor).subquery()
    return col(track_id).in_(select(visible.c.id))


def track_backlogs_visible_to(actor: Actor) -> SelectOfScalar[TrackBacklog]:
    return select(TrackBacklog).where(of_visible_tracks(TrackBacklog.track_id, actor))


def track_campaigns_visible_to(actor: Actor) -> SelectOfScalar[TrackCampaign]:
    return select(TrackCampaign).where(of_visible_tracks(TrackCampaign.track_id, actor))


def track_backlog(
    session: Session, actor: Actor, link_id: UUID, *, lock: bool = False
) -> TrackBacklog:
    return one(session, track_backlogs_visible_to(actor), "track_backlog", link_id, lock=lock)


def track_campaign(
    session: Session, actor: Actor, link_id: UUID, *, lock: bool = False
) -> TrackCampaign:
    return one(session, track_campaigns_visible_to(actor), "track_campaign", link_id, lock=lock)


def find_track_backlogs(
    session: Session, actor: Actor, query: TrackBacklogsQuery, _: date
) -> Found[TrackBacklog]:
    """Return the backlogs of tracks, track by track."""
    statement = track_backlogs_visible_to(actor).where(*within(TrackBacklog.track_id, query))
    if query.backlog:
        statement = statement.where(TrackBacklog.backlog_id == query.backlog)
    keys = [by_id(TrackBacklog.track_id), by_id(TrackBacklog.id)]
    return find_page(session, statement, query, name="track_backlogs", keys=keys)


def find_track_campaigns(
    session: Session, actor: Actor, query: TrackCampaignsQuery, _: date
) -> Found[TrackCampaign]:
    """Return the review campaigns of tracks, track by track."""
    statement = track_campaigns_visible_to(actor).where(*within(TrackCampaign.track_id, query))
    if query.campaign:
        statement = statement.where(TrackCampaign.campaign_id == query.campaign)
    keys = [by_id(TrackCampaign.track_id), by_id(TrackCampaign.id)]
    return find_page(session, statement, query, name="track_campaigns", keys=keys)


def within(track_id: Any, query: LinksQuery) -> list[ColumnElement[bool]]:
    """Return the filters by plan and track."""
    found: list[ColumnElement[bool]] = []
    if query.plan:
        of_plan = select(Track.id).where(Track.plan_id == query.plan)
        found.append(col(track_id).in_(of_plan))
    if query.track:
        found.append(col(track_id) == query.track)
    return found


def places_of_tracks(session: Session, track_ids: Collection[UUID]) -> dict[UUID, Place]:
    statement = select(Track.id, Track.plan_id).where(col(Track.id).in_(track_ids))
    return {track_id: Place(plan_id, track_id) for track_id, plan_id in session.exec(statement)}
