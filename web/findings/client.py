"""What the page of findings asks of the api, and what it shows of its answers."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient
from web.plans.written_days import Period


class Finding(BaseModel):
    id: UUID
    may: list[str]
    track_id: UUID | None
    found_by: str
    title: str
    quote: str | None
    found: Period | None
    source: str | None
    initiative_ids: list[UUID]


class Outcome(BaseModel):
    """An initiative that a finding led to."""

    id: UUID
    may: list[str]
    finding_id: UUID
    initiative_id: UUID


class ProblemArea(BaseModel):
    """How a case type stood in the plan on a day."""

    id: UUID
    may: list[str]
    case_type_id: UUID
    case_type_name_da: str
    case_type_name_en: str
    standing: str
    as_of_on: date
    quote: str | None
    source: str | None


class CaseType(BaseModel):
    id: UUID
    name_da: str
    name_en: str
    parent_id: UUID | None
    legal_text: str | None


class Plan(BaseModel):
    id: UUID
    may: list[str]
    title: str


class Track(BaseModel):
    id: UUID
    number: int
    title: str


class Initiative(BaseModel):
    id: UUID
    track_id: UUID | None
    title: str


class FindingsClient:
    """The api's findings and problem areas, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def plan(self, key: UUID) -> Plan:
        return Plan.model_validate((await self.api.get(f"/v1/plans/{key}")).json)

    async def findings(self, plan: UUID) -> list[Finding]:
        items = await self.api.get_all("/v1/findings", plan=plan)
        return TypeAdapter(list[Finding]).validate_python(items)

    async def outcomes(self, plan: UUID) -> list[Outcome]:
        items = await self.api.get_all("/v1/finding-outcomes", plan=plan)
        return TypeAdapter(list[Outcome]).validate_python(items)

    async def problem_areas(self, plan: UUID) -> list[ProblemArea]:
        items = await self.api.get_all("/v1/problem-areas", plan=plan)
        return TypeAdapter(list[ProblemArea]).validate_python(items)

    async def case_types(self) -> list[CaseType]:
        items = await self.api.get_all("/v1/case-types")
        return TypeAdapter(list[CaseType]).validate_python(items)

    async def tracks(self, plan: UUID) -> dict[UUID, Track]:
        items = await self.api.get_all("/v1/tracks", plan=plan)
        return {each.id: each for each in TypeAdapter(list[Track]).validate_python(items)}

    async def initiatives(self, plan: UUID) -> dict[UUID, Initiative]:
        items = await self.api.get_all("/v1/initiatives", plan=plan)
        return {each.id: each for each in TypeAdapter(list[Initiative]).validate_python(items)}


Findings = Annotated[FindingsClient, Depends()]
