"""What the pages of plans ask of the api, and what they show of its answers."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel

from web.api_client import Api, ApiClient
from web.plans.written_days import Period


class Kind(StrEnum):
    """The three parts of a plan, as their addresses name them here and in the api."""

    PLANS = "plans"
    TRACKS = "tracks"
    INITIATIVES = "initiatives"

    @property
    def one(self) -> str:
        return self.value[:-1]


class Delay(BaseModel):
    low: Decimal
    high: Decimal
    unit: str
    approximate: bool
    as_written: str | None


class Status(BaseModel):
    """What somebody said as of a day."""

    id: UUID
    cut_off_on: date
    state: str
    done: str | None
    next: str | None
    remark: str | None
    unchanged: bool
    expected_finish: Period | None
    delay: Delay | None
    author_id: UUID | None
    author_name: str
    source: str | None
    created_at: datetime


class Standing(BaseModel):
    """How a thing stands as of a day, and which states may follow."""

    state: str
    as_of_on: date
    days_since_update: int | None
    latest: Status | None
    next_states: list[str]


class Part(BaseModel):
    """What plans, tracks and initiatives share."""

    kind_of_part: ClassVar[Kind]
    content: ClassVar[tuple[str, ...]]

    id: UUID
    version: int
    may: list[str]
    title: str
    unit_id: UUID | None
    unit_name: str | None
    owner_id: UUID | None
    owner_name: str | None
    source: str | None
    standing: Standing

    @property
    def etag(self) -> str:
        """The tag that the api gives this version; lists name only the version."""
        return f'"{self.version}"'

    @property
    def path(self) -> str:
        return f"/{self.kind_of_part}/{self.id}"

    @property
    def dom_id(self) -> str:
        return f"{self.kind_of_part.one}-{self.id}"

    def with_content(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """Return all that the api replaces, with what was changed."""
        return self.model_dump(mode="json", include=set(self.content)) | dict(changed)


class Plan(Part):
    kind_of_part = Kind.PLANS
    content = (
        "title",
        "aliases",
        "track_kind",
        "unit_id",
        "owner_id",
        "purpose",
        "scope",
        "source",
    )

    aliases: list[str]
    track_kind: str
    purpose: str | None
    scope: list[str]


class Track(Part):
    kind_of_part = Kind.TRACKS
    content = ("plan_id", "number", "title", "aliases", "unit_id", "owner_id", "purpose", "source")

    plan_id: UUID
    number: int
    aliases: list[str]
    purpose: str | None


class Initiative(Part):
    kind_of_part = Kind.INITIATIVES
    content = (
        *("plan_id", "track_id", "part_of_id", "feeds_track_id", "position", "kind"),
        *("group_title", "title", "quote", "unit_id", "owner_id", "starts", "finishes", "source"),
    )

    plan_id: UUID
    track_id: UUID | None
    part_of_id: UUID | None
    feeds_track_id: UUID | None
    position: int
    kind: str
    group_title: str | None
    quote: str | None
    starts: Period | None
    finishes: Period | None


class Milestone(BaseModel):
    """Something dated of a plan that has not happened yet."""

    id: UUID
    plan_id: UUID
    track_id: UUID | None
    title: str
    when: Period
    standing: str | None
    days_late: int | None
    days_left: int | None


class FieldChange(BaseModel):
    field: str
    before: Any
    after: Any


class Change(BaseModel):
    """One entry of the change log."""

    at: datetime
    actor_kind: str | None
    actor_name: str | None
    act: str | None
    operation: str
    changed: list[FieldChange]


class Choice(BaseModel):
    """Something to choose by its name."""

    id: UUID
    name: str


PART_OF: dict[Kind, type[Part]] = {
    Kind.PLANS: Plan,
    Kind.TRACKS: Track,
    Kind.INITIATIVES: Initiative,
}


class PlansClient:
    """The api's plans, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def part(self, kind: Kind, key: UUID, as_of: date | None = None) -> Any:
        """Return a plan, a track or an initiative as it stands as of a day."""
        return PART_OF[kind].model_validate(await self._one(kind, key, as_of))

    async def plan(self, key: UUID, as_of: date | None = None) -> Plan:
        return Plan.model_validate(await self._one(Kind.PLANS, key, as_of))

    async def track(self, key: UUID, as_of: date | None = None) -> Track:
        return Track.model_validate(await self._one(Kind.TRACKS, key, as_of))

    async def initiative(self, key: UUID, as_of: date | None = None) -> Initiative:
        return Initiative.model_validate(await self._one(Kind.INITIATIVES, key, as_of))

    async def plans(self, **filters: Any) -> list[Plan]:
        return [
            Plan.model_validate(item) for item in await self.api.get_all("/v1/plans", **filters)
        ]

    async def tracks(self, **filters: Any) -> list[Track]:
        items = await self.api.get_all("/v1/tracks", **filters)
        return [Track.model_validate(item) for item in items]

    async def initiatives(self, **filters: Any) -> list[Initiative]:
        items = await self.api.get_all("/v1/initiatives", **filters)
        return [Initiative.model_validate(item) for item in items]

    async def open_milestones(self, **filters: Any) -> list[Milestone]:
        """Return what is neither met nor missed, the nearest first."""
        items = await self.api.get_all("/v1/milestones", open=True, **filters)
        found = [Milestone.model_validate(item) for item in items]
        return sorted(found, key=lambda each: str(each.when["from"]))

    async def statuses(self, part: Part, as_of: date | None = None) -> list[Status]:
        """Return what was said of one thing, the newest first."""
        about = {part.kind_of_part.one: str(part.id)}
        items = await self.api.get_all("/v1/status-updates", **about)
        found = [Status.model_validate(item) for item in reversed(items)]
        return [each for each in found if as_of is None or each.cut_off_on <= as_of]

    async def say(self, part: Part, body: Mapping[str, Any], submission: str, etag: str) -> Status:
        """Add a status; refused as stale if somebody added one after `etag`."""
        path = f"/v1{part.path}/status-updates"
        answer = await self.api.post(path, body, submission=submission, etag=etag)
        return Status.model_validate(answer.json)

    async def make(self, kind: Kind, body: Mapping[str, Any], submission: str) -> UUID:
        answer = await self.api.post(f"/v1/{kind}", body, submission=submission)
        return UUID(answer.json["id"])

    async def keep(self, part: Part, changed: Mapping[str, Any], etag: str) -> str:
        """Replace what was changed, and return the tag of the new version."""
        body = part.with_content(changed)
        return (await self.api.put(f"/v1{part.path}", body, etag=etag)).etag or ""

    async def remove(self, part: Part, etag: str) -> None:
        await self.api.delete(f"/v1{part.path}", etag=etag)

    async def history(self, part: Part) -> list[Change]:
        """Return the changes of one thing, the newest first."""
        items = await self.api.get_all(f"/v1{part.path}/history")
        return [Change.model_validate(item) for item in reversed(items)]

    async def units(self) -> list[Choice]:
        items = await self.api.get_all("/v1/units")
        return by_name(Choice(id=item["id"], name=item["name"]) for item in items)

    async def people(self) -> list[Choice]:
        items = await self.api.get_all("/v1/people")
        return by_name(Choice(id=item["id"], name=item["full_name"]) for item in items)

    async def _one(self, kind: Kind, key: UUID, as_of: date | None) -> Any:
        return (await self.api.get(f"/v1/{kind}/{key}", as_of=as_of)).json


def by_name(choices: Any) -> list[Choice]:
    return sorted(choices, key=lambda choice: choice.name.casefold())


Plans = Annotated[PlansClient, Depends()]
