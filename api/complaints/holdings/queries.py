"""Every question about who had complaints: each is asked of the complaints that may be read."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, true
from sqlmodel import Session, col, select

from api.complaints.holdings.rules import Holder, Passed, Pause
from api.complaints.holdings.schemas import HoldersQuery
from api.complaints.queries import (
    among,
    complaints_visible_to,
    held_under,
    last_reopened_on,
    passed_on,
)
from api.complaints.tables import Complaint, ComplaintReopening, ComplaintTransfer
from api.people.rules import Actor
from api.values import check_days_in_order

ORDER: Any = (col(ComplaintTransfer.transferred_on), col(ComplaintTransfer.id))


def passed_of(row: ComplaintTransfer) -> Passed:
    return Passed(
        row.transferred_on,
        Holder(row.from_unit_id, row.from_authority),
        Holder(row.to_unit_id, row.to_authority),
        row.reason,
    )


def transfers_of(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Passed]]:
    """Return how some complaints were passed on, in order, by the complaint's id."""
    statement = select(ComplaintTransfer).where(among(ComplaintTransfer.complaint_id, ids))
    found: dict[UUID, list[Passed]] = {}
    for row in session.exec(statement.order_by(*ORDER)):
        found.setdefault(row.complaint_id, []).append(passed_of(row))
    return found


def pauses_of(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Pause]]:
    """Return when some complaints were closed and opened again, by the complaint's id."""
    columns: Any = (
        ComplaintReopening.complaint_id,
        ComplaintReopening.closed_on,
        ComplaintReopening.reopened_on,
    )
    statement = select(*columns).where(among(ComplaintReopening.complaint_id, ids))
    found: dict[UUID, list[Pause]] = {}
    for key, closed_on, reopened_on in session.execute(statement):
        found.setdefault(key, []).append(Pause(closed_on, reopened_on))
    return found


def last_came_on(session: Session, complaint: Complaint, passed: Sequence[Passed]) -> date:
    """Return the day a complaint came to who has it, or was last opened again after that."""
    days = [
        complaint.received_on,
        *(each.on for each in passed),
        last_reopened_on(session, complaint.id),
    ]
    return max(day for day in days if day)


def crossing(actor: Actor, query: HoldersQuery) -> Select[Any]:
    """Return the complaints that were passed on: id, day of receipt, unit and day of closing."""
    check_days_in_order(query.received_from, query.received_before, "received_before")
    columns: Any = (Complaint.id, Complaint.received_on, Complaint.unit_id, Complaint.closed_on)
    statement = complaints_visible_to(actor).where(passed_on(true()))
    if query.received_from:
        statement = statement.where(col(Complaint.received_on) >= query.received_from)
    if query.received_before:
        statement = statement.where(col(Complaint.received_on) < query.received_before)
    if query.unit:
        statement = statement.where(passed_on(held_under(query.unit)))
    return statement.with_only_columns(*(col(each) for each in columns))
