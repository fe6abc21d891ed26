"""Party hearings as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.calendar.arrival import Channel
from api.cases.rules import Party
from api.cases.tables import PartyHearing
from api.casework.answers import MissingTerms, StartedDeadline, started_or_missing
from api.casework.values import DocumentedDay
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import Deadline
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, LongText


class PartyHearingsQuery(PageQuery):
    case: UUID | None = None
    replied: bool | None = None


class PartyHearingIn(Body):
    """A party is told what a decision will build on, and asked what it says to that."""

    party: Party
    about: Annotated[LongText, Field(examples=["Lægens erklæring af 1. september"])]
    channel: Channel
    sent_on: IsoDate
    available_on: DocumentedDay = None
    reply_by_on: Annotated[
        IsoDate | None,
        Field(description="The last day to reply; by the published term if left out."),
    ] = None


class HearingReplyIn(Body):
    replied_on: IsoDate


class PartyHearingOut(Out):
    """A party hearing, with the party's deadline to reply. It stops no deadline of ours."""

    case_id: UUID
    party: Party
    about: str
    channel: Channel
    sent_on: IsoDate
    available_on: IsoDate
    replied_on: IsoDate | None
    deadline: StartedDeadline | None
    missing_terms: MissingTerms

    @classmethod
    def of(cls, hearing: PartyHearing, deadline: Deadline | None, may: list[str]) -> Self:
        columns = hearing.model_dump(include=set(cls.model_fields))
        started, missing = started_or_missing(DeadlineKind.PARTY_HEARING, deadline)
        told = {"deadline": started, "missing_terms": missing, "may": may}
        return cls.model_validate(columns | told)
