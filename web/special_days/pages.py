"""The pages where the calendar is read and corrected, each correction tried before it is made."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.clock import today
from web.deadlines.words import KINDS
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.refusals import EXPLANATIONS, explain
from web.render import redirect, render
from web.signed_in import Person, SignedIn
from web.special_days.client import Calendar, CalendarClient, Effect

router = APIRouter()

KEEP: Final = "calendar:write"
DAY_KIND: Final = {
    "public_holiday": N_("helligdag"),
    "quasi_holiday": N_("helligdagslignende dag"),
    "closing_day": N_("kommunens lukkedag"),
}
READ: Final = "deadlines:read"
PATH: Final = "/calendar"
MAKE: Final = "make"
FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2100
LABELS: Final = {
    "closed_on": N_("Luk den"),
    "name_da": N_("Dagens navn på dansk"),
    "name_en": N_("Dagens navn på engelsk"),
    "source": N_("Hvor det er besluttet"),
    "remove": N_("Åbn igen"),
    "reason": N_("Begrundelse"),
}
UNDOING: Final = {"reason": LABELS["reason"]}
POINTERS: Final = {"add": "closed_on"}
NOTHING: Final = N_("Vælg en dag, der skal lukkes, eller en, der skal åbnes igen.")


@router.get("/calendar")
async def calendar_page(
    request: Request, person: SignedIn, calendar: Calendar, year: int | None = None
) -> Response:
    """Show a year's special days, and the corrections that were made."""
    shown = min(max(year or today().year, FIRST_YEAR), LAST_YEAR)
    return render(
        request,
        "calendar/year.html",
        year=shown,
        years=(FIRST_YEAR, LAST_YEAR),
        days=await calendar.days(shown),
        kinds=DAY_KIND,
        corrections=await calendar.corrections(),
        keeper=may_correct(person),
    )


@router.get("/calendar/corrections/new")
async def correction_page(request: Request, person: SignedIn, calendar: Calendar) -> Response:
    """Show an empty correction."""
    if not may_correct(person):
        return explain(request, EXPLANATIONS[403])
    return await form_page(request, calendar, filled(request, LABELS))


@router.post("/calendar/corrections/new")
async def correct(request: Request, person: SignedIn, calendar: Calendar) -> Response:
    """Try a correction and tell what it would move; make it when that has been seen."""
    if not may_correct(person):
        return explain(request, EXPLANATIONS[403])
    form = await posted(request, {**LABELS, "act": ""})
    body = correction_of(form)
    if form.errors:
        return await form_page(request, calendar, form, 422)
    return await tried(request, calendar, form, "/v1/calendar-corrections", body)


def correction_of(form: Form) -> dict[str, Any]:
    """Read which days are closed and opened, and why."""
    removed = [date.fromisoformat(day) for day in form.all("remove") if day]
    closed_on = form.day("closed_on", optional=True)
    if not closed_on and not removed and "closed_on" not in form.errors:
        form.note("closed_on", NOTHING)
    added = []
    if closed_on:
        name_da = form.text("name_da", longest=500)
        name_en = form.text("name_en", optional=True, longest=500) or name_da
        source = form.text("source", optional=True, longest=500)
        day = {"closed_on": closed_on, "name_da": name_da, "name_en": name_en, "source": source}
        added.append(day)
    return {"add": added, "remove": removed, "reason": form.text("reason")}


async def tried(
    request: Request, calendar: CalendarClient, form: Form, path: str, body: Mapping[str, Any]
) -> Response:
    """Tell what a correction would do, or make it."""
    make = form["act"] == MAKE
    submission = form.submission if make else ""
    try:
        effect = await calendar.correct(path, {**body, "dry_run": not make}, submission)
    except ApiRefused as refused:
        if not form.take(refused, POINTERS):
            raise
        return await form_page(request, calendar, form, 422)
    if effect.correction is None:
        return await form_page(request, calendar, form, effect=effect)
    notice = language_of(request).gettext(
        N_("Kalenderen er rettet (udgave %(number)s). Frister, der rykkede: %(moved)s."),
        number=effect.number,
        moved=effect.totals.moved,
    )
    return redirect(request, f"{PATH}/corrections/{effect.correction.id}", notice)


async def form_page(
    request: Request,
    calendar: CalendarClient,
    form: Form,
    status: int = 200,
    *,
    effect: Effect | None = None,
) -> Response:
    language = language_of(request)
    closing = await calendar.closing_days(today())
    return render(
        request,
        "calendar/correction_form.html",
        status,
        form=form,
        effect=effect,
        kinds=KINDS,
        closing=[
            (day.closed_on.isoformat(), f"{day.closed_on:%d.%m.%Y} {day.name(language)}")
            for day in closing
        ],
        undoes=None,
    )


@router.get("/calendar/corrections/{key}")
async def made_page(request: Request, key: UUID, person: SignedIn, calendar: Calendar) -> Response:
    """Show a correction and the deadlines it moved."""
    correction = await calendar.correction(key)
    return render(
        request,
        "calendar/correction.html",
        correction=correction,
        moves=await calendar.moves(key) if READ in person.may else [],
        kinds=KINDS,
        may_undo=may_correct(person) and correction.undone_by is None,
    )


@router.get("/calendar/corrections/{key}/undo")
async def undo_page(request: Request, key: UUID, person: SignedIn, calendar: Calendar) -> Response:
    """Ask why a correction is taken back."""
    if not may_correct(person):
        return explain(request, EXPLANATIONS[403])
    return await undo_form(request, calendar, key, filled(request, UNDOING))


@router.post("/calendar/corrections/{key}/undo")
async def undo(request: Request, key: UUID, person: SignedIn, calendar: Calendar) -> Response:
    """Try to take a correction back, and do it when what it moves has been seen."""
    if not may_correct(person):
        return explain(request, EXPLANATIONS[403])
    form = await posted(request, {**UNDOING, "act": ""})
    make, reason = form["act"] == MAKE, form.text("reason")
    if form.errors:
        return await undo_form(request, calendar, key, form, 422)
    body = {"reason": reason, "dry_run": not make}
    path = f"/v1/calendar-corrections/{key}/undoing"
    try:
        effect = await calendar.correct(path, body, form.submission if make else "")
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return await undo_form(request, calendar, key, form, 422)
    if effect.correction is None:
        return await undo_form(request, calendar, key, form, effect=effect)
    notice = language_of(request).gettext(N_("Rettelsen er taget tilbage."))
    return redirect(request, f"{PATH}/corrections/{effect.correction.id}", notice)


async def undo_form(
    request: Request,
    calendar: CalendarClient,
    key: UUID,
    form: Form,
    status: int = 200,
    *,
    effect: Effect | None = None,
) -> Response:
    return render(
        request,
        "calendar/correction_form.html",
        status,
        form=form,
        effect=effect,
        kinds=KINDS,
        closing=[],
        undoes=await calendar.correction(key),
    )


def may_correct(person: Person) -> bool:
    """Say whether they may: the calendar is everybody's, so the right must hold everywhere."""
    return KEEP in person.everywhere
