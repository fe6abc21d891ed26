"""Complaints, what was done about them, and what was learnt. Facts are added; nothing is judged."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Sequence
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from api.complaints.rules import (
    BoardResult,
    ClosingWay,
    ComplaintChannel,
    ComplaintKind,
    ContactChannel,
    PointFinding,
    ReassessmentOutcome,
)
from api.table import Entity, Table, text_enum

NUMBERS = Sequence("complaint_numbers", metadata=Table.metadata)


class Complaint(Entity, table=True):
    """What somebody is dissatisfied with, as it was told.

    `received_at` is the moment it came, if that is known: contact is counted in hours from it, else
    from the start of the day. `complainant_id` is whom it concerns, `representative_id` who speaks
    for them. `unit_id` is the unit that is complained about and treats it, until it is passed on.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        Index("complaints_unit_id_received_on_id_idx", "unit_id", "received_on", "id"),
        Index("complaints_received_on_id_idx", "received_on", "id"),
        CheckConstraint("closed_on >= received_on", name="closed_after_receipt"),
        CheckConstraint("num_nonnulls(closed_on, closed_how) <> 1", name="closed_somehow"),
        CheckConstraint("repeat_of_id <> id", name="repeat_of_another"),
    )

    number: str = Field(unique=True)
    received_on: date
    received_at: datetime | None = None
    channel: ComplaintChannel = Field(sa_type=text_enum(ComplaintChannel))
    kind: ComplaintKind = Field(sa_type=text_enum(ComplaintKind))
    text: str
    unit_id: UUID = Field(foreign_key="units.id")
    case_type_id: UUID | None = Field(default=None, foreign_key="case_types.id", index=True)
    legal_basis_id: UUID | None = Field(default=None, foreign_key="legal_bases.id", index=True)
    case_id: UUID | None = Field(default=None, foreign_key="cases.id", index=True)
    decision_id: UUID | None = Field(default=None, foreign_key="decisions.id", index=True)
    complainant_id: UUID | None = Field(default=None, foreign_key="citizens.id", index=True)
    representative_id: UUID | None = Field(default=None, foreign_key="citizens.id", index=True)
    repeat_of_id: UUID | None = Field(default=None, foreign_key="complaints.id", index=True)
    handler_id: UUID | None = Field(default=None, foreign_key="people.id", index=True)
    closed_on: date | None = None
    closed_how: ClosingWay | None = Field(default=None, sa_type=text_enum(ClosingWay))
    answer: str | None = None


class ComplaintReopening(Entity, table=True):
    """The treatment of a complaint went on after it had been closed, and how it had been."""

    __tablename__ = "complaint_reopenings"
    __table_args__ = (CheckConstraint("reopened_on >= closed_on", name="reopened_after"),)

    complaint_id: UUID = Field(foreign_key="complaints.id", index=True)
    reopened_on: date
    reason: str
    closed_on: date
    closed_how: ClosingWay = Field(sa_type=text_enum(ClosingWay))
    answer: str | None = None


class ComplaintTransfer(Entity, table=True):
    """A complaint was passed on: from the unit or other authority that had it, to the next one.

    The first had it from receipt. Another authority is told by its name.
    """

    __tablename__ = "complaint_transfers"
    __table_args__ = (
        CheckConstraint("num_nonnulls(from_unit_id, from_authority) = 1", name="from_one"),
        CheckConstraint("num_nonnulls(to_unit_id, to_authority) = 1", name="to_one"),
    )

    complaint_id: UUID = Field(foreign_key="complaints.id", index=True)
    transferred_on: date
    from_unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    from_authority: str | None = None
    to_unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
    to_authority: str | None = None
    reason: str


class ComplaintPoint(Entity, table=True):
    """One thing complained of (klagepunkt), with its cause and what was found.

    The five marks are the Citizens' Advisor's: they lie across the causes, and overlap.
    """

    __tablename__ = "complaint_points"

    complaint_id: UUID = Field(foreign_key="complaints.id", index=True)
    cause_id: UUID = Field(foreign_key="complaint_causes.id", index=True)
    text: str | None = None
    finding: PointFinding | None = Field(default=None, sa_type=text_enum(PointFinding))
    found_on: date | None = None
    criticism_grade_id: UUID | None = Field(
        default=None, foreign_key="criticism_grades.id", index=True
    )
    affects_legality: bool = False
    affects_legal_position: bool = False
    bound_by_law: bool = False
    shows_inefficiency: bool = False
    affects_credibility: bool = False


class ComplaintContact(Entity, table=True):
    """An attempt to speak with the complainant (Styrket Borgerkontakt), and what came of it."""

    __tablename__ = "complaint_contacts"

    complaint_id: UUID = Field(foreign_key="complaints.id", index=True)
    attempted_at: datetime
    channel: ContactChannel = Field(sa_type=text_enum(ContactChannel))
    reached: bool
    resolved_by_dialogue: bool = False
    written_answer_wanted: bool | None = None
    note: str | None = None
    person_id: UUID | None = Field(default=None, foreign_key="people.id", index=True)


class Reassessment(Entity, table=True):
    """The municipality looked at a decision again, and forwarded the complaint if it upheld it.

    What is not changed in full goes on to the appeals board (retssikkerhedsloven § 66).
    """

    __tablename__ = "reassessments"
    __table_args__ = (CheckConstraint("forwarded_on >= made_on", name="forwarded_after"),)

    complaint_id: UUID = Field(foreign_key="complaints.id", unique=True)
    outcome: ReassessmentOutcome = Field(sa_type=text_enum(ReassessmentOutcome))
    made_on: date
    reason: str | None = None
    new_decision_id: UUID | None = Field(default=None, foreign_key="decisions.id", index=True)
    forwarded_on: date | None = None


class BoardOutcome(Entity, table=True):
    """What the appeals board answered. A remittal starts the case's new deadline to decide."""

    __tablename__ = "board_outcomes"
    __table_args__ = (CheckConstraint("received_on >= decided_on", name="received_after"),)

    complaint_id: UUID = Field(foreign_key="complaints.id", unique=True)
    result: BoardResult = Field(sa_type=text_enum(BoardResult))
    decided_on: date | None = None
    received_on: date
    reference: str | None = None
    comment: str | None = None
    remittal_id: UUID | None = Field(default=None, foreign_key="remittals.id", index=True)


class LearningRecord(Entity, table=True):
    """What is learnt from a complaint, or from a pattern of them.

    Of a pattern, `pattern` is the query that shows it and `data_number` the data it was seen in.
    """

    __tablename__ = "learning_records"
    __table_args__ = (
        CheckConstraint("num_nonnulls(complaint_id, pattern) = 1", name="of_one_thing"),
    )

    title: str
    complaint_id: UUID | None = Field(default=None, foreign_key="complaints.id", index=True)
    pattern: str | None = None
    data_number: int | None = None
    unit_id: UUID = Field(foreign_key="units.id", index=True)
    owner_id: UUID = Field(foreign_key="people.id", index=True)
    what_changed: str | None = None
    told_whom: str | None = None
    initiative_id: UUID | None = Field(default=None, foreign_key="initiatives.id", index=True)
    changed_on: date | None = None
    check_after_months: int | None = None


class LearningStepTaken(Entity, table=True):
    """One of the five steps of learning was taken. Its name stands in the catalogue."""

    __tablename__ = "learning_steps_taken"
    __table_args__ = (
        Index("learning_steps_taken_learning_record_id_step_key", "learning_record_id", "step",
              unique=True),
        CheckConstraint("step BETWEEN 1 AND 5", name="five_steps"),
    )  # fmt: skip

    learning_record_id: UUID = Field(foreign_key="learning_records.id")
    step: int
    taken_on: date
    text: str | None = None


class EffectCheck(Entity, table=True):
    """Whether complaints of the kind became fewer: the figures as they were when it was checked."""

    __tablename__ = "effect_checks"

    learning_record_id: UUID = Field(foreign_key="learning_records.id", index=True)
    checked_on: date
    data_number: int
    figures: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    remark: str | None = None
