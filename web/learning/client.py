"""What the pages of learning ask of the api, and what they show of its answers."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, Field, TypeAdapter

from web.acts.thing import ThingWithPage
from web.api_client import Api, ApiClient, ApiRefused
from web.language import Language

HIDDEN: Final = frozenset({403, 404})


class Step(BaseModel):
    """One of the five steps of learning, taken or not."""

    step: int
    name_da: str
    name_en: str
    taken_on: date | None
    text: str | None

    def name(self, language: Language) -> str:
        return self.name_en if language.code == "en" else self.name_da


class Span(BaseModel):
    """Complaints of the kind in some months, and the decisions they are measured against."""

    first_on: date = Field(alias="from")
    before_on: date = Field(alias="before")
    complaints: int
    decisions: int
    rate: float | None
    low: float | None
    high: float | None


class Ratio(BaseModel):
    """How many times as high the rate is after the change as before it."""

    value: float | None
    low: float | None
    high: float | None


class EffectCheck(BaseModel):
    """Whether complaints became fewer, as it was told on its day."""

    id: UUID
    checked_on: date
    months: int
    basis: str
    verdict: str
    before: Span | None
    after: Span | None
    ratio: Ratio | None
    remark: str | None


class LearningRecord(ThingWithPage):
    """What is learnt from a complaint or a pattern, and how far it has come."""

    title: str
    complaint_id: UUID | None
    complaint_number: str | None
    pattern: str | None
    data_number: int | None
    unit_id: UUID
    unit_name: str
    owner_id: UUID
    owner_name: str
    what_changed: str | None
    changed_on: date | None
    told_whom: str | None
    initiative_id: UUID | None
    initiative: str | None
    check_after_months: int | None
    step: int
    steps: list[Step]
    check_due_on: date | None
    check_due: bool
    effect_checks: list[EffectCheck]

    @property
    def path(self) -> str:
        return f"/learning/{self.id}"

    @property
    def looked_at(self) -> EffectCheck | None:
        """Return the last check of its effect."""
        return self.effect_checks[-1] if self.effect_checks else None

    @property
    def seen_at(self) -> str:
        """Return where the pattern is seen that it is learnt from, in the data of then."""
        data = f"&data={self.data_number}" if self.data_number else ""
        return f"/patterns?{self.pattern}{data}"


RECORDS = TypeAdapter(list[LearningRecord])


class LearningClient:
    """The api's records of learning, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def records(self, **filters: Any) -> list[LearningRecord]:
        """Return what is learnt, what was noted last on top."""
        asked = {name: value for name, value in filters.items() if value is not None}
        return RECORDS.validate_python(await self.api.get_all("/v1/learning-records", **asked))

    async def record(self, key: UUID) -> LearningRecord:
        return LearningRecord.model_validate(
            (await self.api.get(f"/v1/learning-records/{key}")).json
        )

    async def initiative(self, address: str) -> str | None:
        """Return the title of the initiative that something led to; None if it may not be seen."""
        try:
            return str((await self.api.get(address)).json["title"])
        except ApiRefused as refused:
            if refused.status in HIDDEN:
                return None
            raise


Learning = Annotated[LearningClient, Depends()]
