"""The timeline of a plan."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.language import N_
from web.plans.as_of import LABELS as DAY
from web.plans.as_of import Asked, asked_of
from web.records.pages import add_record_pages
from web.render import render
from web.signed_in import SignedIn
from web.timeline.client import Milestone, Timeline
from web.timeline.forms import KINDS, MILESTONE

router = APIRouter()
add_record_pages(router, MILESTONE)

FILTERS: Final = {
    "q": N_("Ord"),
    "year": N_("År"),
    "track": N_("Spor"),
    "open": N_("Kun åbne"),
    **DAY,
}
OPEN: Final = {"yes": N_("kun det, der mangler")}


@router.get("/plans/{key}/timeline")
async def timeline_page(request: Request, key: UUID, _: SignedIn, timeline: Timeline) -> Response:
    """Show every dated entry of a plan in order, year by year."""
    asked = asked_of(request, FILTERS)
    plan, tracks = await timeline.plan(key), await timeline.tracks(key)
    everything = await timeline.milestones(plan=key, as_of=asked.as_of)
    found = await timeline.milestones(plan=key, as_of=asked.as_of, **filters(asked, tracks))
    years = sorted({each.year for each in everything})
    year = asked.form.choice("year", map(str, years), optional=True)
    shown = [each for each in found if year is None or str(each.year) == year]
    return render(
        request,
        "timeline/page.html",
        422 if asked.form.errors else 200,
        asked=asked,
        plan=plan,
        tracks=tracks,
        year_choices=[(str(year), str(year)) for year in years],
        track_choices=[(key, f"{track.number}. {track.title}") for key, track in tracks.items()],
        by_year=by_year(shown),
        shown=len(shown),
        everything=len(everything),
        kinds=KINDS,
        open_words=OPEN,
        cases=await timeline.items_by_case(),
    )


def filters(asked: Asked, tracks: Iterable[str]) -> dict[str, object]:
    """Return what the api filters by; what can't be read is left out and said in the form."""
    form = asked.form
    return {
        "q": form.text("q", optional=True, longest=500),
        "track": form.choice("track", tracks, optional=True),
        "open": True if form.choice("open", OPEN, optional=True) else None,
    }


def by_year(milestones: list[Milestone]) -> list[tuple[int, list[Milestone]]]:
    return [(year, list(each)) for year, each in groupby(milestones, lambda one: one.year)]
