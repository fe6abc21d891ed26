"""Reassessments and the appeals board's answers as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.casework.answers import StartedDeadline
from api.casework.remittals.schemas import RemittalOut
from api.complaints.appeals.rules import AppealLack
from api.complaints.rules import BoardResult, ReassessmentOutcome
from api.complaints.tables import BoardOutcome, Reassessment
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, LongText, ShortText


class ReassessmentsQuery(PageQuery):
    complaint: UUID | None = None
    outcome: Annotated[list[ReassessmentOutcome] | None, Field(description="Any of these.")] = None
    made_from: IsoDate | None = None
    made_before: IsoDate | None = None
    unforwarded: Annotated[
        bool | None,
        Field(description="`true`: owed to the board and not forwarded; `false`: the others."),
    ] = None


class ReassessmentIn(Body):
    """What became of a decision when it was looked at again."""

    outcome: ReassessmentOutcome
    made_on: IsoDate
    reason: LongText | None = None
    new_decision_id: Annotated[
        UUID | None, Field(description="The decision that was made instead, in the same case.")
    ] = None
    forwarded_on: Annotated[
        IsoDate | None, Field(description="The day complaint and file went to the appeals board.")
    ] = None


class ForwardingIn(Body):
    """Complaint and file went to the appeals board."""

    forwarded_on: IsoDate


class ReassessmentOut(Out):
    complaint_id: UUID
    outcome: ReassessmentOutcome
    made_on: IsoDate
    reason: str | None
    new_decision_id: UUID | None
    forwarded_on: IsoDate | None

    @classmethod
    def of(cls, row: Reassessment, may: list[str]) -> Self:
        return cls(**row.model_dump(include=set(cls.model_fields)), may=may)


class BoardOutcomesQuery(PageQuery):
    complaint: UUID | None = None
    result: Annotated[list[BoardResult] | None, Field(description="Any of these.")] = None
    received_from: IsoDate | None = None
    received_before: IsoDate | None = None


class BoardOutcomeIn(Body):
    """What the appeals board answered."""

    result: BoardResult
    decided_on: IsoDate | None = None
    received_on: Annotated[
        IsoDate,
        Field(description="The day it came here: of what was remitted, the time runs from it."),
    ]
    reference: Annotated[ShortText | None, Field(examples=["17-12345"])] = None
    comment: LongText | None = None


class BoardOutcomeOut(Out):
    complaint_id: UUID
    result: BoardResult
    decided_on: IsoDate | None
    received_on: IsoDate
    reference: str | None
    comment: str | None
    remittal_id: UUID | None

    @classmethod
    def of(cls, row: BoardOutcome, may: list[str]) -> Self:
        return cls(**row.model_dump(include=set(cls.model_fields)), may=may)


class Appeal(BaseModel):
    """The way of a complaint over a decision: reassessed, forwarded, answered, sent back.

    `may` names the acts that the asker can do next.
    """

    deadline: Annotated[
        StartedDeadline | None, Field(description="Our time to reassess; all of it at its address.")
    ]
    standing: Annotated[
        list[StartedDeadline],
        Field(
            description="Of a decision changed in part, until the rest is forwarded: the "
            "complainant's time to say whether the rest stands, one for each who got the new "
            "decision. It is the time to complain of that decision."
        ),
    ]
    missing: Annotated[list[AppealLack], Field(description="What lacks for a time to run.")]
    reassessment: ReassessmentOut | None
    forwarded_on: IsoDate | None
    board_outcome: BoardOutcomeOut | None
    remittal: Annotated[
        RemittalOut | None, Field(description="What was sent back, with our time to decide anew.")
    ]
    may: list[str]
