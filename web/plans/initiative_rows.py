"""An initiative corrected where it is read: its row turns into a form and back.

The row holds what the initiative is and how it stands. The first is corrected, the second is said
anew, so one press of the button may make two changes: the correction, then the status.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.plans.client import Initiative, Kind, Plans, PlansClient
from web.plans.outline_form import LABELS as OUTLINE
from web.plans.outline_form import Choices, choices_for, content_of, values_of
from web.plans.status_form import state_words
from web.refusals import EXPLANATIONS, conflict_page, explain
from web.render import is_htmx, redirect, render
from web.signed_in import SignedIn

router = APIRouter()

STALE: Final = 412
UNREADABLE: Final = 422
SHORT: Final = ("title", "owner_id", "starts", "finishes")
LABELS: Final = {
    **{name: OUTLINE[Kind.INITIATIVES][name] for name in SHORT},
    "state": N_("Tilstand"),
}
SAVED: Final = N_("„%(title)s“ er gemt.")


@router.get("/initiatives/{key}/row")
async def initiative_row(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Turn the form back into the row."""
    initiative = await plans.initiative(key)
    if not is_htmx(request):
        return redirect(request, way_back(initiative))
    return row(request, initiative)


@router.get("/initiatives/{key}/row/edit")
async def initiative_row_form(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Show the form: in place of the row to htmx, else as a page."""
    initiative = await plans.initiative(key)
    if not {"replace", "add_status"} & set(initiative.may):
        return explain(request, EXPLANATIONS[403])
    values = {**values_of(initiative), "state": initiative.standing.state}
    form = filled(
        request, labels_of(initiative), values, etag=initiative.etag, prefix=initiative.dom_id
    )
    return editing(request, initiative, form, await choices_for(plans))


@router.post("/initiatives/{key}/row")
async def save_initiative_row(request: Request, key: UUID, _: SignedIn, plans: Plans) -> Response:
    """Save what was changed, or show the form again with what is wrong."""
    initiative = await plans.initiative(key)
    choices = await choices_for(plans)
    form = await posted(request, labels_of(initiative), prefix=initiative.dom_id)
    try:
        if not await kept(plans, initiative, form, choices):
            return editing(request, initiative, form, choices, UNREADABLE)
    except ApiRefused as refused:
        if refused.status == STALE:
            return stale(request, initiative, form, refused, choices)
        if not form.take(refused):
            raise
        return editing(request, initiative, form, choices, UNREADABLE)
    return saved(request, await plans.initiative(key))


async def kept(plans: PlansClient, initiative: Initiative, form: Form, choices: Choices) -> bool:
    """Correct and say what differs from what is there; False if something can't be read."""
    changed = content_of(form, Kind.INITIATIVES, choices, initiative)
    state = form.choice("state", initiative.standing.next_states)
    if form.errors:
        return False
    etag = form.etag
    if differs(initiative, changed):
        etag = await plans.keep(initiative, changed, etag)
    if state != initiative.standing.state:
        said = {"cut_off_on": initiative.standing.as_of_on, "state": state}
        await plans.say(initiative, said, form.submission, etag)
    return True


def labels_of(initiative: Initiative) -> Mapping[str, str]:
    """Return the fields that may be changed: who only gives status changes the state."""
    return LABELS if "replace" in initiative.may else {"state": LABELS["state"]}


def differs(initiative: Initiative, changed: Mapping[str, Any]) -> bool:
    now = initiative.with_content({})
    return any(now[name] != value for name, value in changed.items())


def row(request: Request, initiative: Initiative, notice: str | None = None) -> Response:
    return render(
        request,
        "plans/_initiative_row.html",
        notice=notice,
        initiative=initiative,
        focus=True,
        acts=initiative.may,
    )


def editing(
    request: Request, initiative: Initiative, form: Form, choices: Choices, status: int = 200
) -> Response:
    return render(
        request,
        "plans/_initiative_row_form.html" if is_htmx(request) else "plans/initiative_row.html",
        status,
        initiative=initiative,
        form=form,
        choices=choices,
        states=list(state_words(form.language, initiative).items()),
        back=way_back(initiative),
    )


def saved(request: Request, initiative: Initiative) -> Response:
    notice = language_of(request).gettext(SAVED, title=initiative.title)
    if not is_htmx(request):
        return redirect(request, way_back(initiative), notice)
    return row(request, initiative, notice)


def stale(
    request: Request, initiative: Initiative, form: Form, refused: ApiRefused, choices: Choices
) -> Response:
    """Lay what somebody else saved meanwhile beside what was typed."""
    now = Initiative.model_validate(refused.current)
    states = state_words(form.language, now) | state_words(form.language, initiative)
    return conflict_page(
        request,
        form,
        refused,
        action=f"{initiative.path}/row",
        back=way_back(initiative),
        now={**values_of(now), "state": now.standing.state},
        words={**choices.words, "state": states},
    )


def way_back(initiative: Initiative) -> str:
    track, plan = initiative.track_id, initiative.plan_id
    return f"/tracks/{track}#{initiative.dom_id}" if track else f"/plans/{plan}#{initiative.dom_id}"
