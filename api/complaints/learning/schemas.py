"""What is learnt, its steps, and the checks of its effect, as they come in and go out."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.complaints.learning import rules
from api.complaints.signals.rules import EffectWord, ExposureBasis
from api.complaints.tables import EffectCheck, LearningRecord
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, LongText, ShortText, Whole

MOST_MONTHS = 36
Months = Annotated[Whole, Field(ge=1, le=MOST_MONTHS)]
Step = Annotated[Whole, Field(ge=1, le=rules.LAST_STEP)]


class LearningRecordsQuery(PageQuery):
    complaint: UUID | None = None
    unit: Annotated[
        UUID | None,
        Field(description="Of this unit, all under it, and what these took over from."),
    ] = None
    owner: UUID | None = None
    step: Annotated[
        int | None,
        Field(ge=0, le=rules.LAST_STEP, description="That have come to this step; 0: to none."),
    ] = None
    open: Annotated[
        bool | None, Field(description="`true`: steps are left; `false`: all are taken.")
    ] = None
    check_due: Annotated[
        bool | None, Field(description="`true`: the effect should be looked at; `false`: others.")
    ] = None
    as_of: Annotated[
        IsoDate | None, Field(description="Judge as of this day; today if left out.")
    ] = None


class LearningRecordIn(Body):
    """What is learnt from a complaint or from a pattern of them."""

    title: ShortText
    complaint_id: Annotated[
        UUID | None, Field(description="The complaint it is learnt from, if it is one.")
    ] = None
    pattern: Annotated[
        str | None,
        Field(
            max_length=2000,
            description="The query of `/v1/complaints/patterns` that shows it, if it is a pattern.",
            examples=["by=unit&cause=8b9c64a5-0d0c-4f0b-8f0e-0a9c7f0f4a11"],
        ),
    ] = None
    data_number: Annotated[
        Whole | None,
        Field(ge=1, le=2_000_000_000, description="The state of the data it was seen in."),
    ] = None
    unit_id: UUID
    owner_id: Annotated[UUID, Field(description="Who sees to it, and may write it.")]
    what_changed: Annotated[
        LongText | None, Field(description="What is done otherwise now, in words.")
    ] = None
    changed_on: Annotated[
        IsoDate | None, Field(description="The first day on which it was otherwise.")
    ] = None
    told_whom: Annotated[
        LongText | None, Field(description="Who else was told of it (tværgående læring).")
    ] = None
    initiative_id: Annotated[
        UUID | None, Field(description="The initiative of a plan that it led to.")
    ] = None
    check_after_months: Annotated[
        Months | None, Field(description="How long after the change its effect is looked at.")
    ] = None


class StepTakenIn(Body):
    """A step was taken: the next one, they follow each other."""

    step: Annotated[Step, Field(description="Its number, from 1 to 5.")]
    taken_on: Annotated[IsoDate, Field(description="The day it was taken.")]
    text: Annotated[LongText | None, Field(description="What was done in it.")] = None


class EffectCheckIn(Body):
    """Whether complaints of the kind became fewer is to be looked at."""

    months_before: Annotated[
        Months | None,
        Field(description="How many months before and after the change; as agreed if left out."),
    ] = None
    remark: LongText | None = None


class StepTakenOut(BaseModel):
    """One of the five steps, taken or not."""

    step: Annotated[int, Field(description="Its number, from 1 to 5.")]
    name_da: str
    name_en: str
    taken_on: Annotated[IsoDate | None, Field(description="Null if it was not taken.")]
    text: Annotated[str | None, Field(description="What was done in it.")]


class EffectSpan(BaseModel):
    """Complaints of the kind in some months, and the decisions that they are measured against.

    The rate is complaints per 100 decisions, or per month where there are no decisions.
    """

    first_on: Annotated[IsoDate, Field(alias="from")]
    before_on: Annotated[IsoDate, Field(alias="before", description="The day it ends before.")]
    complaints: Annotated[int, Field(description="Complaints of the kind that came.")]
    decisions: Annotated[int, Field(description="Decisions made in the same place.")]
    rate: Annotated[float | None, Field(description="Complaints to decisions, or to months.")]
    low: Annotated[float | None, Field(description="The lower end of the 95 % interval.")]
    high: Annotated[float | None, Field(description="The upper end of the 95 % interval.")]
    link: Annotated[str, Field(description="The address that gives the same counts for ever.")]


class EffectRatio(BaseModel):
    """How many times as high the rate is after the change as before it."""

    value: Annotated[float | None, Field(description="Null if none came before.")]
    low: Annotated[float | None, Field(description="The lower end of the 95 % interval.")]
    high: Annotated[
        float | None, Field(description="The upper end; null if it has none, or can't be told.")
    ]


class EffectCheckOut(BaseModel):
    """What a check told on its day. It is never computed again.

    The counts are shown to those who may read all the complaints that were counted; others see what
    they told.
    """

    id: UUID
    checked_on: Annotated[IsoDate, Field(description="The day of the check.")]
    months: Annotated[int, Field(description="How many months before and after the change.")]
    data_number: Annotated[int, Field(description="The state of the data that was counted.")]
    basis: ExposureBasis
    verdict: EffectWord
    before: Annotated[EffectSpan | None, Field(description="The months before the change.")]
    after: Annotated[EffectSpan | None, Field(description="The months after it.")]
    ratio: Annotated[EffectRatio | None, Field(description="After to before.")]
    remark: str | None

    @classmethod
    def of(cls, row: EffectCheck, units: Collection[UUID] | None) -> Self:
        figures: dict[str, Any] = dict(row.figures)
        if not counted_within(figures["units"], units):
            figures |= {"before": None, "after": None, "ratio": None}
        return cls.model_validate(figures | row.model_dump(exclude={"figures"}))


def counted_within(counted: Collection[str] | None, units: Collection[UUID] | None) -> bool:
    """Say whether all that was counted lies in some units; None stands for all units."""
    if units is None or counted is None:
        return units is None
    return set(counted) <= {str(unit) for unit in units}


class LearningRecordOut(Out, LearningRecordIn):
    """What is learnt, how far it has come, and what its checks told."""

    complaint_number: Annotated[
        str | None, Field(description="The complaint's number; null of a pattern.")
    ]
    unit_name: str
    owner_name: str
    initiative: Annotated[
        str | None, Field(description="Where the initiative is read that it led to.")
    ]
    step: Annotated[int, Field(description="The last step taken; 0 before the first.")]
    steps: Annotated[list[StepTakenOut], Field(description="All five, in their order.")]
    check_due_on: Annotated[
        IsoDate | None, Field(description="The day from which the effect should be looked at.")
    ]
    check_due: Annotated[
        bool, Field(description="As of the day, the effect should be looked at and was not.")
    ]
    effect_checks: Annotated[list[EffectCheckOut], Field(description="The oldest first.")]

    @classmethod
    def of(
        cls, row: LearningRecord, checked_on: Collection[date], as_of: date, **told: Any
    ) -> Self:
        due_on = rules.check_due_on(row.changed_on, row.check_after_months)
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            initiative=f"/v1/initiatives/{row.initiative_id}" if row.initiative_id else None,
            check_due_on=due_on,
            check_due=rules.check_is_due(due_on, checked_on, as_of),
            **told,
        )
