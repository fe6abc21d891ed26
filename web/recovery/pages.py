"""The pages where backlogs and the review of old decisions are read."""

from collections.abc import Iterable
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.language import N_, language_of
from web.plans.as_of import LABELS as DAY
from web.plans.as_of import Asked, asked_of
from web.records.pages import add_record_pages
from web.recovery.client import Backlog, Campaign, Count, Recovery, ReviewCount
from web.recovery.forms import (
    BACKLOG,
    CAMPAIGN,
    COUNT,
    METHODS,
    ORIGINS,
    REVIEW,
    SCOPE,
    TRACK_BACKLOG,
    TRACK_CAMPAIGN,
)
from web.recovery.pictures import backlog_picture, bar, campaign_picture, sum_picture
from web.recovery.table import backlog_table
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()
add_record_pages(router, BACKLOG, COUNT, CAMPAIGN, REVIEW, TRACK_BACKLOG, TRACK_CAMPAIGN)

FILTERS: Final = {"unit": N_("Enhed"), "plan": N_("Handleplan"), **DAY}
KEEP_PLANS: Final = "plans:write"
Counted = TypeVar("Counted", Count, ReviewCount)


@router.get("/backlogs")
async def backlogs_page(request: Request, person: SignedIn, recovery: Recovery) -> Response:
    """Show the backlogs as the papers do, a column for each cut-off day."""
    asked = asked_of(request, FILTERS)
    if asked.tidy:
        return redirect(request, asked.tidy)
    units, plans = await recovery.unit_choices(), await recovery.plan_choices()
    unit, plan = chosen(asked, "unit", units), chosen(asked, "plan", plans)
    backlogs = await recovery.backlogs(plan, unit=unit, as_of=asked.as_of)
    table = backlog_table(backlogs, until(await recovery.counts(), asked.as_of))
    picture = sum_picture(language_of(request), table.sum) if table.sum else None
    return render(
        request,
        "recovery/backlogs.html",
        422 if asked.form.errors else 200,
        asked=asked,
        units=units,
        plans=plans,
        table=table,
        picture=picture,
        bar=bar,
        may_add=SCOPE in person.may,
    )


@router.get("/backlogs/{key}")
async def backlog_page(
    request: Request, key: UUID, person: SignedIn, recovery: Recovery
) -> Response:
    """Show one backlog: its series of counts, its picture, and where it is reported."""
    asked = asked_of(request)
    backlog = await recovery.backlog(key, asked.as_of)
    counts = until(await recovery.counts(backlog=key), asked.as_of)
    return render(
        request,
        "recovery/backlog.html",
        asked.status,
        asked=asked,
        backlog=backlog,
        counts=list(reversed(counts)),
        before=befores(backlog, counts),
        picture=backlog_picture(language_of(request), backlog, counts),
        tracks=await recovery.tracks_of("track-backlogs", backlog=key),
        origins=ORIGINS,
        methods=METHODS,
        may_link=KEEP_PLANS in person.may,
    )


@router.get("/review-campaigns")
async def campaigns_page(request: Request, person: SignedIn, recovery: Recovery) -> Response:
    """Show how far the review of old decisions has come."""
    asked = asked_of(request, FILTERS)
    if asked.tidy:
        return redirect(request, asked.tidy)
    units, plans = await recovery.unit_choices(), await recovery.plan_choices()
    unit, plan = chosen(asked, "unit", units), chosen(asked, "plan", plans)
    return render(
        request,
        "recovery/campaigns.html",
        422 if asked.form.errors else 200,
        asked=asked,
        units=units,
        plans=plans,
        campaigns=await recovery.campaigns(plan, unit=unit, as_of=asked.as_of),
        bar=bar,
        may_add=SCOPE in person.may,
    )


@router.get("/review-campaigns/{key}")
async def campaign_page(
    request: Request, key: UUID, person: SignedIn, recovery: Recovery
) -> Response:
    """Show one review: its counts, its picture, and where it is reported."""
    asked = asked_of(request)
    campaign: Campaign = await recovery.campaign(key, asked.as_of)
    counts = until(await recovery.review_counts(campaign=key), asked.as_of)
    return render(
        request,
        "recovery/campaign.html",
        asked.status,
        asked=asked,
        campaign=campaign,
        counts=list(reversed(counts)),
        picture=campaign_picture(language_of(request), campaign, counts),
        tracks=await recovery.tracks_of("track-campaigns", campaign=key),
        may_link=KEEP_PLANS in person.may,
        methods=METHODS,
    )


def chosen(asked: Asked, name: str, choices: Iterable[tuple[str, str]]) -> str | None:
    return asked.form.choice(name, [value for value, _ in choices], optional=True)


def until(counts: Iterable[Counted], as_of: date | None) -> list[Counted]:
    """Return the counts that were known on a day."""
    return [each for each in counts if as_of is None or each.cut_off_on <= as_of]


def befores(backlog: Backlog, counts: list[Count]) -> dict[UUID, int | None]:
    """Return the number before each count: the count before it, first of all the baseline."""
    found: dict[UUID, int | None] = {}
    last = backlog.baseline_count
    for each in counts:
        found[each.id] = last
        last = each.open_count
    return found
