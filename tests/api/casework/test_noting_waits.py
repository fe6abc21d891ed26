"""Waits are found, noted, ended and corrected."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import CaseState, WaitingFor
from api.cases.tables import WaitingPeriod
from api.people.rules import Role
from tests.api.casework.makers import (
    make_case,
)
from tests.api.casework.places import Place, post
from tests.api.casework.waiting import SEPTEMBER_4, SEPTEMBER_14, begin, end, ids, make_wait
from tests.conftest import TODAY
from tests.factories import UNKNOWN_ID, Actors, Headers, kept, make_unit


def test_waits_are_found_by_case_unit_whom_and_day(
    api: TestClient, session: Session, place: Place
) -> None:
    below = make_unit(session, name="Team Syd", parent_id=place.unit.id)
    other = make_case(session, below, place.case_type, number="2017-2")
    old = make_wait(session, place, since_on=date(2017, 8, 21), until_on=SEPTEMBER_4)
    now = make_wait(session, place, since_on=SEPTEMBER_14, waiting_for=WaitingFor.CITIZEN)
    beside = make_wait(session, place, case_id=other.id)
    kept(session, make_case(session, place.elsewhere, place.case_type, number="2017-3"))

    def found(**query: Any) -> list[WaitingPeriod]:
        rows = {str(row.id): row for row in (old, now, beside)}
        return [rows[key] for key in ids(api, place, "/v1/waiting-periods", **query)]

    assert found() == [old, beside, now]
    assert found(case=place.case.id) == [old, now]
    assert found(unit=place.unit.id) == [old, beside, now]
    assert found(unit=below.id) == [beside]
    assert found(waiting_for="citizen") == [now]
    assert (found(open=True), found(open=False)) == ([beside, now], [old])
    assert found(open=True, as_of="2017-09-03") == [old]
    assert found(open=True, as_of="2017-09-04") == [beside]


def test_the_cases_that_wait_are_found(api: TestClient, session: Session, place: Place) -> None:
    other = make_case(session, place.unit, place.case_type, number="2017-2")
    make_wait(session, place, until_on=SEPTEMBER_14)
    make_wait(session, place)

    assert ids(api, place, "/v1/cases", waiting=True) == [str(place.case.id)]
    assert ids(api, place, "/v1/cases", waiting=False) == [str(other.id)]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"since_on": "2017-09-28"}, "/since_on"),
        ({"since_on": "2017-08-15"}, "/since_on"),
        ({"what": ""}, "/what"),
        ({"waiting_for": "godot"}, "/waiting_for"),
    ],
)
def test_for_whom_and_since_when_are_checked(
    api: TestClient, place: Place, body: dict[str, Any], pointer: str
) -> None:
    answer = begin(api, place, **body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_wait_ends_once_on_a_day_that_has_come(
    api: TestClient, session: Session, place: Place
) -> None:
    wait = make_wait(session, place)

    to_come = end(api, place, wait.id, "2017-09-28")
    too_early = end(api, place, wait.id, "2017-09-03")
    same_day = end(api, place, wait.id, SEPTEMBER_4)
    again = end(api, place, wait.id, SEPTEMBER_14)

    assert to_come.json()["errors"][0]["code"] == "in_future"
    assert too_early.json()["errors"][0]["code"] == "waiting_ends_before_start"
    assert (same_day.status_code, same_day.json()["days"]) == (200, 0)
    assert (again.status_code, again.json()["code"]) == (409, "waiting_ended")
    assert end(api, place, UNKNOWN_ID, SEPTEMBER_14).status_code == 404


def test_a_wait_is_corrected_against_its_version(
    api: TestClient, session: Session, place: Place
) -> None:
    wait = make_wait(session, place)
    address = f"/v1/waiting-periods/{wait.id}"
    body = {"waiting_for": "citizen", "what": "Lønsedler", "since_on": "2017-09-05"}

    def put(**headers: str) -> Any:
        return api.put(address, json=body, headers=place.leader | headers)

    assert put().status_code == 428
    assert put(**{"If-Match": '"99"'}).status_code == 412
    changed = put(**{"If-Match": '"1"'})
    assert (changed.json()["what"], changed.json()["days"]) == ("Lønsedler", 22)
    history = api.get(f"{address}/history", headers=place.leader).json()["items"]
    assert [each["operation"] for each in history] == ["insert", "update"]


def test_a_case_that_is_over_waits_for_nobody_anew(
    api: TestClient, session: Session, place: Place
) -> None:
    wait = make_wait(session, place, until_on=SEPTEMBER_14)
    place.case.state = CaseState.WITHDRAWN
    session.flush()
    body = {"waiting_for": "doctor", "what": "LÆ 125", "since_on": "2017-09-04"}
    tag = place.leader | {"If-Match": "*"}

    begun = begin(api, place)
    runs_on = api.put(f"/v1/waiting-periods/{wait.id}", json=body, headers=tag)
    corrected = body | {"until_on": "2017-09-12"}
    ended = api.put(f"/v1/waiting-periods/{wait.id}", json=corrected, headers=tag)

    assert (begun.status_code, begun.json()["code"]) == (409, "case_is_over")
    assert runs_on.json()["code"] == "case_is_over"
    assert ended.status_code == 200


def test_only_who_writes_the_case_says_what_it_waits_for(
    api: TestClient, session: Session, place: Place, actors: Actors
) -> None:
    place.case.caseworker_id = place.anna.id
    session.flush()
    anna = actors.headers(Role.CASEWORKER, place.elsewhere, person=place.anna)
    key = make_wait(session, place).id

    def answers(headers: Headers) -> list[int]:
        return [
            begin(api, place, headers=headers).status_code,
            end(api, place, key, SEPTEMBER_14, headers).status_code,
            api.delete(
                f"/v1/waiting-periods/{key}", headers=headers | {"If-Match": "*"}
            ).status_code,
        ]

    assert answers(place.stranger) == [404, 404, 404]
    assert answers(place.advisor) == [403, 403, 403]
    assert answers(anna) == [201, 200, 204]
    unknown = f"/v1/cases/{UNKNOWN_ID}/waiting-periods"
    body = {"waiting_for": "doctor", "what": "LÆ 125", "since_on": TODAY}
    assert post(api, place.colleague, unknown, **body).status_code == 404
    assert begin(api, place, headers=place.colleague | {"If-Match": '"99"'}).status_code == 412
