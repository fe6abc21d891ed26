"""The pages where people keep calendar links; and the calendars that their programs fetch."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.responses import PlainTextResponse, StreamingResponse

from web.api_client import ApiRefused
from web.calendar_links.client import Calendars, CalendarsClient, Link
from web.calendar_links.views import (
    caseworker_of,
    filters_of,
    name_of,
    people_names,
    shown,
    told,
)
from web.deadlines.filters import FILTERS, Asked, asked_of
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.refusal_words import in_words
from web.refusals import EXPLANATIONS, explain
from web.render import redirect, render
from web.settings import get_settings
from web.signed_in import Person, SignedIn

router = APIRouter()

PATH: Final = "/calendar-links"
NEW: Final = "/calendar-links/new"
READ: Final = "deadlines:read"
LABELS: Final = {"name": N_("Navn"), "language": N_("Sprog i kalenderen")}
LANGUAGES: Final = [("da", "dansk"), ("en", "English")]
LONGEST_NAME: Final = 100
UNREADABLE: Final = 422
NOT_MODIFIED: Final = 304
REVOKED: Final = N_("„%(name)s“ er slettet. Adressen virker ikke mere.")


@router.get(PATH)
async def links_page(request: Request, person: SignedIn, calendars: Calendars) -> Response:
    """List one's links: what each shows, and when it was last fetched."""
    if READ not in person.may:
        return explain(request, EXPLANATIONS[403])
    language, links = language_of(request), await calendars.links()
    names = await names_of(request, calendars, person, map(caseworker_of, links))
    lines = [shown(language, link, names) for link in links]
    return render(request, "calendar_links/all.html", links=lines)


@router.get(NEW)
async def new_page(request: Request, person: SignedIn, calendars: Calendars) -> Response:
    """Show which deadlines the calendar will hold, and ask what it shall be called."""
    asked = asked_of(request, NEW)
    if READ not in person.may:
        return explain(request, EXPLANATIONS[403])
    if asked.form.errors:
        return explain(request, EXPLANATIONS[422])
    language, names = language_of(request), await names_chosen(request, calendars, person, asked)
    name = name_of(language, asked.chosen, names, person)
    form = filled(request, LABELS, {"name": name, "language": language.code})
    return new_form(request, form, asked, names)


@router.post(NEW)
async def make(request: Request, person: SignedIn, calendars: Calendars) -> Response:
    """Make a link, and show its address once."""
    asked = asked_of(request, NEW)
    if asked.form.errors:
        return explain(request, EXPLANATIONS[422])
    form = await posted(request, LABELS)
    body = {
        "name": form.text("name", longest=LONGEST_NAME),
        "language": form.choice("language", dict(LANGUAGES)),
        "filters": filters_of(asked),
    }
    secret = None
    if not form.errors:
        try:
            secret = await calendars.make(body, form.submission)
        except ApiRefused as refused:
            if not form.take(refused):
                raise
    if form.errors:
        names = await names_chosen(request, calendars, person, asked)
        return new_form(request, form, asked, names, UNREADABLE)
    return address_page(request, str(body["name"]), secret)


@router.get(f"{PATH}/{{key}}/renew")
async def renew_page(request: Request, key: UUID, _: SignedIn, calendars: Calendars) -> Response:
    """Ask once more before an address that programs use is over."""
    link, etag = await calendars.link(key)
    return act_page(request, "renew", link, filled(request, {}, etag=etag))


@router.post(f"{PATH}/{{key}}/renew")
async def renew(request: Request, key: UUID, _: SignedIn, calendars: Calendars) -> Response:
    """Give a link a new address, and show it once."""
    link, _etag = await calendars.link(key)
    form = await posted(request, {})
    try:
        secret = await calendars.renew(link, form.submission, form.etag)
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return act_page(request, "renew", link, form, UNREADABLE)
    return address_page(request, link.name, secret)


@router.get(f"{PATH}/{{key}}/revoke")
async def revoke_page(request: Request, key: UUID, _: SignedIn, calendars: Calendars) -> Response:
    """Ask once more before a link is revoked."""
    link, etag = await calendars.link(key)
    return act_page(request, "revoke", link, filled(request, {}, etag=etag))


@router.post(f"{PATH}/{{key}}/revoke")
async def revoke(request: Request, key: UUID, _: SignedIn, calendars: Calendars) -> Response:
    """Revoke a link."""
    link, _etag = await calendars.link(key)
    form = await posted(request, {})
    await calendars.revoke(link, form.etag)
    return redirect(request, PATH, form.language.gettext(REVOKED, name=link.name))


@router.get("/calendars/{secret}.ics")
async def calendar(request: Request, secret: str, calendars: Calendars) -> Response:
    """Give the calendar at an address: the api's own, for programs that only reach the pages."""
    try:
        file = await calendars.calendar(secret, request.headers.get("If-None-Match"))
    except ApiRefused as refused:
        words = in_words(language_of(request), refused.code, refused.detail)
        return PlainTextResponse(words, refused.status)
    headers = {"Cache-Control": "private, no-cache", **file.headers}
    if file.same:
        return Response(status_code=NOT_MODIFIED, headers=headers)
    return StreamingResponse(file.parts, headers=headers)


async def names_of(
    request: Request,
    calendars: CalendarsClient,
    person: Person,
    caseworkers: Iterable[str | None],
) -> dict[str, str]:
    """Return what units, case types and some caseworkers are called, by id."""
    language = language_of(request)
    known = people_names(language, person)
    others = {key for key in caseworkers if key and key not in known}
    return await calendars.names(language.code, others) | known


async def names_chosen(
    request: Request, calendars: CalendarsClient, person: Person, asked: Asked
) -> dict[str, str]:
    return await names_of(request, calendars, person, [asked.chosen.get("caseworker")])


def new_form(
    request: Request, form: Form, asked: Asked, names: dict[str, str], status: int = 200
) -> Response:
    return render(
        request,
        "calendar_links/new.html",
        status,
        form=form,
        told=told(form.language, asked.chosen, names),
        languages=LANGUAGES,
        action=asked.address(NEW),
        back=asked.address(FILTERS.path),
    )


def act_page(request: Request, act: str, link: Link, form: Form, status: int = 200) -> Response:
    return render(request, f"calendar_links/{act}.html", status, link=link, form=form)


def address_page(request: Request, name: str, secret: str | None) -> Response:
    """Show the address of a calendar, where people's programs reach these pages."""
    origin = get_settings().web_origin.rstrip("/") or str(request.base_url).rstrip("/")
    address = f"{origin}/calendars/{secret}.ics"
    context: dict[str, Any] = {
        "name": name,
        "address": address if secret else None,
        "program": f"webcal:{address.partition(':')[2]}",
    }
    return render(request, "calendar_links/address.html", **context)
