"""What the pages of the committees ask of the api, and what they show of its answers."""

from datetime import date, time
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient
from web.plans.written_days import Period


class Meeting(BaseModel):
    id: UUID
    may: list[str]
    committee_id: UUID
    committee_name: str
    held: Period
    starts_at: time | None
    place: str | None
    paper_due_on: date | None
    moved_from_on: date | None
    moved_because: str | None
    standing: str
    slip_days: int | None


class AgendaItem(BaseModel):
    """A paper on an agenda, with the decision and its word."""

    id: UUID
    may: list[str]
    meeting_id: UUID
    plan_id: UUID | None
    title: str
    case_number: str | None
    status_number: int | None
    summary: str | None
    problem: str | None
    recommended_by: str | None
    recommendations: list[str]
    finances: str | None
    next_steps: str | None
    annexes: list[str]
    signatories: list[str]
    attendance: str | None
    outcome: str | None
    decision: str | None
    related: str | None
    source: str | None
    committee_name: str
    held: Period


class Promise(BaseModel):
    id: UUID
    may: list[str]
    agenda_item_id: UUID
    plan_id: UUID | None
    track_id: UUID | None
    title: str
    quote: str | None
    due: Period
    due_meeting_id: UUID | None
    delivered_on: date | None
    delivered_item_id: UUID | None
    late_because: str | None
    committee_name: str
    promised: Period
    standing: str
    days_late: int | None


class Schedule(BaseModel):
    """A report that comes again and again."""

    id: UUID
    may: list[str]
    plan_id: UUID
    title: str
    frequency: str
    sender: str | None
    receiver: str
    content: str | None
    quote: str | None
    starts: Period | None
    next_on: date | None
    address: str | None


class Plan(BaseModel):
    id: UUID
    title: str


class CommitteeClient:
    """The api's committee papers, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def meetings(self, **filters: Any) -> list[Meeting]:
        items = await self.api.get_all("/v1/meetings", **filters)
        return TypeAdapter(list[Meeting]).validate_python(items)

    async def meeting(self, key: UUID, as_of: date | None) -> Meeting:
        return Meeting.model_validate((await self.api.get(f"/v1/meetings/{key}", as_of=as_of)).json)

    async def items(self, **filters: Any) -> list[AgendaItem]:
        items = await self.api.get_all("/v1/agenda-items", **filters)
        return TypeAdapter(list[AgendaItem]).validate_python(items)

    async def promises(self, **filters: Any) -> list[Promise]:
        items = await self.api.get_all("/v1/promises", **filters)
        return TypeAdapter(list[Promise]).validate_python(items)

    async def schedules(self, **filters: Any) -> list[Schedule]:
        items = await self.api.get_all("/v1/report-schedules", **filters)
        return TypeAdapter(list[Schedule]).validate_python(items)

    async def committees(self) -> list[tuple[str, str]]:
        items = await self.api.get_all("/v1/committees")
        return [(item["id"], item["name"]) for item in items]

    async def plans(self) -> dict[UUID, Plan]:
        items = await self.api.get_all("/v1/plans")
        return {each.id: each for each in TypeAdapter(list[Plan]).validate_python(items)}


Committee = Annotated[CommitteeClient, Depends()]
