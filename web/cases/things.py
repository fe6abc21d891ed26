"""What the pages show of the api's answers about cases."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from pydantic import BaseModel

from web.acts.thing import Thing, ThingWithPage
from web.deadlines.client import Named
from web.language import Language


class Reference(BaseModel):
    """What another system calls a case."""

    system: str
    reference: str


class Case(ThingWithPage):
    number: str
    case_type: Named
    variant: str
    unit: Named
    citizen_id: UUID | None
    origin: str
    received_on: date
    opened_under_act_on: date | None
    acknowledged_on: date | None
    closed_on: date | None
    state: str
    progress: str
    caseworker: Named | None
    caseworker_changes: int
    references: list[Reference]

    @property
    def path(self) -> str:
        return f"/cases/{quote(self.number, safe='')}"


class Started(BaseModel):
    """The deadline that a fact started."""

    id: UUID
    due_on: date
    met_on: date | None
    cancelled_on: date | None


class Notice(BaseModel):
    """A decision as it was sent to one party."""

    id: UUID
    party: str
    channel: str
    dispatched_on: date
    available_on: date
    documented: bool
    guidance_given: bool
    appeal_deadline_id: UUID | None
    appeal_due_on: date | None


class LetterType(BaseModel):
    """A type of letter, with its name in both languages."""

    id: UUID
    name_da: str
    name_en: str

    def name(self, language: Language) -> str:
        return self.name_en if language.code == "en" else self.name_da


class Decision(Thing):
    subject: str
    legal_basis: Named | None
    letter_type: LetterType | None
    made_on: date
    outcome: str
    reasons_given: bool
    appeal_guidance_given: bool
    concludes: bool
    lacks: list[str]
    notices: list[Notice]
    missing_terms: list[str]


class Hearing(Thing):
    party: str
    about: str
    channel: str
    sent_on: date
    available_on: date
    replied_on: date | None
    deadline: Started | None


class AccessRequest(Thing):
    party: str
    received_on: date
    answered_on: date | None
    granted: bool | None
    deadline: Started | None


class Waiting(Thing):
    waiting_for: str
    what: str
    since_on: date
    until_on: date | None
    open: bool
    days: int


class Extension(Thing):
    """A notice to the citizen of a later day."""

    deadline_id: UUID
    due_on: date
    reason: str
    awaiting: str | None
    notice_sent_on: date
    channel: str
    in_time: bool
    undone_on: date | None
    undone_reason: str | None


class Happening(BaseModel):
    """Something that happened in a case."""

    on: date
    kind: str
    entity_id: UUID
    data: dict[str, Any]


class Citizen(Thing):
    birth_on: date | None
    address_protected: bool
    synthetic: bool
    has_cpr: bool


class Identity(BaseModel):
    """Who a citizen is, as opened for a reason."""

    cpr: str | None
    replacement_number: str | None
    full_name: str | None
    birth_on: date | None
    address_protected: bool


class Lookup(BaseModel):
    """Who looked a citizen up, when, how and what for."""

    id: UUID
    at: datetime
    kind: str
    purpose: str
    actor_name: str
