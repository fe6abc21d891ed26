"""Who a case is about: found by number, and opened, for a reason and with a line in the log.

Numbers travel in the bodies of forms only, and a form that comes back does not show them again.
"""

from typing import Final

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.cases import identity
from web.cases.client import NOT_FOUND, Cases, CasesClient
from web.cases.filters import ALL, PATH
from web.cases.identity import SHORT, UNREADABLE, Opening
from web.cases.list_page import IDENTIFY
from web.cases.things import Case, Citizen
from web.cases.words import LOOKUPS
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.refusals import EXPLANATIONS, explain
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

FIND_LABELS: Final = {
    "cpr": N_("CPR-nummer"),
    "replacement_number": N_("Erstatningsnummer"),
    "purpose": N_("Formål"),
}
NUMBERS: Final = ("cpr", "replacement_number")
NOBODY: Final = N_("Der er ingen borger med det nummer her. Opslaget er skrevet i loggen.")
FOUND: Final = N_("Borgeren er fundet. Opslaget er skrevet i loggen.")
AUDIT: Final = "list_lookups"


def without_numbers(form: Form) -> Form:
    """Return a form to show again: what was typed and is wrong, but no number of a person."""
    kept = {name: form.all(name) for name in form.labels if name not in NUMBERS}
    shown = Form(form.language, form.labels, kept, form.prefix)
    shown.errors, shown.submission = form.errors, form.submission
    return shown


@router.get(f"{PATH}/find")
async def find_page(request: Request, person: SignedIn) -> Response:
    """Ask for a number, and what the look-up is for."""
    if IDENTIFY not in person.may:
        return explain(request, EXPLANATIONS[403])
    return render(request, "cases/find.html", form=filled(request, FIND_LABELS))


@router.post(f"{PATH}/find")
async def find(request: Request, _: SignedIn, cases: Cases) -> Response:
    """Lead to the cases of the citizen with exactly this number."""
    form = await posted(request, FIND_LABELS)
    number = {name: form.text(name, optional=True, longest=SHORT) for name in NUMBERS}
    purpose = form.text("purpose", longest=SHORT)
    if not form.errors and purpose:
        try:
            if found := await cases.search(number, purpose):
                notice = language_of(request).gettext(FOUND)
                return redirect(request, f"{PATH}?citizen={found.id}&state={ALL}", notice)
            form.note("cpr" if number["cpr"] else "replacement_number", NOBODY)
        except ApiRefused as refused:
            if not form.take(refused):
                raise
    return render(request, "cases/find.html", UNREADABLE, form=without_numbers(form))


async def citizen_in(cases: CasesClient, number: str) -> tuple[Case, Citizen]:
    case = await cases.case(number)
    if case.citizen_id is None:
        raise ApiRefused(NOT_FOUND, {"code": "citizen_not_found"})
    return case, await cases.citizen(case.citizen_id)


async def opening_in(request: Request, cases: CasesClient, number: str) -> Opening:
    case, citizen = await citizen_in(cases, number)
    return Opening(
        request,
        cases,
        citizen,
        page="cases/identity.html",
        about={"case": case},
        action=f"{case.path}/identity",
        leave=f"{case.path}?focus=identity",
        target="open-citizen",
    )


@router.get(f"{PATH}/{{number}}/identity")
async def identity_form(request: Request, number: str, _: SignedIn, cases: Cases) -> Response:
    """Ask what the identity is opened for."""
    return await identity.asked(await opening_in(request, cases, number))


@router.post(f"{PATH}/{{number}}/identity")
async def open_identity(request: Request, number: str, _: SignedIn, cases: Cases) -> Response:
    """Show who the citizen is, this once."""
    return await identity.opened(await opening_in(request, cases, number))


@router.get(f"{PATH}/{{number}}/lookups")
async def lookups_page(request: Request, number: str, _: SignedIn, cases: Cases) -> Response:
    """Show who has looked the citizen of a case up, and what for."""
    case, citizen = await citizen_in(cases, number)
    if AUDIT not in citizen.may:
        return explain(request, EXPLANATIONS[403])
    lookups = await cases.lookups(citizen)
    return render(request, "cases/lookups.html", case=case, lookups=lookups, lookup_words=LOOKUPS)
