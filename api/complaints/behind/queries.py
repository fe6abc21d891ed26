"""What the rows of complaints tell beside what is counted of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, literal
from sqlmodel import Session, col, select

from api.complaints.tables import Complaint


@dataclass(frozen=True)
class Written:
    """A complaint's number and words."""

    number: str
    text: str


def one_of(ids: Collection[UUID]) -> ColumnElement[bool]:
    """Say that a complaint is one of any number: PostgreSQL takes 65,535 values in a list."""
    return col(Complaint.id) == any_(literal(list(ids), ARRAY(Uuid)))


def written_of(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Written]:
    columns = col(Complaint.id), col(Complaint.number), col(Complaint.text)
    statement = select(*columns).where(one_of(ids))
    return {key: Written(number, text) for key, number, text in session.exec(statement)}


def complainants_of(session: Session, ids: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Return whose each complaint is, of those that name anybody."""
    statement = select(col(Complaint.id), col(Complaint.complainant_id)).where(
        one_of(ids), col(Complaint.complainant_id).is_not(None)
    )
    return {key: citizen for key, citizen in session.exec(statement) if citizen}
