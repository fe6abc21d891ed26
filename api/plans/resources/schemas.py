"""Resource lines and their totals as they come in and go out."""

from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from api.paging import PageQuery
from api.plans.resources.rules import exact
from api.plans.resources.tables import (
    Appropriation,
    Duration,
    ResourceLine,
    ResourceStanding,
)
from api.resource import Out
from api.values import Body, Fte, LongText, Million, Position, ShortText, Year

Exact = Annotated[
    Decimal | None, AfterValidator(exact), Field(examples=["12.25"], description="Null if unknown.")
]


class ResourceLinesQuery(PageQuery):
    plan: UUID | None = None
    track: UUID | None = None
    unit: Annotated[
        UUID | None,
        Field(description="This unit, all under it, and what these took over from."),
    ] = None
    standing: ResourceStanding | None = None
    duration: Duration | None = None
    year: Annotated[int | None, Field(ge=1900, le=2200, description="Holds in this year.")] = None


class ResourceLineIn(Body):
    plan_id: UUID
    track_id: UUID | None = None
    unit_id: UUID | None = None
    part_of_id: Annotated[
        UUID | None, Field(description="The line this one is counted within.")
    ] = None
    position: Position = 0
    label: ShortText
    quote: LongText | None = None
    fte: Annotated[Fte | None, Field(examples=["12.8"])] = None
    million_dkk: Annotated[Million | None, Field(examples=["6.60"])] = None
    period_from: Year
    period_until: Annotated[
        Year | None, Field(description="The last year; null when no end is stated.")
    ] = None
    period_as_written: Annotated[ShortText | None, Field(examples=["2012 og frem"])] = None
    duration: Duration
    appropriation: Appropriation = Appropriation.UNSTATED
    price_level_year: Year | None = None
    standing: ResourceStanding
    source: ShortText | None = None

    @model_validator(mode="after")
    def holds_something(self) -> Self:
        if self.fte is None and self.million_dkk is None:
            raise ValueError("fte or million_dkk is required")
        return self

    @model_validator(mode="after")
    def period_fits_duration(self) -> Self:
        until = self.period_until
        if until is not None and until < self.period_from:
            raise ValueError("period_until may not lie before period_from")
        if self.duration is Duration.ONE_YEAR and until not in {None, self.period_from}:
            raise ValueError("what lasts one year ends in the year it begins")
        return self


class ResourceLineOut(Out, ResourceLineIn):
    fte: Exact
    million_dkk: Exact
    unit_name: str | None

    @classmethod
    def of(cls, row: ResourceLine, unit_name: str | None, may: list[str]) -> Self:
        values = row.model_dump(include=set(cls.model_fields))
        return cls(**values, unit_name=unit_name, may=may)


class Given(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class SumOut(Given):
    """What some lines come to. A line that is part of another is counted within it."""

    lines: int = Field(description="How many lines it adds up; parts are not counted.")
    million_dkk: Exact
    fte: Exact


class StandingTotals(SumOut):
    by_duration: dict[Duration, SumOut]


class ComparisonOut(Given):
    """A stated amount beside the sum of its parts."""

    stated: Exact
    parts: Exact
    parts_unstated: int = Field(description="Parts that do not state this amount.")
    difference: Exact = Field(
        description="Stated less parts; null when the whole or a part does not state it."
    )


class Reconciliation(BaseModel):
    line_id: UUID
    label: str
    million_dkk: ComparisonOut
    fte: ComparisonOut


class ResourceTotalsOut(BaseModel):
    """What was granted and what was asked for in a plan."""

    plan_id: UUID
    granted: StandingTotals
    requested: StandingTotals
    reconciles: list[Reconciliation] = Field(
        description="Every line that has parts: what it states, and what its parts come to."
    )
