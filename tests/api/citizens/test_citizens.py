"""Citizens over HTTP: who they are stays closed, and each number is here once."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role, Scope
from tests.api.citizens.makers import ANDERS, BODIL, NANCY, WITHOUT_CPR, make_citizen
from tests.factories import Actors, Headers, make_unit

REASON = {"purpose": "Ansøgning om merudgifter"}


@pytest.fixture
def caseworker(actors: Actors, session: Session) -> Headers:
    return actors.headers(Role.CASEWORKER, make_unit(session))


def opened(api: TestClient, address: str, headers: Headers) -> dict[str, object]:
    answer = api.post(f"{address}/identity-openings", json=REASON, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def test_adds_reads_and_replaces_a_citizen(api: TestClient, caseworker: Headers) -> None:
    body = {"cpr": NANCY, "full_name": "Nancy Ann Prøve", "address_protected": True}
    made = api.post("/v1/citizens", json=body, headers=caseworker)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert made.json() == {
        "id": address.removeprefix("/v1/citizens/"),
        "version": 1,
        "birth_on": "1948-12-25",
        "address_protected": True,
        "synthetic": False,
        "has_cpr": True,
        "may": ["replace", "replace_identity", "open_identity"],
    }
    assert api.get(address, headers=caseworker).json() == made.json()

    match = caseworker | {"If-Match": made.headers["ETag"]}
    replaced = api.put(address, json={"address_protected": False}, headers=match)
    assert (replaced.status_code, replaced.headers["ETag"]) == (200, '"2"')
    assert replaced.json()["address_protected"] is False
    assert replaced.json()["birth_on"] == "1948-12-25"
    again = api.put(address, json={"address_protected": True}, headers=match)
    assert (again.status_code, again.json()["code"]) == (412, "citizen_stale")


def test_opens_an_identity_for_a_reason(api: TestClient, caseworker: Headers) -> None:
    body = {"cpr": "2512489996", "full_name": "Nancy Ann Prøve", "birth_on": "1948-12-24"}
    made = api.post("/v1/citizens", json=body, headers=caseworker)

    address = f"{made.headers['Location']}/identity-openings"
    answer = api.post(address, json=REASON, headers=caseworker)

    assert answer.json() == {
        "citizen_id": made.json()["id"],
        "cpr": "251248-9996",
        "replacement_number": None,
        "full_name": "Nancy Ann Prøve",
        "birth_on": "1948-12-24",
        "address_protected": False,
    }
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("given", "shown", "born"),
    [
        ({"cpr": WITHOUT_CPR}, "610190-1234", "1990-01-01"),
        ({"replacement_number": "6101901234"}, "610190-1234", "1990-01-01"),
        ({"replacement_number": "f-123456"}, "F123456", None),
        ({"full_name": "Ukendt dreng"}, None, None),
    ],
)
def test_keeps_citizens_without_cpr(
    api: TestClient, caseworker: Headers, given: dict[str, str], shown: str, born: str
) -> None:
    made = api.post("/v1/citizens", json=given, headers=caseworker)

    assert (made.json()["has_cpr"], made.json()["birth_on"]) == (False, born)
    identity = opened(api, made.headers["Location"], caseworker)
    assert (identity["cpr"], identity["replacement_number"]) == (None, shown)
    assert identity["full_name"] == given.get("full_name")


def test_says_anew_who_a_citizen_is(api: TestClient, caseworker: Headers, session: Session) -> None:
    citizen = make_citizen(session, ANDERS, full_name="Anders Prøve")
    address = f"/v1/citizens/{citizen.id}"
    match = caseworker | {"If-Match": '"1"'}

    without_match = api.put(f"{address}/identity", json={"cpr": BODIL}, headers=caseworker)
    replaced = api.put(f"{address}/identity", json={"cpr": BODIL}, headers=match)

    assert without_match.status_code == 428
    assert (replaced.status_code, replaced.json()["version"]) == (200, 2)
    assert replaced.json()["birth_on"] == "1980-02-02"
    identity = opened(api, address, caseworker)
    assert (identity["cpr"], identity["full_name"]) == ("020280-2345", None)
    search = REASON | {"cpr": ANDERS}
    found = api.post("/v1/citizen-searches", json=search, headers=caseworker)
    assert found.json() == {"citizen": None}


def test_the_same_identity_may_be_sent_again(
    api: TestClient, caseworker: Headers, session: Session
) -> None:
    address = f"/v1/citizens/{make_citizen(session, NANCY).id}/identity"
    body = {"cpr": NANCY, "full_name": "Nancy Ann Berggren"}

    assert api.put(address, json=body, headers=caseworker | {"If-Match": "*"}).status_code == 200


def test_a_number_is_here_once_and_who_met_it_is_noted(
    api: TestClient, actors: Actors, session: Session, caseworker: Headers
) -> None:
    there = make_citizen(session, NANCY)
    other = make_citizen(session, ANDERS)
    by_key = caseworker | {"Idempotency-Key": "the-same"}
    body = {"cpr": "2512489996"}

    made = api.post("/v1/citizens", json=body, headers=by_key)
    again = api.post("/v1/citizens", json=body, headers=by_key)
    changed = api.put(
        f"/v1/citizens/{other.id}/identity", json=body, headers=caseworker | {"If-Match": "*"}
    )

    for answer in (made, again, changed):
        assert (answer.status_code, answer.json()["code"]) == (409, "citizen_already_there")
        assert str(there.id) in answer.json()["detail"]
    assert "Idempotency-Replayed" not in again.headers
    address = f"/v1/citizens/{there.id}/lookups"
    lookups = api.get(address, headers=actors.headers(Role.STAFF_UNIT)).json()["items"]
    assert [(each["kind"], each["purpose"]) for each in lookups] == [
        ("already_there", "create_citizen"),
        ("already_there", "create_citizen"),
        ("already_there", "replace_identity"),
    ]
    assert api.get(f"/v1/citizens/{other.id}", headers=caseworker).json()["version"] == 1


@pytest.mark.parametrize("form", ["251248-9996", "2512489996"])
def test_searches_by_the_whole_number_in_any_form(
    api: TestClient, caseworker: Headers, session: Session, form: str
) -> None:
    citizen = make_citizen(session, NANCY)

    answer = api.post("/v1/citizen-searches", json=REASON | {"cpr": form}, headers=caseworker)

    assert answer.json()["citizen"]["id"] == str(citizen.id)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "number", [{"cpr": "251248-9997"}, {"cpr": "851248-9996"}, {"replacement_number": "F123456"}]
)
def test_finds_nobody_by_another_number(
    api: TestClient, caseworker: Headers, session: Session, number: dict[str, str]
) -> None:
    make_citizen(session, NANCY)

    answer = api.post("/v1/citizen-searches", json=REASON | number, headers=caseworker)

    assert (answer.status_code, answer.json()) == (200, {"citizen": None})


def test_finds_who_has_no_cpr_by_the_number_that_stands_in(
    api: TestClient, caseworker: Headers
) -> None:
    made = api.post("/v1/citizens", json={"replacement_number": "F123456"}, headers=caseworker)
    search = REASON | {"replacement_number": "f 123 456"}

    answer = api.post("/v1/citizen-searches", json=search, headers=caseworker)

    assert answer.json()["citizen"] == made.json()


@pytest.mark.parametrize(
    ("path", "body", "code", "pointer"),
    [
        ("citizens", {"cpr": "301390-1234"}, "cpr_invalid", "/cpr"),
        ("citizens", {}, "identity_missing", "/cpr"),
        ("citizens", {"replacement_number": NANCY}, "replacement_number_is_cpr", None),
        ("citizens", {"cpr": NANCY, "replacement_number": "F1234"}, "two_numbers", None),
        ("citizens", {"cpr": "010118-4123"}, "birth_in_future", "/birth_on"),
        ("citizens", {"full_name": "A", "birth_on": "2017-09-28"}, "birth_in_future", "/birth_on"),
        ("citizens", {"cpr": NANCY, "synthetic": True}, "extra_forbidden", "/synthetic"),
        ("citizen-searches", REASON, "number_missing", "/cpr"),
        ("citizen-searches", REASON | {"cpr": "251248"}, "cpr_invalid", "/cpr"),
        ("citizen-searches", {"cpr": NANCY}, "missing", "/purpose"),
        ("citizen-searches", {"cpr": NANCY, "purpose": " "}, "value_error", "/purpose"),
        ("citizen-searches", {"cpr": NANCY, "purpose": NANCY}, "purpose_names_cpr", "/purpose"),
    ],
)
def test_names_the_field_at_fault_and_never_the_number(
    api: TestClient, caseworker: Headers, path: str, body: object, code: str, pointer: str | None
) -> None:
    answer = api.post(f"/v1/{path}", json=body, headers=caseworker)

    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert fault["code"] == code
    assert fault["pointer"] == (pointer or "/replacement_number")
    assert "9996" not in answer.text
    assert "1234" not in answer.text


def test_an_opening_needs_a_purpose(api: TestClient, caseworker: Headers, session: Session) -> None:
    address = f"/v1/citizens/{make_citizen(session).id}/identity-openings"

    refused = api.post(address, json={}, headers=caseworker)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/purpose")


def test_the_advisor_opens_an_identity_and_changes_nothing(
    api: TestClient, actors: Actors, session: Session
) -> None:
    advisor = actors.headers(Role.CITIZENS_ADVISOR)
    address = f"/v1/citizens/{make_citizen(session).id}"

    assert api.get(address, headers=advisor).json()["may"] == ["open_identity"]
    assert opened(api, address, advisor)["cpr"] == NANCY
    body = {"address_protected": True}
    match = advisor | {"If-Match": "*"}
    assert api.put(address, json=body, headers=match).status_code == 403
    assert api.post("/v1/citizens", json={"cpr": ANDERS}, headers=advisor).status_code == 403


def test_who_has_no_right_meets_nobody(api: TestClient, actors: Actors, session: Session) -> None:
    address = f"/v1/citizens/{make_citizen(session).id}"
    secretary = actors.headers(Role.COMMITTEE_SECRETARY)
    search = REASON | {"cpr": NANCY}

    for headers, status in ((secretary, 403), ({}, 401)):
        answers = [
            api.get(address, headers=headers),
            api.get(f"{address}/lookups", headers=headers),
            api.post(f"{address}/identity-openings", json=REASON, headers=headers),
            api.post("/v1/citizen-searches", json=search, headers=headers),
            api.post("/v1/citizens", json={"cpr": NANCY}, headers=headers),
        ]
        assert {answer.status_code for answer in answers} == {status}


def test_a_client_that_only_reads_learns_no_identity(
    api: TestClient, actors: Actors, session: Session
) -> None:
    reader = actors.client(Scope.CITIZENS_READ)
    address = f"/v1/citizens/{make_citizen(session).id}"

    assert api.get(address, headers=reader).json()["may"] == []
    answer = api.post(f"{address}/identity-openings", json=REASON, headers=reader)
    assert answer.status_code == 403


def test_an_unknown_id_is_not_found(api: TestClient, caseworker: Headers) -> None:
    address = f"/v1/citizens/{uuid4()}"

    shown = api.get(address, headers=caseworker)
    assert (shown.status_code, shown.json()["code"]) == (404, "citizen_not_found")
    answer = api.post(f"{address}/identity-openings", json=REASON, headers=caseworker)
    assert answer.status_code == 404


def test_there_is_no_list_of_citizens(api: TestClient, actors: Actors) -> None:
    assert api.get("/v1/citizens", headers=actors.headers(Role.ADMIN)).status_code == 405
