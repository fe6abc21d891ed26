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

Reached = Annotated[bool, Field(description="The complainant, or who speaks for them.")]
Resolved = Annotated[
    bool, Field(description="The complainant was content with what was said (afsluttet i dialog).")
]
Wanted = Annotated[
    bool | None,
    Field(description="Whether a written answer is wanted all the same; null: not asked."),
]
AttemptedAt = Annotated[
    Moment,
    Field(
        description="The moment of the attempt. One in the minute of receipt is kept "
        "as not before it."
    ),
]


class ContactAttempt(Body):
    """What came of an attempt to speak with the complainant (Styrket Borgerkontakt)."""

    channel: ContactChannel = ContactChannel.PHONE
    reached: Reached
    resolved_by_dialogue: Resolved = False
    written_answer_wanted: Wanted = None
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

    attempted_at: AttemptedAt
    person_id: Annotated[UUID | None, Field(description="Who tried.")] = None


class ComplaintContactsQuery(PageQuery):
    complaint: UUID | None = None
    reached: Annotated[
        bool | None, Field(description="`true`: that reached somebody; `false`: nobody.")
    ] = None


class ComplaintContactOut(Out):
    """An attempt, with how long after the complaint it came."""

    complaint_id: UUID
    attempted_at: AttemptedAt
    hours_from_receipt: Annotated[
        float, Field(description="From the moment of receipt, or the start of its day.")
    ]
    channel: ContactChannel
    reached: Reached
    resolved_by_dialogue: Resolved
    written_answer_wanted: Wanted
    note: str | None
    person: Annotated[Named | None, Field(description="Who tried.")]

    @classmethod
    def of(cls, contact: ComplaintContact, **told: object) -> Self:
        columns = contact.model_dump(include=set(cls.model_fields))
        return cls.model_validate(columns | told)
