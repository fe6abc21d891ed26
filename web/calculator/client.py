"""What the calculator asks of the api, and what it shows of the answer."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel

from web.api_client import Api, ApiClient
from web.deadlines.steps import CalendarDay, Step
from web.language import Language


class Rule(BaseModel):
    """How long a message is taken to be on its way."""

    amount: int
    unit: str
    source: str


class Arrival(BaseModel):
    channel: str
    dispatched_on: date
    available_on: date
    rule: Rule | None


class Term(BaseModel):
    """The term that was counted: one that is published, or the asker's own."""

    amount: int
    unit: str
    at_least: int | None
    roll: str
    closed: list[str]
    as_published: str | None = None
    catalogue_name: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    adopted_by: str | None = None
    adopted_on: date | None = None
    condition: str | None = None
    source: str | None = None


class Calculation(BaseModel):
    started_on: date
    earliest_on: date | None
    raw_end_on: date
    due_on: date
    due_at: datetime | None
    moved_because: list[CalendarDay]
    steps: list[Step]
    term: Term
    legal_basis: str | None
    arrival: Arrival | None
    calendar_version: int


class CaseType(BaseModel):
    id: UUID
    name_da: str
    name_en: str
    path: list[str]

    def name(self, language: Language) -> str:
        """Return the name, set in as far as the type lies down the tree."""
        own = self.name_en if language.code == "en" else self.name_da
        return "\N{NO-BREAK SPACE}" * 3 * (len(self.path) - 1) + own


class CalculatorClient:
    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def calculate(self, question: dict[str, Any]) -> Calculation:
        answer = await self.api.get("/v1/deadline-calculation", **question)
        return Calculation.model_validate(answer.json)

    async def case_types(self, language: Language) -> list[tuple[str, str]]:
        found = [CaseType.model_validate(each) for each in await self.api.get_all("/v1/case-types")]
        found.sort(key=lambda each: each.path)
        return [(str(each.id), each.name(language)) for each in found]

    async def catalogues(self) -> list[tuple[str, str]]:
        found = await self.api.get_all("/v1/term-catalogues")
        return [(each["id"], each["name"]) for each in found if not each["own"]]


Calculator = Annotated[CalculatorClient, Depends()]
"""The calculator on behalf of a request."""
