"""The pages where plans are read: the overview, a plan, a track, an initiative."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.language import N_
from web.plans import changes, edit_pages, initiative_rows, new_pages, start_page, status_pages
from web.plans.as_of import LABELS as DAY
from web.plans.as_of import Asked, asked_of
from web.plans.client import Part, Plans
from web.plans.views import plan_lines, track_lines, work_of
from web.render import redirect, render
from web.signed_in import SignedIn
from web.states import STATES

router = APIRouter()
# `/plans/new` must be asked for before `/plans/{key}`.
for module in (new_pages, start_page, status_pages, initiative_rows, edit_pages, changes):
    router.include_router(module.router)

FILTERS: Final = {"unit": N_("Enhed"), "state": N_("Tilstand"), **DAY}
WRITE: Final = "plans:write"
# Other things have the state "not started"; plans have "planned".
PLAN_STATES: Final = tuple(code for code in STATES if code != "not_started")


@router.get("/plans")
async def plans_page(request: Request, person: SignedIn, plans: Plans) -> Response:
    """Show every plan that may be read: how it stands, and what is late."""
    asked = asked_of(request, FILTERS)
    if asked.tidy:
        return redirect(request, asked.tidy)
    units = await plans.units()
    unit = asked.form.choice("unit", [str(each.id) for each in units], optional=True)
    state = asked.form.choice("state", PLAN_STATES, optional=True)
    found = await plans.plans(unit=unit, state=state, as_of=asked.as_of)
    return render(
        request,
        "plans/list.html",
        asked.status,
        asked=asked,
        lines=await plan_lines(plans, found, asked.as_of),
        units=units,
        states=PLAN_STATES,
        unit_names={str(each.id): each.name for each in units},
        may_create=WRITE in person.may,
    )


@router.get("/plans/{key}")
async def plan_page(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Show a plan with its tracks in order."""
    asked = asked_of(request)
    if asked.tidy:
        return redirect(request, asked.tidy)
    plan = await plans.plan(key, asked.as_of)
    tracks = await plans.tracks(plan=key, as_of=asked.as_of)
    initiatives = await plans.initiatives(plan=key, as_of=asked.as_of)
    milestones = await plans.open_milestones(plan=key, as_of=asked.as_of)
    return render(
        request,
        "plans/plan.html",
        asked.status,
        asked=asked,
        part=plan,
        lines=track_lines(plan, tracks, initiatives, milestones),
        across=work_of(initiatives, None),
        milestones=milestones,
        statuses=await plans.statuses(plan, asked.as_of),
        acts=acts_now(plan, asked),
    )


@router.get("/tracks/{key}")
async def track_page(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Show a track: how it stands, its initiatives, and all that was said of it."""
    asked = asked_of(request)
    if asked.tidy:
        return redirect(request, asked.tidy)
    track = await plans.track(key, asked.as_of)
    return render(
        request,
        "plans/track.html",
        asked.status,
        asked=asked,
        part=track,
        plan=await plans.plan(track.plan_id),
        initiatives=await plans.initiatives(track=key, as_of=asked.as_of),
        statuses=await plans.statuses(track, asked.as_of),
        acts=acts_now(track, asked),
    )


@router.get("/initiatives/{key}")
async def initiative_page(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Show an initiative and all that was said of it."""
    asked = asked_of(request)
    if asked.tidy:
        return redirect(request, asked.tidy)
    initiative = await plans.initiative(key, asked.as_of)
    track = await plans.track(initiative.track_id) if initiative.track_id else None
    return render(
        request,
        "plans/initiative.html",
        asked.status,
        asked=asked,
        part=initiative,
        plan=await plans.plan(initiative.plan_id),
        track=track,
        statuses=await plans.statuses(initiative, asked.as_of),
        acts=acts_now(initiative, asked),
    )


def acts_now(part: Part, asked: Asked) -> list[str]:
    """Return what may be done on this page: nothing to the past."""
    return [] if asked.as_of else part.may
