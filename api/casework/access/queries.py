"""Every question about requests for access: one is seen where its case is seen."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import of_visible_cases
from api.cases.rules import Party
from api.cases.tables import AccessRequest
from api.casework.access.schemas import AccessRequestsQuery
from api.casework.parts import one_of_case
from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor


def requests_visible_to(actor: Actor) -> SelectOfScalar[AccessRequest]:
    return select(AccessRequest).where(of_visible_cases(AccessRequest.case_id, actor))


def request(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> AccessRequest:
    visible = requests_visible_to(actor)
    return one_of_case(session, actor, visible, "access_request", key, lock=lock)


def find_requests(
    session: Session, actor: Actor, query: AccessRequestsQuery, _: date
) -> Found[AccessRequest]:
    """Return requests by the day they came, the oldest first."""
    statement = requests_visible_to(actor)
    if query.case:
        statement = statement.where(AccessRequest.case_id == query.case)
    if query.answered is not None:
        answered = col(AccessRequest.answered_on).is_not(None)
        statement = statement.where(answered == query.answered)
    keys = [by_day(AccessRequest.received_on), by_id(AccessRequest.id)]
    return find_page(session, statement, query, name="access_requests", keys=keys)


def same_request(session: Session, case_id: UUID, party: Party, received_on: date) -> UUID | None:
    """Return the request of a party that came the same day and waits for its answer."""
    statement = select(AccessRequest.id).where(
        AccessRequest.case_id == case_id,
        AccessRequest.party == party,
        AccessRequest.received_on == received_on,
        col(AccessRequest.answered_on).is_(None),
    )
    return session.exec(statement).first()
