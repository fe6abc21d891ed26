"""A case is decided: its clock ends, and each party's time to appeal starts when it can."""

from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.tables import CaseEvent
from api.catalogue.case_types.tables import CaseType
from api.clock import day_of_asking
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.deciding import (
    BY_DIGITAL_POST,
    BY_LETTER_TO_PARENT,
    REFUSAL,
    deadlines,
    decide,
)
from tests.api.casework.makers import make_arrivals, make_case
from tests.conftest import Statements
from tests.factories import UNKNOWN_ID, Actors, Headers


@pytest.mark.usefixtures("terms")
def test_the_clock_ends_when_the_decision_is_made_and_the_appeal_starts_when_it_arrives(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    late = BY_DIGITAL_POST | {"dispatched_on": "2017-09-27"}
    decision = decide(api, leader, case_key, **late)

    [clock] = deadlines(session, case_key, "decision")
    assert (clock.met_on, clock.due_on) == (date(2017, 9, 20), date(2017, 11, 8))
    [appeal] = deadlines(session, case_key, "appeal")
    assert (appeal.owed_by, appeal.party) == ("citizen", "citizen")
    assert (appeal.started_on, appeal.due_on) == (date(2017, 9, 27), date(2017, 10, 25))
    [notice] = decision["notices"]
    assert notice["appeal_deadline_id"] == str(appeal.id)
    assert (notice["appeal_due_on"], notice["documented"]) == ("2017-10-25", False)
    assert decision["dispatched_on"] == decision["available_on"] == "2017-09-27"
    assert (decision["lacks"], decision["missing_terms"]) == ([], [])
    assert api.get(f"/v1/cases/{case_key}", headers=leader).json()["state"] == "decided"
    event = session.exec(select(CaseEvent).where(CaseEvent.act == "decide")).one()
    assert (event.happened_on, event.from_state) == (date(2017, 9, 20), "received")


def test_two_parties_with_two_channels_have_two_times_to_appeal_over_christmas(
    api: TestClient,
    api_app: FastAPI,
    session: Session,
    leader: Headers,
    unit: Unit,
    case_type: CaseType,
    terms: None,
) -> None:
    api_app.dependency_overrides[day_of_asking] = lambda: date(2026, 12, 18)
    case = make_case(session, unit, case_type, received_on=date(2026, 11, 2))
    friday = {"made_on": "2026-12-18", "dispatched_on": "2026-12-18", "channel": "digital_post"}
    decision = decide(api, leader, str(case.id), **friday)

    letter = BY_LETTER_TO_PARENT | {"dispatched_on": "2026-12-18"}
    address = f"/v1/decisions/{decision['id']}/notices"
    both = api.post(address, json=letter, headers=leader)

    assert both.status_code == 201, both.text
    told = [
        (each["party"], each["available_on"], each["appeal_due_on"])
        for each in both.json()["notices"]
    ]
    assert told == [
        ("citizen", "2026-12-18", "2027-01-15"),
        ("parent", "2026-12-29", "2027-01-26"),
    ]
    assert both.json()["version"] == decision["version"] + 1


@pytest.mark.usefixtures("terms")
def test_a_full_grant_needs_neither_reasons_nor_guidance_and_starts_no_appeal(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    bare = {"outcome": "granted", "reasons_given": False, "appeal_guidance_given": False}
    decision = decide(api, leader, case_key, **bare, **BY_DIGITAL_POST)

    assert (decision["lacks"], decision["missing_terms"]) == ([], [])
    assert deadlines(session, case_key, "appeal") == []


@pytest.mark.usefixtures("terms")
def test_guidance_that_is_given_later_starts_the_time_to_appeal_then(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    bare = {"outcome": "partly_granted", "reasons_given": False, "appeal_guidance_given": False}
    decision = decide(api, leader, case_key, **bare, **BY_DIGITAL_POST)
    assert decision["lacks"] == ["reasons", "appeal_guidance"]
    assert deadlines(session, case_key, "appeal") == []

    later = {
        "party": "citizen",
        "channel": "digital_post",
        "dispatched_on": "2017-09-25",
        "guidance_given": True,
    }
    address = f"/v1/decisions/{decision['id']}/notices"
    told = api.post(address, json=later, headers=leader).json()

    assert [each["appeal_due_on"] for each in told["notices"]] == [None, "2017-10-23"]
    assert told["lacks"] == ["reasons"]
    assert told["dispatched_on"] == "2017-09-20"


@pytest.mark.usefixtures("terms")
def test_a_reminder_gives_no_new_time_to_appeal(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    again = {
        "party": "citizen",
        "channel": "digital_post",
        "dispatched_on": "2017-09-26",
        "guidance_given": True,
    }
    api.post(f"/v1/decisions/{decision['id']}/notices", json=again, headers=leader)

    [appeal] = deadlines(session, case_key, "appeal")
    assert appeal.started_on == date(2017, 9, 20)


@pytest.mark.usefixtures("terms")
def test_the_clock_runs_until_all_is_decided(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decide(api, leader, case_key, made_on="2017-09-01", concludes=False)
    assert deadlines(session, case_key, "decision")[0].met_on is None
    assert api.get(f"/v1/cases/{case_key}", headers=leader).json()["state"] == "received"

    decide(api, leader, case_key, subject="Lift", outcome="granted")
    session.expire_all()
    assert deadlines(session, case_key, "decision")[0].met_on == date(2017, 9, 20)

    twice = api.post(f"/v1/cases/{case_key}/decisions", json=REFUSAL, headers=leader)
    assert (twice.status_code, twice.json()["code"]) == (409, "case_move_not_allowed")


def test_a_decision_without_a_published_term_says_which_is_missing(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    documented = BY_DIGITAL_POST | {"available_on": "2017-09-21"}
    decision = decide(api, leader, case_key, **documented)

    assert decision["missing_terms"] == ["appeal"]
    assert decision["notices"][0]["documented"] is True
    assert decision["notices"][0]["appeal_deadline_id"] is None


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"made_on": "2017-08-15"}, "/made_on", "before_receipt"),
        ({"made_on": "2017-09-28"}, "/made_on", "in_future"),
        ({"dispatched_on": "2017-09-28", "channel": "letter"}, "/dispatched_on", "in_future"),
        (
            {"dispatched_on": "2017-09-19", "channel": "letter"},
            "/dispatched_on",
            "dispatched_before_made",
        ),
        (
            BY_DIGITAL_POST | {"available_on": "2017-09-19"},
            "/available_on",
            "available_before_sent",
        ),
        (BY_DIGITAL_POST | {"available_on": "2017-09-28"}, "/available_on", "in_future"),
        ({"dispatched_on": "2017-09-20"}, "/channel", "channel_missing"),
        ({"channel": "letter"}, "/dispatched_on", "dispatch_missing"),
        (
            {"dispatched_on": "2017-09-20", "channel": "email"},
            "/available_on",
            "arrival_rule_missing",
        ),
        ({"legal_basis_id": UNKNOWN_ID}, "/legal_basis_id", "reference_unknown"),
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
    answer = api.post(f"/v1/cases/{case_key}/decisions", json=REFUSAL | fields, headers=leader)

    assert answer.status_code == 422, answer.text
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert api.get("/v1/decisions", headers=leader).json()["items"] == []


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_a_case_that_is_over_is_not_decided(
    api: TestClient,
    session: Session,
    leader: Headers,
    unit: Unit,
    case_type: CaseType,
    state: str,
) -> None:
    case = make_case(session, unit, case_type, state=state)
    answer = api.post(f"/v1/cases/{case.id}/decisions", json=REFUSAL, headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (409, "case_is_over")


@pytest.mark.usefixtures("terms")
def test_the_same_letter_is_noted_once(api: TestClient, leader: Headers, case_key: str) -> None:
    decision = decide(api, leader, case_key)
    address = f"/v1/decisions/{decision['id']}/notices"

    first = api.post(address, json=BY_LETTER_TO_PARENT, headers=leader)
    second = api.post(address, json=BY_LETTER_TO_PARENT, headers=leader)

    assert (first.status_code, second.status_code) == (201, 409)
    assert second.json()["code"] == "notice_already_there"


@pytest.mark.usefixtures("terms")
def test_a_repeated_request_decides_once(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    address, key = f"/v1/cases/{case_key}/decisions", {"Idempotency-Key": "one-decision"}
    first = api.post(address, json=REFUSAL, headers=leader | key)
    again = api.post(address, json=REFUSAL, headers=leader | key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert len(api.get("/v1/decisions", headers=leader).json()["items"]) == 1


def test_filters_find_what_was_decided_and_not_sent(
    api: TestClient,
    actors: Actors,
    session: Session,
    leader: Headers,
    unit: Unit,
    case_type: CaseType,
    case_key: str,
) -> None:
    make_arrivals(session, valid_from=date(2015, 1, 1))
    other = str(make_case(session, unit, case_type).id)
    decide(api, leader, case_key, subject="Kørestol")
    decide(api, leader, other, subject="Lift", made_on="2017-09-01", outcome="granted")
    sent = BY_DIGITAL_POST | {"concludes": False, "outcome": "granted"}
    decide(api, leader, other, subject="Rampe", **sent)

    def subjects(**params: str) -> list[str]:
        answer = api.get("/v1/decisions", params=params, headers=leader)
        assert answer.status_code == 200, answer.text
        return [item["subject"] for item in answer.json()["items"]]

    assert subjects() == ["Lift", "Kørestol", "Rampe"]
    assert subjects(case=other) == ["Lift", "Rampe"]
    assert subjects(outcome="refused") == ["Kørestol"]
    assert subjects(made_from="2017-09-20") == ["Kørestol", "Rampe"]
    assert subjects(made_before="2017-09-20") == ["Lift"]
    assert subjects(undispatched="true") == ["Lift", "Kørestol"]
    assert subjects(undispatched="false") == ["Rampe"]
    assert subjects(unit=str(unit.id), undispatched="true") == ["Lift", "Kørestol"]
    assert subjects(unit=UNKNOWN_ID) == subjects(caseworker=UNKNOWN_ID) == []


def test_lists_with_the_same_queries_however_many(
    api: TestClient, session: Session, leader: Headers, case_key: str, statements: Statements
) -> None:
    for _ in range(3):
        decide(api, leader, case_key, concludes=False)
    session.expire_all()

    with statements() as seen:
        assert len(api.get("/v1/decisions", headers=leader).json()["items"]) == 3

    assert sum("FROM decision" in sql for sql in seen) == 2


def test_the_caseworker_and_a_colleague_may_and_a_stranger_sees_nothing(
    api: TestClient,
    actors: Actors,
    leader: Headers,
    stranger: Headers,
    unit: Unit,
    case_key: str,
) -> None:
    colleague = actors.headers(Role.CASEWORKER, unit)
    decision = decide(api, colleague, case_key)
    address = f"/v1/decisions/{decision['id']}"

    assert api.get(address, headers=colleague).json()["may"] != []
    assert len(api.get(f"{address}/history", headers=leader).json()["items"]) == 1
    for method, path, body in (
        ("GET", address, None),
        ("GET", f"{address}/history", None),
        ("PUT", address, REFUSAL),
        ("POST", f"{address}/notices", BY_LETTER_TO_PARENT),
        ("PUT", f"{address}/notices/{UNKNOWN_ID}", BY_LETTER_TO_PARENT),
        ("POST", f"/v1/cases/{case_key}/decisions", REFUSAL),
    ):
        tag = {"If-Match": "*"} if method == "PUT" else {}
        answer = api.request(method, path, json=body, headers=stranger | tag)
        assert answer.status_code == 404, f"{method} {path}"
    assert api.get("/v1/decisions", headers=stranger).json()["items"] == []


def test_who_only_reads_the_case_may_not_decide_it(
    api: TestClient, actors: Actors, leader: Headers, unit: Unit, case_key: str
) -> None:
    advisor = actors.headers(Role.CITIZENS_ADVISOR)
    decision = decide(api, leader, case_key)

    shown = api.get(f"/v1/decisions/{decision['id']}", headers=advisor)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    answer = api.post(f"/v1/cases/{case_key}/decisions", json=REFUSAL, headers=advisor)
    assert answer.status_code == 403


def test_an_unknown_case_or_decision_is_not_found(api: TestClient, leader: Headers) -> None:
    unknown = api.post(f"/v1/cases/{UNKNOWN_ID}/decisions", json=REFUSAL, headers=leader)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "case_not_found")
    answer = api.get(f"/v1/decisions/{UNKNOWN_ID}", headers=leader)
    assert (answer.status_code, answer.json()["code"]) == (404, "decision_not_found")


def test_who_knows_an_older_case_is_told(api: TestClient, leader: Headers, case_key: str) -> None:
    decide(api, leader, case_key)
    answer = api.post(
        f"/v1/cases/{case_key}/decisions", json=REFUSAL, headers=leader | {"If-Match": '"1"'}
    )
    assert (answer.status_code, answer.json()["code"]) == (412, "case_stale")
