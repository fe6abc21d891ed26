"""Complaints as they are answered, with what stands beside them, in a fixed number of reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from sqlmodel import Session

from api.cases.schemas import Named
from api.catalogue.causes.tables import ComplaintCause
from api.complaints.acts import may_write
from api.complaints.appeals.reading import show_appeals
from api.complaints.appeals.schemas import Appeal
from api.complaints.contacts.queries import contacts_of
from api.complaints.moments import came_at
from api.complaints.points.queries import points_of
from api.complaints.points.schemas import NamedCause, NamedTwice
from api.complaints.register import queries, rules
from api.complaints.register.schemas import (
    ComplaintOut,
    ComplaintsQuery,
    EarlierComplaints,
    Numbered,
    PointLine,
)
from api.complaints.rules import SUBSTANTIVE_KINDS, hours_between
from api.complaints.search.reading import pieces_of
from api.complaints.tables import Complaint, ComplaintContact, ComplaintPoint
from api.people.rules import Actor

ACTS = ("replace", "add_point", "add_contact")
ACTS_OF_OPEN = [*ACTS, "transfer", "close"]


@dataclass(frozen=True)
class Beside:
    """What stands beside some complaints, read once for all of them."""

    told: Mapping[UUID, Any]
    points: Mapping[UUID, Sequence[tuple[ComplaintPoint, ComplaintCause]]]
    contacts: Mapping[UUID, Sequence[ComplaintContact]]
    made: Sequence[Any]
    appeals: Mapping[UUID, date]
    ways: Mapping[UUID, Appeal]

    @classmethod
    def of(cls, session: Session, actor: Actor, rows: Sequence[Complaint], day: date) -> Self:
        ids = [row.id for row in rows]
        people = {row.complainant_id for row in rows if row.complainant_id}
        points: dict[UUID, list[tuple[ComplaintPoint, ComplaintCause]]] = {}
        for point, cause in points_of(session, ids):
            points.setdefault(point.complaint_id, []).append((point, cause))
        contacts: dict[UUID, list[ComplaintContact]] = {}
        for contact in contacts_of(session, ids):
            contacts.setdefault(contact.complaint_id, []).append(contact)
        return cls(
            told=queries.told_beside(session, actor, ids),
            points=points,
            contacts=contacts,
            made=queries.complaints_of(session, actor, people),
            appeals=queries.appeals_ended_on(session, over_decisions(rows)),
            ways=show_appeals(session, actor, rows, day),
        )


def over_decisions(rows: Sequence[Complaint]) -> set[UUID]:
    """Return the decisions that some complaints are over, and not the casework only."""
    return {row.decision_id for row in rows if row.decision_id and row.kind in SUBSTANTIVE_KINDS}


def show_complaints(
    session: Session, actor: Actor, rows: Sequence[Complaint], day: date
) -> list[ComplaintOut]:
    if not rows:
        return []
    beside = Beside.of(session, actor, rows, day)
    return [shown(row, beside, day, may(actor, row)) for row in rows]


def mark_hits(session: Session, query: ComplaintsQuery, outs: Sequence[ComplaintOut]) -> None:
    """Show in each complaint of a list why it was found, if words were asked for."""
    if query.q is not None and outs:
        found = pieces_of(session, query.q, {out.id: out.text for out in outs})
        for out in outs:
            out.hits = found[out.id]


def shown(row: Complaint, beside: Beside, day: date, acts: list[str]) -> ComplaintOut:
    return ComplaintOut.of(
        row,
        days_since_receipt=(day - row.received_on).days,
        earlier_complaints=earlier(row, beside.made),
        points=[
            PointLine(id=point.id, cause=NamedCause.of(cause), finding=point.finding)
            for point, cause in beside.points.get(row.id, [])
        ],
        appeal=beside.ways.get(row.id),
        may=acts,
        **named(row, beside.told[row.id]),
        **contacted(row, beside.contacts.get(row.id, [])),
        **appealed(row, beside.appeals),
    )


def named(row: Complaint, told: Any) -> dict[str, Any]:
    """Return what a complaint refers to, by id and name or number."""
    return {
        "unit": Named(id=row.unit_id, name=told.unit),
        "authority": told.authority,
        "case_type": row.case_type_id
        and NamedTwice(id=row.case_type_id, name_da=told.name_da, name_en=told.name_en),
        "legal_basis": row.legal_basis_id and Named(id=row.legal_basis_id, name=told.legal_basis),
        "case": row.case_id and Numbered(id=row.case_id, number=told.case_number),
        "repeat_of": told.repeat_of and Numbered(id=row.repeat_of_id, number=told.repeat_of),
        "handler": row.handler_id and Named(id=row.handler_id, name=told.handler),
    }


def contacted(row: Complaint, contacts: Sequence[ComplaintContact]) -> dict[str, Any]:
    """Return how a complaint stands, and how soon its complainant was spoken with."""
    first = next((each for each in contacts if each.reached), None)
    reached = (each.reached for each in contacts)
    return {
        "state": rules.state_of(closed=row.closed_on is not None, reached=reached),
        "contacted": first is not None,
        "contact_attempts": len(contacts),
        "first_contact_hours": first and hours_between(came_at(row), first.attempted_at),
    }


def appealed(row: Complaint, appeals: Mapping[UUID, date]) -> dict[str, Any]:
    """Return whether a complaint over a decision came in time."""
    ended_on = None
    if row.decision_id and row.kind in SUBSTANTIVE_KINDS:
        ended_on = appeals.get(row.decision_id)
    days = rules.days_late(row.received_on, ended_on)
    late = None if days is None else days > 0
    return {"appeal_ended_on": ended_on, "late": late, "days_late": days}


def earlier(row: Complaint, made: Sequence[Any]) -> EarlierComplaints:
    """Return what the complainant of a complaint complained of before it."""
    here = row.received_on, row.id
    ids = [
        each.id
        for each in made
        if each.complainant_id == row.complainant_id and (each.received_on, each.id) < here
    ]
    return EarlierComplaints(count=len(ids), ids=ids)


def may(actor: Actor, row: Complaint) -> list[str]:
    """Name the acts the asker can do to a complaint."""
    if not may_write(actor, row):
        return []
    return ACTS_OF_OPEN if row.closed_on is None else [*ACTS, "reopen"]
