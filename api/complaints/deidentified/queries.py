"""Whom and what the system knows in a complaint, to leave it out of its text.

Names of citizens are read to be removed, and are shown to nobody: that opens no identity.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from api.cases.tables import Assignment, Case
from api.citizens.keys import decrypted
from api.citizens.tables import Citizen
from api.complaints.deidentified.rules import deidentified
from api.complaints.tables import Complaint, ComplaintContact
from api.people.tables import Person


@dataclass
class Known:
    """The names and the numbers that a complaint may tell."""

    people: set[str] = field(default_factory=set, repr=False)
    numbers: set[str] = field(default_factory=set)

    def removed_from(self, text: str) -> str:
        return deidentified(text, self.people, self.numbers)


def known_in(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Known]:
    """Return who and what is known in some complaints, by their ids."""
    found = defaultdict[UUID, Known](Known)
    for key, name in citizens_in(session, ids):
        found[key].people.add(decrypted(name))
    for key, name in staff_in(session, ids):
        found[key].people.add(name)
    for key, number, case_number in numbers_in(session, ids):
        found[key].numbers |= {number, case_number} - {None}
    return found


def citizens_in(session: Session, ids: Collection[UUID]) -> Iterable[Any]:
    """Return the encrypted names of complainants, who speaks for them, and whom the case is of."""
    whose = or_(
        col(Citizen.id) == col(Complaint.complainant_id),
        col(Citizen.id) == col(Complaint.representative_id),
        col(Citizen.id) == col(Case.citizen_id),
    )
    statement = (
        select(col(Complaint.id), col(Citizen.name_encrypted))
        .outerjoin(Case, col(Case.id) == col(Complaint.case_id))
        .join(Citizen, whose)
        .where(col(Complaint.id).in_(ids), col(Citizen.name_encrypted).is_not(None))
    )
    return session.execute(statement)


def staff_in(session: Session, ids: Collection[UUID]) -> Iterable[Any]:
    """Return the names of who treats a complaint, spoke with the complainant, or had the case."""
    complaint: Any = col(Complaint.id).label("key")
    handlers: Any = select(complaint, col(Complaint.handler_id).label("person"))
    had_case = select(complaint, col(Assignment.caseworker_id)).join(
        Assignment, col(Assignment.case_id) == col(Complaint.case_id)
    )
    spoke = select(col(ComplaintContact.complaint_id), col(ComplaintContact.person_id))
    parts = (
        handlers.where(_of(Complaint.id, ids)),
        had_case.where(_of(Complaint.id, ids)),
        spoke.where(_of(ComplaintContact.complaint_id, ids)),
    )
    who = parts[0].union(*parts[1:]).subquery()
    named = select(who.c.key, col(Person.full_name)).join(who, col(Person.id) == who.c.person)
    return session.execute(named)


def numbers_in(session: Session, ids: Collection[UUID]) -> Iterable[Any]:
    statement = (
        select(col(Complaint.id), col(Complaint.number), col(Case.number))
        .outerjoin(Case, col(Case.id) == col(Complaint.case_id))
        .where(_of(Complaint.id, ids))
    )
    return session.execute(statement)


def _of(column: Any, ids: Collection[UUID]) -> ColumnElement[bool]:
    return col(column).in_(ids)
