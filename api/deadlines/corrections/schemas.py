"""Corrections of the calendar and the deadlines they move, as they come in and go out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, Strict

from api.cases.schemas import Named
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.corrections.rules import Becomes, ClosedDay, Wanted
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, LongText, ShortText, Whole

MOST_DAYS = 366


class ClosingDayIn(Body):
    closed_on: IsoDate
    name_da: Annotated[ShortText, Field(examples=["fredag efter Kristi himmelfartsdag"])]
    name_en: Annotated[ShortText, Field(examples=["Friday after Ascension Day"])]
    source: Annotated[ShortText | None, Field(description="Where it was decided.")] = None

    def closed(self) -> ClosedDay:
        return ClosedDay(self.closed_on, self.name_da, self.name_en, self.source)


class Tried(Body):
    """How a correction is carried out."""

    reason: Annotated[LongText, Field(description="Each moved deadline tells it.")]
    dry_run: Annotated[
        bool, Strict(), Field(description="Tell what would move, and change nothing.")
    ] = False
    show: Annotated[
        Whole, Field(ge=0, le=1000, description="How many moved deadlines to name.")
    ] = 100


class CorrectionIn(Tried):
    """Days to close, and days to open again."""

    add: Annotated[list[ClosingDayIn], Field(max_length=MOST_DAYS)] = []
    remove: Annotated[list[IsoDate], Field(max_length=MOST_DAYS)] = []

    def wanted(self) -> Wanted:
        return Wanted([day.closed() for day in self.add], self.remove)


class CorrectionUndoingIn(Tried):
    """Why a correction is taken back."""


class CorrectionNumber(BaseModel):
    """Another correction, by id and number."""

    id: UUID
    number: int


class ClosingDaySaid(BaseModel):
    """A closing day as a correction added or removed it."""

    closed_on: date
    name_da: str
    name_en: str
    source: str | None = None


class CalendarCorrectionOut(Out):
    """A correction that was made. It never changes; another may take it back."""

    number: int = Field(description="The calendar's version from this correction on.")
    reason: str
    added: list[ClosingDaySaid]
    removed: list[ClosingDaySaid]
    moved: int = Field(description="How many deadlines it moved.")
    undoes: CorrectionNumber | None
    undone_by: CorrectionNumber | None
    corrected_at: datetime
    corrected_by: str | None


class Totals(BaseModel):
    """How many open deadlines move, and how that changes how they stand today."""

    model_config = ConfigDict(from_attributes=True)

    moved: int
    become_overdue: int
    become_timely: int


class KindTotals(Totals):
    kind: DeadlineKind


class MovedDeadline(BaseModel):
    """Where a deadline stood before and after."""

    deadline_id: UUID
    case_number: str
    kind: DeadlineKind
    unit: Named
    raw_end_before_on: date
    raw_end_after_on: date
    legal_due_before_on: date
    legal_due_after_on: date
    due_before_on: date
    due_after_on: date = Field(description="As before, if a standing notice promised a day.")
    becomes_overdue: bool = Field(description="In time before and overdue after, as of a day.")
    becomes_timely: bool = Field(description="Overdue before and in time after, as of a day.")


class CorrectionEffect(BaseModel):
    """What a correction does, or would do."""

    dry_run: bool
    number: int = Field(description="The calendar's version once it is made.")
    correction: CalendarCorrectionOut | None = Field(description="Null in a dry run.")
    totals: Totals
    by_kind: list[KindTotals]
    moves: list[MovedDeadline] = Field(
        description="Those that become overdue first, then those that become timely, then by day; "
        "only deadlines that the asker may see."
    )


class CorrectionsQuery(PageQuery):
    day: Annotated[IsoDate | None, Field(description="That added or removed this day.")] = None


class MovesQuery(PageQuery):
    becomes: Annotated[
        Becomes | None, Field(description="Only those that the move made so, as of the day.")
    ] = None
    as_of: Annotated[IsoDate | None, Field(description="Judge as of this day; else today.")] = None


class CorrectionMove(MovedDeadline):
    """A deadline that a correction moved, with the reason that was given."""

    id: UUID
    reason: str
