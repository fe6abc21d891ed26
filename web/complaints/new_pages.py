"""Taking a complaint in: one form for the telephone, that asks for help and loses nothing.

Its buttons find the case, suggest causes and make room for points. With scripts each answers with
its part of the form; without them the whole form comes back as it was typed.
"""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.acts.act import Situation
from web.acts.acting import Doing
from web.api_client import ApiRefused
from web.cases.citizen_pages import NUMBERS, without_numbers
from web.cases.list_page import IDENTIFY
from web.cases.options import said
from web.cases.things import Case
from web.clock import now
from web.complaints.acting import ACTING, NO_CASE
from web.complaints.acts import ON_COMPLAINT
from web.complaints.client import Complaints, ComplaintsClient
from web.complaints.filters import PATH
from web.complaints.saved_last import SavedLast, remember, saved_last
from web.complaints.suggested import Suggestion, suggestions_for
from web.complaints.taking_in import (
    FIELDS,
    empty_form,
    form_with_point,
    point_field,
    posted_form,
    read_complaint,
    read_contact,
    rows_of,
)
from web.complaints.things import Complaint
from web.forms import Form
from web.language import N_
from web.records.fields import fixed_options
from web.refusals import EXPLANATIONS, explain
from web.render import is_htmx, redirect, render
from web.signed_in import Person, SignedIn

router = APIRouter()

WRITE: Final = "complaints:write"
UNREADABLE: Final = 422
NOT_ALLOWED: Final = 403
REGISTERED: Final = N_("Klage %(number)s er gemt.")
REPEATS: Final = N_("Den gentager klage %(number)s og er knyttet til den.")
LATE: Final = N_("Den kom efter klagefristen; den afvises ikke for det.")
NOT_YOURS: Final = N_(
    "Klager over den enhed behandles af andre. Vælg en anden, eller send den til dem."
)
NUMBER_AGAIN: Final = N_("Skriv nummeret igen. Det bliver ikke stående, når siden kommer igen.")
TALK_NOT_SAVED: Final = N_("Klagen er gemt. Kontakten er ikke: ret den her.")


@router.get(f"{PATH}/new")
async def new_page(request: Request, person: SignedIn, complaints: Complaints) -> Response:
    """Show the empty form; the address may name the case."""
    if WRITE not in person.may:
        return explain(request, EXPLANATIONS[403])
    moment = now()
    begun = {
        "handler_id": person.id,
        "channel": "phone",
        "moment_on": moment.date(),
        "moment_at": f"{moment:%H:%M}",
        "of_citizen": True,
        "case_number": request.query_params.get("case"),
    }
    form = empty_form(request, begun)
    case = await case_of(complaints, form)
    return await form_page(request, person, complaints, with_case(form, case))


@router.post(f"{PATH}/new/case")
async def find_case(request: Request, person: SignedIn, complaints: Complaints) -> Response:
    """Fill in what follows from the case that is named."""
    form = await posted_form(request)
    case = await case_of(complaints, form)
    shown = with_case(form, case)
    if form["case_number"].strip() and case is None:
        shown.note("case_number", NO_CASE)
    return await form_page(request, person, complaints, shown, part="whereabouts", looked_up=True)


@router.post(f"{PATH}/new/points")
async def more_points(request: Request, person: SignedIn, complaints: Complaints) -> Response:
    """Make room for one more point, or take a suggested cause as one."""
    chosen = (await request.form()).get("use")
    form, focus = await form_with_point(request, chosen if isinstance(chosen, str) else "")
    return await form_page(request, person, complaints, form, part="points", focus=focus)


@router.post(f"{PATH}/new/suggestions")
async def suggest(request: Request, person: SignedIn, complaints: Complaints) -> Response:
    """Show which causes the words point at."""
    form = await posted_form(request)
    proposed = await suggestions_for(complaints, form["text"], form.language)
    return await form_page(
        request, person, complaints, form, part="proposed", proposed=proposed, asked=True
    )


@router.post(f"{PATH}/new")
async def take_in(request: Request, person: SignedIn, complaints: Complaints) -> Response:
    """Register the complaint, and the talk if there was one; or show what is wrong."""
    form = await posted_form(request)
    case = await case_of(complaints, form)
    if form["case_number"].strip() and case is None:
        form.note("case_number", NO_CASE)
    body = read_complaint(form) | {"case_id": case.id if case else None}
    contact = read_contact(form, body.get("received_at"))
    again = None if form["anyway"] else await saved_last(request, complaints, form, person)
    if form.errors or again:
        return await form_page(request, person, complaints, form, again=again)
    try:
        made = await complaints.api.post("/v1/complaints", body, submission=form.submission)
    except ApiRefused as refused:
        if refused.status == NOT_ALLOWED:
            form.note("case_number" if case and not form["unit_id"] else "unit_id", NOT_YOURS)
        elif not take(form, refused):
            raise
        return await form_page(request, person, complaints, form)
    complaint = Complaint.model_validate(made.json)
    told = told_of(form, complaint, linked=made.json["linked"])
    response: Response = redirect(request, complaint.path, told)
    try:
        await note_talk(complaints, complaint, contact, form)
    except ApiRefused as refused:
        response = await talk_form(request, complaints, complaint, form, refused)
    remember(response, form, person, complaint)
    return response


def take(form: Form, refused: ApiRefused) -> bool:
    """Show a refusal at the field, also one of a point or of somebody's number."""
    places = {fault.pointer: point_field(form, fault.pointer) for fault in refused.errors}
    found = {pointer: name for pointer, name in places.items() if name}
    refused.errors = [
        fault._replace(pointer=f"/{found.get(fault.pointer, inner(fault.pointer))}")
        for fault in refused.errors
    ]
    return form.take(refused, FIELD_OF)


FIELD_OF: Final = {
    "received_on": "moment_on",
    "received_at": "moment_at",
    "case_id": "case_number",
    "complainant": "other",
    "representative": "other",
}


def inner(pointer: str) -> str:
    """Return the field of a pointer; of somebody's identity, the number or name in it."""
    *_, last = pointer.split("/")
    return last if last in (*NUMBERS, "full_name") else pointer.strip("/")


async def note_talk(
    complaints: ComplaintsClient,
    complaint: Complaint,
    contact: Mapping[str, Any] | None,
    form: Form,
) -> None:
    """Note the talk, if there was one; sent twice with the form, it is noted once."""
    if contact is None:
        return
    path = f"/v1/complaints/{complaint.id}/contacts"
    await complaints.api.post(path, contact, submission=f"{form.submission}-contact")


async def talk_form(
    request: Request,
    complaints: ComplaintsClient,
    complaint: Complaint,
    form: Form,
    refused: ApiRefused,
) -> Response:
    """Show the talk that could not be noted, on its own form: the complaint is saved."""
    act = ON_COMPLAINT["contact"]
    typed = {field.name: form.all(field.name) for field in act.fields if field.name in form.labels}
    typed |= {"reached": ["yes"], "channel": ["phone"]}
    labels = {field.name: field.label for field in act.fields}
    shown = Form(form.language, labels, typed, act.path)
    shown.note("", TALK_NOT_SAVED)
    if not shown.take(refused, {"attempted_at": "moment_on"}):
        raise refused
    doing = Doing(request, complaints.api, ACTING, act, Situation(complaint, {}, now()))
    return await ACTING.opened(doing, shown, UNREADABLE)


def told_of(form: Form, complaint: Complaint, *, linked: bool) -> str:
    """Say what became of it, and what was found about it."""
    say = form.language.gettext
    told = [say(REGISTERED, number=complaint.number)]
    if linked and complaint.repeat_of:
        told.append(say(REPEATS, number=complaint.repeat_of.number))
    if complaint.late:
        told.append(say(LATE))
    return " ".join(told)


async def case_of(complaints: ComplaintsClient, form: Form) -> Case | None:
    """Return the case that was named, by our number or another system's."""
    number = form["case_number"].strip()
    if not number:
        return None
    if case := await complaints.cases.by_number(number):
        return case
    found = (await complaints.cases.listed({"reference": number}, limit=2)).items
    return found[0] if len(found) == 1 else None


def with_case(form: Form, case: Case | None) -> Form:
    """Return the form with what follows from a case that was found."""
    if case is None:
        return form
    values = {name: form.all(name) for name in form.labels}
    values |= {"unit_id": [str(case.unit.id)], "case_number": [case.number]}
    return Form(form.language, form.labels, values | {"submission": [form.submission]})


async def form_page(
    request: Request,
    person: Person,
    complaints: ComplaintsClient,
    form: Form,
    *,
    part: str = "",
    focus: str = "",
    proposed: list[Suggestion] | None = None,
    asked: bool = False,
    looked_up: bool = False,
    again: SavedLast | None = None,
) -> Response:
    """Answer with the form, or to htmx with the part of it that was asked for."""
    case = await case_of(complaints, form)
    fragment = f"complaints/_{part}.html" if part and is_htmx(request) else ""
    if not fragment:
        ask_for_numbers_again(form)
    return render(
        request,
        fragment or "complaints/new.html",
        UNREADABLE if (form.errors or again) and not part else 200,
        form=without_numbers(form),
        point_rows=rows_of(form.labels),
        focus=focus,
        asked=asked or bool(part),
        looked_up=looked_up,
        again=again,
        asked_for_causes=asked,
        proposed=proposed or [],
        case=case,
        citizen=await complaints.cases.known_citizen(case.citizen_id if case else None),
        cause_groups=await complaints.cause_groups(form.language),
        options=await options_of(complaints, form, person, case),
        may_identify=IDENTIFY in person.may,
    )


def ask_for_numbers_again(form: Form) -> None:
    """Say at the number of a person that it was typed and does not come back with the form."""
    for name in NUMBERS:
        if form[name] and not form.error(name):
            form.note(name, NUMBER_AGAIN)


async def options_of(
    complaints: ComplaintsClient, form: Form, person: Person, case: Case | None
) -> dict[str, Any]:
    cases, language = complaints.cases, form.language
    units = await cases.units()
    unit = form["unit_id"] if form["unit_id"] in dict(units) else None
    colleagues = await cases.colleagues(unit) or [(str(person.id), person.full_name)]
    return {
        **fixed_options(language, FIELDS),
        "unit_id": units,
        "case_type_id": await cases.case_types(language.code),
        "handler_id": colleagues,
        "decision_id": said(language, await cases.decisions(case)) if case else [],
    }
