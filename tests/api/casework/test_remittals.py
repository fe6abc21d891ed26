"""The appeals board sends a decision back, and the time to decide anew runs from that day."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.deciding import REFUSAL, correct, deadlines, decide
from tests.api.casework.makers import make_case
from tests.factories import UNKNOWN_ID, Actors, Headers


@pytest.fixture
def decision(api: TestClient, leader: Headers, terms: None, case_key: str) -> dict[str, Any]:
    """Return a refusal that was made on 1 September."""
    return decide(api, leader, case_key, made_on="2017-09-01")


def body_of(decision: dict[str, Any], **fields: Any) -> dict[str, Any]:
    plain = {
        "decision_id": decision["id"],
        "board_decided_on": "2017-09-12",
        "received_on": "2017-09-18",
    }
    return plain | fields


def remit(
    api: TestClient, headers: Headers, decision: dict[str, Any], **fields: Any
) -> dict[str, Any]:
    address = f"/v1/cases/{decision['case_id']}/remittals"
    made = api.post(address, json=body_of(decision, **fields), headers=headers)
    assert made.status_code == 201, made.text
    answer: dict[str, Any] = made.json()
    return answer


@pytest.mark.usefixtures("terms")
def test_the_time_to_decide_anew_runs_from_the_day_the_boards_decision_came(
    api: TestClient, session: Session, leader: Headers, case_key: str, decision: dict[str, Any]
) -> None:
    remittal = remit(api, leader, decision, board_reference="17-12345")

    assert (remittal["deadline"]["started_on"], remittal["deadline"]["due_on"]) == (
        "2017-09-18",
        "2017-11-13",
    )
    assert api.get(f"/v1/remittals/{remittal['id']}", headers=leader).json() == remittal
    assert api.get(f"/v1/cases/{case_key}", headers=leader).json()["state"] == "remitted"
    assert api.get(f"/v1/decisions/{decision['id']}", headers=leader).json() == decision
    [first] = deadlines(session, case_key, "decision")
    assert first.met_on == date(2017, 9, 1)


@pytest.mark.usefixtures("terms")
def test_deciding_anew_meets_the_new_deadline_and_leaves_the_old_one(
    api: TestClient, session: Session, leader: Headers, case_key: str, decision: dict[str, Any]
) -> None:
    remit(api, leader, decision)
    early = REFUSAL | {"made_on": "2017-09-17"}
    refused = api.post(f"/v1/cases/{case_key}/decisions", json=early, headers=leader)
    assert (refused.status_code, refused.json()["code"]) == (422, "made_before_start")

    anew = decide(api, leader, case_key, made_on="2017-09-25", outcome="granted")
    correct(api, leader, anew, made_on="2017-09-26", outcome="granted")

    session.expire_all()
    [old] = deadlines(session, case_key, "decision")
    [new] = deadlines(session, case_key, "remittal")
    assert (old.met_on, new.met_on) == (date(2017, 9, 1), date(2017, 9, 26))


def test_a_decision_that_another_followed_stays_concluding(
    api: TestClient, leader: Headers, case_key: str, decision: dict[str, Any]
) -> None:
    remit(api, leader, decision)
    decide(api, leader, case_key, made_on="2017-09-25", outcome="granted")
    partial = REFUSAL | {"made_on": "2017-09-01", "concludes": False}
    answer = api.put(
        f"/v1/decisions/{decision['id']}", json=partial, headers=leader | {"If-Match": "*"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "decided_again")


@pytest.mark.usefixtures("terms")
def test_the_last_decision_may_be_undecided_again(
    api: TestClient, session: Session, leader: Headers, case_key: str, decision: dict[str, Any]
) -> None:
    remit(api, leader, decision)
    anew = decide(api, leader, case_key, made_on="2017-09-25", outcome="granted")
    correct(api, leader, anew, made_on="2017-09-25", outcome="granted", concludes=False)

    session.expire_all()
    [old] = deadlines(session, case_key, "decision")
    [new] = deadlines(session, case_key, "remittal")
    assert (old.met_on, new.met_on) == (date(2017, 9, 1), None)


def test_a_remitted_decision_is_not_corrected_to_a_day_after_it_came_back(
    api: TestClient, leader: Headers, decision: dict[str, Any]
) -> None:
    remit(api, leader, decision)
    wrong = REFUSAL | {"made_on": "2017-09-20"}
    answer = api.put(
        f"/v1/decisions/{decision['id']}", json=wrong, headers=leader | {"If-Match": "*"}
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "made_after_dispatch")


def test_a_remittal_without_a_published_term_says_so(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    remittal = remit(api, leader, decide(api, leader, case_key, made_on="2017-09-01"))

    assert (remittal["deadline"], remittal["missing_terms"]) == (None, ["remittal"])


def test_what_came_back_is_not_decided_before_that_day_whether_or_not_a_term_is_published(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    remit(api, leader, decide(api, leader, case_key, made_on="2017-09-01"))
    early = REFUSAL | {"made_on": "2017-09-17"}
    refused = api.post(f"/v1/cases/{case_key}/decisions", json=early, headers=leader)

    assert (refused.status_code, refused.json()["code"]) == (422, "made_before_start")


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"received_on": "2017-09-28"}, "/received_on", "in_future"),
        (
            {"received_on": "2017-08-31", "board_decided_on": None},
            "/received_on",
            "remitted_before_made",
        ),
        ({"board_decided_on": "2017-08-31"}, "/board_decided_on", "board_day_out_of_order"),
        ({"board_decided_on": "2017-09-19"}, "/board_decided_on", "board_day_out_of_order"),
        ({"decision_id": UNKNOWN_ID}, "/decision_id", "decision_unknown"),
    ],
)
def test_what_can_not_be_is_refused(
    api: TestClient,
    leader: Headers,
    case_key: str,
    decision: dict[str, Any],
    fields: dict[str, Any],
    pointer: str,
    code: str,
) -> None:
    body = body_of(decision, **fields)
    answer = api.post(f"/v1/cases/{case_key}/remittals", json=body, headers=leader)

    assert answer.status_code == 422, answer.text
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)


def test_a_decision_of_another_case_does_not_come_back_to_this_one(
    api: TestClient,
    session: Session,
    leader: Headers,
    unit: Unit,
    case_type: CaseType,
    decision: dict[str, Any],
) -> None:
    other = make_case(session, unit, case_type, state="decided")
    answer = api.post(f"/v1/cases/{other.id}/remittals", json=body_of(decision), headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (422, "decision_unknown")


def test_a_decision_comes_back_once(
    api: TestClient, leader: Headers, case_key: str, decision: dict[str, Any]
) -> None:
    address = f"/v1/cases/{case_key}/remittals"
    remit(api, leader, decision)

    twice = api.post(address, json=body_of(decision), headers=leader)

    assert (twice.status_code, twice.json()["code"]) == (409, "decision_remitted")


@pytest.mark.usefixtures("terms")
def test_one_of_several_decisions_comes_back_while_the_case_goes_on(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    partial = decide(api, leader, case_key, made_on="2017-08-21", concludes=False)
    told = api.get(f"/v1/cases/{case_key}", headers=leader).json()
    assert "remit" in told["may"]

    remit(api, leader, partial)

    told = api.get(f"/v1/cases/{case_key}", headers=leader).json()
    assert told["state"] == "remitted"
    [anew] = deadlines(session, case_key, "remittal")
    assert (anew.started_on, anew.met_on) == (date(2017, 9, 18), None)


def test_lists_by_case_and_decision(
    api: TestClient, leader: Headers, case_key: str, decision: dict[str, Any]
) -> None:
    remittal = remit(api, leader, decision)

    def found(**params: str) -> list[str]:
        answer = api.get("/v1/remittals", params=params, headers=leader)
        return [item["id"] for item in answer.json()["items"]]

    assert found() == found(case=case_key) == found(decision=decision["id"]) == [remittal["id"]]
    assert found(case=UNKNOWN_ID) == found(decision=UNKNOWN_ID) == []
    history = api.get(f"/v1/remittals/{remittal['id']}/history", headers=leader)
    assert len(history.json()["items"]) == 1


def test_a_colleague_may_and_a_stranger_sees_nothing(
    api: TestClient,
    actors: Actors,
    stranger: Headers,
    unit: Unit,
    case_key: str,
    decision: dict[str, Any],
) -> None:
    address = f"/v1/cases/{case_key}/remittals"
    refused = api.post(address, json=body_of(decision), headers=stranger)
    remittal = remit(api, actors.headers(Role.CASEWORKER, unit), decision)

    shown = api.get(f"/v1/remittals/{remittal['id']}", headers=stranger)
    assert (refused.status_code, shown.status_code) == (404, 404)
    assert api.get("/v1/remittals", headers=stranger).json()["items"] == []


def test_an_unknown_case_or_remittal_is_not_found(
    api: TestClient, leader: Headers, decision: dict[str, Any]
) -> None:
    address = f"/v1/cases/{UNKNOWN_ID}/remittals"
    unknown = api.post(address, json=body_of(decision), headers=leader)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "case_not_found")
    assert api.get(f"/v1/remittals/{UNKNOWN_ID}", headers=leader).status_code == 404
