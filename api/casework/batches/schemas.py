"""One act on many deadlines, as it comes in and goes out."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, Strict, model_validator

from api.cases.schemas import Named
from api.casework.assignments.schemas import AssignmentIn
from api.deadlines.rules import Status
from api.deadlines.schemas import CompletionIn, DeadlineFilters, DeadlineOut, ExtensionIn
from api.values import Body

MOST = 1000


class BatchOnRefusal(StrEnum):
    STOP = "stop"
    SKIP = "skip"


class BatchOutcome(StrEnum):
    """What became of one deadline. `held_back` would have been done, but the batch stopped."""

    DONE = "done"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    HELD_BACK = "held_back"


class Selection(Body):
    """Which deadlines: their ids, or a list's filters with the number that was seen there."""

    ids: Annotated[list[UUID] | None, Field(min_length=1, max_length=MOST)] = None
    filter: Annotated[
        DeadlineFilters | None, Field(description="As in the list, judged as of today.")
    ] = None
    count: Annotated[
        int | None,
        Strict(),
        Field(ge=1, le=MOST, description="With `filter`: refused if it is no longer so many."),
    ] = None

    @model_validator(mode="after")
    def named_in_one_way(self) -> Self:
        if (self.ids is None) == (self.filter is None):
            raise ValueError("give either ids, or filter and count")
        if (self.filter is None) != (self.count is None):
            raise ValueError("filter and count belong together")
        return self


class BatchIn(Body):
    selection: Selection
    dry_run: Annotated[bool, Field(description="Say what would be done, and do nothing.")] = False
    on_refusal: Annotated[
        BatchOnRefusal,
        Field(description="`stop`: nothing is done if one is refused; `skip`: the others are."),
    ] = BatchOnRefusal.STOP


class ExtendBatch(BatchIn):
    act: Literal["extend"]
    values: ExtensionIn


class CompleteBatch(BatchIn):
    act: Literal["complete"]
    values: CompletionIn


class ReassignBatch(BatchIn):
    """Give the deadlines' cases, and so all their open deadlines, to another caseworker."""

    act: Literal["reassign"]
    values: AssignmentIn


Batch = Annotated[ExtendBatch | CompleteBatch | ReassignBatch, Field(discriminator="act")]


class DeadlineStanding(BaseModel):
    """How a deadline stands, of what a batch may change."""

    version: int
    status: Status
    due_on: date
    extensions: int
    met_on: date | None
    caseworker: Named | None

    @classmethod
    def of(cls, shown: DeadlineOut) -> Self:
        return cls(**shown.model_dump(include=set(cls.model_fields)))


class BatchResult(BaseModel):
    """What became of one deadline, and why it was refused if it was."""

    deadline_id: UUID
    case_number: Annotated[str | None, Field(description="Null if it may not be seen.")]
    outcome: BatchOutcome
    code: str | None = None
    detail: str | None = None
    before: DeadlineStanding | None = None
    after: Annotated[
        DeadlineStanding | None,
        Field(description="How it stands now, or would with `dry_run`; null if it was refused."),
    ] = None


class BatchOut(BaseModel):
    """What a batch did. When it `stopped`, nothing was done, and `done` is 0."""

    act: str
    dry_run: bool
    stopped: bool
    done: int
    unchanged: int
    refused: int
    results: list[BatchResult]
