"""What somebody watches in the figures of complaints, as it comes in and goes out."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.complaints.patterns.dimensions import Measure
from api.complaints.watches.rules import WatchDirection, WatchedFigures, WatchPeriod
from api.complaints.watches.tables import PatternVisit, PatternWatch, PatternWatchRun
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, Moment, OptionalText, ShortText, Whole


class PatternWatchesQuery(PageQuery):
    """One's own watches, by name."""


class WatchRunsQuery(PageQuery):
    unseen: Annotated[
        bool | None, Field(description="`true`: those that passed and were not seen yet.")
    ] = None


class PatternWatchIn(Body):
    """A question to keep. With `every` it is asked again for each period that has ended.

    What is told of it: with `measure`, `direction` and `threshold` the cells that lie beyond; of
    signals every one, the new ones apart.
    """

    name: Annotated[ShortText, Field(max_length=100, examples=["Skift i Center Nord"])]
    figures: WatchedFigures = WatchedFigures.PATTERNS
    query: Annotated[
        OptionalText,
        Field(
            max_length=2000,
            description="What stands after the question mark in the address of the figures. When "
            "it is asked again, the period that has ended stands in place of its days and data.",
            examples=["by=unit&cause=0190a3f0-0000-7000-8000-000000000001"],
        ),
    ] = ""
    every: Annotated[WatchPeriod | None, Field(description="null: kept, and asked by hand.")] = None
    measure: Annotated[
        Measure | None, Field(description="Which figure is held against the threshold.")
    ] = None
    direction: WatchDirection | None = None
    threshold: Annotated[
        float | None,
        Field(ge=0, le=1_000_000, description="Beyond it a figure is told of; not at it."),
    ] = None


class LastRun(BaseModel):
    """How the last period of a watch was."""

    period: str
    passed: bool
    unseen: bool


class PatternWatchOut(Out, PatternWatchIn):
    """A watch of one's own."""

    created_at: Moment
    last_run: LastRun | None

    @classmethod
    def of(cls, watch: PatternWatch, last: PatternWatchRun | None) -> Self:
        told = last and LastRun(
            period=last.period, passed=last.passed, unseen=last.passed and last.seen_at is None
        )
        columns = watch.model_dump(include=set(cls.model_fields))
        return cls(**columns, last_run=told, may=["replace", "delete"])


class FoundOut(BaseModel):
    """A cell or a signal that passed. `new`: it had not in the period before."""

    key: str
    name: str
    value: float | None
    new: bool


class PatternWatchRunOut(BaseModel):
    """What a watch found in a period."""

    id: UUID
    watch_id: UUID
    period: str
    ran_at: Moment
    data_number: int | None
    passed: bool
    found: list[FoundOut]
    link: str | None
    refused: str | None
    seen_at: Moment | None

    @classmethod
    def of(cls, run: PatternWatchRun) -> Self:
        return cls.model_validate(run.model_dump())


class PatternVisitIn(Body):
    data_number: Annotated[
        Whole, Field(ge=1, le=2_000_000_000, description="The state of the data that was seen.")
    ]


class PatternVisitOut(BaseModel):
    """When one last looked, and which data that was; null before the first time."""

    data_number: int | None
    at: Moment | None

    @classmethod
    def of(cls, visit: PatternVisit | None) -> Self:
        told: dict[str, Any] = visit.model_dump() if visit else {}
        return cls(data_number=told.get("data_number"), at=told.get("at"))
