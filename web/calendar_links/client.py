"""What the pages of calendar links ask of the api, and what they show of its answers."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Answer, Api, ApiClient, File
from web.deadlines.client import DeadlinesClient

PATH: Final = "/v1/calendar-links"


class Link(BaseModel):
    """A calendar that somebody's programs fetch."""

    id: UUID
    may: list[str]
    name: str
    filters: dict[str, Any]
    language: str
    created_at: datetime
    last_used_on: date | None


LINKS: Final = TypeAdapter(list[Link])


class CalendarsClient:
    """The api's calendar links, on behalf of who is signed in; and calendars, of whoever asks."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def links(self) -> list[Link]:
        return LINKS.validate_python(await self.api.get_all(PATH))

    async def link(self, key: UUID) -> tuple[Link, str | None]:
        item, etag = await self.api.get(f"{PATH}/{key}")
        return Link.model_validate(item), etag

    async def make(self, body: Any, submission: str) -> str | None:
        """Make a link, and return its secret; None if the same form was sent before."""
        return secret_in(await self.api.post(PATH, body, submission=submission))

    async def renew(self, link: Link, submission: str, etag: str) -> str | None:
        path = f"{PATH}/{link.id}/secrets"
        return secret_in(await self.api.post(path, submission=submission, etag=etag))

    async def revoke(self, link: Link, etag: str) -> None:
        await self.api.delete(f"{PATH}/{link.id}", etag=etag)

    async def calendar(self, secret: str, tags: str | None) -> File:
        """Open the calendar at an address, unless it is still one with these ETags."""
        return await self.api.file_unless(tags, f"/v1/calendars/{quote(secret, safe='')}.ics")

    async def names(self, language: str, people: Iterable[str]) -> dict[str, str]:
        """Return what units, case types and some people are called, by id."""
        units = {unit["id"]: unit["name"] for unit in await self.api.get_all("/v1/units")}
        deadlines = DeadlinesClient(self.api)
        named = {key: await deadlines.name_of_person(key) for key in people}
        return units | await deadlines.type_names(language) | named


def secret_in(answer: Answer) -> str | None:
    secret: str | None = answer.json["secret"]
    return secret


Calendars = Annotated[CalendarsClient, Depends()]
