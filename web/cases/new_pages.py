"""Opening a case: what came, who it is about, and which clocks it starts."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.acts.act import day_field
from web.api_client import ApiRefused
from web.cases.act_fields import NOBODY, REFERENCES, WHAT_IT_IS
from web.cases.case_acts import with_references
from web.cases.citizen_pages import NUMBERS, without_numbers
from web.cases.client import Cases, CasesClient
from web.cases.filters import PATH
from web.cases.identity import SHORT, UNREADABLE
from web.cases.list_page import IDENTIFY, WRITE
from web.cases.one_page import OWN_CLOCKS
from web.cases.things import Case, Citizen
from web.clock import today
from web.deadlines.words import KINDS, in_words, no_term_text
from web.formats import day_text
from web.forms import Form, filled, posted
from web.language import N_, Language
from web.records.fields import Field, Kind, fixed_options, in_rows, labels, read, typed_values
from web.refusals import EXPLANATIONS, explain
from web.render import redirect, render
from web.signed_in import Person, SignedIn

router = APIRouter()

FIELDS: Final = (
    *WHAT_IT_IS,
    day_field("acknowledged_on", N_("Borgeren fik kvittering den"), optional=True, beside=True),
    Field("unit_id", N_("Enhed"), Kind.PICK),
    Field(
        "caseworker_id",
        N_("Sagsbehandler"),
        Kind.PICK,
        optional=True,
        empty=NOBODY,
        beside=True,
    ),
    Field(
        "number",
        N_("Sagsnummer"),
        optional=True,
        hint=N_("kun hvis sagen har et i forvejen"),
        beside=True,
    ),
    REFERENCES,
)
CITIZEN_LABELS: Final = {
    "cpr": N_("CPR-nummer"),
    "replacement_number": N_("Erstatningsnummer"),
    "full_name": N_("Navn"),
    "citizen_id": N_("Borger"),
}
PURPOSE: Final = N_("Oprettelse af en sag")
OPENED: Final = N_("Sag %(number)s er oprettet.")
STARTED: Final = N_("%(kind)s senest %(day)s")
RUNNING: Final = N_("Frister: %(deadlines)s.")


@router.get(f"{PATH}/new")
async def new_page(request: Request, person: SignedIn, cases: Cases) -> Response:
    """Show an empty form; the address may name the citizen."""
    if WRITE not in person.may:
        return explain(request, EXPLANATIONS[403])
    unit = next((role.unit.id for role in person.roles if role.unit), None)
    begun = {"unit_id": unit, "received_on": today(), "origin": "citizen"}
    values = typed_values(FIELDS, begun) | {"citizen_id": request.query_params.get("citizen", "")}
    form = filled(request, labels(FIELDS) | CITIZEN_LABELS, values)
    return await form_page(request, person, cases, form, form["citizen_id"])


@router.post(f"{PATH}/new")
async def open_case(request: Request, person: SignedIn, cases: Cases) -> Response:
    """Open the case, with its citizen, or show the form again with what is wrong."""
    form = await posted(request, labels(FIELDS) | CITIZEN_LABELS)
    body = with_references(read(form, FIELDS, {}))
    citizen_id: str | None = form["citizen_id"] or None
    if form.errors:
        return await form_page(request, person, cases, form, citizen_id)
    try:
        citizen_id = await citizen_for(cases, form)
        made = await cases.api.post(
            "/v1/cases", body | {"citizen_id": citizen_id}, submission=form.submission
        )
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return await form_page(request, person, cases, form, citizen_id)
    case = Case.model_validate(made.json)
    return redirect(request, case.path, await told_of(cases, case, form.language))


async def citizen_for(cases: CasesClient, form: Form) -> str | None:
    """Return the citizen that was named: chosen already, known by the number, or made now."""
    if form["citizen_id"]:
        return form["citizen_id"]
    number = {name: form.text(name, optional=True, longest=SHORT) for name in NUMBERS}
    full_name = form.text("full_name", optional=True, longest=SHORT)
    if any(number.values()):
        found = await cases.search(number, form.language.gettext(PURPOSE))
        if found:
            return str(found.id)
    if not any(number.values()) and not full_name:
        return None
    made = await cases.api.post("/v1/citizens", {**number, "full_name": full_name})
    return str(made.json["id"])


async def form_page(
    request: Request,
    person: Person,
    cases: CasesClient,
    form: Form,
    citizen_id: str | None,
) -> Response:
    """Answer with the form. A citizen who was found stays found, and no number is shown again."""
    return render(
        request,
        "cases/new.html",
        UNREADABLE if form.errors else 200,
        form=without_numbers(form),
        citizen=await chosen_citizen(cases, citizen_id),
        rows=in_rows(FIELDS),
        options=await options_of(cases, form, person),
        may_identify=IDENTIFY in person.may,
    )


async def chosen_citizen(cases: CasesClient, key: str | None) -> Citizen | None:
    """Return the citizen that was chosen; none if the id is none of a citizen that may be seen."""
    try:
        return await cases.citizen(UUID(key)) if key else None
    except (ValueError, ApiRefused):
        return None


async def options_of(
    cases: CasesClient, form: Form, person: Person
) -> Mapping[str, list[tuple[str, str]]]:
    units = await cases.units()
    unit = form["unit_id"] if form["unit_id"] in dict(units) else None
    return {
        **fixed_options(form.language, FIELDS),
        "unit_id": units,
        "case_type_id": await cases.case_types(form.language.code),
        "caseworker_id": await cases.colleagues(unit) or [(str(person.id), person.full_name)],
    }


async def told_of(cases: CasesClient, case: Case, language: Language) -> str:
    """Say which deadlines started with the case, and which have no published term."""
    say, deadlines = language.gettext, await cases.deadlines(case)
    started = [
        say(STARTED, kind=in_words(language, KINDS, each.kind), day=day_text(language, each.due_on))
        for each in deadlines
    ]
    missing = [kind for kind in OWN_CLOCKS if kind not in {each.kind for each in deadlines}]
    told = [say(OPENED, number=case.number)]
    if started:
        told.append(say(RUNNING, deadlines=", ".join(started)))
    return " ".join([*told, *no_term_text(language, missing)])
