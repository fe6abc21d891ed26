"""The pages where meetings are read: all of them, and one with its papers."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.committee.client import Committee
from web.committee.forms import (
    COMMITTEE,
    FREQUENCIES,
    ITEM,
    MEETING,
    OUTCOMES,
    PROMISE,
    SCHEDULE,
    SCOPE,
)
from web.committee.views import by_committee, meeting_line
from web.language import N_
from web.plans.as_of import LABELS as DAY
from web.plans.as_of import asked_of
from web.records.pages import add_record_pages
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()
add_record_pages(router, COMMITTEE, MEETING, ITEM, PROMISE, SCHEDULE)

FILTERS: Final = {
    "committee": N_("Udvalg"),
    "plan": N_("Handleplan"),
    "outcome": N_("Beslutning"),
    "q": N_("Ord"),
    **DAY,
}


@router.get("/meetings")
async def meetings_page(request: Request, person: SignedIn, committee: Committee) -> Response:
    """Show the meetings of each committee: what was decided, promised and delivered."""
    asked = asked_of(request, FILTERS)
    form, as_of = asked.form, asked.as_of
    committees, plans = await committee.committees(), await committee.plans()
    chosen = form.choice("committee", dict(committees), optional=True)
    plan = form.choice("plan", map(str, plans), optional=True)
    outcome = form.choice("outcome", OUTCOMES, optional=True)
    q = form.text("q", optional=True, longest=500)
    meetings = await committee.meetings(committee=chosen, plan=plan, as_of=as_of)
    items = await committee.items(plan=plan, outcome=outcome, q=q)
    promises = await committee.promises(as_of=as_of)
    lines = [meeting_line(each, items, promises) for each in meetings]
    narrowed = bool(outcome or q)
    return render(
        request,
        "committee/meetings.html",
        422 if form.errors else 200,
        asked=asked,
        committees=committees,
        plans=plans,
        plan_choices=[(str(each.id), each.title) for each in plans.values()],
        outcome_choices=[(code, form.language.gettext(word)) for code, word in OUTCOMES.items()],
        groups=by_committee([line for line in lines if line.papers or not narrowed]),
        promises=promises,
        schedules=await committee.schedules(plan=plan),
        outcomes=OUTCOMES,
        frequencies=FREQUENCIES,
        may_add=SCOPE in person.may,
    )


@router.get("/meetings/{key}")
async def meeting_page(
    request: Request, key: UUID, person: SignedIn, committee: Committee
) -> Response:
    """Show a meeting with its papers whole, and the promises made and due there."""
    asked = asked_of(request)
    meeting = await committee.meeting(key, asked.as_of)
    items = await committee.items(meeting=key)
    promises = await committee.promises(as_of=asked.as_of)
    return render(
        request,
        "committee/meeting.html",
        asked.status,
        asked=asked,
        line=meeting_line(meeting, items, promises),
        plans=await committee.plans(),
        meetings={each.id: each for each in await committee.meetings()},
        outcomes=OUTCOMES,
        may_add=SCOPE in person.may,
    )
