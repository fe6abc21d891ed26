"""Contacts with complainants as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.cases.schemas import Named
from api.complaints.rules import ContactChannel
from api.complaints.tables import ComplaintContact
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, LongText, Moment


class ContactAttempt(Body):
    """What came of an attempt to speak with the complainant (Styrket Borgerkontakt)."""

    channel: ContactChannel = ContactChannel.PHONE
    reached: Annotated[bool, Field(description="The complainant, or who speaks for them.")]
    resolved_by_dialogue: bool = False
    written_answer_wanted: Annotated[
        bool | None,
        Field(description="Whether a written answer is wanted all the same; null: not asked."),
    ] = None
    note: LongText | None = None


class NewComplaintContactIn(ContactAttempt):
    """An attempt, and whether it ends the matter."""

    attempted_at: Annotated[
        Moment | None, Field(description="The moment of it; this moment if left out.")
    ] = None
    person_id: Annotated[
        UUID | None, Field(description="Who tried; the person who asks if left out.")
    ] = None
    close: Annotated[
        bool,
        Field(description="Close the complaint too: resolved, and no written answer is wanted."),
    ] = False


class ComplaintContactIn(ContactAttempt):
    """An attempt as it was."""

    attempted_at: Moment
    person_id: UUID | None = None


class ComplaintContactsQuery(PageQuery):
    complaint: UUID | None = None
    reached: bool | None = None


class ComplaintContactOut(Out):
    """An attempt, with how long after the complaint it came."""

    complaint_id: UUID
    attempted_at: Moment
    hours_from_receipt: Annotated[
        float, Field(description="From the moment of receipt, or the start of its day.")
    ]
    channel: ContactChannel
    reached: bool
    resolved_by_dialogue: bool
    written_answer_wanted: bool | None
    note: str | None
    person: Named | None

    @classmethod
    def of(cls, contact: ComplaintContact, **told: object) -> Self:
        columns = contact.model_dump(include=set(cls.model_fields))
        return cls.model_validate(columns | told)
