"""Assignments as they come in and go out, and what is counted of them."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.cases.rules import AssignmentReason
from api.cases.schemas import Named
from api.cases.tables import Assignment
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, LongText

AsOf = Annotated[IsoDate | None, Field(description="Judge as of this day; today if left out.")]


class AssignmentsQuery(PageQuery):
    case: UUID | None = None
    caseworker: UUID | None = None
    open: Annotated[
        bool | None, Field(description="`true`: holds as of the day; `false`: does not.")
    ] = None
    as_of: AsOf = None


class AssignmentIn(Body):
    caseworker_id: Annotated[
        UUID | None, Field(description="Null leaves the case without a caseworker.")
    ]
    from_on: IsoDate
    reason: Annotated[AssignmentReason, Field(description="Why the case changes hands.")]
    note: Annotated[LongText | None, Field(description="What is handed over.")] = None


class AssignmentOut(Out):
    """A case in a caseworker's hands. It never changes, but for its end."""

    case_id: UUID
    case_number: str
    caseworker: Named
    from_on: IsoDate
    until_on: Annotated[IsoDate | None, Field(description="The first day it no longer was.")]
    reason: AssignmentReason
    note: str | None
    ended_because: Annotated[
        AssignmentReason | None, Field(description="Why nobody took over, if somebody said so.")
    ]
    ended_note: str | None

    @classmethod
    def of(cls, row: Assignment, case_number: str, caseworker: Named) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            case_number=case_number,
            caseworker=caseworker,
        )


class CaseHands(BaseModel):
    caseworkers: Annotated[int, Field(description="How many different ones were in charge.")]
    changes: Annotated[
        int, Field(description="How often it changed hands for good; a stand-in is no change.")
    ]
    days_without: Annotated[
        int, Field(description="Days on which the case was in nobody's hands while it went on.")
    ]


class CitizenHands(BaseModel):
    cases: Annotated[int, Field(description="The citizen's cases that the asker may read.")]
    caseworkers: int
    changes: int


class CaseworkersOut(BaseModel):
    """The caseworkers of the twelve months that end with a day."""

    first_on: date
    last_on: date
    of_case: CaseHands
    of_citizen: Annotated[
        CitizenHands | None, Field(description="Null if the case has no citizen.")
    ]
