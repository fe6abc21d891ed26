"""Backlogs, review campaigns and their counts as they come in and go out."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.cases.rules import Origin
from api.imprecise import ImpreciseDate, of
from api.paging import Page, PageQuery
from api.people.rules import Actor, Scope
from api.recovery import rules
from api.recovery.tables import (
    Backlog,
    BacklogCount,
    CountMethod,
    ReviewCampaign,
    ReviewCount,
)
from api.resource import Out
from api.values import Body, Count, IsoDate, LongText, Position, ShortText

AsOf = Annotated[IsoDate | None, Field(description="Judge as of this day; today if left out.")]
Share = Annotated[Decimal | None, Field(examples=["0.1888"])]


class CampaignsQuery(PageQuery):
    unit: Annotated[
        UUID | None,
        Field(description="This unit, all under it, and what these took over from."),
    ] = None
    case_type: Annotated[UUID | None, Field(description="This case type and all under it.")] = None
    as_of: AsOf = None
    q: Annotated[
        ShortText | None, Field(description="Words in the texts, whatever their case.")
    ] = None


class BacklogsQuery(CampaignsQuery):
    origin: Origin | None = None


class CountsQuery(PageQuery):
    from_on: Annotated[IsoDate | None, Field(description="As of this day or later.")] = None
    before: Annotated[IsoDate | None, Field(description="As of a day before this one.")] = None


class BacklogCountsQuery(CountsQuery):
    backlog: UUID | None = None


class ReviewCountsQuery(CountsQuery):
    campaign: UUID | None = None


class BacklogIn(Body):
    title: ShortText
    unit_id: Annotated[UUID, Field(description="Who must clear it.")]
    case_type_id: UUID | None = None
    origin: Origin | None = None
    position: Position = 0
    baseline_count: Annotated[Count | None, Field(description="Null when unknown.")] = None
    baseline_on: IsoDate | None = None
    baseline_approximate: bool = False
    footnote_mark: ShortText | None = None
    footnote: LongText | None = None
    cleared: Annotated[
        ImpreciseDate | None, Field(description="When it is expected to be cleared.")
    ] = None
    source: ShortText | None = None


class LatestCount(BaseModel):
    """The latest count as of the day that is asked about."""

    cut_off_on: date
    open_count: int | None
    approximate: bool
    method: CountMethod


class BacklogOut(Out, BacklogIn):
    unit_name: str
    case_type_name_da: str | None
    case_type_name_en: str | None
    elsewhere: bool = Field(description="It lies in another administration than ours.")
    latest: LatestCount | None
    change: int | None = Field(description="Latest minus baseline: more than 0 when it grew.")
    change_share: Share = Field(description="The change as a part of the baseline.")

    @classmethod
    def of(cls, row: Backlog, latest: BacklogCount | None, actor: Actor) -> Self:
        change = rules.change_since(row.baseline_count, latest.open_count if latest else None)
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            **names_of(row),
            cleared=of(row, "cleared"),
            latest=LatestCount(**latest.model_dump()) if latest else None,
            change=change,
            change_share=rules.share(change, row.baseline_count),
            may=acts(row, actor),
        )


class BacklogCountIn(Body):
    backlog_id: UUID
    cut_off_on: Annotated[IsoDate, Field(description="Counted at the end of this day.")]
    open_count: Annotated[Count | None, Field(description="Null when unknown.")] = None
    approximate: bool = False
    method: CountMethod = CountMethod.REPORTED
    quote: LongText | None = None
    source: ShortText | None = None


class BacklogCountOut(Out, BacklogCountIn):
    @classmethod
    def of(cls, count: BacklogCount, may: list[str]) -> Self:
        return cls(**count.model_dump(include=set(cls.model_fields)), may=may)


class Baseline(BaseModel):
    """What a backlog is compared with. Unknown is null."""

    count: int | None
    on: date | None
    approximate: bool


class BacklogSeries(Page[BacklogCountOut]):
    """The counts of one backlog by their cut-off days, and what they are compared with."""

    baseline: Baseline


class ReviewCampaignIn(Body):
    title: ShortText
    unit_id: UUID
    case_type_id: UUID | None = None
    legal_text: ShortText | None = None
    purpose: LongText | None = None
    position: Position = 0
    total_count: Annotated[Count | None, Field(description="Null when unknown.")] = None
    total_approximate: bool = False
    due: ImpreciseDate | None = None
    source: ShortText | None = None


class LatestReview(BaseModel):
    """The latest count as of the day that is asked about."""

    cut_off_on: date
    reviewed_count: int | None
    approximate: bool
    method: CountMethod


class ReviewCampaignOut(Out, ReviewCampaignIn):
    unit_name: str
    case_type_name_da: str | None
    case_type_name_en: str | None
    elsewhere: bool = Field(description="It lies in another administration than ours.")
    latest: LatestReview | None
    remaining: int | None = Field(description="Total minus reviewed; null when either is unknown.")
    reviewed_share: Share = Field(description="Reviewed as a part of the total.")

    @classmethod
    def of(cls, row: ReviewCampaign, latest: ReviewCount | None, actor: Actor) -> Self:
        reviewed = latest.reviewed_count if latest else None
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            **names_of(row),
            due=of(row, "due"),
            latest=LatestReview(**latest.model_dump()) if latest else None,
            remaining=rules.remaining(row.total_count, reviewed),
            reviewed_share=rules.share(reviewed, row.total_count),
            may=acts(row, actor),
        )


class ReviewCountIn(Body):
    campaign_id: UUID
    cut_off_on: Annotated[IsoDate, Field(description="Counted at the end of this day.")]
    reviewed_count: Annotated[Count | None, Field(description="Null when unknown.")] = None
    approximate: bool = False
    method: CountMethod = CountMethod.REPORTED
    quote: LongText | None = None
    source: ShortText | None = None


class ReviewCountOut(Out, ReviewCountIn):
    @classmethod
    def of(cls, count: ReviewCount, may: list[str]) -> Self:
        return cls(**count.model_dump(include=set(cls.model_fields)), may=may)


class CampaignTotal(BaseModel):
    """How many decisions a campaign is about. Unknown is null."""

    count: int | None
    approximate: bool


class ReviewSeries(Page[ReviewCountOut]):
    """The counts of one campaign by their cut-off days, and what they are a part of."""

    campaign_total: CampaignTotal


def names_of(row: Backlog | ReviewCampaign) -> dict[str, str | bool | None]:
    """Return what a backlog or campaign shows of its unit and its case type."""
    case_type = row.case_type
    return {
        "unit_name": row.unit.name,
        "elsewhere": row.unit.outside,
        "case_type_name_da": case_type.name_da if case_type else None,
        "case_type_name_en": case_type.name_en if case_type else None,
    }


def acts(row: Backlog | ReviewCampaign, actor: Actor) -> list[str]:
    writer = actor.may(Scope.RECOVERY_WRITE, row.unit_id)
    return ["add_count", "replace", "delete"] if writer else []
