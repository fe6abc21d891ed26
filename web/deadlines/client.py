"""What the pages of deadlines ask of the api, and what they show of its answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Final, NamedTuple
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, Field, TypeAdapter

from web.acts.thing import ThingWithPage
from web.api_client import Api, ApiClient, ApiRefused
from web.deadlines.explanation import Explanation, Term

INDENT: Final = "\N{NO-BREAK SPACE}" * 3
ENDED: Final = frozenset({"met", "met_late", "cancelled"})


class Named(BaseModel):
    id: UUID
    name: str


class Waiting(BaseModel):
    """Whom a case waits for, for what, and since when."""

    waiting_for: str = Field(alias="for")
    what: str
    since_on: date


class Deadline(ThingWithPage):
    """A deadline as of a day."""

    case_id: UUID
    case_number: str
    kind: str
    owed_by: str
    status: str
    started_on: date
    due_on: date
    legal_due_on: date
    days_left: int
    met_on: date | None
    cancelled_on: date | None
    term: Term
    extensions: int
    notice_owed: bool
    notified_on: date | None
    notified_in_time: bool | None
    waiting: list[Waiting]
    unit: Named
    case_type: Named
    caseworker: Named | None

    @property
    def dom_id(self) -> str:
        return f"deadline-{self.id}"

    @property
    def path(self) -> str:
        return f"/deadlines/{self.id}"

    @property
    def case_path(self) -> str:
        return f"/cases/{self.case_number}"

    @property
    def as_of_on(self) -> date:
        """Return the day that the api judged it on."""
        return self.due_on - timedelta(self.days_left)

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def promised(self) -> bool:
        """Say whether a later day than the legal one was promised."""
        return self.due_on > self.legal_due_on


class Listed(NamedTuple):
    """A page of deadlines, the cursor of the next, and how many there are in all."""

    items: list[Deadline]
    next: str | None
    total: int | None


DEADLINES: Final = TypeAdapter(list[Deadline])
Filters = Mapping[str, Any]
Choices = list[tuple[str, str]]


class DeadlinesClient:
    """The api's deadlines, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def listed(
        self, filters: Filters, *, limit: int, cursor: str | None = None, count: bool = True
    ) -> Listed:
        exact = "exact" if count else None
        page = {"limit": limit, "cursor": cursor, "count": exact}
        answer = (await self.api.get("/v1/deadlines", **filters, **page)).json
        return Listed(
            DEADLINES.validate_python(answer["items"]), answer["next"], answer.get("total")
        )

    async def count(self, filters: Filters) -> int:
        total = (await self.listed(filters, limit=1)).total
        return total or 0

    async def deadline(self, key: UUID, as_of: date | None = None) -> Deadline:
        answer = await self.api.get(f"/v1/deadlines/{key}", as_of=as_of)
        return Deadline.model_validate(answer.json)

    async def explanation(self, key: UUID, as_of: date | None = None) -> Explanation:
        answer = await self.api.get(f"/v1/deadlines/{key}/explanation", as_of=as_of)
        return Explanation.model_validate(answer.json)

    async def units(self) -> Choices:
        """Return the units with those under each indented below it."""
        return indented(await self.api.get_all("/v1/units"), "name")

    async def case_types(self, code: str) -> Choices:
        """Return the tree of case types, by the names of a language."""
        return indented(await self.api.get_all("/v1/case-types"), f"name_{code}")

    async def type_names(self, code: str) -> dict[str, str]:
        items = await self.api.get_all("/v1/case-types")
        return {item["id"]: item[f"name_{code}"] for item in items}

    async def colleagues(self, unit: str | None) -> Choices:
        """Return the people who have a role in a unit, by name."""
        if unit is None:
            return []
        grants = await self.api.get_all("/v1/role-grants", unit=unit)
        people = {grant["person_id"]: grant["person_name"] for grant in grants}
        return sorted(people.items(), key=lambda person: person[1])

    async def name_of_person(self, key: str) -> str:
        """Return what somebody is called; their id if they may not be seen."""
        try:
            return str((await self.api.get(f"/v1/people/{key}")).json["full_name"])
        except ApiRefused:
            return key


def indented(items: Iterable[Any], name: str) -> Choices:
    """Return the things of a tree in its order, those under another set in below it."""
    ordered = sorted(items, key=lambda item: item[name])
    ids = {item["id"] for item in ordered}
    under: defaultdict[str | None, list[Any]] = defaultdict(list)
    for item in ordered:
        under[item["parent_id"] if item["parent_id"] in ids else None].append(item)

    def from_here(parent: str | None, depth: int) -> Iterator[tuple[str, str]]:
        for item in under[parent]:
            yield item["id"], INDENT * depth + item[name]
            yield from from_here(item["id"], depth + 1)

    return list(from_here(None, 0))


Deadlines = Annotated[DeadlinesClient, Depends()]
