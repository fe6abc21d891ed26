"""The complaints behind a figure, as they are asked for and answered."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from api.complaints.patterns.dimensions import ComplaintMark, ComplaintOutcome, Dimension
from api.complaints.patterns.schemas import ComplaintFilters, DataOut, ValueOut
from api.complaints.rules import (
    ComplaintChannel,
    ComplaintKind,
    DeadlineWhenComplained,
    PointFinding,
)
from api.paging import PageQuery
from api.values import IsoDate

MOST_KEY = 100


class ComplaintsBehindQuery(ComplaintFilters, PageQuery):
    """Those that a pattern counts: all of it, or of one of its cells."""

    by: Annotated[
        list[Dimension],
        Field(max_length=20, description="What the pattern is grouped by, with `cell`."),
    ] = []
    cell: Annotated[
        list[Annotated[str, Field(max_length=MOST_KEY)]],
        Field(
            max_length=20,
            description="The `key` of the cell's value on each axis, in the order of `by`; empty "
            "where it is not known. All of the pattern if left out.",
        ),
    ] = []
    named: Annotated[
        bool | None, Field(description="Whether a complainant is named, as it is today.")
    ] = None
    case_type_level: Annotated[int | None, Field(ge=1, le=9, description="As in the pattern.")] = (
        None
    )
    follow_units: Annotated[bool, Field(description="As in the pattern.")] = False


class PointBehind(BaseModel):
    """A point of a complaint as it was counted."""

    cause: ValueOut
    finding: PointFinding | None
    marks: list[ComplaintMark]


class ComplaintBehind(BaseModel):
    """A complaint as it was counted, without who complained.

    Null of one that may be read no more: by what it is opened, what it says, and whose it is.
    """

    id: UUID | None
    number: str | None
    received_on: IsoDate
    complainant: str | None
    unit: ValueOut
    case_type: ValueOut | None
    legal_basis: ValueOut | None
    kind: ComplaintKind
    channel: ComplaintChannel
    outcome: ComplaintOutcome
    deadline_state: DeadlineWhenComplained
    caseworker_changes: int | None
    repeated: bool
    points: list[PointBehind]
    text: str | None


class ComplaintsBehindOut(BaseModel):
    """Complaints, the latest first. `next` is null on the last page."""

    data: DataOut
    link: str
    items: list[ComplaintBehind]
    next: str | None
    total: int
