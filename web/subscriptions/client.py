"""What the pages of subscriptions ask of the api, and what they show of its answers."""

from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient

PATH: Final = "/v1/subscriptions"
SHOWN: Final = 50
SENT_AGAIN: Final = ("url", "event_types", "unit_id", "entity_ids", "description", "client_id")


class Subscription(BaseModel):
    """Another system that is told of changes, and how that goes."""

    id: UUID
    may: list[str]
    url: str
    event_types: list[str]
    unit_name: str | None
    entity_ids: list[UUID]
    description: str | None
    owner_name: str
    active: bool
    disabled_at: datetime | None
    disabled_reason: str | None
    last_delivered_at: datetime | None
    failures: int
    resting_until: datetime | None
    waiting: int
    failed: int

    @property
    def name(self) -> str:
        return self.description or urlsplit(self.url).netloc

    @property
    def state(self) -> str:
        if not self.active:
            return "webhook_off" if self.disabled_reason == "by_hand" else "webhook_stopped"
        return "webhook_failing" if self.failures else "webhook_on"


class Delivery(BaseModel):
    """One event on its way to a receiver."""

    id: UUID
    may: list[str]
    event_type: str
    entity_id: UUID | None
    happened_at: datetime
    status: str
    tries: int
    last_tried_at: datetime | None
    last_status: int | None
    last_fault: str | None
    due_at: datetime | None


ALL: Final = TypeAdapter(list[Subscription])
DELIVERIES: Final = TypeAdapter(list[Delivery])


class SubscriptionsClient:
    """The api's subscriptions, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def all(self) -> list[Subscription]:
        return ALL.validate_python(await self.api.get_all(PATH))

    async def one(self, key: UUID) -> tuple[Subscription, str]:
        item, etag = await self.api.get(f"{PATH}/{key}")
        return Subscription.model_validate(item), etag or ""

    async def deliveries(self, key: UUID, status: str | None) -> list[Delivery]:
        """Return the newest deliveries."""
        path = f"{PATH}/{key}/deliveries"
        page = (await self.api.get(path, limit=SHOWN, status=status)).json
        return DELIVERIES.validate_python(page["items"])

    async def switch(self, key: UUID, etag: str, *, on: bool) -> None:
        item: dict[str, Any] = (await self.api.get(f"{PATH}/{key}")).json
        body = {name: item[name] for name in SENT_AGAIN} | {"active": on}
        await self.api.put(f"{PATH}/{key}", body, etag=etag)

    async def act(self, path: str, submission: str, body: Any = None) -> Any:
        return (await self.api.post(f"{PATH}/{path}", body, submission=submission)).json

    async def renew(self, key: UUID, hours: int, submission: str, etag: str) -> str | None:
        """Return a new secret; None if the same form was sent before."""
        made = await self.api.post(
            f"{PATH}/{key}/secrets", {"old_valid_hours": hours}, submission=submission, etag=etag
        )
        secret: str | None = made.json["secret"]
        return secret


Subscriptions = Annotated[SubscriptionsClient, Depends()]
