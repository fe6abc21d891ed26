"""Contacts as they are answered, with their hours from receipt."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.cases.reading import names
from api.complaints import queries as complaints
from api.complaints.acts import may_write
from api.complaints.contacts.schemas import ComplaintContactOut
from api.complaints.moments import came_at
from api.complaints.rules import hours_between
from api.complaints.tables import ComplaintContact
from api.people.rules import Actor
from api.people.tables import Person


def show_contacts(
    session: Session, actor: Actor, rows: Sequence[ComplaintContact], _: date
) -> list[ComplaintContactOut]:
    people = names(session, Person.full_name, Person.id, (row.person_id for row in rows))
    owners = complaints.by_id(session, (row.complaint_id for row in rows))
    return [
        ComplaintContactOut.of(
            row,
            hours_from_receipt=hours_between(came_at(owners[row.complaint_id]), row.attempted_at),
            person=people.get(row.person_id) if row.person_id else None,
            may=["replace", "delete"] if may_write(actor, owners[row.complaint_id]) else [],
        )
        for row in rows
    ]
