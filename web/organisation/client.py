"""What the pages of the organisation ask of the api, and what they show of its answers."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient


class Unit(BaseModel):
    id: UUID
    may: list[str]
    name: str
    short_name: str | None
    kind: str
    parent_id: UUID | None
    valid_from: date | None
    valid_until: date | None
    outside: bool
    note: str | None


class Succession(BaseModel):
    """Tasks that passed from one unit to another."""

    id: UUID
    may: list[str]
    predecessor_id: UUID
    successor_id: UUID
    succeeded_on: date | None
    kind: str
    note: str | None


class Person(BaseModel):
    id: UUID
    may: list[str]
    username: str
    full_name: str
    title: str | None
    active: bool


class Grant(BaseModel):
    """A role of a person, in a unit or everywhere."""

    id: UUID
    may: list[str]
    person_id: UUID
    role: str
    unit_id: UUID | None
    unit_name: str | None
    valid_from: date
    valid_until: date | None


class Client(BaseModel):
    """Another system, and what it is allowed."""

    id: UUID
    may: list[str]
    name: str
    purpose: str
    scopes: list[str]
    unit_id: UUID | None
    active: bool
    last_used_at: datetime | None


class OrganisationClient:
    """The api's units, people and systems, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def units(self, as_of: date | None = None) -> list[Unit]:
        items = await self.api.get_all("/v1/units", as_of=as_of)
        return TypeAdapter(list[Unit]).validate_python(items)

    async def successions(self) -> list[Succession]:
        items = await self.api.get_all("/v1/unit-successions")
        return TypeAdapter(list[Succession]).validate_python(items)

    async def people(self, **filters: Any) -> list[Person]:
        items = await self.api.get_all("/v1/people", **filters)
        return TypeAdapter(list[Person]).validate_python(items)

    async def grants(self) -> list[Grant]:
        items = await self.api.get_all("/v1/role-grants")
        return TypeAdapter(list[Grant]).validate_python(items)

    async def clients(self) -> list[Client]:
        items = await self.api.get_all("/v1/clients")
        return TypeAdapter(list[Client]).validate_python(items)


Organisation = Annotated[OrganisationClient, Depends()]
