"""Follow-ups as they come in and go out: each is a deadline of its case."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from api.cases.schemas import Variant
from api.casework.answers import MissingTerms, StartedDeadline
from api.catalogue.terms.kinds import StartEvent
from api.resource import Out
from api.values import Body, IsoDate


class FollowUpIn(Body):
    """Help that runs is to be looked at again, counted from its start or from the last look."""

    start_event: Literal[StartEvent.GRANT_STARTED, StartEvent.FOLLOWED_UP]
    started_on: IsoDate
    variant: Annotated[
        Variant | None, Field(description="Picks the published term; the case's own if left out.")
    ] = None


class FollowUpDoneIn(Body):
    done_on: IsoDate
    next: Annotated[bool, Field(description="Plan the next one, counted from that day.")]


class FollowUpOut(StartedDeadline, Out):
    """A follow-up that is planned or done. All of it stands at `/v1/deadlines/{id}`."""

    case_id: UUID


class FollowUpPlanned(BaseModel):
    """The follow-up that was planned; null where no published term holds for one."""

    follow_up: FollowUpOut | None
    missing_terms: MissingTerms


class FollowUpDone(BaseModel):
    """The follow-up that was done, and the next one if it was asked for."""

    follow_up: FollowUpOut
    next: FollowUpOut | None
    missing_terms: MissingTerms
