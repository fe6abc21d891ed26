"""What the pages of cases ask of the api."""

from collections.abc import Mapping
from datetime import date
from operator import itemgetter
from typing import Annotated, Any, Final, NamedTuple
from uuid import UUID

from fastapi import Depends
from pydantic import TypeAdapter

from web.api_client import Api, ApiClient, ApiRefused
from web.cases.things import (
    AccessRequest,
    Case,
    Citizen,
    Decision,
    Extension,
    Happening,
    Hearing,
    Identity,
    Lookup,
    Waiting,
)
from web.clock import today
from web.deadlines.client import DEADLINES, Choices, Deadline, indented
from web.language import N_, Language
from web.records.standing import word_of

NOT_FOUND: Final = 404
HIDDEN: Final = frozenset({403, 404})
CLOSED: Final = N_("%(name)s (nedlagt)")


class Listed(NamedTuple):
    """A page of cases, the cursor of the next, and how many there are in all."""

    items: list[Case]
    next: str | None
    total: int


CASES: Final = TypeAdapter(list[Case])
DECISIONS: Final = TypeAdapter(list[Decision])
HEARINGS: Final = TypeAdapter(list[Hearing])
ACCESS_REQUESTS: Final = TypeAdapter(list[AccessRequest])
WAITS: Final = TypeAdapter(list[Waiting])
EXTENSIONS: Final = TypeAdapter(list[Extension])
HAPPENINGS: Final = TypeAdapter(list[Happening])
LOOKUPS: Final = TypeAdapter(list[Lookup])


class CasesClient:
    """The api's cases, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def listed(
        self, filters: Mapping[str, Any], *, limit: int, cursor: str | None = None
    ) -> Listed:
        page = {"limit": limit, "cursor": cursor, "count": "exact"}
        answer = (await self.api.get("/v1/cases", **filters, **page)).json
        return Listed(CASES.validate_python(answer["items"]), answer["next"], answer["total"])

    async def by_number(self, number: str) -> Case | None:
        """Return the case that has this number, if the reader may see it."""
        found = (await self.listed({"number": number}, limit=1)).items
        return found[0] if found else None

    async def case(self, number: str) -> Case:
        """Return a case by its number; refused as not found like any other thing."""
        found = await self.by_number(number)
        if found is None:
            raise ApiRefused(NOT_FOUND, {"code": "case_not_found"})
        return found

    async def extension(self, case: Case, key: UUID) -> dict[str, Any]:
        """Return a notice of one of the case's deadlines; the api lists them by deadline."""
        for deadline in await self.deadlines(case):
            for each in await self.api.get_all(f"/v1/deadlines/{deadline.id}/extensions"):
                if each["id"] == str(key):
                    return dict(each)
        raise ApiRefused(NOT_FOUND, {"code": "part_not_found"})

    async def deadlines(self, case: Case) -> list[Deadline]:
        """Return all deadlines of a case, what is to be kept first at the top."""
        items = await self.api.get_all("/v1/deadlines", case=case.id, order="legal_due_on")
        return DEADLINES.validate_python(items)

    async def extensions(self, deadlines: list[Deadline]) -> list[Extension]:
        """Return the notices to the citizen, undone ones too."""
        found: list[Extension] = []
        for deadline in deadlines:
            items = await self.api.get_all(f"/v1/deadlines/{deadline.id}/extensions")
            found += EXTENSIONS.validate_python(items)
        return found

    async def decisions(self, case: Case) -> list[Decision]:
        return DECISIONS.validate_python(await self.api.get_all("/v1/decisions", case=case.id))

    async def hearings(self, case: Case) -> list[Hearing]:
        return HEARINGS.validate_python(await self.api.get_all("/v1/party-hearings", case=case.id))

    async def access_requests(self, case: Case) -> list[AccessRequest]:
        items = await self.api.get_all("/v1/access-requests", case=case.id)
        return ACCESS_REQUESTS.validate_python(items)

    async def waits(self, case: Case) -> list[Waiting]:
        return WAITS.validate_python(await self.api.get_all("/v1/waiting-periods", case=case.id))

    async def happenings(self, case: Case, as_of: date | None) -> list[Happening]:
        """Return all that had happened in a case by a day, the oldest first."""
        path = f"/v1/cases/{case.id}/timeline"
        return HAPPENINGS.validate_python(await self.api.get_all(path, as_of=as_of))

    async def complaint_count(self, case: Case) -> int:
        """Return how often it was complained of what was done in a case."""
        answer = await self.api.get("/v1/complaints", case=case.id, limit=1, count="exact")
        return int(answer.json["total"])

    async def citizen(self, key: UUID) -> Citizen:
        return Citizen.model_validate((await self.api.get(f"/v1/citizens/{key}")).json)

    async def known_citizen(self, key: UUID | None) -> Citizen | None:
        """Return a citizen, if there is one and the reader may know as much."""
        try:
            return await self.citizen(key) if key else None
        except ApiRefused as refused:
            if refused.status in HIDDEN:
                return None
            raise

    async def lookups(self, citizen: Citizen) -> list[Lookup]:
        """Return who looked a citizen up, the latest first."""
        items = await self.api.get_all(f"/v1/citizens/{citizen.id}/lookups")
        return LOOKUPS.validate_python(items)[::-1]

    async def open_identity(self, citizen: Citizen, purpose: str) -> Identity:
        path = f"/v1/citizens/{citizen.id}/identity-openings"
        return Identity.model_validate((await self.api.post(path, {"purpose": purpose})).json)

    async def search(self, number: Mapping[str, str | None], purpose: str) -> Citizen | None:
        """Look for the citizen with exactly this number; it is logged."""
        body = {**number, "purpose": purpose}
        found = (await self.api.post("/v1/citizen-searches", body)).json["citizen"]
        return Citizen.model_validate(found) if found else None

    async def units(self) -> Choices:
        """Return the units of today."""
        return indented(await self.api.get_all("/v1/units", as_of=today()), "name")

    async def units_ever(self, language: Language) -> Choices:
        """Return all units there have been; those that are no more say so."""
        items, day = await self.api.get_all("/v1/units"), today().isoformat()
        for each in items:
            if each["valid_until"] and each["valid_until"] <= day:
                each["name"] = language.gettext(CLOSED, name=each["name"])
        return indented(items, "name")

    async def case_types(self, code: str) -> Choices:
        return indented(await self.api.get_all("/v1/case-types"), f"name_{code}")

    async def colleagues(self, unit: UUID | str | None) -> Choices:
        """Return the people: those with a role in the unit first."""
        grants = await self.api.get_all("/v1/role-grants", unit=unit) if unit else []
        people = await self.api.get_all("/v1/people")
        here = {grant["person_id"] for grant in grants}
        active = [each for each in people if each["active"]]
        ordered = sorted(active, key=lambda each: (each["id"] not in here, each["full_name"]))
        return [(each["id"], each["full_name"]) for each in ordered]

    async def letter_types(self, language: Language, **filters: Any) -> Choices:
        """Return the types of letters by name, also those that are used no more."""
        items = await self.api.get_all("/v1/letter-types", **filters)
        return sorted(((each["id"], word_of(language, each)) for each in items), key=itemgetter(1))

    async def legal_bases(self) -> Choices:
        """Return the sections of acts, as they are written."""
        items = await self.api.get_all("/v1/legal-bases")
        return sorted(((each["id"], each["text"]) for each in items), key=lambda pair: str(pair[1]))


Cases = Annotated[CasesClient, Depends()]
