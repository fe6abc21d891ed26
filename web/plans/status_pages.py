"""Saying how something stands: in the row where it is read, or on a page of its own.

`in` tells where the form was opened, and so what is answered: the row of a plan or of the start
page, or the status block of the thing's own page.
"""

from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from web import formats
from web.api_client import ApiRefused
from web.forms import Form, posted
from web.language import N_, language_of
from web.plans.addresses import KindHere, of_each_kind
from web.plans.client import PART_OF, Part, Plans, PlansClient, Status, Track
from web.plans.status_form import LABELS, as_form_values, said, state_words, status_form
from web.plans.views import track_line
from web.refusals import EXPLANATIONS, conflict_page, explain
from web.render import is_htmx, redirect, render
from web.signed_in import SignedIn

router = APIRouter()

STALE: Final = 412
UNREADABLE: Final = 422


class Place(StrEnum):
    """Where the form was opened."""

    OWN = "own"
    PLAN = "plan"
    START = "start"


At = Annotated[Place, Query(alias="in")]


@of_each_kind(router.get, "/status")
async def status_page(
    request: Request, kind: KindHere, key: UUID, _: SignedIn, plans: Plans, place: At = Place.OWN
) -> Response:
    """Show the form: in place of the row to htmx, else as a page."""
    part = await plans.part(kind, key)
    if "add_status" not in part.may:
        return explain(request, EXPLANATIONS[403])
    return editing(request, part, status_form(request, part), place)


@of_each_kind(router.get, "/status-line")
async def status_line(
    request: Request, kind: KindHere, key: UUID, _: SignedIn, plans: Plans, place: At = Place.OWN
) -> Response:
    """Turn the form back into what it was opened from."""
    part = await plans.part(kind, key)
    if not is_htmx(request):
        return redirect(request, way_back(part, place))
    return await shown(request, plans, part, place)


@of_each_kind(router.post, "/status")
async def add_status(
    request: Request, kind: KindHere, key: UUID, _: SignedIn, plans: Plans, place: At = Place.OWN
) -> Response:
    """Add a status, or show the form again with what is wrong."""
    part = await plans.part(kind, key)
    form = await posted(request, LABELS, prefix=f"status-{part.id}")
    body = said(form, part)
    if form.errors:
        return editing(request, part, form, place, UNREADABLE)
    try:
        status = await plans.say(part, body, form.submission, form.etag)
    except ApiRefused as refused:
        if refused.status == STALE:
            return stale(request, part, form, refused, place)
        if not form.take(refused):
            raise
        return editing(request, part, form, place, UNREADABLE)
    return await saved(request, plans, part, status, place)


@of_each_kind(router.post, "/unchanged")
async def say_unchanged(
    request: Request, kind: KindHere, key: UUID, _: SignedIn, plans: Plans, place: At = Place.OWN
) -> Response:
    """Say in one press that nothing changed since last."""
    part = await plans.part(kind, key)
    form = await posted(request, {})
    body = {"cut_off_on": part.standing.as_of_on, "unchanged": True}
    try:
        status = await plans.say(part, body, form.submission, form.etag)
    except ApiRefused as refused:
        if refused.status != STALE:
            raise
        return told_meanwhile(request, part, place)
    return await saved(request, plans, part, status, place)


def editing(request: Request, part: Part, form: Form, place: Place, status: int = 200) -> Response:
    template = "plans/_status_editing.html" if is_htmx(request) else "plans/status.html"
    back = way_back(part, place)
    return render(request, template, status, part=part, form=form, place=place, back=back)


async def saved(
    request: Request, plans: PlansClient, part: Part, status: Status, place: Place
) -> Response:
    """Say that it is saved, and how the words for a day were understood."""
    notice = words_of(request, part, status)
    if not is_htmx(request):
        return redirect(request, way_back(part, place), notice)
    fresh = await plans.part(part.kind_of_part, part.id)
    return await shown(request, plans, fresh, place, notice=notice, told=True)


async def shown(
    request: Request, plans: PlansClient, part: Part, place: Place, **more: Any
) -> Response:
    """Answer with the row or block as it is now, with the focus on its button."""
    context: dict[str, Any] = {"part": part, "place": place, "focus": True, "told": False, **more}
    if place is Place.OWN or not isinstance(part, Track):
        statuses = await plans.statuses(part) if context["told"] else []
        return render(request, "plans/_status_told.html", statuses=statuses, **context)
    return render(request, "plans/_track_row.html", line=await track_line(plans, part), **context)


def stale(request: Request, part: Part, form: Form, refused: ApiRefused, place: Place) -> Response:
    """Lay what somebody else said meanwhile beside what was typed."""
    now = PART_OF[part.kind_of_part].model_validate(refused.current)
    return conflict_page(
        request,
        form,
        refused,
        action=f"{part.path}/status?in={place}",
        back=way_back(part, place),
        now=as_form_values(now.standing.latest),
        words={"state": state_words(form.language, now) | state_words(form.language, part)},
    )


def told_meanwhile(request: Request, part: Part, place: Place) -> Response:
    """Ask again, showing the status that came in between."""
    back = way_back(part, place)
    response = render(
        request, "plans/told_meanwhile.html", STALE, part=part, place=place, back=back
    )
    if is_htmx(request):
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response


def way_back(part: Part, place: Place) -> str:
    if place is Place.START:
        return f"/#{part.dom_id}"
    if place is Place.PLAN and isinstance(part, Track):
        return f"/plans/{part.plan_id}#{part.dom_id}"
    return f"{part.path}#status"


def words_of(request: Request, part: Part, status: Status) -> str:
    language = language_of(request)
    if status.unchanged:
        text = N_("Uændret siden sidst er gemt for „%(title)s“.")
    else:
        text = N_("Status er gemt for „%(title)s“.")
    told = language.gettext(text, title=part.title)
    finish = status.expected_finish
    if status.unchanged or not finish or finish["precision"] == "day":
        return told
    understood = language.gettext(
        "Forventet slut „%(words)s“ er forstået som %(days)s.",
        words=finish["as_written"],
        days=formats.exact_days(language, finish),
    )
    return f"{told} {understood}"
