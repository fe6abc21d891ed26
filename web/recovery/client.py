"""What the pages of backlogs and reviews ask of the api, and what they show of its answers."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient
from web.plans.written_days import Period


class Latest(BaseModel):
    """The latest count of a backlog."""

    cut_off_on: date
    open_count: int | None
    approximate: bool
    method: str


class Backlog(BaseModel):
    id: UUID
    may: list[str]
    title: str
    unit_id: UUID
    unit_name: str
    case_type_name_da: str | None
    case_type_name_en: str | None
    origin: str | None
    baseline_count: int | None
    baseline_on: date | None
    baseline_approximate: bool
    footnote_mark: str | None
    footnote: str | None
    cleared: Period | None
    elsewhere: bool
    latest: Latest | None
    change: int | None
    change_share: Decimal | None
    source: str | None


class Count(BaseModel):
    id: UUID
    may: list[str]
    backlog_id: UUID
    cut_off_on: date
    open_count: int | None
    approximate: bool
    method: str
    quote: str | None
    source: str | None


class LatestReview(BaseModel):
    cut_off_on: date
    reviewed_count: int | None
    approximate: bool
    method: str


class Campaign(BaseModel):
    """A review of old decisions."""

    id: UUID
    may: list[str]
    title: str
    unit_id: UUID
    unit_name: str
    case_type_name_da: str | None
    case_type_name_en: str | None
    legal_text: str | None
    purpose: str | None
    total_count: int | None
    total_approximate: bool
    due: Period | None
    elsewhere: bool
    latest: LatestReview | None
    remaining: int | None
    reviewed_share: Decimal | None
    source: str | None


class ReviewCount(BaseModel):
    id: UUID
    may: list[str]
    campaign_id: UUID
    cut_off_on: date
    reviewed_count: int | None
    approximate: bool
    method: str
    quote: str | None
    source: str | None


class Track(BaseModel):
    """A track that a backlog or a review is part of, and the link that says so."""

    id: UUID
    link_id: UUID
    may: list[str]
    plan_id: UUID
    number: int
    title: str


BACKLOGS = TypeAdapter(list[Backlog])
COUNTS = TypeAdapter(list[Count])
CAMPAIGNS = TypeAdapter(list[Campaign])
REVIEW_COUNTS = TypeAdapter(list[ReviewCount])
TRACKS = TypeAdapter(list[Track])


class RecoveryClient:
    """The api's backlogs and reviews, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def backlogs(self, plan: str | None, **filters: Any) -> list[Backlog]:
        found = BACKLOGS.validate_python(await self.api.get_all("/v1/backlogs", **filters))
        if not plan:
            return found
        links = await self.api.get_all("/v1/track-backlogs", plan=plan)
        ids = {link["backlog_id"] for link in links}
        return [each for each in found if str(each.id) in ids]

    async def backlog(self, key: UUID, as_of: date | None) -> Backlog:
        answer = await self.api.get(f"/v1/backlogs/{key}", as_of=as_of)
        return Backlog.model_validate(answer.json)

    async def counts(self, **filters: Any) -> list[Count]:
        return COUNTS.validate_python(await self.api.get_all("/v1/backlog-counts", **filters))

    async def campaigns(self, plan: str | None, **filters: Any) -> list[Campaign]:
        items = await self.api.get_all("/v1/review-campaigns", **filters)
        found = CAMPAIGNS.validate_python(items)
        if not plan:
            return found
        links = await self.api.get_all("/v1/track-campaigns", plan=plan)
        ids = {link["campaign_id"] for link in links}
        return [each for each in found if str(each.id) in ids]

    async def campaign(self, key: UUID, as_of: date | None) -> Campaign:
        answer = await self.api.get(f"/v1/review-campaigns/{key}", as_of=as_of)
        return Campaign.model_validate(answer.json)

    async def review_counts(self, **filters: Any) -> list[ReviewCount]:
        return REVIEW_COUNTS.validate_python(await self.api.get_all("/v1/review-counts", **filters))

    async def tracks_of(self, links: str, **about: UUID) -> list[Track]:
        """Return the tracks that a backlog or a review is linked to."""
        found = {link["track_id"]: link for link in await self.api.get_all(f"/v1/{links}", **about)}
        if not found:
            return []
        tracks = await self.api.get_all("/v1/tracks")
        linked = [(track, found[track["id"]]) for track in tracks if track["id"] in found]
        return TRACKS.validate_python(
            [{**track, "link_id": link["id"], "may": link["may"]} for track, link in linked]
        )

    async def plan_choices(self) -> list[tuple[str, str]]:
        items = await self.api.get_all("/v1/plans")
        return [(item["id"], item["title"]) for item in items]

    async def unit_choices(self) -> list[tuple[str, str]]:
        return unit_choices(await self.api.get_all("/v1/units"))


def unit_choices(units: Iterable[Any]) -> list[tuple[str, str]]:
    return sorted(((unit["id"], unit["name"]) for unit in units), key=lambda each: each[1])


Recovery = Annotated[RecoveryClient, Depends()]
