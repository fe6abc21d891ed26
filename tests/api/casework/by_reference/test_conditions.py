"""A write may depend on how the case stands, or on that there is none yet."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.people.rules import Scope
from tests.api.casework.by_reference.makers import (
    address,
    batch,
    case,
    item,
    logged,
    outcomes,
    put,
    refused,
)
from tests.factories import Actors, Headers, make_unit

pytestmark = pytest.mark.usefixtures("terms")
ONLY_NEW = {"If-None-Match": "*"}


def test_a_write_against_the_version_that_was_read_is_carried_out(
    api: TestClient, system: Headers
) -> None:
    made = put(api, system)

    answer = put(api, system | {"If-Match": made.headers["ETag"]}, received_on="2017-08-10")

    assert (answer.status_code, answer.json()["outcome"]) == (200, "updated")
    assert answer.headers["ETag"] != made.headers["ETag"]


def test_the_tag_that_was_read_is_a_condition_as_it_stands(
    api: TestClient, system: Headers
) -> None:
    put(api, system)
    read = {"If-Match": api.get(address(), headers=system).headers["ETag"]}

    first = put(api, system | read, received_on="2017-08-10")
    again = put(api, system | read, received_on="2017-08-11")
    now = api.get(address(), headers=system).headers["ETag"]
    done = batch(api, system, item(received_on="2017-08-12") | {"if_match": now})

    assert (first.status_code, again.status_code, outcomes(done)) == (200, 412, ["updated"])


def test_a_read_that_tells_nothing_new_is_short(api: TestClient, system: Headers) -> None:
    put(api, system)
    known = {"If-None-Match": api.get(address(), headers=system).headers["ETag"]}

    answer = api.get(address(), headers=system | known)

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_stale_write_is_refused_with_what_is_current(
    api: TestClient, system: Headers, session: Session
) -> None:
    made = put(api, system)
    current = put(api, system, received_on="2017-08-10")
    before = logged(session)

    answer = put(api, system | {"If-Match": made.headers["ETag"]}, received_on="2017-08-11")

    assert (answer.status_code, answer.json()["code"]) == (412, "case_stale")
    assert answer.headers["ETag"] == current.headers["ETag"]
    shown = current.json()
    del shown["outcome"]
    assert answer.json()["current"] == shown
    assert logged(session) == before


def test_a_stale_write_is_refused_also_if_it_says_nothing_new(
    api: TestClient, system: Headers
) -> None:
    made = put(api, system)
    put(api, system, received_on="2017-08-10")

    answer = put(api, system | {"If-Match": made.headers["ETag"]}, received_on="2017-08-10")

    assert answer.status_code == 412


@pytest.mark.parametrize("tag", ['"1"', "*", "nonsense"])
def test_nothing_is_created_by_who_expects_a_case(
    api: TestClient, system: Headers, session: Session, tag: str
) -> None:
    answer = put(api, system | {"If-Match": tag})

    assert (answer.status_code, answer.json()["code"]) == (412, "case_not_there")
    assert "ETag" not in answer.headers
    assert session.exec(select(Case)).all() == []


def test_any_version_matches_a_star(api: TestClient, system: Headers) -> None:
    put(api, system)

    assert put(api, system | {"If-Match": "*"}, state="informed").status_code == 200


def test_what_is_no_etag_of_ours_matches_nothing(api: TestClient, system: Headers) -> None:
    put(api, system)

    assert put(api, system | {"If-Match": 'W/"1"'}).status_code == 412


def test_who_would_only_create_changes_nothing(
    api: TestClient, system: Headers, session: Session
) -> None:
    made = put(api, system | ONLY_NEW)
    before = logged(session)

    answer = put(api, system | ONLY_NEW, received_on="2017-08-10")

    assert made.status_code == 201
    assert (answer.status_code, answer.json()["code"]) == (412, "case_already_there")
    assert answer.headers["ETag"] == made.headers["ETag"]
    assert answer.json()["current"]["received_on"] == "2017-08-16"
    assert logged(session) == before


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"If-Match": '"1"', "If-None-Match": "*"}, "preconditions_contradict"),
        ({"If-None-Match": '"1"'}, "if_none_match_other"),
    ],
)
def test_conditions_that_can_t_be_asked_are_refused(
    api: TestClient, system: Headers, headers: Headers, code: str
) -> None:
    answer = put(api, system | headers)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["pointer"] == "If-None-Match"


def test_without_a_condition_the_last_writer_wins(api: TestClient, system: Headers) -> None:
    for day in ("2017-08-16", "2017-08-10", "2017-08-12"):
        put(api, system, received_on=day)

    assert api.get(address(), headers=system).json()["received_on"] == "2017-08-12"


def test_each_case_of_a_batch_has_conditions_of_its_own(api: TestClient, system: Headers) -> None:
    for reference in ("S2017-1", "S2017-2", "S2017-3"):
        put(api, system, reference)
    put(api, system, "S2017-2", received_on="2017-08-10")

    done = batch(
        api,
        system,
        item(1, received_on="2017-08-11") | {"if_match": '"1"'},
        item(2, received_on="2017-08-11") | {"if_match": '"1"'},
        item(3) | {"if_none_match": "*"},
        item(4) | {"if_match": "*"},
        item(5) | {"if_none_match": "*"},
        on_refusal="skip",
    )

    assert outcomes(done) == ["updated", "refused", "refused", "refused", "created"]
    assert refused(done) == {
        ("/items/1", "case_stale"),
        ("/items/2", "case_already_there"),
        ("/items/3", "case_not_there"),
    }
    assert [each["version"] for each in done["results"]] == [2, 2, 1, None, 1]


def test_a_batch_does_not_ask_for_both(api: TestClient, system: Headers) -> None:
    both = item() | {"if_match": '"1"', "if_none_match": "*"}

    answer = api.post("/v1/case-batches", json={"items": [both]}, headers=system)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_a_condition_tells_nothing_of_a_case_out_of_reach(
    api: TestClient, system: Headers, actors: Actors, session: Session
) -> None:
    elsewhere = make_unit(session, name="En anden")
    theirs = actors.client(Scope.CASES_READ, Scope.CASES_WRITE, unit_id=elsewhere.id)
    assert api.put(address(), json=case(unit="En anden"), headers=theirs).status_code == 201

    for tag in ('"1"', '"2"', "*"):
        answer = put(api, system | {"If-Match": tag})
        nobody = put(api, system | {"If-Match": tag}, "S2017-9")
        assert (answer.status_code, answer.json()["code"]) == (412, "case_not_there")
        assert answer.json() | {"request_id": ""} == nobody.json() | {"request_id": ""}
