"""The start page: whose turn it is. What waits longest for a word stands first."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from web.api_client import Api
from web.clock import today
from web.deadlines.overview import overview
from web.plans.client import Plan, Plans, Track
from web.plans.views import TrackLine, stalest_first, track_lines
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()


@dataclass(frozen=True)
class Turn:
    """A plan that somebody may tell of, with the tracks they may tell of."""

    plan: Plan
    lines: list[TrackLine]


@router.get("/")
async def start_page(request: Request, person: SignedIn, api: Api, plans: Plans) -> Response:
    """Show what breaks this week, and the plans and tracks whose status this person gives."""
    found = await plans.plans()
    tracks = await plans.tracks()
    initiatives = await plans.initiatives() if tracks else []
    milestones = await plans.open_milestones() if tracks else []
    turns = [
        Turn(plan, track_lines(plan, mine_of(tracks, plan), initiatives, milestones))
        for plan in found
    ]
    mine = [turn for turn in turns if turn.lines or "add_status" in turn.plan.may]
    return render(
        request,
        "start.html",
        who=person,
        day=today(),
        turns=mine,
        any=bool(found),
        breaking=await overview(api, person),
    )


def mine_of(tracks: Sequence[Track], plan: Plan) -> list[Track]:
    own = (track for track in tracks if track.plan_id == plan.id and "add_status" in track.may)
    return stalest_first(own)
