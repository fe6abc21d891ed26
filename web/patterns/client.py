"""What the pages of patterns ask of the api, and what they show of its answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import Depends
from pydantic import BaseModel, Field, TypeAdapter

from web.api_client import Api, ApiClient, File
from web.cases.client import CasesClient
from web.complaints.client import ComplaintsClient
from web.deadlines.client import Choices, Named
from web.language import Language

Json = dict[str, Any]
PATTERNS: Final = "/v1/complaints/patterns"


@dataclass(frozen=True)
class Figure:
    """A measure of a cell. What can't be told, or is hidden as it is small, is None."""

    value: float | None = None
    n: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    hidden: bool = False
    at_least: int | None = None


class Value(BaseModel):
    """A value of a dimension; without a key where it is not known."""

    key: str | None
    name: str


class Axis(BaseModel):
    dimension: str
    name: str
    values: list[Value]


class Measured(BaseModel):
    """What is measured, in words, and the id of that very definition."""

    measure: str
    name: str
    definition: str
    unit: str
    means: str
    interval: str


class Data(BaseModel):
    """The state of the data: its number, since when it was so, and when that was last checked."""

    number: int
    at: datetime
    checked_at: datetime


class Span(BaseModel):
    first_on: Annotated[date | None, Field(alias="from")]
    before_on: Annotated[date | None, Field(alias="before")]

    @property
    def last_on(self) -> date | None:
        return self.before_on - timedelta(1) if self.before_on else None


class Margin(BaseModel):
    dimension: str
    cells: list[Json]


class Pattern(BaseModel):
    """Complaints counted. Cells stay as they came: there may be thousands, and few are shown."""

    data: Data
    period: Span
    compared_period: Span | None
    compared_note: str | None
    protected: bool
    measures: list[Measured]
    by: list[Axis]
    sentence: str
    link: str
    cells: list[Json]
    margins: list[Margin]
    total: Json | None
    years: list[str] = []


class TrendPoint(BaseModel):
    period: str
    complaints: int
    decisions: int | None
    value: float | None
    centre: float | None
    lower: float | None
    upper: float | None
    outside: bool


class Trend(BaseModel):
    """A series with the limits that chance alone keeps it within."""

    sentence: str
    definition: str
    points: list[TrendPoint]


class Label(BaseModel):
    dimension: str
    dimension_name: str
    key: str
    name: str


class Signal(BaseModel):
    """Something that is more than chance, with its evidence."""

    kind: str
    name: str
    cell: list[Label]
    sentence: str
    observed: int
    expected: float
    ratio: float | None
    low: float
    high: float | None
    link: str
    also_seen_in: int | None

    @property
    def place(self) -> frozenset[tuple[str, str]]:
        return frozenset((each.dimension, each.key) for each in self.cell)


class Method(BaseModel):
    tests: int
    level: float
    control: str
    text: str


class Signals(BaseModel):
    data: Data
    period: Span
    compared_periods: list[str]
    sentence: str
    link: str
    method: Method
    signals: list[Signal]


class PointBehind(BaseModel):
    cause: Value
    finding: str | None


class Behind(BaseModel):
    """A complaint as it was counted, without who complained; its words if they may be read."""

    number: str | None
    received_on: date
    complainant: str | None
    unit: Value
    case_type: Value | None
    kind: str
    outcome: str
    deadline_state: str
    caseworker_changes: int | None
    points: list[PointBehind]
    text: str | None

    @property
    def path(self) -> str | None:
        return self.number and f"/complaints/{self.number}"


class Listed(BaseModel):
    """A page of the complaints behind a figure, and how many there are in all."""

    data: Data
    items: list[Behind]
    next: str | None
    total: int | None = None


class Holder(BaseModel):
    """What a unit, or another authority, had of the complaints that were passed on."""

    unit: Named | None
    authority: str | None
    complaints: int
    now: int
    days_total: int
    days_median: float

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else self.authority or ""


class GapShare(BaseModel):
    """How many complaints lack something, in per cent of `n`, with the 95 % interval."""

    count: int
    n: int
    share: float | None
    link: str | None

    @property
    def href(self) -> str:
        return f"/patterns/complaints{(self.link or '').removeprefix(f'{PATTERNS}/complaints')}"


class Gap(BaseModel):
    gap: str
    name: str
    means: str
    total: GapShare


class Quality(BaseModel):
    """What was never registered of complaints."""

    gaps: list[Gap]


HOLDERS: Final = TypeAdapter(list[Holder])


@dataclass(frozen=True)
class Choosing:
    """What the filters may be, and what each value is called."""

    units: Choices = field(default_factory=list)
    case_types: Choices = field(default_factory=list)
    causes: Choices = field(default_factory=list)
    legal_bases: Choices = field(default_factory=list)
    letter_types: Choices = field(default_factory=list)


class PatternsClient:
    """The api's patterns of complaints, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def pattern(self, query: Mapping[str, Any]) -> Pattern:
        answer = await self.api.get(PATTERNS, **query)
        return Pattern.model_validate(answer.json)

    async def file(self, kind: str, query: Mapping[str, Any]) -> File:
        """Open the answer as a file: JSON as it is, or made for a spreadsheet."""
        if kind == "json":
            return await self.api.file(PATTERNS, **query)
        return await self.api.file(f"{PATTERNS}/export", format=kind, **query)

    async def behind(
        self, query: Mapping[str, Any], *, limit: int, cursor: str | None = None
    ) -> Listed:
        page = {"limit": limit, "cursor": cursor, "count": "exact"}
        answer = await self.api.get("/v1/complaints/patterns/complaints", **query, **page)
        return Listed.model_validate(answer.json)

    async def trend(self, query: Mapping[str, Any]) -> Trend:
        return Trend.model_validate((await self.api.get("/v1/complaints/trend", **query)).json)

    async def quality(self) -> Quality:
        return Quality.model_validate((await self.api.get("/v1/complaints/quality")).json)

    async def holders(self, query: Mapping[str, Any]) -> list[Holder]:
        return HOLDERS.validate_python(await self.api.get_all("/v1/complaints/holdings", **query))

    async def signals(self, query: Mapping[str, Any]) -> Signals:
        return Signals.model_validate((await self.api.get("/v1/complaints/signals", **query)).json)

    async def choosing(self, language: Language) -> Choosing:
        """Return what the filters may be."""
        cases = CasesClient(self.api)
        return Choosing(
            units=await cases.units_ever(language),
            case_types=await cases.case_types(language.code),
            causes=await ComplaintsClient(self.api).causes(language),
            legal_bases=await cases.legal_bases(),
            letter_types=await cases.letter_types(language),
        )


Patterns = Annotated[PatternsClient, Depends()]
