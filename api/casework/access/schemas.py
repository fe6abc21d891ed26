"""Requests for access to documents as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.cases.rules import Party
from api.cases.tables import AccessRequest
from api.casework.answers import MissingTerms, StartedDeadline, started_or_missing
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import Deadline
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate


class AccessRequestsQuery(PageQuery):
    case: UUID | None = None
    answered: bool | None = None


class AccessRequestIn(Body):
    """A party asks to see the documents of its case."""

    party: Party
    received_on: IsoDate


class AccessAnswerIn(Body):
    answered_on: IsoDate
    granted: Annotated[bool, Field(description="Whether the documents were handed out.")]


class AccessRequestOut(Out):
    """A request for access, with our deadline to answer it (forvaltningsloven § 16, stk. 2)."""

    case_id: UUID
    party: Party
    received_on: IsoDate
    answered_on: IsoDate | None
    granted: bool | None
    deadline: StartedDeadline | None
    missing_terms: MissingTerms

    @classmethod
    def of(cls, request: AccessRequest, deadline: Deadline | None, may: list[str]) -> Self:
        columns = request.model_dump(include=set(cls.model_fields))
        started, missing = started_or_missing(DeadlineKind.ACCESS_TO_DOCUMENTS, deadline)
        told = {"deadline": started, "missing_terms": missing, "may": may}
        return cls.model_validate(columns | told)
