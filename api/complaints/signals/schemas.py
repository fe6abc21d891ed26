"""Signals as they are asked for and answered."""

from typing import Annotated

from pydantic import BaseModel, Field

from api.complaints.patterns.dimensions import Dimension
from api.complaints.patterns.schemas import ComplaintFilters, DataOut, SpanOut
from api.complaints.signals.rules import ExposureBasis, SignalKind


class SignalsQuery(ComplaintFilters):
    """Of which complaints. `period` is the quarter to judge; the last ended one if left out."""


class TrendQuery(ComplaintFilters):
    by: Annotated[Dimension, Field(description="Month, quarter or year.")] = Dimension.QUARTER


class LabelOut(BaseModel):
    dimension: str
    dimension_name: str
    key: str
    name: str


class SignalOut(BaseModel):
    """Something that is more than chance, with its evidence."""

    kind: SignalKind
    name: str
    cell: list[LabelOut]
    sentence: str
    observed: int
    expected: float
    ratio: float | None
    low: float
    high: float | None
    decisions: int | None
    late: int | None
    p: float
    adjusted_p: float
    period: str | None
    periods: list[str]
    basis: ExposureBasis | None
    link: Annotated[str, Field(description="The pattern that shows it.")]
    also_seen_in: int | None


class MethodOut(BaseModel):
    """How the signals were found, so that anybody can judge them."""

    tests: int
    level: float
    control: str
    linear_overdispersion: float
    quadratic_overdispersion: float
    text: str


class SignalsOut(BaseModel):
    data: DataOut
    period: SpanOut
    compared_periods: list[str]
    sentence: str
    link: str
    method: MethodOut
    signals: list[SignalOut]


class TrendPoint(BaseModel):
    """A period of a trend: its rate, and within which limits chance alone keeps it."""

    period: str
    complaints: int
    decisions: int | None
    value: float | None
    centre: float | None
    lower: float | None
    upper: float | None
    outside: bool


class TrendOut(BaseModel):
    data: DataOut
    sentence: str
    link: str
    definition: str
    points: list[TrendPoint]
