"""What the api tells of why a deadline falls when it does."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from web.deadlines.steps import Step


class Term(BaseModel):
    """The term as it was when the deadline started."""

    amount: int
    at_least: int | None
    unit: str
    legal_basis: str | None
    as_published: str | None


class Section(BaseModel):
    text: str


class Law(Section):
    """The section that a deadline stands on, and what followed it."""

    valid_from: date | None
    valid_until: date | None
    successor: Section | None


class Published(BaseModel):
    """The term as a municipality published it."""

    as_published: str
    catalogue_name: str
    condition: str | None
    valid_from: date
    valid_until: date | None
    adopted_by: str | None
    adopted_on: date | None


class CountedTerm(Term):
    """The term with what becomes of its end on a closed day."""

    roll: str
    closed: list[str]


class Move(BaseModel):
    """A correction of the calendar moved the deadline."""

    calendar_version: int
    reason: str
    legal_due_before_on: date
    legal_due_after_on: date


class Waited(BaseModel):
    waiting_for: str = Field(alias="for")
    what: str
    since_on: date
    until_on: date | None
    days: int
    subtracted: bool


class Notice(BaseModel):
    """What the citizen was told of a later day."""

    id: UUID
    due_on: date
    reason: str
    awaiting: str | None
    notice_sent_on: date
    channel: str
    in_time: bool
    undone_on: date | None
    undone_reason: str | None


class Explanation(BaseModel):
    """A deadline's day, step by step."""

    owed_by: str
    as_of: date
    received_on: date
    start_event: str
    started_on: date
    first_counted_on: date
    term: CountedTerm
    published: Published | None
    law: Law | None
    steps: list[Step]
    raw_end_on: date
    earliest_on: date | None
    counted_due_on: date
    differs_because: str | None
    calendar_version: int
    calendar_version_now: int
    moves: list[Move]
    waits: list[Waited]
    original_due_on: date
    legal_due_on: date
    due_on: date
    extensions: list[Notice]
    met_on: date | None
    cancelled_on: date | None
    cancel_reason: str | None
    reopened_on: date | None
    reopen_reason: str | None
    judged_because: str
