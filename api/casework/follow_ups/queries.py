"""Every question about follow-ups: one is seen where its case is seen."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import case, of_visible_cases
from api.casework.started import still_open
from api.catalogue.terms.kinds import DeadlineKind
from api.catalogue.terms.tables import PublishedTerm
from api.deadlines.counting_lock import share_counting
from api.deadlines.tables import Deadline
from api.people.rules import Actor
from api.resource import one


def follow_ups_visible_to(actor: Actor) -> SelectOfScalar[Deadline]:
    seen = of_visible_cases(Deadline.case_id, actor)
    return select(Deadline).where(Deadline.kind == DeadlineKind.FOLLOW_UP, seen)


def follow_up_to_end(session: Session, actor: Actor, key: UUID) -> Deadline:
    """Return a follow-up, locked after its case.

    The next one may be counted from it, so the calendar is held still before it is locked.
    """
    visible = follow_ups_visible_to(actor)
    found = one(session, visible, "follow_up", key)
    case(session, actor, found.case_id, lock=True)
    share_counting(session)
    return one(session, visible, "follow_up", key, lock=True)


def planned(session: Session, case_id: UUID, term_id: UUID, started_on: date) -> UUID | None:
    """Return the follow-up of a case that runs by a term from a day."""
    statement = still_open().where(
        Deadline.case_id == case_id,
        Deadline.published_term_id == term_id,
        Deadline.started_on == started_on,
    )
    found = session.exec(statement).first()
    return found.id if found else None


def variant_of(session: Session, deadline: Deadline) -> str | None:
    """Return the variant of the term that a deadline runs by."""
    statement = select(PublishedTerm.variant).where(PublishedTerm.id == deadline.published_term_id)
    return session.exec(statement).one_or_none()
