"""Complaints as they come in and go out."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.cases.schemas import Named
from api.citizens.schemas import IdentityIn
from api.complaints.appeals.schemas import Appeal
from api.complaints.points.schemas import ComplaintPointIn, Finding, NamedCause, NamedTwice
from api.complaints.register.rules import ComplaintState
from api.complaints.rules import ClosingWay, ComplaintChannel, ComplaintKind
from api.complaints.search.schemas import TextPiece
from api.complaints.tables import Complaint
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, LongText, Moment, ShortText

CaseId = Annotated[UUID | None, Field(description="The case it is about.")]
DecisionId = Annotated[UUID | None, Field(description="The decision of the case it is over.")]
CaseTypeId = Annotated[UUID | None, Field(description="The type of case it is about.")]
LegalBasisId = Annotated[UUID | None, Field(description="The law it is about.")]
ReceivedOn = Annotated[IsoDate, Field(description="The day it came.")]
ReceivedAt = Annotated[
    Moment | None,
    Field(description="The moment it came, if known: contact is counted from it in hours."),
]
ComplainantId = Annotated[
    UUID | None, Field(description="The citizen whom it concerns; null: nobody is named.")
]
RepresentativeId = Annotated[
    UUID | None, Field(description="Who speaks for that citizen; null: they do so themselves.")
]
Answer = Annotated[str | None, Field(description="What was answered as it was closed.")]


class ComplaintOrder(StrEnum):
    """What a list of complaints is sorted by; `-` is the latest first."""

    RECEIVED_ON = "received_on"
    RECEIVED_ON_LATEST = "-received_on"

    @property
    def descending(self) -> bool:
        return self.value.startswith("-")


class ComplaintsQuery(PageQuery):
    q: Annotated[
        str | None,
        Field(
            description="Words that the complaint or its points say, in any form and within "
            'compounds; `"…"` is a phrase, `ord*` any ending, `-ord` its absence, `OR` either. '
            "The latest come first.",
            examples=["sagsbehandlerskift"],
        ),
    ] = None
    unit: Annotated[
        UUID | None,
        Field(description="Over this unit, all under it, and what these took over from."),
    ] = None
    case: Annotated[UUID | None, Field(description="About this case.")] = None
    decision: Annotated[UUID | None, Field(description="Over this decision.")] = None
    case_type: Annotated[UUID | None, Field(description="This case type and all under it.")] = None
    legal_basis: Annotated[UUID | None, Field(description="About exactly this law.")] = None
    kind: Annotated[list[ComplaintKind] | None, Field(description="Any of these.")] = None
    channel: Annotated[list[ComplaintChannel] | None, Field(description="Any of these.")] = None
    cause: Annotated[
        UUID | None, Field(description="With a point of this cause, or of one in this group.")
    ] = None
    has_cause: Annotated[
        bool | None, Field(description="`true`: with a point; `false`: with none.")
    ] = None
    received_from: IsoDate | None = None
    received_before: IsoDate | None = None
    open: Annotated[bool | None, Field(description="`true`: not closed; `false`: closed.")] = None
    needs_contact: Annotated[
        bool | None,
        Field(description="`true`: open, and the complainant was never reached; `false`: others."),
    ] = None
    answer_wanted: Annotated[
        bool | None,
        Field(
            description="`true`: open, and a written answer is wanted after a contact; "
            "`false`: others."
        ),
    ] = None
    handler: Annotated[UUID | None, Field(description="Treated by this person.")] = None
    unassigned: Annotated[
        bool | None, Field(description="`true`: without a handler; `false`: with one.")
    ] = None
    complainant: Annotated[UUID | None, Field(description="Of this citizen.")] = None
    repeat_of: Annotated[UUID | None, Field(description="Those that repeat this one.")] = None
    number: Annotated[ShortText | None, Field(description="Exactly this number.")] = None
    held_by: Annotated[
        UUID | None, Field(description="Passed on, and had by exactly this unit at some time.")
    ] = None
    held_by_authority: Annotated[
        ShortText | None,
        Field(description="Passed on, and had by this other authority at some time."),
    ] = None
    passed_by: Annotated[
        UUID | None,
        Field(
            description="Passed on, and had at some time by this unit, one under it, or one that "
            "these took over from."
        ),
    ] = None
    order: ComplaintOrder = ComplaintOrder.RECEIVED_ON


class ComplaintContent(Body):
    """What a complaint says, and what and whom it is about."""

    text: Annotated[
        LongText,
        Field(
            description="What was told, as it was told. A CPR number in it is refused.",
            examples=["Jeg har fået tre sagsbehandlere på et år."],
        ),
    ]
    received_at: ReceivedAt = None
    case_id: CaseId = None
    decision_id: DecisionId = None
    case_type_id: CaseTypeId = None
    legal_basis_id: LegalBasisId = None
    complainant_id: ComplainantId = None
    complainant: Annotated[
        IdentityIn | None,
        Field(description="Whom it concerns, by number or name, if not known by id."),
    ] = None
    representative_id: RepresentativeId = None
    representative: Annotated[
        IdentityIn | None,
        Field(description="Who speaks for them, by number or name, if not known by id."),
    ] = None
    repeat_of_id: Annotated[
        UUID | None, Field(description="The earlier complaint that it repeats.")
    ] = None
    handler_id: Annotated[
        UUID | None, Field(description="The person who treats it; null: nobody yet.")
    ] = None


class NewComplaintIn(ComplaintContent):
    """A complaint to register. A sentence, and a unit or a case, is enough.

    What is left out follows from the rest: the day is today, the unit and the case type are the
    case's, the case is the decision's, the legal basis is the decision's or the case type's only
    one, and the complainant is the case's citizen. A complaint that repeats one of the same
    complainant over the same case is linked to the latest.
    """

    unit_id: Annotated[
        UUID | None, Field(description="The unit complained about; the case's if left out.")
    ] = None
    received_on: Annotated[IsoDate | None, Field(description="Today if left out.")] = None
    channel: ComplaintChannel = ComplaintChannel.PHONE
    kind: Annotated[
        ComplaintKind | None,
        Field(description="If left out, over the decision it names, else over the casework."),
    ] = None
    anonymous: Annotated[
        bool, Field(description="Nobody is named, also if the case has a citizen.")
    ] = False
    points: Annotated[
        list[ComplaintPointIn], Field(max_length=50, description="What it complains of.")
    ] = []


class ComplaintIn(ComplaintContent):
    """All that a complaint says. What is left out is cleared, and follows from nothing."""

    unit_id: Annotated[
        UUID, Field(description="The unit that has it. To change it, pass the complaint on.")
    ]
    received_on: ReceivedOn
    channel: ComplaintChannel
    kind: ComplaintKind


class Numbered(BaseModel):
    """A case or another complaint, by id and number."""

    id: UUID
    number: str


class PointLine(BaseModel):
    """A point, in short."""

    id: UUID
    cause: Annotated[NamedCause, Field(description="The cause.")]
    finding: Finding


class EarlierComplaints(BaseModel):
    """What the same complainant complained of before, as far as the asker may read it."""

    count: Annotated[int, Field(description="How many.")]
    ids: Annotated[list[UUID], Field(description="The latest first.")]


class ComplaintOut(Out):
    """A complaint as it stands. It tells nobody's name but the handler's."""

    number: str
    received_on: ReceivedOn
    received_at: ReceivedAt
    days_since_receipt: Annotated[int, Field(description="Until today, also if it is closed.")]
    channel: ComplaintChannel
    kind: ComplaintKind
    text: str
    unit: Annotated[
        Named, Field(description="The unit complained about, or that it was passed on to.")
    ]
    authority: Annotated[
        str | None,
        Field(description="The authority elsewhere that has it now; null: its unit has it."),
    ]
    case_type: Annotated[NamedTwice | None, Field(description="The type of case it is about.")]
    legal_basis: Annotated[Named | None, Field(description="The law it is about.")]
    case: Annotated[Numbered | None, Field(description="The case it is about.")]
    decision_id: DecisionId
    complainant_id: ComplainantId
    representative_id: RepresentativeId
    repeat_of: Annotated[
        Numbered | None, Field(description="The earlier complaint that it repeats.")
    ]
    earlier_complaints: Annotated[
        EarlierComplaints, Field(description="What the same complainant complained of before.")
    ]
    handler: Annotated[Named | None, Field(description="Who treats it; null: nobody yet.")]
    state: ComplaintState
    contacted: Annotated[bool, Field(description="The complainant was reached.")]
    contact_attempts: Annotated[int, Field(description="How often the complainant was sought out.")]
    first_contact_hours: Annotated[
        float | None, Field(description="From receipt until the complainant was first reached.")
    ]
    points: Annotated[list[PointLine], Field(description="What it complains of, in short.")]
    appeal_ended_on: Annotated[
        IsoDate | None,
        Field(description="Of a complaint over a decision: the last day of the time to appeal."),
    ]
    late: Annotated[
        bool | None, Field(description="It came after that day; null if there is no such day.")
    ]
    days_late: Annotated[int | None, Field(description="By how many days it came after.")]
    appeal: Annotated[
        Appeal | None,
        Field(description="The way of a complaint over a decision; null of one over the casework."),
    ]
    closed_on: IsoDate | None
    closed_how: Annotated[
        ClosingWay | None, Field(description="How it was closed; null while it is open.")
    ]
    answer: Answer

    hits: Annotated[
        list[TextPiece] | None,
        Field(
            description="Only in a list with `q`: what stands around the words that were found.",
            exclude_if=lambda hits: hits is None,
        ),
    ] = None

    @classmethod
    def of(cls, complaint: Complaint, **told: object) -> Self:
        columns = complaint.model_dump(include=set(cls.model_fields))
        return cls.model_validate(columns | told)


class RegisteredComplaintOut(ComplaintOut):
    """A complaint as it was registered."""

    linked: Annotated[
        bool, Field(description="It was found to repeat another one, and linked to it.")
    ]

    @classmethod
    def of_registered(cls, out: ComplaintOut, *, linked: bool) -> Self:
        return cls.model_validate(out.model_dump() | {"linked": linked})
