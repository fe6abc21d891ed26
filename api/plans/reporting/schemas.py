"""A status as an author gives it."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from api.imprecise import ImpreciseDate
from api.paging import PageQuery
from api.plans.status.rules import State
from api.plans.status.schemas import Delay
from api.values import Body, IsoDate, LongText, ShortText


class StatusIn(Body):
    """What is said as of a cut-off day. A text without numbers or dates is a valid status."""

    cut_off_on: IsoDate
    state: State | None = None
    done: Annotated[LongText | None, Field(description="What was done since the last status.")] = (
        None
    )
    next: Annotated[
        LongText | None, Field(description="What will be started before the next one.")
    ] = None
    remark: LongText | None = None
    expected_finish: ImpreciseDate | None = None
    delay: Delay | None = None
    unchanged: Annotated[
        bool,
        Field(description="Nothing changed since last: state, plans and dates are taken over."),
    ] = False
    source: ShortText | None = None

    @model_validator(mode="after")
    def says_something_or_nothing(self) -> Self:
        said = (self.done, self.next, self.state, self.delay, self.expected_finish)
        if self.unchanged and any(value is not None for value in said):
            raise ValueError("unchanged takes only cut_off_on, remark and source beside it")
        if not self.unchanged and self.state is None:
            raise ValueError("state is required unless unchanged is true")
        return self


class StatusQuery(PageQuery):
    """Filters of the list of all status updates that may be read."""

    plan: UUID | None = None
    track: UUID | None = None
    initiative: UUID | None = None
    state: State | None = None
    from_on: Annotated[
        IsoDate | None, Field(description="With a cut-off on or after this day.")
    ] = None
    before: Annotated[IsoDate | None, Field(description="With a cut-off before this day.")] = None
