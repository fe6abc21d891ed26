"""The register of complaints: one by its number, or all that answer to some filters."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.clock import now
from web.complaints.client import Complaints, ComplaintsClient, Listed
from web.complaints.filters import (
    CARRIED,
    CONTACTS,
    HANDS,
    PATH,
    STATES,
    Asked,
    asked_of,
)
from web.complaints.new_pages import WRITE
from web.complaints.views import line_of
from web.complaints.words import CHANNELS, KINDS
from web.deadlines.words import options
from web.language import Language, language_of
from web.render import is_htmx, redirect, render
from web.signed_in import Person, SignedIn

router = APIRouter()

PAGE: Final = 50


@router.get(PATH)
async def complaints_page(
    request: Request, person: SignedIn, complaints: Complaints, cursor: str | None = None
) -> Response:
    """Show the complaints that may be read; one asked for by its number is opened at once."""
    asked = asked_of(request)
    if asked.tidy:
        return redirect(request, asked.tidy)
    if named := await complaints.by_name(asked.number) if asked.number else None:
        return redirect(request, named.path)
    listed = await found(complaints, asked, person, cursor)
    language, moment = language_of(request), now()
    context: dict[str, Any] = {
        "asked": asked,
        "lines": [line_of(language, each, moment) for each in listed.items],
        "more": listed.next,
        "total": listed.total,
        "kinds": KINDS,
    }
    if cursor and is_htmx(request):
        return render(request, "complaints/_rows.html", **context)
    return render(
        request,
        "complaints/list.html",
        asked.status,
        **context,
        choices=await choices_of(complaints, language, asked),
        may_register=WRITE in person.may,
        carried=CARRIED,
        need_contact=await complaints.count(needs_contact=True),
    )


async def found(
    complaints: ComplaintsClient, asked: Asked, person: Person, cursor: str | None
) -> Listed:
    """Return the complaints asked for; none if the words can't be searched for, as is said then."""
    try:
        return await complaints.listed(asked.filters(person.id), limit=PAGE, cursor=cursor)
    except ApiRefused as refused:
        if not asked.form.take(refused):
            raise
    return Listed([], None, 0)


async def choices_of(
    complaints: ComplaintsClient, language: Language, asked: Asked
) -> dict[str, Any]:
    """Return what each filter may be, in the order of the sentence."""
    case, complainant = asked.chosen.get("case"), asked.chosen.get("complainant")
    units = await complaints.cases.units_ever(language)
    authority = asked.chosen.get("held_by_authority")
    return {
        "state": options(language, STATES),
        "unit": units,
        "held_by": units,
        "passed_by": units,
        "held_by_authority": [(authority, authority)] if authority else [],
        "cause": await complaints.causes(language),
        "kind": options(language, KINDS),
        "channel": options(language, CHANNELS),
        "contact": options(language, CONTACTS),
        "hands": options(language, HANDS),
        "case": [(case, await complaints.case_number(case))] if case else [],
        "complainant": [(complainant, language.gettext("én borger"))] if complainant else [],
    }
