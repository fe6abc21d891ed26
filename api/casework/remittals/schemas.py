"""Remittals as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.cases.tables import Remittal
from api.casework.answers import MissingTerms, StartedDeadline, started_or_missing
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import Deadline
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, ShortText


class RemittalsQuery(PageQuery):
    case: UUID | None = None
    decision: UUID | None = None


class RemittalIn(Body):
    """The appeals board sent a decision back, to be made anew."""

    decision_id: Annotated[UUID, Field(description="The decision that was sent back.")]
    board_reference: Annotated[ShortText | None, Field(examples=["17-12345"])] = None
    board_decided_on: IsoDate | None = None
    received_on: Annotated[
        IsoDate, Field(description="The day the board's decision came here: the time runs from it.")
    ]


class RemittalOut(Out):
    """A remittal, with our deadline to decide anew. The decision sent back stays as it was."""

    case_id: UUID
    decision_id: UUID
    board_reference: str | None
    board_decided_on: IsoDate | None
    received_on: IsoDate
    deadline: StartedDeadline | None
    missing_terms: MissingTerms

    @classmethod
    def of(cls, remittal: Remittal, deadline: Deadline | None) -> Self:
        columns = remittal.model_dump(include=set(cls.model_fields))
        started, missing = started_or_missing(DeadlineKind.REMITTAL, deadline)
        return cls.model_validate(columns | {"deadline": started, "missing_terms": missing})
