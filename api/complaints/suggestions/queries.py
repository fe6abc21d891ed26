"""Every question about what earlier complaints teach of causes."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from api.catalogue.causes.tables import ComplaintCause
from api.complaints.suggestions import sql
from api.complaints.suggestions.rules import LEAST_HOLDERS, Learnt
from api.complaints.tables import ComplaintPoint

MOST_LEARNT_FROM: Final = 10_000


def learn(session: Session, now: datetime) -> Learnt:
    """Learn from the newest classified complaints, whoever's they are.

    Only counts of words that several of them hold come out of it.
    """
    values = {"most": MOST_LEARNT_FROM, "holders": LEAST_HOLDERS}
    rows = session.execute(text(sql.LEARNT), values).all()
    [learnt_from] = [row.complaints for row in rows if row.cause_id is None]
    complaints = {row.cause_id: row.complaints for row in rows if row.cause_id and not row.lexeme}
    held = ((row.cause_id, row.lexeme, row.complaints) for row in rows if row.lexeme)
    return Learnt.of(now, learnt_from, complaints, held)


def places_of_stems(session: Session, said: str) -> Mapping[str, int]:
    """Return the stems of a text and of its compounds' parts, with where each stands first."""
    found: dict[str, int] = {}
    for row in session.execute(text(sql.PLACES), {"text": said}):
        found[row.lexeme] = min(row.place, found.get(row.lexeme, row.place))
    return found


def causes_of(session: Session, complaint_id: UUID) -> set[UUID]:
    statement = select(ComplaintPoint.cause_id).where(ComplaintPoint.complaint_id == complaint_id)
    return set(session.exec(statement))


def causes_in_use(session: Session, ids: Collection[UUID]) -> Mapping[UUID, ComplaintCause]:
    statement = select(ComplaintCause).where(
        col(ComplaintCause.id).in_(ids), col(ComplaintCause.retired).is_(False)
    )
    return {row.id: row for row in session.exec(statement)}
