"""The change log for those with the right: who changed what, when."""

from datetime import timedelta
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.api_client import Api
from web.clock import today
from web.forms import Form, as_typed
from web.language import N_, language_of
from web.organisation.client import Organisation
from web.records.change_words import NOUNS
from web.records.changes import told_changes
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()

FILTERS: Final = {
    "entity": N_("Hvad"),
    "actor": N_("Hvem"),
    "from_on": N_("Fra og med"),
    "until_on": N_("Til og med"),
}
WEEK: Final = timedelta(days=6)
ONE_DAY: Final = timedelta(days=1)
PAGE: Final = 50
PLACES: Final = {
    "plans": "/plans/{}",
    "tracks": "/tracks/{}",
    "initiatives": "/initiatives/{}",
    "backlogs": "/backlogs/{}",
    "review_campaigns": "/review-campaigns/{}",
    "meetings": "/meetings/{}",
    "published_terms": "/terms/{}",
    "calendar_corrections": "/calendar/corrections/{}",
    "case_imports": "/case-imports/{}",
}


@router.get("/changes")
async def changes_page(
    request: Request, _: SignedIn, api: Api, organisation: Organisation
) -> Response:
    """Show the changes of some days, in the order they were made, a page at a time."""
    people = [(str(each.id), each.full_name) for each in await organisation.people()]
    form = asked(request)
    query = filters(form, dict(people))
    page = (
        await api.get("/v1/change-log", **query, cursor=request.query_params.get("cursor"))
    ).json
    nouns = {code: form.language.gettext(word) for code, word in NOUNS.items()}
    return render(
        request,
        "organisation/changes.html",
        422 if form.errors else 200,
        form=form,
        people=people,
        nouns=sorted(nouns.items(), key=lambda each: each[1]),
        changes=told_changes(form.language, page["items"], ({}, await names_behind(api, people))),
        total=page["total"],
        following=page["next"],
        places=PLACES,
    )


async def names_behind(api: Api, people: list[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return the names of the units, people, plans and entries of the catalogue behind ids."""
    units = {each["id"]: each["name"] for each in await api.get_all("/v1/units")}
    plans = {each["id"]: each["title"] for each in await api.get_all("/v1/plans")}
    types = {each["id"]: each["name_da"] for each in await api.get_all("/v1/case-types")}
    bases = {each["id"]: each["text"] for each in await api.get_all("/v1/legal-bases")}
    catalogues = {each["id"]: each["name"] for each in await api.get_all("/v1/term-catalogues")}
    return {
        **dict.fromkeys(("unit_id", "from_unit_id", "to_unit_id", "shared_with_unit_id"), units),
        **dict.fromkeys(("legal_basis_id", "successor_id"), bases),
        "case_type_id": types,
        "catalogue_id": catalogues,
        "caseworker_id": dict(people),
        "parent_id": units,
        "plan_id": plans,
        "person_id": dict(people),
        "owner_id": dict(people),
    }


def asked(request: Request) -> Form:
    """Return the filters; without any, those of the last week."""
    query = request.query_params
    values = {name: query.getlist(name) for name in FILTERS}
    if not any(query.get(name) for name in FILTERS):
        values |= {"from_on": [as_typed(today() - WEEK)], "until_on": [as_typed(today())]}
    return Form(language_of(request), FILTERS, values)


def filters(form: Form, people: dict[str, str]) -> dict[str, Any]:
    until = form.day("until_on", optional=True)
    return {
        "entity": form.choice("entity", NOUNS, optional=True),
        "actor": form.choice("actor", people, optional=True),
        "from_on": form.day("from_on", optional=True),
        "before": until + ONE_DAY if until else None,
        "limit": PAGE,
        "count": "exact",
    }
