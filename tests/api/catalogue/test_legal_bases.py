"""Legal bases over HTTP, with what followed them."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role, Scope
from tests.api.catalogue.makers import make_case_type, make_legal_basis, make_type_basis
from tests.factories import UNKNOWN_ID, Actors, Headers, make_unit

BARNETS_LOV_STARTS = date(2024, 1, 1)
BODY = {
    "act": "Barnets lov",
    "act_short": "barnets lov",
    "section": "§ 86",
    "subject_da": "Merudgifter, børn",
    "subject_en": "Additional costs, children",
    "valid_from": "2024-01-01",
}
BL = {"act": "Barnets lov", "act_short": "barnets lov", "valid_from": BARNETS_LOV_STARTS}


@pytest.fixture
def keeper(actors: Actors) -> Headers:
    return actors.headers(Role.STAFF_UNIT)


def test_creates_reads_replaces_and_deletes(api: TestClient, keeper: Headers) -> None:
    made = api.post("/v1/legal-bases", json=BODY, headers=keeper)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert (made.json()["text"], made.json()["successor"]) == ("barnets lov § 86", None)
    assert api.get(address, headers=keeper).json() == made.json()

    changed = BODY | {"source": "lovguiden.dk § 86"}
    replaced = api.put(address, json=changed, headers=keeper | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["version"]) == (200, 2)
    assert len(api.get(f"{address}/history", headers=keeper).json()["items"]) == 2

    assert api.delete(address, headers=keeper | {"If-Match": '"2"'}).status_code == 204


def test_a_section_shows_what_followed_it_and_what_it_followed(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    new = make_legal_basis(session, "§ 86", **BL)
    old = make_legal_basis(session, valid_until=BARNETS_LOV_STARTS, successor_id=new.id)

    items = api.get("/v1/legal-bases", headers=keeper).json()["items"]

    of_text = {item["text"]: item for item in items}
    assert of_text["barnets lov § 86"]["predecessors"] == [{"id": str(old.id), "text": "SEL § 41"}]
    assert of_text["SEL § 41"]["successor"] == {"id": str(new.id), "text": "barnets lov § 86"}
    assert of_text["SEL § 41"]["predecessors"] == []


def test_a_caseworker_reads_and_may_not_write(
    api: TestClient, actors: Actors, session: Session
) -> None:
    basis = make_legal_basis(session)
    caseworker = actors.headers(Role.CASEWORKER, make_unit(session))

    shown = api.get(f"/v1/legal-bases/{basis.id}", headers=caseworker)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    assert api.post("/v1/legal-bases", json=BODY, headers=caseworker).status_code == 403


def test_a_client_without_the_scope_reads_nothing(api: TestClient, actors: Actors) -> None:
    assert api.get("/v1/legal-bases", headers=actors.client(Scope.PLANS_READ)).status_code == 403


def test_filters_by_act_by_day_and_by_words(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    new = make_legal_basis(session, "§ 86", subject_da="Merudgifter, børn", **BL)
    make_legal_basis(session, valid_until=BARNETS_LOV_STARTS, successor_id=new.id)
    make_legal_basis(session, "§ 100", subject_da="Merudgifter, voksne")

    def texts(**params: str) -> set[str]:
        items = api.get("/v1/legal-bases", params=params, headers=keeper).json()["items"]
        return {item["text"] for item in items}

    assert texts(act_short="SEL") == {"SEL § 100", "SEL § 41"}
    assert texts(as_of="2023-12-31") == {"SEL § 100", "SEL § 41"}
    assert texts(as_of="2024-01-01") == {"SEL § 100", "barnets lov § 86"}
    assert texts(q="VOKSNE") == {"SEL § 100"}


def test_refuses_a_successor_that_began_earlier(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    old = make_legal_basis(session, valid_from=date(1998, 7, 1))

    answer = api.post("/v1/legal-bases", json=BODY | {"successor_id": str(old.id)}, headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (422, "successor_begins_earlier")
    assert answer.json()["errors"][0]["pointer"] == "/successor_id"


def test_a_section_can_not_be_made_to_begin_before_what_it_followed(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    new = make_legal_basis(session, "§ 86", **BL)
    make_legal_basis(session, valid_from=date(1998, 7, 1), successor_id=new.id)

    answer = api.put(
        f"/v1/legal-bases/{new.id}",
        json=BODY | {"valid_from": "1997-01-01"},
        headers=keeper | {"If-Match": "*"},
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "successor_begins_earlier")
    assert answer.json()["errors"][0]["pointer"] == "/valid_from"


def test_refuses_a_circle(api: TestClient, keeper: Headers, session: Session) -> None:
    third = make_legal_basis(session, "§ 3")
    second = make_legal_basis(session, "§ 2", successor_id=third.id)
    first = make_legal_basis(session, "§ 1", successor_id=second.id)

    for successor in (first, second, third):
        answer = api.put(
            f"/v1/legal-bases/{third.id}",
            json=BODY | {"successor_id": str(successor.id)},
            headers=keeper | {"If-Match": "*"},
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "legal_basis_follows_itself")


def test_keeps_a_section_that_a_case_type_is_decided_by(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    basis = make_legal_basis(session)
    make_type_basis(session, make_case_type(session), basis)

    answer = api.delete(f"/v1/legal-bases/{basis.id}", headers=keeper | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "legal_basis_has_history")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("section", ""),
        ("act_short", None),
        ("valid_from", "2024-13-01"),
        ("successor_id", UNKNOWN_ID),
        ("paragraph", "§ 1"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, keeper: Headers, field: str, value: object
) -> None:
    answer = api.post("/v1/legal-bases", json=BODY | {field: value}, headers=keeper)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


def test_refuses_a_section_that_ends_before_it_begins(api: TestClient, keeper: Headers) -> None:
    answer = api.post("/v1/legal-bases", json=BODY | {"valid_until": "2024-01-01"}, headers=keeper)

    assert answer.status_code == 422
    assert "valid_until must lie after valid_from" in answer.json()["detail"]


def test_refuses_a_section_twice(api: TestClient, keeper: Headers, session: Session) -> None:
    make_legal_basis(session, "§ 86", **BL)

    answer = api.post("/v1/legal-bases", json=BODY, headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_there")


def test_an_unknown_id_is_not_found(api: TestClient, keeper: Headers) -> None:
    answer = api.get(f"/v1/legal-bases/{UNKNOWN_ID}", headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (404, "legal_basis_not_found")
