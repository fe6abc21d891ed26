"""All complaints of a year as a de-identified list, as it is asked for and answered."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, Field

from api.complaints.patterns.dimensions import ComplaintMark, ComplaintOutcome
from api.complaints.points.schemas import NamedTwice
from api.complaints.rules import ComplaintChannel, ComplaintKind, PointFinding
from api.complaints.tables import ComplaintPoint
from api.values import FIRST_YEAR, LAST_YEAR, Body, IsoDate


class AnalysisFormat(StrEnum):
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class AnalysisListQuery(Body):
    year: Annotated[
        int | None,
        Field(
            ge=FIRST_YEAR,
            le=LAST_YEAR,
            description="The year in which they were received; the last whole one if left out.",
        ),
    ] = None
    kind: Annotated[
        list[ComplaintKind],
        Field(max_length=3, description="Those over the casework, also in part, if left out."),
    ] = [ComplaintKind.PROCEDURAL, ComplaintKind.BOTH]
    format: AnalysisFormat = AnalysisFormat.JSON
    bom: Annotated[
        bool, Field(description="CSV: begin with a mark by which spreadsheets know UTF-8.")
    ] = True


class AnalysedPoint(BaseModel):
    """A point, with what was found of it, and which of the five marks it has."""

    cause: NamedTwice
    finding: PointFinding | None
    marks: list[ComplaintMark]

    @classmethod
    def of(cls, point: ComplaintPoint, cause: NamedTwice) -> Self:
        marks = [mark for mark in ComplaintMark if getattr(point, mark.value)]
        return cls(cause=cause, finding=point.finding, marks=marks)


class AnalysedComplaint(BaseModel):
    """A complaint that nobody can be recognised by: it has no number, day, case or person."""

    running: int
    received_month: str
    unit: str
    case_type: NamedTwice | None
    kind: ComplaintKind
    channel: ComplaintChannel
    outcome: ComplaintOutcome
    points: list[AnalysedPoint]
    text: str


class AnalysisListOut(BaseModel):
    year: int
    kinds: list[ComplaintKind]
    made_on: IsoDate
    items: list[AnalysedComplaint]
