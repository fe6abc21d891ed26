"""The citizen is told that the application came."""

from datetime import date

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.tables import CaseEvent
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.deciding import deadlines
from tests.factories import UNKNOWN_ID, Actors, Headers

TOLD = {"acknowledged_on": "2017-08-25"}


@pytest.mark.usefixtures("terms")
def test_telling_the_citizen_meets_the_deadline_for_it_and_no_other(
    api: TestClient, session: Session, actors: Actors, unit: Unit, case_key: str
) -> None:
    colleague = actors.headers(Role.CASEWORKER, unit)
    answer = api.post(f"/v1/cases/{case_key}/acknowledgement", json=TOLD, headers=colleague)

    assert answer.status_code == 200, answer.text
    assert (answer.json()["acknowledged_on"], answer.json()["state"]) == ("2017-08-25", "received")
    assert answer.headers["ETag"] == '"2"'
    [told] = deadlines(session, case_key, "acknowledgement")
    assert (told.met_on, told.legal_due_on) == (date(2017, 8, 25), date(2017, 8, 23))
    assert deadlines(session, case_key, "decision")[0].met_on is None
    event = session.exec(select(CaseEvent).where(CaseEvent.act == "acknowledge")).one()
    assert (event.happened_on, event.to_state) == (date(2017, 8, 25), None)


def test_it_is_noted_once_also_where_no_term_is_published(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    address = f"/v1/cases/{case_key}/acknowledgement"
    assert api.post(address, json=TOLD, headers=leader).status_code == 200

    twice = api.post(address, json=TOLD, headers=leader)
    assert (twice.status_code, twice.json()["code"]) == (409, "case_acknowledged")


@pytest.mark.parametrize(
    ("told_on", "code"), [("2017-08-15", "before_receipt"), ("2017-09-28", "in_future")]
)
def test_a_day_that_can_not_be_is_refused(
    api: TestClient, leader: Headers, case_key: str, told_on: str, code: str
) -> None:
    body = {"acknowledged_on": told_on}
    answer = api.post(f"/v1/cases/{case_key}/acknowledgement", json=body, headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["pointer"] == "/acknowledged_on"


def test_a_stranger_finds_no_case_and_nobody_an_unknown_one(
    api: TestClient, leader: Headers, stranger: Headers, case_key: str
) -> None:
    for headers, key in ((stranger, case_key), (leader, UNKNOWN_ID)):
        answer = api.post(f"/v1/cases/{key}/acknowledgement", json=TOLD, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "case_not_found")
