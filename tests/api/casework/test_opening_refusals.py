"""What a careless or hostile hand can't open, and what opens all the same."""

from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from tests.factories import UNKNOWN_ID, Headers, make_person

# 250 characters of four bytes each, in no order that could be pressed together.
LONGEST = "".join(chr(0x20000 + at * 7919 % 40_000) for at in range(250))


@pytest.fixture
def body(unit: Unit, case_type: CaseType) -> dict[str, Any]:
    return {
        "unit_id": str(unit.id),
        "case_type_id": str(case_type.id),
        "received_on": "2017-08-16",
    }


def test_a_number_that_a_case_came_with_is_passed_over(
    api: TestClient, leader: Headers, body: dict[str, Any]
) -> None:
    first = api.post("/v1/cases", json=body, headers=leader).json()["number"]
    following = f"2017-{int(first.removeprefix('2017-')) + 1:07d}"
    api.post("/v1/cases", json=body | {"number": following}, headers=leader)

    opened = api.post("/v1/cases", json=body, headers=leader)

    assert opened.status_code == 201, opened.text
    assert opened.json()["number"] not in {first, following}


def test_the_longest_reference_is_kept(
    api: TestClient, leader: Headers, body: dict[str, Any]
) -> None:
    longest = {"system": LONGEST, "reference": LONGEST[::-1]}

    opened = api.post("/v1/cases", json=body | {"references": [longest]}, headers=leader)

    assert opened.status_code == 201, opened.text
    assert opened.json()["references"] == [longest]


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        (
            {"references": [{"system": "esdh", "reference": f"{LONGEST}x"}]},
            "/references/0/reference",
            "too_long",
        ),
        ({"variant": "gen\x00tagelse"}, "/variant", "value_error"),
        ({"caseworker_id": UNKNOWN_ID}, "/caseworker_id", "caseworker_unknown"),
    ],
)
def test_what_can_not_be_kept_is_refused_where_it_stands(
    api: TestClient,
    leader: Headers,
    session: Session,
    body: dict[str, Any],
    fields: dict[str, Any],
    pointer: str,
    code: str,
) -> None:
    answer = api.post("/v1/cases", json=body | fields, headers=leader)

    assert answer.status_code == 422, answer.text
    [fault] = answer.json()["errors"]
    assert (fault["pointer"], fault["code"]) == (pointer, code)
    assert session.exec(select(Case)).first() is None


def test_nobody_is_given_a_case_who_works_here_no_more(
    api: TestClient, leader: Headers, session: Session, body: dict[str, Any]
) -> None:
    person = make_person(session, "gaaet")
    person.active = False
    session.flush()

    answer = api.post("/v1/cases", json=body | {"caseworker_id": str(person.id)}, headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (422, "caseworker_not_active")
