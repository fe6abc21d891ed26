"""Behind a figure may lie more complaints than a statement takes values."""

from uuid import UUID

from sqlmodel import Session

from api.complaints.behind.queries import complainants_of, written_of
from api.people.rules import Actor, ActorKind, Grant, Role, Scope
from tests.api.citizens.makers import make_citizen
from tests.factories import make_complaint, make_unit

EVERYWHERE = Actor(ActorKind.PROGRAM, None, "test", (Grant(Role.ADMIN, frozenset(Scope)),))
MORE_THAN_A_STATEMENT_TAKES = [UUID(int=number) for number in range(65_536)]


def test_of_any_number_of_complaints_it_is_read_who_complained_and_what(session: Session) -> None:
    citizen = make_citizen(session)
    complaint = make_complaint(session, make_unit(session), complainant_id=citizen.id)
    ids = [*MORE_THAN_A_STATEMENT_TAKES, complaint.id]

    assert complainants_of(session, EVERYWHERE, ids) == {complaint.id: citizen.id}
    assert written_of(session, EVERYWHERE, ids)[complaint.id].text == complaint.text
