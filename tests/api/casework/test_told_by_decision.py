"""A citizen whom nobody told that the application came knows it by the decision."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.deadlines.tables import Deadline
from tests.api.casework.deciding import BY_DIGITAL_POST, correct, deadlines, decide
from tests.factories import Headers

pytestmark = pytest.mark.usefixtures("terms")
MADE = date(2017, 9, 20)


def acknowledgement(session: Session, case_key: str) -> Deadline:
    session.expire_all()
    [found] = deadlines(session, case_key, "acknowledgement")
    return found


def sent(party: str, dispatched_on: str) -> dict[str, Any]:
    post = {"channel": "digital_post", "guidance_given": True}
    return {"party": party, "dispatched_on": dispatched_on, **post}


def test_the_deadline_to_acknowledge_is_met_late_when_the_decision_is_sent(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key)
    assert acknowledgement(session, case_key).met_on is None

    address = f"/v1/decisions/{decision['id']}/notices"
    api.post(address, json=sent("other", "2017-09-21"), headers=leader)
    assert acknowledgement(session, case_key).met_on is None

    api.post(address, json=sent("parent", "2017-09-22"), headers=leader)
    met = acknowledgement(session, case_key)
    assert (met.met_on, met.legal_due_on) == (date(2017, 9, 22), date(2017, 8, 23))
    [item] = [
        each
        for each in api.get(f"/v1/deadlines?case={case_key}", headers=leader).json()["items"]
        if each["kind"] == "acknowledgement"
    ]
    assert item["status"] == "met_late"
    assert api.get(f"/v1/cases/{case_key}", headers=leader).json()["acknowledged_on"] is None


def test_a_corrected_letter_corrects_the_day_or_takes_it_back(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    assert acknowledgement(session, case_key).met_on == MADE
    address = f"/v1/decisions/{decision['id']}/notices/{decision['notices'][0]['id']}"

    for party, day in (("citizen", date(2017, 9, 22)), ("other", None)):
        changed = api.put(
            address, json=sent(party, "2017-09-22"), headers=leader | {"If-Match": "*"}
        )
        assert changed.status_code == 200, changed.text
        assert acknowledgement(session, case_key).met_on == day


@pytest.mark.parametrize(
    ("told_on", "met_on"), [("2017-08-20", date(2017, 8, 20)), ("2017-09-25", MADE)]
)
def test_what_is_found_out_later_counts_if_it_came_before_the_decision(
    api: TestClient, session: Session, leader: Headers, case_key: str, told_on: str, met_on: date
) -> None:
    decide(api, leader, case_key, **BY_DIGITAL_POST)

    noted = api.post(
        f"/v1/cases/{case_key}/acknowledgement", json={"acknowledged_on": told_on}, headers=leader
    )

    assert noted.status_code == 200, noted.text
    assert acknowledgement(session, case_key).met_on == met_on


def test_what_was_acknowledged_in_time_stays_so(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    told = {"acknowledged_on": "2017-08-20"}
    api.post(f"/v1/cases/{case_key}/acknowledgement", json=told, headers=leader)

    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    correct(api, leader, decision, made_on="2017-09-19")

    assert acknowledgement(session, case_key).met_on == date(2017, 8, 20)


def test_a_case_that_was_decided_and_sent_can_be_closed(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    decide(api, leader, case_key, **BY_DIGITAL_POST)

    closed = api.post(
        f"/v1/cases/{case_key}/moves",
        json={"act": "close", "happened_on": "2017-09-25"},
        headers=leader,
    )

    assert closed.status_code == 200, closed.text
