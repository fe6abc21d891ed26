"""Milestones as they come in and go out."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.imprecise import ImpreciseDate, of
from api.paging import PageQuery
from api.plans.outline.schemas import AsOf
from api.plans.timeline import rules
from api.plans.timeline.rules import Judgement, MilestoneStanding
from api.plans.timeline.tables import Milestone, MilestoneKind
from api.resource import Out
from api.values import Body, IsoDate, LongText, ShortText


class MilestonesQuery(PageQuery):
    plan: UUID | None = None
    track: Annotated[UUID | None, Field(description="Of this track or its initiatives.")] = None
    initiative: UUID | None = None
    kind: MilestoneKind | None = None
    from_on: Annotated[IsoDate | None, Field(description="Ends on or after this day.")] = None
    before: Annotated[IsoDate | None, Field(description="Starts before this day.")] = None
    open: Annotated[
        bool | None,
        Field(description="Neither met nor missed as of the day. Periods are never open."),
    ] = None
    as_of: AsOf = None
    q: Annotated[
        ShortText | None,
        Field(description="Words in title, quote, reason or case number, whatever their case."),
    ] = None


class MilestoneIn(Body):
    plan_id: UUID
    track_id: UUID | None = None
    initiative_id: UUID | None = None
    kind: MilestoneKind
    title: ShortText
    quote: LongText | None = None
    when: ImpreciseDate
    met_on: Annotated[IsoDate | None, Field(description="The day on which it was reached.")] = None
    missed: Annotated[bool, Field(description="It was not reached in time, or was given up.")] = (
        False
    )
    moved_because: LongText | None = None
    case_number: ShortText | None = None
    source: ShortText | None = None


class MilestoneOut(Out, MilestoneIn):
    standing: Annotated[
        MilestoneStanding | None,
        Field(description="As of the day. Null for a period, which is neither met nor missed."),
    ]
    days_late: Annotated[
        int | None,
        Field(description="From the last day to the day it was met, or to now. Null if not late."),
    ]
    days_left: Annotated[int | None, Field(description="To the last day, while it is due.")]
    as_of_on: date

    @classmethod
    def of(cls, row: Milestone, as_of: date, may: list[str]) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            **vars(judgement(row, as_of)),
            when=of(row, "when"),
            as_of_on=as_of,
            may=may,
        )


def judgement(row: Milestone, as_of: date) -> Judgement:
    if row.kind is MilestoneKind.PERIOD:
        return rules.NOTHING_TO_MEET
    return rules.judge(row.when_until, row.met_on, missed=row.missed, as_of=as_of)
