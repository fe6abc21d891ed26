"""What the pages of resources ask of the api, and what they show of its answers."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient


class Line(BaseModel):
    id: UUID
    may: list[str]
    track_id: UUID | None
    part_of_id: UUID | None
    label: str
    quote: str | None
    fte: Decimal | None
    million_dkk: Decimal | None
    period_from: int
    period_until: int | None
    period_as_written: str | None
    duration: str
    appropriation: str
    price_level_year: int | None
    standing: str
    unit_name: str | None
    source: str | None


class Comparison(BaseModel):
    """What a line states beside what its parts come to."""

    stated: Decimal | None
    parts: Decimal | None
    parts_unstated: int
    difference: Decimal | None


class Reconciliation(BaseModel):
    line_id: UUID
    million_dkk: Comparison
    fte: Comparison


class Sum(BaseModel):
    lines: int
    million_dkk: Decimal | None
    fte: Decimal | None


class StandingTotals(Sum):
    by_duration: dict[str, Sum]


class Totals(BaseModel):
    granted: StandingTotals
    requested: StandingTotals
    reconciles: list[Reconciliation]

    def of(self, standing: str) -> StandingTotals:
        return self.granted if standing == "granted" else self.requested


class Plan(BaseModel):
    """The plan that asks for the resources."""

    id: UUID
    may: list[str]
    title: str
    unit_name: str


class Track(BaseModel):
    id: UUID
    number: int
    title: str


LINES = TypeAdapter(list[Line])
PLANS = TypeAdapter(list[Plan])
TRACKS = TypeAdapter(list[Track])


class ResourcesClient:
    """The api's resource lines, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def plans(self) -> list[Plan]:
        return PLANS.validate_python(await self.api.get_all("/v1/plans"))

    async def plan(self, key: UUID) -> Plan:
        return Plan.model_validate((await self.api.get(f"/v1/plans/{key}")).json)

    async def tracks(self, plan: UUID) -> dict[UUID, Track]:
        items = await self.api.get_all("/v1/tracks", plan=plan)
        return {track.id: track for track in TRACKS.validate_python(items)}

    async def lines(self, plan: UUID) -> list[Line]:
        return LINES.validate_python(await self.api.get_all("/v1/resource-lines", plan=plan))

    async def totals(self, plan: UUID) -> Totals:
        answer = await self.api.get(f"/v1/plans/{plan}/resource-totals")
        return Totals.model_validate(answer.json)


Resources = Annotated[ResourcesClient, Depends()]
