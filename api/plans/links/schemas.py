"""Which backlogs and review campaigns are part of a track's status, as they come in and go out."""

from collections.abc import Sequence
from typing import Self
from uuid import UUID

from api.paging import PageQuery
from api.plans.outline.tables import TrackBacklog, TrackCampaign
from api.resource import Out
from api.values import Body


class LinksQuery(PageQuery):
    plan: UUID | None = None
    track: UUID | None = None


class TrackBacklogsQuery(LinksQuery):
    backlog: UUID | None = None


class TrackBacklogIn(Body):
    track_id: UUID
    backlog_id: UUID


class TrackBacklogOut(Out, TrackBacklogIn):
    @classmethod
    def of(cls, row: TrackBacklog, may: Sequence[str]) -> Self:
        return cls(**row.model_dump(include=set(cls.model_fields)), may=list(may))


class TrackCampaignsQuery(LinksQuery):
    campaign: UUID | None = None


class TrackCampaignIn(Body):
    track_id: UUID
    campaign_id: UUID


class TrackCampaignOut(Out, TrackCampaignIn):
    @classmethod
    def of(cls, row: TrackCampaign, may: Sequence[str]) -> Self:
        return cls(**row.model_dump(include=set(cls.model_fields)), may=list(may))
