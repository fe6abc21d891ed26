"""A party is heard: it has its time to reply, and ours runs on."""

from datetime import date
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

HEARING = {
    "party": "parent",
    "about": "Lægens erklæring",
    "channel": "digital_post",
    "sent_on": "2017-09-01",
}


def hear(api: TestClient, headers: Headers, case_key: str, **fields: Any) -> dict[str, Any]:
    address = f"/v1/cases/{case_key}/party-hearings"
    made = api.post(address, json=HEARING | fields, headers=headers)
    assert made.status_code == 201, made.text
    answer: dict[str, Any] = made.json()
    return answer


@pytest.mark.usefixtures("terms")
def test_a_party_has_the_published_time_to_reply_and_our_clock_runs_on(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    hearing = hear(api, leader, case_key, channel="letter")
    assert hearing["available_on"] == "2017-09-11"
    assert (hearing["deadline"]["started_on"], hearing["deadline"]["due_on"]) == (
        "2017-09-11",
        "2017-09-25",
    )
    assert (hearing["missing_terms"], hearing["may"]) == ([], ["reply"])

    address = f"/v1/party-hearings/{hearing['id']}"
    reply = {"replied_on": "2017-09-26"}
    replied = api.post(f"{address}/reply", json=reply, headers=leader)

    assert replied.status_code == 200, replied.text
    assert replied.json()["deadline"]["met_on"] == "2017-09-26"
    assert (replied.headers["ETag"], replied.json()["may"]) == ('"2"', [])
    [clock] = deadlines(session, case_key, "decision")
    assert (clock.due_on, clock.legal_due_on) == (date(2017, 11, 8), date(2017, 11, 8))
    [ours] = deadlines(session, case_key, "party_hearing")
    assert (ours.owed_by, ours.party) == ("citizen", "parent")
    assert len(api.get(f"{address}/history", headers=leader).json()["items"]) == 2


@pytest.mark.usefixtures("terms")
def test_a_party_may_be_given_a_day_of_its_own(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    hear(api, leader, case_key, reply_by_on="2017-10-07")

    [deadline] = deadlines(session, case_key, "party_hearing")
    assert (deadline.due_on, deadline.original_due_on) == (date(2017, 10, 7), date(2017, 10, 7))
    assert (deadline.amount, deadline.unit, deadline.published_term_id) == (36, "days", None)
    assert deadline.legal_basis == "forvaltningsloven § 19"


@pytest.mark.usefixtures("terms")
def test_a_reply_that_came_before_the_letter_counts_as_arrived_is_in_time(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    hearing = hear(api, leader, case_key, channel="letter")
    reply = {"replied_on": "2017-09-04"}
    replied = api.post(f"/v1/party-hearings/{hearing['id']}/reply", json=reply, headers=leader)

    assert replied.json()["replied_on"] == "2017-09-04"
    assert replied.json()["deadline"]["met_on"] == "2017-09-11"


def test_a_hearing_without_a_published_term_says_so_and_can_be_replied_to(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    hearing = hear(api, leader, case_key, available_on="2017-09-01")
    assert (hearing["deadline"], hearing["missing_terms"]) == (None, ["party_hearing"])

    reply = {"replied_on": "2017-09-04"}
    replied = api.post(f"/v1/party-hearings/{hearing['id']}/reply", json=reply, headers=leader)
    assert replied.status_code == 200, replied.text


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"sent_on": "2017-09-28"}, "/sent_on", "in_future"),
        ({"sent_on": "2017-08-15"}, "/sent_on", "before_receipt"),
        ({"available_on": "2017-08-31"}, "/available_on", "available_before_sent"),
        ({"channel": "email"}, "/available_on", "arrival_rule_missing"),
        ({"reply_by_on": "2017-08-31"}, "/reply_by_on", "reply_before_available"),
        ({"reply_by_on": "2200-01-01"}, "/reply_by_on", "reply_too_late"),
    ],
)
def test_what_can_not_be_is_refused(
    api: TestClient,
    leader: Headers,
    case_key: str,
    fields: dict[str, Any],
    pointer: str,
    code: str,
) -> None:
    address = f"/v1/cases/{case_key}/party-hearings"
    answer = api.post(address, json=HEARING | fields, headers=leader)

    assert answer.status_code == 422, answer.text
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(
    ("replied_on", "code"), [("2017-08-31", "replied_before_sent"), ("2017-09-28", "in_future")]
)
def test_a_reply_on_a_day_that_can_not_be_is_refused(
    api: TestClient, leader: Headers, case_key: str, replied_on: str, code: str
) -> None:
    hearing = hear(api, leader, case_key)
    reply = {"replied_on": replied_on}
    answer = api.post(f"/v1/party-hearings/{hearing['id']}/reply", json=reply, headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.usefixtures("terms")
def test_the_same_hearing_and_reply_are_noted_once(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    hearing = hear(api, leader, case_key)
    address, reply = f"/v1/party-hearings/{hearing['id']}/reply", {"replied_on": "2017-09-04"}
    again = api.post(f"/v1/cases/{case_key}/party-hearings", json=HEARING, headers=leader)
    assert (again.status_code, again.json()["code"]) == (409, "party_hearing_already_there")

    stale = api.post(address, json=reply, headers=leader | {"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "party_hearing_stale")
    assert api.post(address, json=reply, headers=leader).status_code == 200
    twice = api.post(address, json=reply, headers=leader)
    assert (twice.status_code, twice.json()["code"]) == (409, "party_hearing_replied")


@pytest.mark.usefixtures("terms")
def test_lists_what_waits_for_a_reply(
    api: TestClient,
    session: Session,
    leader: Headers,
    case_key: str,
    unit: Unit,
    case_type: CaseType,
) -> None:
    other = str(make_case(session, unit, case_type).id)
    hearing = hear(api, leader, case_key, about="Økonomi")
    hear(api, leader, other, about="Helbred")
    reply = {"replied_on": "2017-09-04"}
    api.post(f"/v1/party-hearings/{hearing['id']}/reply", json=reply, headers=leader)

    def about(**params: str) -> list[str]:
        answer = api.get("/v1/party-hearings", params=params, headers=leader)
        return [item["about"] for item in answer.json()["items"]]

    assert about() == ["Økonomi", "Helbred"]
    assert about(replied="false") == about(case=other) == ["Helbred"]
    assert about(replied="true") == ["Økonomi"]


def test_a_colleague_may_and_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, leader: Headers, stranger: Headers, unit: Unit, case_key: str
) -> None:
    colleague = actors.headers(Role.CASEWORKER, unit)
    hearing = hear(api, colleague, case_key, available_on="2017-09-01")
    address = f"/v1/party-hearings/{hearing['id']}"

    assert api.get(address, headers=leader).json()["may"] == ["reply"]
    assert api.get(address, headers=stranger).status_code == 404
    assert api.get(f"{address}/history", headers=stranger).status_code == 404
    assert api.get("/v1/party-hearings", headers=stranger).json()["items"] == []
    asked = api.post(f"/v1/cases/{case_key}/party-hearings", json=HEARING, headers=stranger)
    reply = {"replied_on": "2017-09-04"}
    replied = api.post(f"{address}/reply", json=reply, headers=stranger)
    assert (asked.status_code, replied.status_code) == (404, 404)


def test_an_unknown_case_or_hearing_is_not_found(api: TestClient, leader: Headers) -> None:
    unknown = api.post(f"/v1/cases/{UNKNOWN_ID}/party-hearings", json=HEARING, headers=leader)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "case_not_found")
    reply = {"replied_on": "2017-09-04"}
    answer = api.post(f"/v1/party-hearings/{UNKNOWN_ID}/reply", json=reply, headers=leader)
    assert (answer.status_code, answer.json()["code"]) == (404, "party_hearing_not_found")


def test_nobody_is_heard_in_a_case_that_is_over(
    api: TestClient, session: Session, leader: Headers, unit: Unit, case_type: CaseType
) -> None:
    case = make_case(session, unit, case_type, state="closed")
    answer = api.post(f"/v1/cases/{case.id}/party-hearings", json=HEARING, headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (409, "case_is_over")
