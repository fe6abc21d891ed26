"""What the pages of the calendar ask of the api, and what they show of its answers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api, ApiClient
from web.deadlines.steps import CalendarDay
from web.language import Language


class ClosingDay(BaseModel):
    closed_on: date
    name_da: str
    name_en: str
    source: str | None

    def name(self, language: Language) -> str:
        return self.name_en if language.code == "en" else self.name_da


class Numbered(BaseModel):
    id: UUID
    number: int


class Correction(BaseModel):
    """A correction that was made."""

    id: UUID
    number: int
    may: list[str]
    reason: str
    added: list[ClosingDay]
    removed: list[ClosingDay]
    moved: int
    undoes: Numbered | None
    undone_by: Numbered | None
    corrected_at: datetime
    corrected_by: str | None


class Totals(BaseModel):
    moved: int
    become_overdue: int
    become_timely: int


class Unit(BaseModel):
    name: str


class Move(BaseModel):
    """A deadline that moves, or would."""

    deadline_id: UUID
    case_number: str
    kind: str
    unit: Unit
    legal_due_before_on: date
    legal_due_after_on: date
    due_before_on: date
    due_after_on: date
    becomes_overdue: bool
    becomes_timely: bool


class Effect(BaseModel):
    """What a correction does, or would do."""

    dry_run: bool
    number: int
    correction: Correction | None
    totals: Totals
    moves: list[Move]


DAYS = TypeAdapter(list[CalendarDay])
CLOSING_DAYS = TypeAdapter(list[ClosingDay])
CORRECTIONS = TypeAdapter(list[Correction])
MOVES = TypeAdapter(list[Move])


class CalendarClient:
    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def days(self, year: int) -> list[CalendarDay]:
        asked = {"from": f"{year}-01-01", "to": f"{year}-12-31"}
        return DAYS.validate_python(await self.api.get_all("/v1/calendar-days", **asked))

    async def closing_days(self, since: date) -> list[ClosingDay]:
        found = await self.api.get_all("/v1/closing-days", from_on=since.isoformat())
        return CLOSING_DAYS.validate_python(found)

    async def corrections(self) -> list[Correction]:
        """Return the corrections, the latest first."""
        found = CORRECTIONS.validate_python(await self.api.get_all("/v1/calendar-corrections"))
        return list(reversed(found))

    async def correction(self, key: UUID) -> Correction:
        return Correction.model_validate(
            (await self.api.get(f"/v1/calendar-corrections/{key}")).json
        )

    async def moves(self, key: UUID) -> list[Move]:
        found = await self.api.get(f"/v1/calendar-corrections/{key}/moves", limit=1000)
        return MOVES.validate_python(found.json["items"])

    async def correct(self, path: str, body: Mapping[str, Any], submission: str) -> Effect:
        answer = await self.api.post(path, body, submission=submission)
        return Effect.model_validate(answer.json)


Calendar = Annotated[CalendarClient, Depends()]
"""The calendar on behalf of a request."""
