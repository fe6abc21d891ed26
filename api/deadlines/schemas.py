"""Deadlines as they come in and go out."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.calendar.arrival import Channel
from api.calendar.days import DayKind
from api.calendar.terms import Roll, TermUnit
from api.cases.rules import Party, WaitingFor
from api.cases.schemas import Named
from api.catalogue.terms.kinds import Clock, DeadlineKind, OwedBy, StartEvent
from api.deadlines.rules import Status
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, LongText, ShortText


class Order(StrEnum):
    """What a list is sorted by; `-` is the latest first."""

    DUE_ON = "due_on"
    DUE_ON_LATEST = "-due_on"
    LEGAL_DUE_ON = "legal_due_on"
    LEGAL_DUE_ON_LATEST = "-legal_due_on"
    STARTED_ON = "started_on"
    STARTED_ON_LATEST = "-started_on"

    @property
    def column(self) -> str:
        return self.value.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.value.startswith("-")


class DeadlineFilters(BaseModel):
    """Which deadlines are meant: the same names in lists, exports and batches."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[
        list[UUID] | None, Field(max_length=1000, description="Any of these deadlines.")
    ] = None
    status: Annotated[list[Status] | None, Field(description="Any of these.")] = None
    kind: Annotated[list[DeadlineKind] | None, Field(description="Any of these.")] = None
    unit: Annotated[
        UUID | None,
        Field(description="This unit, all under it, and what these took over from."),
    ] = None
    case_type: Annotated[UUID | None, Field(description="This case type and all under it.")] = None
    caseworker: UUID | None = None
    unassigned: Annotated[
        bool | None, Field(description="`true`: without a caseworker; `false`: with one.")
    ] = None
    case: UUID | None = None
    q: Annotated[ShortText | None, Field(description="The case number begins with this.")] = None
    owed_by: Annotated[OwedBy | None, Field(description="Whose deadline it is.")] = None
    due_from: Annotated[IsoDate | None, Field(description="Expected on this day or later.")] = None
    due_before: Annotated[IsoDate | None, Field(description="Expected before this day.")] = None
    legal_due_from: Annotated[
        IsoDate | None, Field(description="The legal day is this one or later.")
    ] = None
    legal_due_before: Annotated[
        IsoDate | None, Field(description="The legal day lies before this one.")
    ] = None
    received_from: Annotated[
        IsoDate | None, Field(description="The case was received on this day or later.")
    ] = None
    received_before: IsoDate | None = None
    overdue_days_min: Annotated[
        int | None, Field(ge=1, le=36_500, description="Overdue by so many days or more.")
    ] = None
    notified: Annotated[
        bool | None, Field(description="Whether a notice to the citizen stands.")
    ] = None
    notice_owed: Annotated[
        bool | None,
        Field(description="Whether the citizen is owed a notice when it can't be kept."),
    ] = None
    waiting: Annotated[bool | None, Field(description="Whether the case waits for somebody.")] = (
        None
    )


class JudgedFilters(DeadlineFilters):
    """Deadlines as of a day, in an order."""

    as_of: Annotated[
        IsoDate | None,
        Field(description="Judge as of this day; today if left out. What came later is left out."),
    ] = None
    order: Order = Order.DUE_ON


class Separator(StrEnum):
    COMMA = "comma"
    SEMICOLON = "semicolon"

    @property
    def character(self) -> str:
        return "," if self is Separator.COMMA else ";"


class DeadlinesQuery(JudgedFilters, PageQuery):
    """A page of a list, or with another Accept all of it."""

    separator: Annotated[
        Separator | None, Field(description="CSV: between fields; `comma` if left out.")
    ] = None
    bom: Annotated[
        bool | None,
        Field(description="CSV: begin with a mark by which spreadsheets know UTF-8."),
    ] = None


class DeadlineTerm(BaseModel):
    """The term as it was when the deadline started."""

    amount: int
    at_least: Annotated[int | None, Field(description="The lower end of a published range.")]
    unit: TermUnit
    roll: Roll
    closed: list[DayKind]
    clock: Clock
    legal_basis: str | None
    published_term_id: UUID | None
    as_published: Annotated[str | None, Field(examples=["12 uger"])]


class Waiting(BaseModel):
    """Whom a case waits for, for what, and since when."""

    waiting_for: Annotated[WaitingFor, Field(alias="for")]
    what: str
    since_on: date


class DeadlineOut(Out):
    """A deadline as of a day. Unit, case type and caseworker are those of now."""

    case_id: UUID
    case_number: str
    kind: DeadlineKind
    owed_by: OwedBy
    party: Party | None
    status: Annotated[Status, Field(description="Judged by `legal_due_on`.")]
    start_event: StartEvent
    started_on: date
    raw_end_on: date
    due_on: Annotated[
        date, Field(description="When it is expected: the last day promised, else the legal one.")
    ]
    legal_due_on: date
    original_due_on: Annotated[date, Field(description="The first day computed; never changes.")]
    days_left: Annotated[int, Field(description="Days to `due_on`; negative when it has passed.")]
    met_on: date | None
    cancelled_on: date | None
    term: DeadlineTerm
    notice_owed: Annotated[
        bool, Field(description="The citizen is owed a notice when it can't be kept.")
    ]
    extensions: Annotated[int, Field(description="How many notices to the citizen stand.")]
    notified_on: Annotated[date | None, Field(description="The day of the last of them.")]
    notified_in_time: Annotated[
        bool | None,
        Field(description="Whether each was sent by the day then expected; null without any."),
    ]
    waiting: list[Waiting]
    unit: Named
    case_type: Named
    caseworker: Named | None
    received_on: Annotated[date, Field(description="The day the case was received.")]
    updated_at: datetime


class ExtensionIn(Body):
    """A notice to the citizen: when the answer can be expected instead, and why."""

    due_on: Annotated[IsoDate, Field(description="The new day; later than the one expected.")]
    reason: Annotated[ShortText, Field(description="Why, as the citizen was told.")]
    awaiting: Annotated[LongText | None, Field(description="What is waited for.")] = None
    awaiting_from: WaitingFor | None = None
    notice_sent_on: IsoDate
    channel: Channel


class ExtensionOut(Out):
    """A notice to the citizen. One that was undone counts until the day it was undone."""

    deadline_id: UUID
    due_on: date
    before_due_on: Annotated[date, Field(description="The day expected until this notice.")]
    reason: str
    awaiting: str | None
    awaiting_from: WaitingFor | None
    notice_sent_on: date
    channel: Channel
    in_time: Annotated[bool, Field(description="Sent by the day that was expected until then.")]
    undone_on: date | None
    undone_reason: str | None


class UndoingIn(Body):
    undone_on: IsoDate
    reason: ShortText


class CompletionIn(Body):
    met_on: Annotated[IsoDate, Field(description="The day that what was owed was done.")]


class CancellationIn(Body):
    cancelled_on: Annotated[IsoDate, Field(description="The first day nothing was owed.")]
    reason: ShortText


class ReopeningIn(Body):
    reason: ShortText
