"""What is not known of complaints, as it is asked for and answered."""

from enum import StrEnum

from pydantic import BaseModel

from api.complaints.patterns.schemas import ComplaintFilters, DataOut, SpanOut, ValueOut


class QualityGap(StrEnum):
    """What was not registered of a complaint."""

    CAUSE = "cause"
    FINDING = "finding"
    OUTCOME = "outcome"
    CASE = "case"
    COMPLAINANT = "complainant"


class QualityQuery(ComplaintFilters):
    """Of which complaints."""


class GapShare(BaseModel):
    """How many lack something, in per cent of `n`, with the 95 % interval."""

    count: int
    n: int
    share: float | None
    low: float | None
    high: float | None
    link: str | None


class UnitGap(GapShare):
    unit: ValueOut


class GapOut(BaseModel):
    gap: QualityGap
    name: str
    means: str
    total: GapShare
    units: list[UnitGap]


class QualityOut(BaseModel):
    data: DataOut
    period: SpanOut
    link: str
    gaps: list[GapOut]
