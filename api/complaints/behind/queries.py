"""What the rows of complaints tell beside what is counted of them.

What was counted may have been passed on since to where the asker reads no complaints: its rows
are told as they are today only to who may read it today.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col

from api.complaints.queries import among, complaints_visible_to
from api.complaints.tables import Complaint
from api.people.rules import Actor


@dataclass(frozen=True)
class Written:
    """A complaint's number and words."""

    number: str
    text: str


def written_of(session: Session, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Written]:
    """Return the numbers and words of complaints, of those that may be read."""
    columns = col(Complaint.id), col(Complaint.number), col(Complaint.text)
    statement = (
        complaints_visible_to(actor).where(among(Complaint.id, ids)).with_only_columns(*columns)
    )
    return {key: Written(number, text) for key, number, text in session.execute(statement)}


def complainants_of(
    session: Session, actor: Actor, ids: Collection[UUID]
) -> Mapping[UUID, UUID | None]:
    """Return whose each complaint is, of those that may be read; null of who names nobody."""
    columns = col(Complaint.id), col(Complaint.complainant_id)
    statement = (
        complaints_visible_to(actor).where(among(Complaint.id, ids)).with_only_columns(*columns)
    )
    return {row.id: row.complainant_id for row in session.execute(statement)}
