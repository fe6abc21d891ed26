"""What the page of a timeline asks of the api, and what it shows of its answers."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient
from web.plans.written_days import Period


class Milestone(BaseModel):
    """Something dated: what happened, what shall happen, or a stretch of days."""

    id: UUID
    may: list[str]
    track_id: UUID | None
    initiative_id: UUID | None
    kind: str
    title: str
    quote: str | None
    when: Period
    met_on: date | None
    moved_because: str | None
    case_number: str | None
    source: str | None
    standing: str | None
    days_late: int | None
    days_left: int | None

    @property
    def year(self) -> int:
        return date.fromisoformat(self.when["from"]).year


class LastStatus(BaseModel):
    cut_off_on: date


class Standing(BaseModel):
    latest: LastStatus | None


class Plan(BaseModel):
    id: UUID
    may: list[str]
    title: str
    standing: Standing

    @property
    def last_told(self) -> date | None:
        return self.standing.latest.cut_off_on if self.standing.latest else None


class Track(BaseModel):
    id: UUID
    number: int
    title: str


MILESTONES = TypeAdapter(list[Milestone])
TRACKS = TypeAdapter(list[Track])


class TimelineClient:
    """The api's milestones, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def plan(self, key: UUID) -> Plan:
        return Plan.model_validate((await self.api.get(f"/v1/plans/{key}")).json)

    async def tracks(self, plan: UUID) -> dict[str, Track]:
        items = await self.api.get_all("/v1/tracks", plan=plan)
        return {str(track.id): track for track in TRACKS.validate_python(items)}

    async def milestones(self, **filters: Any) -> list[Milestone]:
        return MILESTONES.validate_python(await self.api.get_all("/v1/milestones", **filters))

    async def items_by_case(self) -> dict[str, str]:
        """Return the meeting of each case number that was on an agenda."""
        items = await self.api.get_all("/v1/agenda-items")
        return {
            item["case_number"]: f"/meetings/{item['meeting_id']}#item-{item['id']}"
            for item in items
            if item["case_number"]
        }


Timeline = Annotated[TimelineClient, Depends()]
