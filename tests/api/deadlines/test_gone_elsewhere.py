"""A case goes to another unit, and leaves a deadline that had ended where it ended."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.makers import make_deadline
from tests.api.deadlines.makers import Asked, make_extension, make_wait
from tests.factories import Actors, make_unit

MONDAY = date(2017, 9, 25)


@pytest.fixture
def there(session: Session) -> Unit:
    return make_unit(session, name="Ungeenheden")


@pytest.fixture
def left(session: Session, case: Case, there: Unit) -> Deadline:
    """Return a deadline that was met, of a case that went on to another unit and waits there."""
    case.acknowledged_on = MONDAY
    row = make_deadline(session, case, MONDAY, kind=DeadlineKind.ACKNOWLEDGEMENT)
    make_extension(session, row, date(2017, 9, 28))
    row.met_on = MONDAY
    session.flush()
    case.unit_id = there.id
    session.flush()
    make_wait(session, case, date(2017, 9, 26), what="Lægeattest til den nye enhed")
    return row


def test_what_the_case_waits_for_elsewhere_is_not_told(
    api: TestClient, actors: Actors, leader: Asked, left: Deadline, there: Unit
) -> None:
    assert leader.get(f"/v1/deadlines/{left.id}")["waiting"] == []
    assert leader.items("/v1/deadlines")[0]["waiting"] == []
    assert leader.get(f"/v1/deadlines/{left.id}/explanation")["waits"] == []
    assert "nye enhed" not in api.get("/v1/deadlines/export", headers=leader.headers).text

    both = Asked(api, actors.headers(Role.ADMIN))
    # It had ended before the case began to wait; its case says what it waits for.
    assert both.get(f"/v1/deadlines/{left.id}")["waiting"] == []
    assert len(both.get(f"/v1/deadlines/{left.id}/explanation")["waits"]) == 1


def test_the_unit_it_left_changes_nothing_in_the_case(
    session: Session, leader: Asked, left: Deadline, case: Case
) -> None:
    [notice] = leader.items(f"/v1/deadlines/{left.id}/extensions")
    acts = (
        (f"/v1/deadlines/{left.id}/reopening", {"reason": "Fejl"}),
        (f"/v1/extensions/{notice['id']}/undoing", {"undone_on": "2017-09-26", "reason": "Fejl"}),
    )

    for address, body in acts:
        answer = leader.post(address, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")

    session.expire_all()
    assert (left.met_on, case.acknowledged_on) == (MONDAY, MONDAY)
    assert leader.get(f"/v1/deadlines/{left.id}")["may"] == notice["may"] == []
