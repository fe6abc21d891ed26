"""The pages where the organisation is read: units, and people with their roles."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.clock import today
from web.language import N_
from web.organisation import changes_page, credentials, system_pages
from web.organisation.client import Grant, Organisation
from web.organisation.forms import (
    CLIENT,
    GRANT,
    PERSON,
    ROLES,
    SCOPES,
    SUCCESSION,
    SUCCESSION_KINDS,
    UNIT,
    UNIT_KINDS,
)
from web.organisation.tree import every, tree
from web.plans.as_of import LABELS as DAY
from web.plans.as_of import asked_of
from web.records.pages import add_record_pages
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()
add_record_pages(router, UNIT, SUCCESSION, PERSON, GRANT, CLIENT)

FILTERS: Final = {"q": N_("Navn"), **DAY}
KEEP_UNITS: Final = "units:write"
KEEP_PEOPLE: Final = "people:write"
READ_CHANGES: Final = "changes:read"


@router.get("/organisation")
async def organisation_page(
    request: Request, person: SignedIn, organisation: Organisation
) -> Response:
    """Show the tree of units as of a day, with who took over from whom."""
    asked = asked_of(request)
    everything = await organisation.units()
    units = await organisation.units(asked.as_of) if asked.as_of else everything
    names = {unit.id: unit.name for unit in everything}
    branches = tree(units, await organisation.successions(), names)
    return render(
        request,
        "organisation/units.html",
        asked.status,
        asked=asked,
        branches=branches,
        shown=len(list(every(branches))),
        kinds=UNIT_KINDS,
        successions=SUCCESSION_KINDS,
        may_add=KEEP_UNITS in person.may,
        may_read_changes=READ_CHANGES in person.everywhere,
    )


@router.get("/organisation/people")
async def people_page(request: Request, person: SignedIn, organisation: Organisation) -> Response:
    """Show who is here, in which role and where; and to those who keep them, the systems."""
    asked = asked_of(request, FILTERS)
    q = asked.form.text("q", optional=True, longest=500)
    keeper = KEEP_PEOPLE in person.may
    return render(
        request,
        "organisation/people.html",
        422 if asked.form.errors else 200,
        asked=asked,
        people=await organisation.people(q=q),
        grants=by_person(await organisation.grants()),
        clients=await organisation.clients() if keeper else [],
        units={unit.id: unit.name for unit in await organisation.units()},
        roles=ROLES,
        scopes=SCOPES,
        on=asked.as_of or today(),
        keeper=keeper,
    )


def by_person(grants: list[Grant]) -> dict[UUID, list[Grant]]:
    found: dict[UUID, list[Grant]] = {}
    for each in grants:
        found.setdefault(each.person_id, []).append(each)
    return found


for module in (credentials, system_pages, changes_page):
    router.include_router(module.router)
