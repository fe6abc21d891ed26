"""What the pages of imports ask of the api, and what they show of its answers."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient, File

PATH: Final = "/v1/case-imports"
REFUSALS_SHOWN: Final = 100
IMPORTS_SHOWN: Final = 20


class StartedBy(BaseModel):
    name: str


class Import(BaseModel):
    """What came of the lines of a file; each counts once."""

    id: UUID
    started_by: StartedBy
    started_at: datetime
    file_name: str | None
    dry_run: bool
    on_refusal: str
    state: str
    lines: int
    created: int
    updated: int
    unchanged: int
    refused: int
    without_term: int


class Refusal(BaseModel):
    """One thing wrong with a line; an empty field is the whole line."""

    line: int
    field: str
    code: str
    detail: str
    system: str | None
    reference: str | None


class Refusals(BaseModel):
    items: list[Refusal]
    next: str | None


class ImportsClient:
    """The api's imports, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def send(
        self,
        parts: AsyncIterator[bytes],
        media_type: str,
        file_name: str,
        *,
        dry_run: bool,
        on_refusal: str,
    ) -> Import:
        """Send a file as it comes from the browser, and return what came of it."""
        headers = {
            "Content-Type": media_type,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file_name, safe='')}",
        }
        asked = {"dry_run": dry_run, "on_refusal": on_refusal}
        answer = await self.api.send_file(PATH, parts, headers, **asked)
        return Import.model_validate(answer.json)

    async def latest(self) -> list[Import]:
        found = await self.api.get(PATH, limit=IMPORTS_SHOWN)
        return TypeAdapter(list[Import]).validate_python(found.json["items"])

    async def one(self, key: UUID) -> Import:
        return Import.model_validate((await self.api.get(f"{PATH}/{key}")).json)

    async def refusals(self, key: UUID, cursor: str | None) -> Refusals:
        page = await self.api.get(f"{PATH}/{key}/refusals", limit=REFUSALS_SHOWN, cursor=cursor)
        return Refusals.model_validate(page.json)

    async def refusals_file(self, key: UUID) -> File:
        return await self.api.file(f"{PATH}/{key}/refusals.csv")


Imports = Annotated[ImportsClient, Depends()]
