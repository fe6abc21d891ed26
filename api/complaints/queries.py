"""Every question about who may see a complaint: its unit, those over it, and its handler."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, func, literal, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import in_own_units
from api.complaints.tables import Complaint, ComplaintReopening, ComplaintTransfer
from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.people.rules import Actor, Scope
from api.resource import one


def complaints_visible_to(actor: Actor) -> SelectOfScalar[Complaint]:
    seen = in_own_units(Complaint.unit_id, Complaint.handler_id, actor, Scope.COMPLAINTS_READ)
    return select(Complaint).where(seen)


def of_visible_complaints(complaint_id: Any, actor: Actor) -> ColumnElement[bool]:
    """Say that a row belongs to a complaint the actor may read: every part starts from it."""
    if actor.units_of(Scope.COMPLAINTS_READ) is None:
        return true()
    visible = complaints_visible_to(actor).subquery()
    return col(complaint_id).in_(select(visible.c.id))


def among(column: Any, ids: Collection[UUID]) -> ColumnElement[bool]:
    """Say that a column has one of any number of ids: PostgreSQL takes 65,535 values in a list."""
    return col(column) == any_(literal(list(ids), ARRAY(Uuid)))


def complaint(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> Complaint:
    return one(session, complaints_visible_to(actor), "complaint", key, lock=lock)


def by_id(session: Session, ids: Iterable[UUID]) -> Mapping[UUID, Complaint]:
    """Return the complaints that some parts, which may be seen, belong to."""
    statement = select(Complaint).where(col(Complaint.id).in_(set(ids)))
    return {row.id: row for row in session.exec(statement)}


def repeated_by(session: Session, key: UUID) -> Collection[UUID]:
    """Return the complaint that one repeats, the one that this repeats, and so on."""
    link = select(col(Complaint.repeat_of_id))
    base = link.where(Complaint.id == key).cte("repeated", recursive=True)
    chain = base.union(link.where(Complaint.id == base.c.repeat_of_id))
    return session.execute(select(chain.c.repeat_of_id)).scalars().all()


def passed_on(where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say that a complaint was passed on, once or more, as is said."""
    return col(Complaint.id).in_(select(col(ComplaintTransfer.complaint_id)).where(where))


def held_under(unit: UUID) -> ColumnElement[bool]:
    """Say of a transfer that a unit, one under it, or one it took over from had the complaint."""
    units = select(Unit.id).where(units_under([unit]))
    ends = (ComplaintTransfer.from_unit_id, ComplaintTransfer.to_unit_id)
    return or_(*(col(end).in_(units) for end in ends))


def held_by_unit(unit: UUID) -> ColumnElement[bool]:
    """Say of a transfer that exactly this unit had the complaint."""
    return or_(
        col(ComplaintTransfer.from_unit_id) == unit, col(ComplaintTransfer.to_unit_id) == unit
    )


def held_by_authority(name: str) -> ColumnElement[bool]:
    """Say of a transfer that another authority had the complaint, however its name is written."""
    ends = (ComplaintTransfer.from_authority, ComplaintTransfer.to_authority)
    return or_(*(func.lower(col(end)) == name.lower() for end in ends))


def last_transferred_on(session: Session, complaint_id: UUID) -> date | None:
    statement = select(func.max(col(ComplaintTransfer.transferred_on)))
    return session.exec(statement.where(ComplaintTransfer.complaint_id == complaint_id)).one()


def last_reopened_on(session: Session, complaint_id: UUID) -> date | None:
    statement = select(func.max(col(ComplaintReopening.reopened_on)))
    return session.exec(statement.where(ComplaintReopening.complaint_id == complaint_id)).one()
