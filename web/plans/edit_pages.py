"""Correcting what a plan, a track or an initiative is, and deleting what was made by mistake."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.plans.addresses import KindHere, of_each_kind
from web.plans.client import PART_OF, Initiative, Part, Plans, Track
from web.plans.outline_form import (
    LABELS,
    Choices,
    choices_for,
    content_of,
    outline_form,
    values_of,
)
from web.refusals import EXPLANATIONS, conflict_page, explain
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

STALE: Final = 412
UNREADABLE: Final = 422
SAVED: Final = N_("Rettelsen af „%(title)s“ er gemt.")
DELETED: Final = N_("„%(title)s“ er slettet.")


@of_each_kind(router.get, "/edit")
async def edit_page(
    request: Request, kind: KindHere, key: UUID, _: SignedIn, plans: Plans
) -> Response:
    """Show the form with what is there now."""
    part = await plans.part(kind, key)
    if "replace" not in part.may:
        return explain(request, EXPLANATIONS[403])
    return editing(request, part, outline_form(request, part), await choices_for(plans))


@of_each_kind(router.post, "/edit")
async def save_edit(
    request: Request, kind: KindHere, key: UUID, _: SignedIn, plans: Plans
) -> Response:
    """Save the form, or show it again with what is wrong."""
    part = await plans.part(kind, key)
    choices = await choices_for(plans)
    form = await posted(request, LABELS[kind], prefix=part.dom_id)
    changed = content_of(form, kind, choices, part)
    if form.errors:
        return editing(request, part, form, choices, UNREADABLE)
    try:
        await plans.keep(part, changed, form.etag)
    except ApiRefused as refused:
        if refused.status == STALE:
            return stale(request, part, form, refused, choices)
        if not form.take(refused):
            raise
        return editing(request, part, form, choices, UNREADABLE)
    title = changed["title"]
    return redirect(request, part.path, form.language.gettext(SAVED, title=title))


@of_each_kind(router.get, "/delete")
async def delete_page(
    request: Request, kind: KindHere, key: UUID, _: SignedIn, plans: Plans
) -> Response:
    """Ask once more."""
    part = await plans.part(kind, key)
    if "delete" not in part.may:
        return explain(request, EXPLANATIONS[403])
    form = filled(request, {}, etag=part.etag)
    return render(request, "plans/delete.html", part=part, form=form)


@of_each_kind(router.post, "/delete")
async def delete(
    request: Request, kind: KindHere, key: UUID, _: SignedIn, plans: Plans
) -> Response:
    """Delete, or say why it stays."""
    part = await plans.part(kind, key)
    form = await posted(request, {})
    try:
        await plans.remove(part, form.etag)
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return render(request, "plans/delete.html", refused.status, part=part, form=form)
    notice = language_of(request).gettext(DELETED, title=part.title)
    return redirect(request, above(part), notice)


def editing(
    request: Request, part: Part, form: Form, choices: Choices, status: int = 200
) -> Response:
    return render(request, "plans/edit.html", status, part=part, form=form, choices=choices)


def stale(
    request: Request, part: Part, form: Form, refused: ApiRefused, choices: Choices
) -> Response:
    """Lay what somebody else saved meanwhile beside what was typed."""
    now = PART_OF[part.kind_of_part].model_validate(refused.current)
    return conflict_page(
        request,
        form,
        refused,
        action=f"{part.path}/edit",
        back=part.path,
        now=values_of(now),
        words=choices.words,
    )


def above(part: Part) -> str:
    """Return the page that a deleted thing was read on."""
    if isinstance(part, Initiative) and part.track_id:
        return f"/tracks/{part.track_id}"
    return f"/plans/{part.plan_id}" if isinstance(part, Initiative | Track) else "/plans"
