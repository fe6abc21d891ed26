"""New plans, tracks and initiatives, for those who may."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.forms import Form, filled, posted
from web.language import N_
from web.plans.client import Kind, Part, Plan, Plans, PlansClient, Track
from web.plans.outline_form import LABELS, Choices, choices_for, content_of
from web.refusals import EXPLANATIONS, explain
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

UNREADABLE: Final = 422
WRITE: Final = "plans:write"
MADE: Final = N_("„%(title)s“ er oprettet.")


@dataclass(frozen=True)
class Making:
    """What is being made: where it goes, and what is given by the place."""

    kind: Kind
    action: str
    above: Part | None
    given: Mapping[str, Any]
    proposed: Mapping[str, Any]

    @property
    def back(self) -> str:
        return self.above.path if self.above else "/plans"


@router.get("/plans/new")
async def new_plan_page(request: Request, person: SignedIn, plans: Plans) -> Response:
    """Show an empty form for a plan."""
    if WRITE not in person.may:
        return explain(request, EXPLANATIONS[403])
    return await ask(request, plans, new_plan())


@router.post("/plans/new")
async def make_plan(request: Request, _: SignedIn, plans: Plans) -> Response:
    """Make the plan, or show what is wrong."""
    return await make(request, plans, new_plan())


@router.get("/plans/{key}/tracks/new")
async def new_track_page(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Show the form of a track, with the next number."""
    return await ask(request, plans, await new_track(plans, key))


@router.post("/plans/{key}/tracks/new")
async def make_track(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Make the track, or show what is wrong."""
    return await make(request, plans, await new_track(plans, key))


@router.get("/plans/{key}/initiatives/new")
async def new_initiative_across_page(
    request: Request, key: UUID, _: SignedIn, plans: Plans
) -> Response:
    """Show the form of an initiative across the whole plan."""
    return await ask(request, plans, await new_initiative(plans, await plans.plan(key)))


@router.post("/plans/{key}/initiatives/new")
async def make_initiative_across(
    request: Request, key: UUID, _: SignedIn, plans: Plans
) -> Response:
    """Make the initiative, or show what is wrong."""
    return await make(request, plans, await new_initiative(plans, await plans.plan(key)))


@router.get("/tracks/{key}/initiatives/new")
async def new_initiative_page(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Show the form of an initiative of a track."""
    return await ask(request, plans, await new_initiative(plans, await plans.track(key)))


@router.post("/tracks/{key}/initiatives/new")
async def make_initiative(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Make the initiative, or show what is wrong."""
    return await make(request, plans, await new_initiative(plans, await plans.track(key)))


def new_plan() -> Making:
    return Making(Kind.PLANS, "/plans/new", None, {}, {"track_kind": "track"})


async def new_track(plans: PlansClient, key: UUID) -> Making:
    plan = await plans.plan(key)
    numbers = [track.number for track in await plans.tracks(plan=key)]
    proposed = {"number": max(numbers, default=0) + 1, "unit_id": str(plan.unit_id)}
    action = f"{plan.path}/tracks/new"
    return Making(Kind.TRACKS, action, plan, {"plan_id": str(plan.id)}, proposed)


async def new_initiative(plans: PlansClient, above: Plan | Track) -> Making:
    """Put the initiative last in its plan."""
    track_id = str(above.id) if isinstance(above, Track) else None
    plan_id = above.plan_id if isinstance(above, Track) else above.id
    positions = [each.position for each in await plans.initiatives(plan=plan_id)]
    given = {
        "plan_id": str(plan_id),
        "track_id": track_id,
        "position": max(positions, default=0) + 1,
    }
    return Making(Kind.INITIATIVES, f"{above.path}/initiatives/new", above, given, {})


async def ask(request: Request, plans: PlansClient, making: Making) -> Response:
    if making.above and "replace" not in making.above.may:
        return explain(request, EXPLANATIONS[403])
    form = filled(request, LABELS[making.kind], making.proposed, prefix="new")
    return shown(request, making, form, await choices_for(plans))


async def make(request: Request, plans: PlansClient, making: Making) -> Response:
    choices = await choices_for(plans)
    form = await posted(request, LABELS[making.kind], prefix="new")
    content = content_of(form, making.kind, choices, None)
    if form.errors:
        return shown(request, making, form, choices, UNREADABLE)
    try:
        key = await plans.make(making.kind, {**content, **making.given}, form.submission)
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return shown(request, making, form, choices, UNREADABLE)
    to = making.back if making.kind is Kind.INITIATIVES else f"/{making.kind}/{key}"
    return redirect(request, to, form.language.gettext(MADE, title=content["title"]))


def shown(
    request: Request, making: Making, form: Form, choices: Choices, status: int = 200
) -> Response:
    return render(request, "plans/new.html", status, making=making, form=form, choices=choices)
