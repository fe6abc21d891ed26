"""Backlogs, review campaigns and their counts over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from starlette.requests import Request

from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.paging import page_of
from api.people.access import RecoveryReader, RecoveryWriter
from api.recovery import queries, reading, rules, schemas, services
from api.routing import feature

router = feature("/v1", "recovery")
Key = Annotated[UUID, Path(alias="id")]


def counted_by_today(body: schemas.BacklogCountIn, today: Today) -> schemas.BacklogCountIn:
    rules.check_cut_off(body.cut_off_on, today)
    return body


def reviewed_by_today(body: schemas.ReviewCountIn, today: Today) -> schemas.ReviewCountIn:
    rules.check_cut_off(body.cut_off_on, today)
    return body


# A body that is checked against today before it reaches its service, which knows no clock.
BacklogCountByToday: Any = Annotated[schemas.BacklogCountIn, Depends(counted_by_today)]
ReviewCountByToday: Any = Annotated[schemas.ReviewCountIn, Depends(reviewed_by_today)]

BACKLOG = Noun(
    name="backlog",
    plural="backlogs",
    about="A pile of late cases, with its latest count as of a day.",
    body=schemas.BacklogIn,
    out=schemas.BacklogOut,
    query=schemas.BacklogsQuery,
    reader=RecoveryReader,
    writer=RecoveryWriter,
    find=queries.find_backlogs,
    one=queries.backlog,
    show=reading.show_backlogs,
    create=services.create_backlog,
    replace=services.replace_backlog,
    delete=services.delete_backlog,
    judged=True,
)
BACKLOG_COUNT = Noun(
    name="backlog_count",
    plural="backlog_counts",
    about="How many cases a backlog held at the end of a day; unknown is null.",
    body=BacklogCountByToday,
    out=schemas.BacklogCountOut,
    query=schemas.BacklogCountsQuery,
    reader=RecoveryReader,
    writer=RecoveryWriter,
    find=queries.find_backlog_counts,
    one=queries.backlog_count,
    show=reading.show_backlog_counts,
    create=services.create_backlog_count,
    replace=services.replace_backlog_count,
    delete=services.delete_backlog_count,
)
REVIEW_CAMPAIGN = Noun(
    name="review_campaign",
    plural="review_campaigns",
    about="A review of old decisions, with its latest count as of a day.",
    body=schemas.ReviewCampaignIn,
    out=schemas.ReviewCampaignOut,
    query=schemas.CampaignsQuery,
    reader=RecoveryReader,
    writer=RecoveryWriter,
    find=queries.find_campaigns,
    one=queries.campaign,
    show=reading.show_campaigns,
    create=services.create_campaign,
    replace=services.replace_campaign,
    delete=services.delete_campaign,
    judged=True,
)
REVIEW_COUNT = Noun(
    name="review_count",
    plural="review_counts",
    about="How many decisions had been reviewed at the end of a day; unknown is null.",
    body=ReviewCountByToday,
    out=schemas.ReviewCountOut,
    query=schemas.ReviewCountsQuery,
    reader=RecoveryReader,
    writer=RecoveryWriter,
    find=queries.find_review_counts,
    one=queries.review_count,
    show=reading.show_review_counts,
    create=services.create_review_count,
    replace=services.replace_review_count,
    delete=services.delete_review_count,
)
for noun in (BACKLOG, BACKLOG_COUNT, REVIEW_CAMPAIGN, REVIEW_COUNT):
    add_routes(router, noun)


@router.get("/backlogs/{id}/counts", response_model=schemas.BacklogSeries)
def list_counts_of_backlog(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: RecoveryReader,
    today: Today,
    query: Annotated[schemas.CountsQuery, Query()],
) -> Any:
    """List the counts of one backlog by their cut-off days, with its baseline."""
    backlog = queries.backlog(session, actor, key)
    own = schemas.BacklogCountsQuery(**query.model_dump(), backlog=backlog.id)
    found = queries.find_backlog_counts(session, actor, own, today)
    items = reading.show_backlog_counts(session, actor, found.rows, today)
    baseline = schemas.Baseline(
        count=backlog.baseline_count,
        on=backlog.baseline_on,
        approximate=backlog.baseline_approximate,
    )
    return page_of(request, response, found, items) | {"baseline": baseline}


@router.get("/review-campaigns/{id}/counts", response_model=schemas.ReviewSeries)
def list_counts_of_review_campaign(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: RecoveryReader,
    today: Today,
    query: Annotated[schemas.CountsQuery, Query()],
) -> Any:
    """List the counts of one campaign by their cut-off days, with its total."""
    campaign = queries.campaign(session, actor, key)
    own = schemas.ReviewCountsQuery(**query.model_dump(), campaign=campaign.id)
    found = queries.find_review_counts(session, actor, own, today)
    items = reading.show_review_counts(session, actor, found.rows, today)
    total = schemas.CampaignTotal(
        count=campaign.total_count, approximate=campaign.total_approximate
    )
    return page_of(request, response, found, items) | {"campaign_total": total}
