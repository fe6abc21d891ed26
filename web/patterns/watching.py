"""Patterns that somebody keeps and watches: what the pages show and ask of the api."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient
from web.language import N_
from web.patterns.asked import OF_API

WATCHES: Final = "/v1/pattern-watches"
RUNS: Final = "/v1/pattern-watch-runs"
SIGNALS: Final = "/v1/complaints/signals"
VISIT: Final = "/v1/pattern-visits/mine"
OF_FIGURES: Final = {"patterns": "/patterns", "signals": "/patterns/signals"}
EVERY: Final = {
    "week": N_("hver uge"),
    "month": N_("hver måned"),
    "quarter": N_("hvert kvartal"),
}
DIRECTIONS: Final = {"over": N_("kommer over"), "under": N_("kommer under")}


class LastRun(BaseModel):
    period: str
    passed: bool
    unseen: bool


class Watch(BaseModel):
    """A question that somebody keeps for themselves."""

    id: UUID
    version: int
    name: str
    figures: str
    query: str
    every: str | None
    measure: str | None
    direction: str | None
    threshold: float | None
    last_run: LastRun | None

    @property
    def address(self) -> str:
        path = OF_FIGURES[self.figures]
        return f"{path}?{self.query}" if self.query else path

    @property
    def path(self) -> str:
        return f"/pattern-watches/{self.id}"

    @property
    def etag(self) -> str:
        return f'"{self.version}"'


class Found(BaseModel):
    name: str
    value: float | None
    new: bool


class Run(BaseModel):
    """What a watch found in a period."""

    id: UUID
    watch_id: UUID
    period: str
    passed: bool
    found: list[Found]
    link: str | None
    refused: str | None

    @property
    def address(self) -> str:
        """Return the page that shows what was found, in the data it was found in."""
        link = self.link or OF_API
        if link.startswith(SIGNALS):
            return OF_FIGURES["signals"] + link.removeprefix(SIGNALS)
        return OF_FIGURES["patterns"] + link.removeprefix(OF_API)


class Visit(BaseModel):
    """When somebody last said that they had seen the figures, and which data that was."""

    data_number: int | None
    at: datetime | None


WATCH_LIST: Final = TypeAdapter(list[Watch])
RUN_LIST: Final = TypeAdapter(list[Run])


class WatchingClient:
    """One's own watches; nobody else sees them."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def watches(self) -> list[Watch]:
        return WATCH_LIST.validate_python(await self.api.get_all(WATCHES))

    async def watch(self, key: UUID) -> Watch:
        return Watch.model_validate((await self.api.get(f"{WATCHES}/{key}")).json)

    async def create(self, body: Mapping[str, Any], submission: str) -> Watch:
        return Watch.model_validate(
            (await self.api.post(WATCHES, body, submission=submission)).json
        )

    async def delete(self, key: UUID, etag: str) -> None:
        await self.api.delete(f"{WATCHES}/{key}", etag=etag)

    async def unseen(self) -> list[Run]:
        return RUN_LIST.validate_python(await self.api.get_all(RUNS, unseen=True))

    async def mark_seen(self, key: UUID) -> None:
        await self.api.put(f"{RUNS}/{key}/seen", None, etag="")

    async def visit(self) -> Visit:
        return Visit.model_validate((await self.api.get(VISIT)).json)

    async def note_visit(self, number: int) -> None:
        await self.api.put(VISIT, {"data_number": number}, etag="")


Watching = Annotated[WatchingClient, Depends()]
