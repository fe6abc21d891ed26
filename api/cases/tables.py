"""Cases and what happened to them. Facts are added; what was said stays."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Sequence, UniqueConstraint, text
from sqlmodel import Field

from api.calendar.arrival import Channel
from api.cases.rules import (
    AssignmentReason,
    CaseAct,
    CaseState,
    DecisionOutcome,
    Origin,
    Party,
    WaitingFor,
)
from api.table import Entity, Table, text_enum

NUMBERS = Sequence("case_numbers", metadata=Table.metadata)


class Case(Entity, table=True):
    """A matter under treatment.

    `unit_id`, `caseworker_id` and `state` are as of now; their history stands in events and
    assignments. `variant` picks the published term ("gentagelse").
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("cases_unit_id_received_on_id_idx", "unit_id", "received_on", "id"),
        CheckConstraint("opened_under_act_on >= received_on", name="opened_after_receipt"),
    )

    number: str = Field(unique=True)
    case_type_id: UUID = Field(foreign_key="case_types.id", index=True)
    variant: str = ""
    unit_id: UUID = Field(foreign_key="units.id")
    citizen_id: UUID | None = Field(default=None, foreign_key="citizens.id", index=True)
    origin: Origin = Field(sa_type=text_enum(Origin))
    received_on: date
    opened_under_act_on: date | None = None
    acknowledged_on: date | None = None
    state: CaseState = Field(default=CaseState.RECEIVED, sa_type=text_enum(CaseState))
    caseworker_id: UUID | None = Field(default=None, foreign_key="people.id", index=True)
    closed_on: date | None = None


class CaseReference(Entity, table=True):
    """What another system calls a case."""

    __tablename__ = "case_references"
    __table_args__ = (UniqueConstraint("system", "reference"),)

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    system: str
    reference: str


class CaseEvent(Entity, table=True):
    """A move of a case: from one state or unit to another, on a day, for a reason."""

    __tablename__ = "case_events"

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    act: CaseAct = Field(sa_type=text_enum(CaseAct))
    happened_on: date
    from_state: CaseState | None = Field(default=None, sa_type=text_enum(CaseState, "from_state"))
    to_state: CaseState | None = Field(default=None, sa_type=text_enum(CaseState, "to_state"))
    from_unit_id: UUID | None = Field(default=None, foreign_key="units.id")
    to_unit_id: UUID | None = Field(default=None, foreign_key="units.id")
    reason: str | None = None


class Assignment(Entity, table=True):
    """A case in a caseworker's hands. `until_on` is the first day it no longer was.

    `reason` and `note` tell of the handing over to this caseworker; `ended_because` and
    `ended_note` of the end, where nobody took over and no next assignment can tell.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="range"),
        Index(
            "assignments_case_id_key",
            "case_id",
            unique=True,
            postgresql_where=text("until_on IS NULL"),
        ),
    )

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    caseworker_id: UUID = Field(foreign_key="people.id", index=True)
    from_on: date
    until_on: date | None = None
    reason: AssignmentReason = Field(sa_type=text_enum(AssignmentReason))
    note: str | None = None
    ended_because: AssignmentReason | None = Field(
        default=None, sa_type=text_enum(AssignmentReason, "ended_because")
    )
    ended_note: str | None = None


class WaitingPeriod(Entity, table=True):
    """A case waits for somebody. Shown beside its deadlines, and only subtracted where a term's
    own law says so."""

    __tablename__ = "waiting_periods"
    __table_args__ = (CheckConstraint("until_on >= since_on", name="range"),)

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    waiting_for: WaitingFor = Field(sa_type=text_enum(WaitingFor))
    what: str
    since_on: date
    until_on: date | None = None


class Decision(Entity, table=True):
    """A formal, appealable answer. `concludes` says that it answers all that was applied for.

    Only what is granted in full needs neither reasons nor guidance (forvaltningsloven §§ 22, 25).
    """

    __tablename__ = "decisions"
    __table_args__ = (Index("decisions_made_on_id_idx", "made_on", "id"),)

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    subject: str
    legal_basis_id: UUID | None = Field(default=None, foreign_key="legal_bases.id", index=True)
    made_on: date
    outcome: DecisionOutcome = Field(sa_type=text_enum(DecisionOutcome, "outcome"))
    reasons_given: bool
    appeal_guidance_given: bool
    concludes: bool = True
    letter_type_id: UUID | None = Field(default=None, foreign_key="letter_types.id", index=True)


class DecisionNotice(Entity, table=True):
    """A decision as it was sent to one party by one channel: what starts that party's appeal.

    `available_on` is computed from the arrival rule, or documented by the system that delivered it.
    """

    __tablename__ = "decision_notices"
    __table_args__ = (CheckConstraint("available_on >= dispatched_on", name="range"),)

    decision_id: UUID = Field(foreign_key="decisions.id", index=True)
    party: Party = Field(sa_type=text_enum(Party))
    channel: Channel = Field(sa_type=text_enum(Channel))
    dispatched_on: date
    available_on: date
    documented: bool = False
    guidance_given: bool


class PartyHearing(Entity, table=True):
    """A party is heard before a decision (forvaltningsloven § 19)."""

    __tablename__ = "party_hearings"
    __table_args__ = (CheckConstraint("replied_on >= sent_on", name="range"),)

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    party: Party = Field(sa_type=text_enum(Party))
    about: str
    channel: Channel = Field(sa_type=text_enum(Channel))
    sent_on: date
    available_on: date
    replied_on: date | None = None


class AccessRequest(Entity, table=True):
    """A party asks to see the documents; 7 working days to answer (forvaltningsloven § 16)."""

    __tablename__ = "access_requests"
    __table_args__ = (CheckConstraint("answered_on >= received_on", name="range"),)

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    party: Party = Field(sa_type=text_enum(Party))
    received_on: date
    answered_on: date | None = None
    granted: bool | None = None


class Remittal(Entity, table=True):
    """The appeals board sent a decision back; a new deadline runs from the day that came here."""

    __tablename__ = "remittals"

    case_id: UUID = Field(foreign_key="cases.id", index=True)
    decision_id: UUID = Field(foreign_key="decisions.id", index=True)
    board_reference: str | None = None
    board_decided_on: date | None = None
    received_on: date
