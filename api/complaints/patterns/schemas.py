"""Patterns of complaints as they are asked for."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.complaints.patterns.dimensions import (
    DECIDED_WITHIN,
    Audience,
    CaseworkerChanges,
    Comparison,
    ComplaintMark,
    ComplaintOutcome,
    Dimension,
    Measure,
    Unknown,
)
from api.complaints.rules import (
    ComplaintChannel,
    ComplaintKind,
    DeadlineWhenComplained,
    PointFinding,
)
from api.values import IsoDate, Moment

MOST_BY: Final = 3


def several(meaning: str) -> tuple[Any, ...]:
    """Return what is said of a filter that takes several values."""
    return (Field(max_length=50, description=meaning),)


class ComplaintFilters(BaseModel):
    """Which complaints are counted. Several values of one filter are alternatives."""

    model_config = ConfigDict(extra="forbid")

    period: Annotated[
        str | None, Field(max_length=10, description="2017, 2017-Q3, 2017-09 or 2017-W38.")
    ] = None
    received_from: IsoDate | None = None
    received_before: IsoDate | None = None
    unit: Annotated[
        list[UUID],
        *several("Complaints of a unit, of those under it, and of what these took over from."),
    ] = []
    case_type: Annotated[list[UUID], *several("A case type, and all under it.")] = []
    legal_basis: Annotated[
        list[UUID], *several("A section of law, joined with what preceded and followed it.")
    ] = []
    letter_type: Annotated[
        list[UUID], *several("A template or type of letter of the decision it is over.")
    ] = []
    cause: Annotated[list[UUID], *several("A cause, or all of a group of causes.")] = []
    kind: Annotated[list[ComplaintKind], *several("Over the casework, the decision, or both.")] = []
    channel: Annotated[list[ComplaintChannel], *several("How the complaint came.")] = []
    outcome: Annotated[list[ComplaintOutcome], *several("How the complaint ended.")] = []
    finding: Annotated[list[PointFinding], *several("What was found of a point.")] = []
    mark: Annotated[
        list[ComplaintMark], *several("Points with one of the Citizens' Advisor's five marks.")
    ] = []
    caseworker_changes: Annotated[
        list[CaseworkerChanges],
        *several("How often the case changed hands in the six months before."),
    ] = []
    deadline_state: Annotated[
        list[DeadlineWhenComplained],
        *several("How the deadline to decide stood on the day of the complaint."),
    ] = []
    repeated: Annotated[
        bool | None, Field(description="Whether the complainant had complained before.")
    ] = None
    without: Annotated[
        list[Unknown], Field(max_length=6, description="Only those of which this is not known.")
    ] = []
    q: Annotated[
        str | None, Field(max_length=400, description="Words in the complaint or its points.")
    ] = None
    data: Annotated[
        int | None,
        Field(ge=1, le=2_000_000_000, description="The state of the data; the newest if left out."),
    ] = None
    audience: Annotated[
        Audience, Field(description="`public` hides small counts, as for who may not read them.")
    ] = Audience.OWN


class PatternsQuery(ComplaintFilters):
    by: Annotated[
        list[Dimension], Field(max_length=20, description="What to group by: one to three.")
    ] = [Dimension.CAUSE_GROUP]
    measure: Annotated[
        list[Measure],
        Field(min_length=1, max_length=len(Measure), description="What to tell of each group."),
    ] = [Measure.COMPLAINTS]
    decided_within: Annotated[
        int,
        Field(
            ge=1,
            le=90,
            description="For `decided_after_share`: within how many days after the complaint.",
        ),
    ] = DECIDED_WITHIN
    case_type_level: Annotated[
        int | None, Field(ge=1, le=9, description="1 joins all under each root of the tree.")
    ] = None
    follow_units: Annotated[
        bool, Field(description="Count what a unit took over from another as its own.")
    ] = False
    compare: Annotated[
        Comparison | None,
        Field(
            description="The span to set beside the one asked for. Whole ISO weeks are set beside "
            "the weeks of the same numbers."
        ),
    ] = None
    compare_day: Annotated[
        IsoDate | None, Field(description="With `before_day`: a reorganisation, a new system.")
    ] = None


def query_string(query: BaseModel, **instead: Any) -> str:
    """Return a query as it stands in an address, without what is left at its default."""
    values = query.model_dump(mode="json", exclude_defaults=True) | instead
    return urlencode({name: value for name, value in values.items() if value is not None}, True)


class FigureOut(BaseModel):
    """A measure of one cell. What can't be told, or is hidden as it is small, is null."""

    value: float | None
    n: int | None
    numerator: float | None
    denominator: float | None
    low: float | None
    high: float | None
    hidden: bool
    at_least: int | None = None


class RatioOut(BaseModel):
    """How many times as high a rate is as in the other span. Null is infinite, or untold."""

    value: float | None
    low: float | None
    high: float | None


class ValueOut(BaseModel):
    key: str | None
    name: str


class AxisOut(BaseModel):
    dimension: Dimension
    name: str
    values: list[ValueOut]


class CellOut(BaseModel):
    """A cell: its place on each axis, and a figure for each measure that was asked for."""

    model_config = ConfigDict(extra="allow")

    at: list[int]
    complaints: FigureOut | None = None
    points: FigureOut | None = None
    per_100_decisions: FigureOut | None = None
    upheld_share: FigureOut | None = None
    days_to_first_contact: FigureOut | None = None
    days_to_answer: FigureOut | None = None
    contacted_share: FigureOut | None = None
    noted_share: FigureOut | None = None
    reversal_rate: FigureOut | None = None
    points_share: FigureOut | None = None
    decided_after_share: FigureOut | None = None
    days_to_decision: FigureOut | None = None
    returned_share: FigureOut | None = None
    caseworker_changed_share: FigureOut | None = None
    caseworker_changed_share_uncomplained: FigureOut | None = None
    before: dict[str, FigureOut] | None = None
    complaints_ratio: RatioOut | None = None
    points_ratio: RatioOut | None = None
    per_100_decisions_ratio: RatioOut | None = None


class MarginOut(BaseModel):
    dimension: Dimension
    cells: list[CellOut]


class MeasureOut(BaseModel):
    measure: Measure
    name: str
    definition: str
    unit: str
    means: str
    interval: str


class DataOut(BaseModel):
    """The state of the data: its number, since when it was so, and when that was last checked."""

    number: int
    at: Moment
    checked_at: Moment


class ToldYear(BaseModel):
    """A year that is told with small counts hidden, and the state of the data it is told from."""

    year: str
    data: int
    made_on: IsoDate


class SpanOut(BaseModel):
    first_on: Annotated[IsoDate | None, Field(alias="from")]
    before_on: Annotated[IsoDate | None, Field(alias="before")]


class PatternsOut(BaseModel):
    data: DataOut
    period: SpanOut
    compared_period: SpanOut | None
    compared_note: str | None
    protected: bool
    measures: list[MeasureOut]
    by: list[AxisOut]
    sentence: str
    link: str
    cells: list[CellOut]
    margins: list[MarginOut]
    total: CellOut | None
    years: list[str] = []
    told_from: list[ToldYear] = []
