"""Every question about contacts: one is seen where its complaint is seen."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.complaints.contacts.schemas import ComplaintContactsQuery
from api.complaints.parts import one_of_complaint
from api.complaints.queries import of_visible_complaints
from api.complaints.tables import ComplaintContact
from api.paging import Found, by_id, by_moment, find_page
from api.people.rules import Actor


def contacts_visible_to(actor: Actor) -> SelectOfScalar[ComplaintContact]:
    seen = of_visible_complaints(ComplaintContact.complaint_id, actor)
    return select(ComplaintContact).where(seen)


def contact(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> ComplaintContact:
    visible = contacts_visible_to(actor)
    return one_of_complaint(session, actor, visible, "complaint_contact", key, lock=lock)


def find_contacts(
    session: Session, actor: Actor, query: ComplaintContactsQuery, _: date
) -> Found[ComplaintContact]:
    """Return contacts by their moment, the oldest first."""
    statement = contacts_visible_to(actor)
    if query.complaint:
        statement = statement.where(ComplaintContact.complaint_id == query.complaint)
    if query.reached is not None:
        statement = statement.where(ComplaintContact.reached == query.reached)
    keys = [by_moment(ComplaintContact.attempted_at), by_id(ComplaintContact.id)]
    return find_page(session, statement, query, name="complaint_contacts", keys=keys)


def contacts_of(session: Session, ids: Collection[UUID]) -> Sequence[ComplaintContact]:
    """Return the contacts of some complaints, the oldest first."""
    statement = select(ComplaintContact).where(col(ComplaintContact.complaint_id).in_(ids))
    order = col(ComplaintContact.attempted_at), col(ComplaintContact.id)
    return session.exec(statement.order_by(*order)).all()
