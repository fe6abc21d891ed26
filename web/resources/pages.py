"""The pages where resources are read: of one plan, and of all."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.records.pages import add_record_pages
from web.render import render
from web.resources.client import Line, Resources, Track
from web.resources.forms import APPROPRIATIONS, DURATIONS, LINE, STANDINGS
from web.resources.groups import groups_of
from web.signed_in import SignedIn

router = APIRouter()
add_record_pages(router, LINE)


@router.get("/resources")
async def resources_page(request: Request, _: SignedIn, resources: Resources) -> Response:
    """Show what each plan was granted and asks for."""
    plans = [(plan, await resources.totals(plan.id)) for plan in await resources.plans()]
    return render(request, "resources/all.html", plans=plans)


def only_track(lines: list[Line], tracks: dict[UUID, Track]) -> Track | None:
    """Return the track that all lines belong to; said once, it need not stand at each."""
    found = {line.track_id for line in lines}
    [key] = found if len(found) == 1 else [None]
    return tracks.get(key) if key else None


@router.get("/plans/{key}/resources")
async def plan_resources_page(
    request: Request, key: UUID, _: SignedIn, resources: Resources
) -> Response:
    """Show the resource lines of a plan with their sums, each part under its whole."""
    plan, lines = await resources.plan(key), await resources.lines(key)
    totals = await resources.totals(key)
    tracks = await resources.tracks(key)
    return render(
        request,
        "resources/plan.html",
        plan=plan,
        groups=groups_of(lines, totals),
        totals=totals,
        tracks=tracks,
        one_track=only_track(lines, tracks),
        standings=STANDINGS,
        durations=DURATIONS,
        appropriations=APPROPRIATIONS,
    )
