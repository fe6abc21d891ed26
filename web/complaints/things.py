"""What the pages show of the api's answers about complaints."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from web.acts.thing import Thing, ThingWithPage
from web.complaints.words import MARKS
from web.deadlines.client import Named
from web.language import Language


class NamedTwice(BaseModel):
    """Something of the catalogue, with its name in both languages."""

    id: UUID
    name_da: str
    name_en: str

    def name(self, language: Language) -> str:
        return self.name_en if language.code == "en" else self.name_da


class Cause(NamedTwice):
    """A cause of complaints; without a group it is a group itself."""

    code: str
    group_id: UUID | None


class Numbered(BaseModel):
    """A case or a complaint, by id and number."""

    id: UUID
    number: str


class PointLine(BaseModel):
    """A point, in short."""

    id: UUID
    cause: Cause
    finding: str | None


class EarlierComplaints(BaseModel):
    """What the same complainant complained of before."""

    count: int
    ids: list[UUID]


class Started(BaseModel):
    """The deadline that a fact started."""

    id: UUID
    due_on: date


class Reassessment(Thing):
    outcome: str
    made_on: date
    reason: str | None
    new_decision_id: UUID | None
    forwarded_on: date | None


class BoardOutcome(Thing):
    result: str
    decided_on: date | None
    received_on: date
    reference: str | None
    comment: str | None


class Remittal(BaseModel):
    """What the board sent back, with our time to decide anew."""

    deadline: Started | None


class Appeal(BaseModel):
    """The way of a complaint over a decision: reassessed, forwarded, answered, sent back."""

    deadline: Started | None
    standing: list[Started]
    missing: list[str]
    reassessment: Reassessment | None
    forwarded_on: date | None
    board_outcome: BoardOutcome | None
    remittal: Remittal | None
    may: list[str]


class TextPiece(BaseModel):
    """A part of a text as it stands there, and whether it was searched for."""

    text: str
    hit: bool


class Complaint(ThingWithPage):
    number: str
    received_on: date
    received_at: datetime | None
    days_since_receipt: int
    channel: str
    kind: str
    text: str
    unit: Named
    authority: str | None
    case_type: NamedTwice | None
    legal_basis: Named | None
    case: Numbered | None
    decision_id: UUID | None
    complainant_id: UUID | None
    representative_id: UUID | None
    repeat_of: Numbered | None
    earlier_complaints: EarlierComplaints
    handler: Named | None
    state: str
    contacted: bool
    contact_attempts: int
    first_contact_hours: float | None
    points: list[PointLine]
    appeal_ended_on: date | None
    late: bool | None
    days_late: int | None
    closed_on: date | None
    closed_how: str | None
    answer: str | None
    appeal: Appeal | None
    hits: list[TextPiece] | None = None

    @property
    def acts(self) -> list[str]:
        """Return all that may be done to it, also on its way to the appeals board."""
        return self.may + (self.appeal.may if self.appeal else [])

    @property
    def clock_id(self) -> UUID | None:
        """Return the deadline to reassess the decision that is complained of."""
        return self.appeal.deadline.id if self.appeal and self.appeal.deadline else None

    @property
    def path(self) -> str:
        return f"/complaints/{self.number}"

    @property
    def days(self) -> int:
        """Return how many days it took, or has taken by now."""
        ended = self.closed_on
        return (ended - self.received_on).days if ended else self.days_since_receipt


class Holding(BaseModel):
    """The time that a unit, or another authority, had a complaint."""

    unit: Named | None
    authority: str | None
    from_on: date
    until_on: date | None
    days: int
    reason: str | None

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else self.authority or ""


class Point(Thing):
    """One thing complained of, with what was found."""

    complaint_id: UUID
    cause: Cause
    text: str | None
    finding: str | None
    found_on: date | None
    criticism_grade: NamedTwice | None
    affects_legality: bool
    affects_legal_position: bool
    bound_by_law: bool
    shows_inefficiency: bool
    affects_credibility: bool

    @property
    def marks(self) -> list[str]:
        return [mark for mark in MARKS if getattr(self, mark)]


class Contact(Thing):
    """An attempt to speak with the complainant."""

    complaint_id: UUID
    attempted_at: datetime
    hours_from_receipt: float
    channel: str
    reached: bool
    resolved_by_dialogue: bool
    written_answer_wanted: bool | None
    note: str | None
    person: Named | None
