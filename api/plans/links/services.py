"""Saying which backlogs and campaigns a track reports. The caller owns the transaction."""

from uuid import UUID

from sqlmodel import Session

from api.errors import InvalidInput
from api.people.rules import Actor
from api.plans.links.places import check_right
from api.plans.links.queries import places_of_tracks
from api.plans.links.schemas import TrackBacklogIn, TrackCampaignIn
from api.plans.outline.queries import tracks_visible_to
from api.plans.outline.tables import Track, TrackBacklog, TrackCampaign
from api.recovery.queries import backlogs_visible_to, campaigns_visible_to
from api.recovery.tables import Backlog, ReviewCampaign
from api.resource import add, change, remove


def create_track_backlog(session: Session, actor: Actor, body: TrackBacklogIn) -> TrackBacklog:
    check_track(session, actor, body.track_id)
    check_backlog(session, actor, body.backlog_id)
    return add(session, TrackBacklog(**dict(body)))


def replace_track_backlog(
    session: Session, actor: Actor, link: TrackBacklog, body: TrackBacklogIn
) -> TrackBacklog:
    check_right_to_track(session, actor, link.track_id)
    check_track(session, actor, body.track_id)
    if body.backlog_id != link.backlog_id:
        check_backlog(session, actor, body.backlog_id)
    return change(session, link, dict(body))


def delete_track_backlog(session: Session, actor: Actor, link: TrackBacklog) -> None:
    check_right_to_track(session, actor, link.track_id)
    remove(session, link, "track_backlog")


def create_track_campaign(session: Session, actor: Actor, body: TrackCampaignIn) -> TrackCampaign:
    check_track(session, actor, body.track_id)
    check_campaign(session, actor, body.campaign_id)
    return add(session, TrackCampaign(**dict(body)))


def replace_track_campaign(
    session: Session, actor: Actor, link: TrackCampaign, body: TrackCampaignIn
) -> TrackCampaign:
    check_right_to_track(session, actor, link.track_id)
    check_track(session, actor, body.track_id)
    if body.campaign_id != link.campaign_id:
        check_campaign(session, actor, body.campaign_id)
    return change(session, link, dict(body))


def delete_track_campaign(session: Session, actor: Actor, link: TrackCampaign) -> None:
    check_right_to_track(session, actor, link.track_id)
    remove(session, link, "track_campaign")


def check_right_to_track(session: Session, actor: Actor, track_id: UUID) -> None:
    check_right(session, actor, places_of_tracks(session, [track_id])[track_id])


def check_track(session: Session, actor: Actor, track_id: UUID) -> None:
    """Refuse a track that one can't see, as if it did not exist, or may not change."""
    visible = tracks_visible_to(actor).where(Track.id == track_id)
    if session.exec(visible).one_or_none() is None:
        raise InvalidInput("track_unknown", f"There is no track {track_id}.", pointer="/track_id")
    check_right_to_track(session, actor, track_id)


def check_backlog(session: Session, actor: Actor, backlog_id: UUID) -> None:
    visible = backlogs_visible_to(actor).where(Backlog.id == backlog_id)
    if session.exec(visible).one_or_none() is None:
        raise InvalidInput(
            "backlog_unknown", f"There is no backlog {backlog_id}.", pointer="/backlog_id"
        )


def check_campaign(session: Session, actor: Actor, campaign_id: UUID) -> None:
    visible = campaigns_visible_to(actor).where(ReviewCampaign.id == campaign_id)
    if session.exec(visible).one_or_none() is None:
        raise InvalidInput(
            "review_campaign_unknown",
            f"There is no review campaign {campaign_id}.",
            pointer="/campaign_id",
        )
