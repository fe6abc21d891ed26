"""Why a deadline falls when it does, in codes and values: who shows it writes the sentences."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.cases.rules import Party, WaitingFor
from api.catalogue.calculation.schemas import StepOut
from api.catalogue.closing_days.schemas import CalendarDay
from api.catalogue.legal_bases.schemas import BasisOfType
from api.catalogue.terms.kinds import DeadlineKind, OwedBy, StartEvent
from api.catalogue.terms.schemas import PublishedTermOut
from api.deadlines.explanation.rules import Differs
from api.deadlines.rules import Because, Status
from api.deadlines.schemas import DeadlineTerm, ExtensionOut


class MoveOut(BaseModel):
    """A correction of the calendar moved the deadline."""

    calendar_version: int
    reason: str
    raw_end_before_on: date
    raw_end_after_on: date
    legal_due_before_on: date
    legal_due_after_on: date


class WaitOut(BaseModel):
    """The case waited while the deadline ran."""

    model_config = ConfigDict(validate_by_name=True)

    waiting_for: Annotated[WaitingFor, Field(alias="for")]
    what: str
    since_on: date
    until_on: Annotated[date | None, Field(description="The first day it no longer waited.")]
    days: int
    subtracted: Annotated[
        bool, Field(description="Whether the clock stood still; that of § 3 never does.")
    ]


class ExplanationOut(BaseModel):
    """A deadline's day, step by step. `started_on` plus the days of all steps is `counted_due_on`.

    The steps are counted again in the calendar of now, from the term as it was at the start.
    """

    deadline_id: UUID
    case_id: UUID
    case_number: str
    kind: DeadlineKind
    owed_by: Annotated[OwedBy, Field(description="Whose deadline it is.")]
    party: Party | None
    as_of: date

    received_on: Annotated[date, Field(description="The day the case was received.")]
    start_event: StartEvent
    started_on: Annotated[date, Field(description="Day zero: it is not counted.")]
    first_counted_on: Annotated[date, Field(description="The first day that may count.")]
    term: DeadlineTerm
    published: Annotated[
        PublishedTermOut | None, Field(description="The published term, and who adopted it when.")
    ]
    law: Annotated[
        BasisOfType | None, Field(description="The term's legal basis, and what followed it.")
    ]

    steps: list[StepOut]
    skipped: Annotated[list[CalendarDay], Field(description="What was not counted, by name.")]
    raw_end_on: Annotated[date, Field(description="Where the count ends, before any roll.")]
    moved_because: Annotated[list[CalendarDay], Field(description="What it was rolled over.")]
    earliest_on: Annotated[date | None, Field(description="The lower end of a range.")]
    counted_due_on: Annotated[date, Field(description="Where the steps lead.")]
    differs_because: Annotated[
        Differs | None, Field(description="Why that is not `legal_due_on`; null if it is.")
    ]
    calendar_version: Annotated[
        int, Field(description="The calendar's number when the deadline was last counted.")
    ]
    calendar_version_now: int
    moves: list[MoveOut]
    waits: list[WaitOut]

    original_due_on: Annotated[date, Field(description="The first day computed; never changes.")]
    legal_due_on: Annotated[date, Field(description="What the deadline is judged by.")]
    due_on: Annotated[date, Field(description="When it is expected as of the day.")]
    extensions: Annotated[
        list[ExtensionOut], Field(description="The notices sent by then, undone ones too.")
    ]
    met_on: date | None
    cancelled_on: date | None
    cancel_reason: str | None
    reopened_on: date | None
    reopen_reason: str | None
    status: Status
    judged_because: Because
