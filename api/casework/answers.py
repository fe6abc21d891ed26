"""How a deadline that a fact started is answered beside the fact."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.cases.rules import Party
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.tables import Deadline
from api.values import IsoDate

MissingTerms = Annotated[
    list[DeadlineKind],
    Field(description="Deadlines that did not start, since no published term holds for them."),
]


class StartedDeadline(BaseModel):
    """A deadline that a fact started. All of it stands at `/v1/deadlines/{id}`."""

    id: UUID
    kind: DeadlineKind
    party: Party | None
    start_event: StartEvent
    started_on: IsoDate
    due_on: IsoDate
    met_on: IsoDate | None
    cancelled_on: IsoDate | None

    @classmethod
    def of(cls, deadline: Deadline, **told: object) -> Self:
        return cls.model_validate(deadline.model_dump(include=set(cls.model_fields)) | told)


def started_or_missing(
    kind: DeadlineKind, deadline: Deadline | None
) -> tuple[StartedDeadline | None, list[DeadlineKind]]:
    """Return the deadline of a fact as it is answered, and its kind if it did not start."""
    return (StartedDeadline.of(deadline), []) if deadline else (None, [kind])
