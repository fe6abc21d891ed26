"""A complaint's time line, made of a fixed number of reads, however much has happened."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import column
from sqlmodel import Session

from api.cases.reading import names
from api.casework.timeline.schemas import TimelineQuery
from api.complaints.contacts.queries import contacts_of
from api.complaints.points.queries import points_of
from api.complaints.tables import (
    BoardOutcome,
    Complaint,
    ComplaintReopening,
    ComplaintTransfer,
    Reassessment,
)
from api.complaints.timeline import queries, telling
from api.complaints.timeline.rules import Happened, in_order
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.paging import Found, by_day, by_id, by_moment, by_number, find_among
from api.people.rules import Actor, Scope
from api.people.tables import Person

PARTS: Sequence[tuple[Any, Callable[[Any], list[Happened]]]] = (
    (ComplaintReopening, telling.of_reopening),
    (Reassessment, telling.of_reassessment),
    (BoardOutcome, telling.of_board_outcome),
)
KEYS = (
    by_day(column("on")),
    by_moment(column("at")),
    by_moment(column("noted_at")),
    by_number(column("place")),
    by_id(column("entity_id")),
)


def find_happenings(
    session: Session, actor: Actor, complaint: Complaint, query: TimelineQuery, as_of: date
) -> Found[Happened]:
    """Return a page of what had happened with a complaint by a day, the oldest first.

    Of its deadline only who may read deadlines is told.
    """
    happened = [*with_complaint(session, actor, complaint)]
    if actor.may(Scope.DEADLINES_READ, complaint.unit_id, owners=[complaint.handler_id]):
        for deadline in queries.parts_of(session, Deadline, complaint.id):
            happened += telling.of_deadline(deadline)
    rows = in_order(happened, as_of)
    return find_among(rows, query, name=f"timeline {complaint.id} {as_of}", keys=KEYS)


def with_complaint(session: Session, actor: Actor, complaint: Complaint) -> Iterator[Happened]:
    linked = {row.id: row for row in queries.linked_with(session, actor, complaint)}
    first = linked.pop(complaint.repeat_of_id, None) if complaint.repeat_of_id else None
    yield from telling.of_complaint(complaint, first)
    for row in linked.values():
        yield from telling.of_repeat(row)
    contacts = contacts_of(session, [complaint.id])
    people = names(session, Person.full_name, Person.id, (row.person_id for row in contacts))
    for contact in contacts:
        yield from telling.of_contact(contact, people)
    yield from passed_on(session, complaint)
    for point, cause in points_of(session, [complaint.id]):
        yield from telling.of_point(point, cause)
    for table, tell in PARTS:
        for row in queries.parts_of(session, table, complaint.id):
            yield from tell(row)
    for step, record in queries.steps_of(session, actor, complaint.id):
        yield from telling.of_step(step, record)


def passed_on(session: Session, complaint: Complaint) -> Iterator[Happened]:
    rows = queries.parts_of(session, ComplaintTransfer, complaint.id)
    ids = {key for row in rows for key in (row.from_unit_id, row.to_unit_id)}
    units = names(session, Unit.name, Unit.id, ids)
    for row in rows:
        yield from telling.of_transfer(row, units)
