"""The backlogs and review campaigns of tracks over HTTP."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.nouns import Noun, add_routes
from api.people.access import PlansReader, PlansWriter
from api.people.rules import Actor
from api.plans.links import queries, schemas, services
from api.plans.links.places import holders
from api.plans.outline.tables import TrackBacklog, TrackCampaign
from api.routing import feature

router = feature("/v1", "plans")
Links = Sequence[TrackBacklog] | Sequence[TrackCampaign]


def acts_on_links(session: Session, actor: Actor, rows: Links) -> dict[UUID, list[str]]:
    """Name what may be done to the links of each track, by the track's id."""
    places = queries.places_of_tracks(session, {row.track_id for row in rows})
    found = holders(session, places.values())
    return {track_id: found[place].acts(actor) for track_id, place in places.items()}


def show_track_backlogs(
    session: Session, actor: Actor, rows: Sequence[TrackBacklog], _: date
) -> list[schemas.TrackBacklogOut]:
    may = acts_on_links(session, actor, rows)
    return [schemas.TrackBacklogOut.of(row, may[row.track_id]) for row in rows]


def show_track_campaigns(
    session: Session, actor: Actor, rows: Sequence[TrackCampaign], _: date
) -> list[schemas.TrackCampaignOut]:
    may = acts_on_links(session, actor, rows)
    return [schemas.TrackCampaignOut.of(row, may[row.track_id]) for row in rows]


TRACK_BACKLOG = Noun(
    name="track_backlog",
    plural="track_backlogs",
    about="A backlog whose counts are part of a track's status.",
    body=schemas.TrackBacklogIn,
    out=schemas.TrackBacklogOut,
    query=schemas.TrackBacklogsQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=queries.find_track_backlogs,
    one=queries.track_backlog,
    show=show_track_backlogs,
    create=services.create_track_backlog,
    replace=services.replace_track_backlog,
    delete=services.delete_track_backlog,
)
TRACK_CAMPAIGN = Noun(
    name="track_campaign",
    plural="track_campaigns",
    about="A review campaign whose counts are part of a track's status.",
    body=schemas.TrackCampaignIn,
    out=schemas.TrackCampaignOut,
    query=schemas.TrackCampaignsQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=queries.find_track_campaigns,
    one=queries.track_campaign,
    show=show_track_campaigns,
    create=services.create_track_campaign,
    replace=services.replace_track_campaign,
    delete=services.delete_track_campaign,
)
for noun in (TRACK_BACKLOG, TRACK_CAMPAIGN):
    add_routes(router, noun)
