"""What a system may be called, and what it may call a case; and what an address can hold."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.tables import CaseReference
from tests.api.casework.by_reference.makers import (
    address,
    batch,
    case,
    item,
    outcomes,
    put,
    refused,
)
from tests.factories import Headers

pytestmark = pytest.mark.usefixtures("case_type")

STRANGE = [
    "27.18.00-Ø02-1-10",
    "2017/55",
    "a/b//c/",
    "50% æøå ÆØÅ",
    "?x=1#y&z",
    "%2F",
    "+ +",
    "history",
    "…/timeline",
    '"\\;:,',
    "𝔖",
    "x" * 250,
]


@pytest.mark.parametrize("reference", STRANGE)
def test_a_reference_may_be_written_as_the_system_writes_it(
    api: TestClient, system: Headers, session: Session, reference: str
) -> None:
    made = put(api, system, reference)
    again = put(api, system, reference)
    read = api.get(address(reference), headers=system)
    in_batch = batch(api, system, item() | {"reference": reference})

    assert [made.status_code, again.status_code, read.status_code] == [201, 200, 200], made.text
    assert outcomes(in_batch) == ["unchanged"]
    assert session.exec(select(CaseReference)).one().reference == reference
    assert read.json()["references"] == [{"system": "esdh", "reference": reference}]


def test_a_slash_need_not_be_encoded_in_a_reference(api: TestClient, system: Headers) -> None:
    made = put(api, system, "2017/55")

    answer = api.get("/v1/cases/by-reference/esdh/2017/55", headers=system)

    assert (made.status_code, answer.json()["id"]) == (201, made.json()["id"])


@pytest.mark.parametrize("name", ["KMD Nova", "sag/øst", "100%"])
def test_a_system_may_be_called_so_too(api: TestClient, system: Headers, name: str) -> None:
    made = api.put(address("1/2", name), json=case(), headers=system)
    answer = api.get(address("1/2", name), headers=system)

    assert (made.status_code, answer.status_code) == (201, 200), made.text
    assert answer.json()["references"] == [{"system": name, "reference": "1/2"}]


def test_names_are_kept_in_one_form(api: TestClient, system: Headers) -> None:
    decomposed, spaced = "Sag A\u030a", "  Sag Å "

    answers = [put(api, system, name) for name in ("Sag Å", decomposed, spaced)]
    in_batch = batch(api, system, item() | {"reference": decomposed})

    assert [each.status_code for each in answers] == [201, 200, 200]
    assert outcomes(in_batch) == ["unchanged"]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("a%00b", "text_unreadable"),
        ("a%1Bb", "text_unreadable"),
        ("a%C2%85b", "text_unreadable"),
        ("a%E2%80%A8b", "text_unreadable"),
        ("%FF", "text_unreadable"),
        ("%C3", "text_unreadable"),
        ("x" * 251, "text_too_long"),
        ("%20", "name_missing"),
        ("", "name_missing"),
    ],
)
def test_a_reference_that_can_t_be_kept_is_refused(
    api: TestClient, system: Headers, session: Session, reference: str, code: str
) -> None:
    place = f"/v1/cases/by-reference/esdh/{reference}"

    written = api.put(place, json=case(), headers=system)
    read = api.get(place, headers=system)

    for answer in (written, read):
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert answer.json()["errors"][0]["pointer"] == "reference"
    assert session.exec(select(CaseReference)).all() == []


@pytest.mark.parametrize("name", ["a%0Ab", "x" * 251, "%20"])
def test_a_system_that_can_t_be_kept_is_refused(
    api: TestClient, system: Headers, name: str
) -> None:
    answer = api.put(f"/v1/cases/by-reference/{name}/1", json=case(), headers=system)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "system"


def test_a_batch_refuses_names_that_can_t_be_kept_one_by_one(
    api: TestClient, system: Headers
) -> None:
    bad = [item() | {"reference": "a\nb"}, item() | {"system": "a\x1bb"}, item(2)]

    done = batch(api, system, *bad, on_refusal="skip")

    assert outcomes(done) == ["refused", "refused", "created"]
    assert refused(done) == {
        ("/items/0/reference", "text_unreadable"),
        ("/items/1/system", "text_unreadable"),
    }


def test_a_reference_is_no_place_for_the_number_of_its_citizen(
    api: TestClient, system: Headers
) -> None:
    answer = put(api, system, "010180-1234", cpr="0101801234")
    missing = api.get(address("010180-1234"), headers=system)

    assert (answer.status_code, answer.json()["code"]) == (422, "cpr_shown")
    assert answer.json()["errors"][0]["pointer"] == "reference"
    assert "1234" not in answer.text + missing.text


def test_nobody_is_found_under_a_name_that_no_case_has(api: TestClient, system: Headers) -> None:
    answer = api.get(address("S2017-9"), headers=system)

    assert (answer.status_code, answer.json()["code"]) == (404, "case_not_found")
    assert answer.json()["detail"] == "There is no case esdh S2017-9."


def test_a_name_is_written_and_read_and_nothing_else(api: TestClient, system: Headers) -> None:
    put(api, system, "2017/55")

    head = api.head(address("2017/55"), headers=system)
    other = api.delete(address("2017/55"), headers=system)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == api.get(address("2017/55"), headers=system).headers["ETag"]
    assert (other.status_code, other.json()["code"]) == (405, "method_not_allowed")
    assert {"GET", "PUT"} <= set(other.headers["Allow"].split(", "))
