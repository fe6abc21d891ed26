"""Every question about what is learnt: seen in its unit, by those over it, and by its owner."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, cast, exists, func, literal_column, not_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import in_own_units
from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.learning_steps.tables import LearningStep
from api.complaints.learning.rules import LAST_STEP
from api.complaints.learning.schemas import LearningRecordsQuery
from api.complaints.tables import (
    Complaint,
    ComplaintPoint,
    EffectCheck,
    LearningRecord,
    LearningStepTaken,
)
from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.paging import Found, by_id, by_moment, find_page
from api.people.rules import Actor, Scope
from api.people.tables import Person
from api.resource import one


def learning_records_visible_to(actor: Actor) -> SelectOfScalar[LearningRecord]:
    units, owner = LearningRecord.unit_id, LearningRecord.owner_id
    return select(LearningRecord).where(in_own_units(units, owner, actor, Scope.COMPLAINTS_READ))


def learning_record(
    session: Session, actor: Actor, key: UUID, *, lock: bool = False
) -> LearningRecord:
    return one(session, learning_records_visible_to(actor), "learning_record", key, lock=lock)


def find_learning_records(
    session: Session, actor: Actor, query: LearningRecordsQuery, as_of: date
) -> Found[LearningRecord]:
    """Return what is learnt, the latest noted first."""
    statement = learning_records_visible_to(actor).where(*filters(query, as_of))
    keys = [by_moment(LearningRecord.created_at), by_id(LearningRecord.id)]
    return find_page(session, statement, query, name="learning_records", keys=keys, descending=True)


def filters(query: LearningRecordsQuery, as_of: date) -> Iterator[ColumnElement[bool]]:
    if query.complaint:
        yield col(LearningRecord.complaint_id) == query.complaint
    if query.unit:
        units = select(Unit.id).where(units_under([query.unit]))
        yield col(LearningRecord.unit_id).in_(units)
    if query.owner:
        yield col(LearningRecord.owner_id) == query.owner
    if query.step is not None:
        yield last_step() == query.step
    if query.open is not None:
        yield (last_step() < LAST_STEP) == query.open
    if query.check_due is not None:
        yield check_due(as_of) if query.check_due else not_(check_due(as_of))


def last_step() -> Any:
    """Return the last step that was taken of a record; 0 before the first."""
    of_record = LearningStepTaken.learning_record_id == col(LearningRecord.id)
    last = select(func.max(LearningStepTaken.step)).where(of_record)
    return func.coalesce(last.scalar_subquery(), 0)


def check_due(as_of: date) -> Any:
    """Say of a record what rules.check_is_due says."""
    months = col(LearningRecord.check_after_months) * literal_column("interval '1 month'")
    due_on = cast(col(LearningRecord.changed_on) + months, Date)
    checked = exists().where(
        col(EffectCheck.learning_record_id) == col(LearningRecord.id),
        col(EffectCheck.checked_on) >= due_on,
    )
    return func.coalesce(due_on <= as_of, False) & ~checked


def steps_of(session: Session, ids: Collection[UUID]) -> Sequence[LearningStepTaken]:
    """Return the steps taken of some records, in their order."""
    of_records = col(LearningStepTaken.learning_record_id).in_(ids)
    statement = select(LearningStepTaken).where(of_records)
    return session.exec(statement.order_by(col(LearningStepTaken.step))).all()


def checks_of(session: Session, ids: Collection[UUID]) -> Sequence[EffectCheck]:
    """Return the checks of some records, the oldest first."""
    statement = select(EffectCheck).where(col(EffectCheck.learning_record_id).in_(ids))
    return session.exec(statement.order_by(col(EffectCheck.id))).all()


def step_names(session: Session) -> Sequence[LearningStep]:
    return session.exec(select(LearningStep).order_by(col(LearningStep.step))).all()


def names_of(session: Session, rows: Sequence[LearningRecord]) -> Mapping[UUID, str]:
    """Return what units and people are called and complaints are numbered, by id."""
    found: dict[UUID, str] = {}
    for key, name, ids in (
        (Unit.id, Unit.name, {row.unit_id for row in rows}),
        (Person.id, Person.full_name, {row.owner_id for row in rows}),
        (Complaint.id, Complaint.number, {row.complaint_id for row in rows} - {None}),
    ):
        columns: Any = select(col(key), col(name)).where(col(key).in_(ids))
        found |= dict(session.exec(columns).all())
    return found


def cause_groups_of(session: Session, complaint_id: UUID) -> set[UUID]:
    """Return the groups of the causes that a complaint has points of."""
    group = func.coalesce(col(ComplaintCause.group_id), col(ComplaintCause.id))
    statement: Any = (
        select(group)
        .join(ComplaintPoint, col(ComplaintPoint.cause_id) == col(ComplaintCause.id))
        .where(ComplaintPoint.complaint_id == complaint_id)
    )
    return set(session.exec(statement).all())
