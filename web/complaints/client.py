"""What the pages of complaints ask of the api."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Annotated, Any, Final, NamedTuple
from uuid import UUID

from fastapi import Depends
from pydantic import TypeAdapter

from web.api_client import Api, ApiClient, ApiRefused
from web.cases.client import HAPPENINGS, HIDDEN, CasesClient
from web.cases.things import Case, Decision, Happening
from web.complaints.things import Appeal, Complaint, Contact, Holding, Point
from web.deadlines.client import INDENT, Choices
from web.language import Language
from web.records.standing import word_of

NOT_FOUND: Final = 404
COMPLAINTS: Final = TypeAdapter(list[Complaint])
POINTS: Final = TypeAdapter(list[Point])
CONTACTS: Final = TypeAdapter(list[Contact])
HOLDINGS: Final = TypeAdapter(list[Holding])


class Listed(NamedTuple):
    """A page of complaints, the cursor of the next, and how many there are in all."""

    items: list[Complaint]
    next: str | None
    total: int


class Group(NamedTuple):
    """A group of causes, and the causes in it to choose from."""

    id: str
    name: str
    causes: Choices

    @property
    def indented(self) -> Choices:
        return [(key, INDENT + name) for key, name in self.causes]


class ComplaintsClient:
    """The api's complaints, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api
        self.cases = CasesClient(api)

    async def listed(
        self, filters: Mapping[str, Any], *, limit: int, cursor: str | None = None
    ) -> Listed:
        page = {"limit": limit, "cursor": cursor, "count": "exact"}
        answer = (await self.api.get("/v1/complaints", **filters, **page)).json
        return Listed(COMPLAINTS.validate_python(answer["items"]), answer["next"], answer["total"])

    async def count(self, **filters: Any) -> int:
        return (await self.listed(filters, limit=1)).total

    async def all(self, **filters: Any) -> list[Complaint]:
        return COMPLAINTS.validate_python(await self.api.get_all("/v1/complaints", **filters))

    async def by_name(self, name: str) -> Complaint | None:
        """Return the complaint that has this number or id, if the reader may see it."""
        if key := as_id(name):
            return await self.by_id(key)
        found = (await self.listed({"number": name}, limit=1)).items
        return found[0] if found else None

    async def by_id(self, key: UUID) -> Complaint | None:
        try:
            return Complaint.model_validate((await self.api.get(f"/v1/complaints/{key}")).json)
        except ApiRefused as refused:
            if refused.status in HIDDEN:
                return None
            raise

    async def complaint(self, name: str) -> Complaint:
        """Return a complaint by number or id; refused as not found like any other thing."""
        found = await self.by_name(name)
        if found is None:
            raise ApiRefused(NOT_FOUND, {"code": "complaint_not_found"})
        return found

    async def points(self, complaint: Complaint) -> list[Point]:
        items = await self.api.get_all("/v1/complaint-points", complaint=complaint.id)
        return POINTS.validate_python(items)

    async def contacts(self, complaint: Complaint) -> list[Contact]:
        """Return the attempts to speak with the complainant, the latest first."""
        items = await self.api.get_all("/v1/complaint-contacts", complaint=complaint.id)
        return CONTACTS.validate_python(items)[::-1]

    async def holdings(self, complaint: Complaint) -> list[Holding]:
        """Return who has had a complaint, the first of them first."""
        path = f"/v1/complaints/{complaint.id}/holdings"
        return HOLDINGS.validate_python(await self.api.get_all(path))

    async def authorities(self) -> list[str]:
        """Return the authorities elsewhere that have had complaints, by name."""
        items = await self.api.get_all("/v1/complaints/holdings")
        return sorted({each["authority"] for each in items if each["authority"]})

    async def happenings(self, complaint: Complaint) -> list[Happening]:
        path = f"/v1/complaints/{complaint.id}/timeline"
        return HAPPENINGS.validate_python(await self.api.get_all(path))

    async def appeal(self, complaint: Complaint) -> Appeal:
        path = f"/v1/complaints/{complaint.id}/appeal"
        return Appeal.model_validate((await self.api.get(path)).json)

    async def groups(self, language: Language, **filters: Any) -> list[Group]:
        """Return the groups of causes, also those used no more, in the order of the catalogue."""
        items = await self.api.get_all("/v1/complaint-causes", **filters)
        causes = sorted(items, key=lambda each: (each["position"], each["code"]))
        within: defaultdict[str | None, Choices] = defaultdict(list)
        for each in causes:
            within[each["group_id"]].append((each["id"], word_of(language, each)))
        return [Group(key, name, within[key]) for key, name in within[None]]

    async def causes(self, language: Language) -> Choices:
        """Return all causes that complaints have had, each group before those in it."""
        groups = await self.groups(language)
        return [pair for group in groups for pair in ((group.id, group.name), *group.indented)]

    async def cause_groups(self, language: Language) -> list[tuple[str, Choices]]:
        """Return the causes to choose anew, under the names of their groups."""
        groups = await self.groups(language, retired=False)
        return [(group.name, group.causes) for group in groups]

    async def case_number(self, key: str) -> str:
        """Return the number of a case; its id if the reader may not see it."""
        try:
            return str((await self.api.get(f"/v1/cases/{key}")).json["number"])
        except ApiRefused:
            return key

    async def criticism_grades(self, code: str) -> Choices:
        """Return the steps of criticism to choose anew, the mildest first."""
        items = await self.api.get_all("/v1/criticism-grades", retired=False)
        ordered = sorted(items, key=lambda each: each["position"])
        return [(each["id"], each[f"name_{code}"]) for each in ordered]

    async def case_of(self, complaint: Complaint) -> Case | None:
        """Return the complaint's case, if the reader may see it."""
        return await self.cases.by_number(complaint.case.number) if complaint.case else None

    async def decisions(self, complaint: Complaint) -> list[Decision]:
        case = await self.case_of(complaint)
        return await self.cases.decisions(case) if case else []


def as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


Complaints = Annotated[ComplaintsClient, Depends()]
