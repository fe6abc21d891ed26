"""A party asks to see the documents: seven working days to answer."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.deciding import deadlines
from tests.api.casework.makers import make_case
from tests.factories import UNKNOWN_ID, Actors, Headers

REQUEST = {"party": "citizen", "received_on": "2017-09-01"}
ANSWER = {"answered_on": "2017-09-12", "granted": True}


def ask(api: TestClient, headers: Headers, case_key: str, **fields: Any) -> dict[str, Any]:
    address = f"/v1/cases/{case_key}/access-requests"
    made = api.post(address, json=REQUEST | fields, headers=headers)
    assert made.status_code == 201, made.text
    answer: dict[str, Any] = made.json()
    return answer


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(("answered_on", "granted"), [("2017-09-12", True), ("2017-09-13", False)])
def test_an_answer_meets_the_deadline_in_time_or_late(
    api: TestClient,
    session: Session,
    leader: Headers,
    case_key: str,
    answered_on: str,
    granted: bool,
) -> None:
    request = ask(api, leader, case_key)
    assert request["deadline"]["due_on"] == "2017-09-12"
    address = f"/v1/access-requests/{request['id']}"
    body = {"answered_on": answered_on, "granted": granted}
    answered = api.post(f"{address}/answer", json=body, headers=leader)

    assert answered.status_code == 200, answered.text
    assert answered.json()["granted"] is granted
    assert answered.json()["deadline"]["met_on"] == answered_on
    [deadline] = deadlines(session, case_key, "access_to_documents")
    assert (deadline.owed_by, deadline.legal_due_on.isoformat()) == ("authority", "2017-09-12")
    assert len(api.get(f"{address}/history", headers=leader).json()["items"]) == 2


def test_a_request_without_a_published_term_says_so(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    request = ask(api, leader, case_key)

    assert (request["deadline"], request["missing_terms"]) == (None, ["access_to_documents"])


@pytest.mark.usefixtures("terms")
def test_one_may_ask_in_a_case_that_is_over(
    api: TestClient, session: Session, leader: Headers, unit: Unit, case_type: CaseType
) -> None:
    case = make_case(session, unit, case_type, state="closed")

    assert ask(api, leader, str(case.id))["deadline"]["due_on"] == "2017-09-12"


@pytest.mark.parametrize(
    ("received_on", "code"), [("2017-08-15", "before_receipt"), ("2017-09-28", "in_future")]
)
def test_a_request_on_a_day_that_can_not_be_is_refused(
    api: TestClient, leader: Headers, case_key: str, received_on: str, code: str
) -> None:
    wrong = REQUEST | {"received_on": received_on}
    answer = api.post(f"/v1/cases/{case_key}/access-requests", json=wrong, headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["pointer"] == "/received_on"


@pytest.mark.parametrize(
    ("answered_on", "code"),
    [("2017-08-31", "answered_before_received"), ("2017-09-28", "in_future")],
)
def test_an_answer_on_a_day_that_can_not_be_is_refused(
    api: TestClient, leader: Headers, case_key: str, answered_on: str, code: str
) -> None:
    address = f"/v1/access-requests/{ask(api, leader, case_key)['id']}/answer"
    answer = api.post(address, json=ANSWER | {"answered_on": answered_on}, headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_the_same_request_and_answer_are_noted_once(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    address = f"/v1/access-requests/{ask(api, leader, case_key)['id']}/answer"
    again = api.post(f"/v1/cases/{case_key}/access-requests", json=REQUEST, headers=leader)
    assert (again.status_code, again.json()["code"]) == (409, "access_request_already_there")

    stale = api.post(address, json=ANSWER, headers=leader | {"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "access_request_stale")
    assert api.post(address, json=ANSWER, headers=leader).status_code == 200
    twice = api.post(address, json=ANSWER, headers=leader)
    assert (twice.status_code, twice.json()["code"]) == (409, "access_request_answered")
    ask(api, leader, case_key)


def test_lists_what_waits_for_an_answer(
    api: TestClient,
    session: Session,
    leader: Headers,
    case_key: str,
    unit: Unit,
    case_type: CaseType,
) -> None:
    other = str(make_case(session, unit, case_type).id)
    first = ask(api, leader, case_key)
    ask(api, leader, other, party="parent")
    api.post(f"/v1/access-requests/{first['id']}/answer", json=ANSWER, headers=leader)

    def parties(**params: str) -> list[str]:
        answer = api.get("/v1/access-requests", params=params, headers=leader)
        return [item["party"] for item in answer.json()["items"]]

    assert parties() == ["citizen", "parent"]
    assert parties(answered="false") == parties(case=other) == ["parent"]
    assert parties(answered="true") == ["citizen"]


def test_a_colleague_may_and_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, leader: Headers, stranger: Headers, unit: Unit, case_key: str
) -> None:
    request = ask(api, actors.headers(Role.CASEWORKER, unit), case_key)
    address = f"/v1/access-requests/{request['id']}"

    assert api.get(address, headers=leader).json()["may"] == ["answer"]
    assert api.get(address, headers=stranger).status_code == 404
    assert api.get("/v1/access-requests", headers=stranger).json()["items"] == []
    asked = api.post(f"/v1/cases/{case_key}/access-requests", json=REQUEST, headers=stranger)
    answered = api.post(f"{address}/answer", json=ANSWER, headers=stranger)
    assert (asked.status_code, answered.status_code) == (404, 404)


def test_an_unknown_case_or_request_is_not_found(api: TestClient, leader: Headers) -> None:
    unknown = api.post(f"/v1/cases/{UNKNOWN_ID}/access-requests", json=REQUEST, headers=leader)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "case_not_found")
    answer = api.post(f"/v1/access-requests/{UNKNOWN_ID}/answer", json=ANSWER, headers=leader)
    assert (answer.status_code, answer.json()["code"]) == (404, "access_request_not_found")
