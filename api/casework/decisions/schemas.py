"""Decisions and their notices as they come in and go out."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.calendar.arrival import Channel
from api.cases.rules import DecisionOutcome, Party
from api.cases.schemas import Named
from api.cases.tables import Decision, DecisionNotice
from api.casework.answers import MissingTerms
from api.casework.decisions.rules import Lack
from api.casework.values import DocumentedDay
from api.catalogue.letter_types.tables import LetterType
from api.deadlines.tables import Deadline
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, ShortText


class DecisionsQuery(PageQuery):
    """Filters of the list of decisions; unit and caseworker are those of the case."""

    case: UUID | None = None
    unit: Annotated[
        UUID | None,
        Field(description="This unit, all under it, and what these took over from."),
    ] = None
    caseworker: UUID | None = None
    outcome: Annotated[list[DecisionOutcome] | None, Field(description="Any of these.")] = None
    made_from: IsoDate | None = None
    made_before: IsoDate | None = None
    undispatched: Annotated[
        bool | None, Field(description="`true`: made and sent to nobody; `false`: sent.")
    ] = None


class DecisionIn(Body):
    """What was decided."""

    subject: Annotated[ShortText, Field(examples=["Kørestol"])]
    legal_basis_id: UUID | None = None
    made_on: IsoDate
    outcome: DecisionOutcome
    reasons_given: bool
    appeal_guidance_given: bool
    concludes: Annotated[
        bool, Field(description="All that was applied for is decided: the deadline is met.")
    ] = True
    letter_type_id: Annotated[
        UUID | None, Field(description="The template or type of letter it is written by.")
    ] = None


class NewDecisionIn(DecisionIn):
    """A decision to record, with its first notice if it was sent."""

    party: Party = Party.CITIZEN
    dispatched_on: IsoDate | None = None
    channel: Channel | None = None
    available_on: DocumentedDay = None


class DecisionNoticeIn(Body):
    """The decision as it was sent to one party by one channel."""

    party: Party
    channel: Channel
    dispatched_on: IsoDate
    available_on: DocumentedDay = None
    guidance_given: Annotated[
        bool, Field(description="It says where, how and by when to appeal: the time runs from it.")
    ]


class DecisionNoticeOut(BaseModel):
    """A notice, and the deadline for appeal that runs from it, if one does."""

    id: UUID
    party: Party
    channel: Channel
    dispatched_on: IsoDate
    available_on: IsoDate
    documented: bool
    guidance_given: bool
    appeal_deadline_id: UUID | None
    appeal_due_on: IsoDate | None

    @classmethod
    def of(cls, notice: DecisionNotice, appeal: Deadline | None) -> Self:
        of_appeal = {
            "appeal_deadline_id": appeal.id if appeal else None,
            "appeal_due_on": appeal.due_on if appeal else None,
        }
        return cls.model_validate(notice.model_dump() | of_appeal)


class LetterTypeOfDecision(BaseModel):
    """The type of letter of a decision, by its names."""

    id: UUID
    code: str
    name_da: str
    name_en: str

    @classmethod
    def of(cls, letter_type: LetterType) -> Self:
        return cls.model_validate(letter_type.model_dump(include=set(cls.model_fields)))


class DecisionOut(Out):
    """A decision with its notices, the first one first; that one stands in its own fields too."""

    case_id: UUID
    case_number: str
    unit: Named
    caseworker: Named | None
    subject: str
    legal_basis: Named | None
    made_on: IsoDate
    outcome: DecisionOutcome
    reasons_given: bool
    appeal_guidance_given: bool
    concludes: bool
    letter_type: Annotated[
        LetterTypeOfDecision | None,
        Field(description="The template or type of letter; null if it is not known."),
    ]
    lacks: Annotated[
        list[Lack], Field(description="What a decision that is no full grant must hold.")
    ]
    dispatched_on: IsoDate | None
    channel: Channel | None
    available_on: IsoDate | None
    notices: list[DecisionNoticeOut]
    missing_terms: MissingTerms

    @classmethod
    def of(cls, decision: Decision, notices: Sequence[DecisionNoticeOut], **told: object) -> Self:
        columns = decision.model_dump(include=set(cls.model_fields))
        first = notices[0] if notices else None
        of_first: dict[str, date | Channel | None] = {
            name: getattr(first, name, None)
            for name in ("dispatched_on", "channel", "available_on")
        }
        return cls.model_validate(columns | of_first | {"notices": notices} | told)
