"""Case types over HTTP: it works, a colleague may, a stranger may not, bad input, unknown id."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.legal_bases.tables import LegalBasis
from api.people.rules import Role, Scope
from tests.api.catalogue.makers import make_case_type, make_legal_basis, make_type_basis
from tests.conftest import Statements
from tests.factories import UNKNOWN_ID, Actors, Headers, make_unit

BODY = {"code": "bpa", "name_da": "BPA", "name_en": "Citizen-controlled personal assistance"}


@pytest.fixture
def keeper(actors: Actors) -> Headers:
    return actors.headers(Role.STAFF_UNIT)


def test_creates_reads_replaces_and_deletes(api: TestClient, keeper: Headers) -> None:
    made = api.post("/v1/case-types", json=BODY, headers=keeper)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert made.json()["path"] == ["BPA"]
    assert api.get(address, headers=keeper).json() == made.json()

    changed = BODY | {"legal_text": "§ 96"}
    replaced = api.put(address, json=changed, headers=keeper | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["legal_text"]) == (200, "§ 96")

    [_, second] = api.get(f"{address}/history", headers=keeper).json()["items"]
    assert second["changed"] == [{"field": "legal_text", "before": None, "after": "§ 96"}]

    assert api.delete(address, headers=keeper | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=keeper).status_code == 404


def test_a_keeper_in_one_unit_keeps_the_whole_catalogue(
    api: TestClient, actors: Actors, session: Session
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, make_unit(session))

    assert api.post("/v1/case-types", json=BODY, headers=staff).status_code == 201


def test_a_caseworker_reads_and_may_not_write(
    api: TestClient, actors: Actors, session: Session
) -> None:
    case_type = make_case_type(session)
    caseworker = actors.headers(Role.CASEWORKER, make_unit(session))

    shown = api.get(f"/v1/case-types/{case_type.id}", headers=caseworker)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    refused = api.post("/v1/case-types", json=BODY, headers=caseworker)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


def test_a_client_without_the_scope_reads_nothing(api: TestClient, actors: Actors) -> None:
    assert api.get("/v1/case-types", headers=actors.client(Scope.PLANS_READ)).status_code == 403


def test_filters_by_parent_by_subtree_and_by_words(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    root = make_case_type(session, "hjælpemidler")
    child = make_case_type(session, "tekniske", parent_id=root.id)
    make_case_type(session, "kørestole", parent_id=child.id, legal_text="§ 113")
    make_case_type(session, "bilsager")

    def codes(**params: str) -> list[str]:
        items = api.get("/v1/case-types", params=params, headers=keeper).json()["items"]
        return [item["code"] for item in items]

    assert codes() == ["bilsager", "hjælpemidler", "kørestole", "tekniske"]
    assert codes(parent=str(root.id)) == ["tekniske"]
    assert codes(under=str(root.id)) == ["hjælpemidler", "kørestole", "tekniske"]
    assert codes(q="HJÆLPE") == ["hjælpemidler"]
    assert codes(q="§ 113") == ["kørestole"]
    assert codes(q="%") == []


def test_tells_the_path_with_one_query_for_all(
    api: TestClient, keeper: Headers, session: Session, statements: Statements
) -> None:
    root = make_case_type(session, "a")
    child = make_case_type(session, "b", parent_id=root.id)
    make_case_type(session, "c", parent_id=child.id)

    with statements() as seen:
        items = api.get("/v1/case-types", headers=keeper).json()["items"]

    assert [item["path"] for item in items] == [["A"], ["A", "B"], ["A", "B", "C"]]
    assert sum("FROM case_types" in sql for sql in seen) == 2


def test_refuses_a_circle(api: TestClient, keeper: Headers, session: Session) -> None:
    root = make_case_type(session, "root")
    leaf = make_case_type(session, "leaf", parent_id=root.id)

    for parent in (root, leaf):
        answer = api.put(
            f"/v1/case-types/{root.id}",
            json=BODY | {"parent_id": str(parent.id)},
            headers=keeper | {"If-Match": "*"},
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "case_type_under_itself")
        assert answer.json()["errors"][0]["pointer"] == "/parent_id"


def test_keeps_a_type_that_has_kinds(api: TestClient, keeper: Headers, session: Session) -> None:
    root = make_case_type(session, "root")
    make_case_type(session, "leaf", parent_id=root.id)

    answer = api.delete(f"/v1/case-types/{root.id}", headers=keeper | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "case_type_has_history")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", ""),
        ("name_da", None),
        ("parent_id", "x"),
        ("parent_id", UNKNOWN_ID),
        ("legal_basis_ids", [UNKNOWN_ID]),
        ("kle_number", "32.18.4"),
        ("kle_number", "32.18.04-G01"),
        ("kle", 1),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, keeper: Headers, field: str, value: object
) -> None:
    answer = api.post("/v1/case-types", json=BODY | {field: value}, headers=keeper)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


def test_refuses_a_code_twice(api: TestClient, keeper: Headers, session: Session) -> None:
    make_case_type(session, "bpa")

    answer = api.post("/v1/case-types", json=BODY, headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_there")


def test_an_unknown_id_is_not_found(api: TestClient, keeper: Headers) -> None:
    answer = api.get(f"/v1/case-types/{uuid4()}", headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (404, "case_type_not_found")


@pytest.fixture
def old_law(session: Session) -> LegalBasis:
    """SEL § 41, since 2024 barnets lov § 86."""
    starts = date(2024, 1, 1)
    new = make_legal_basis(session, "§ 86", act_short="barnets lov", valid_from=starts)
    return make_legal_basis(session, valid_until=starts, successor_id=new.id)


def test_a_type_shows_the_section_it_was_decided_by_and_what_followed_it(
    api: TestClient, keeper: Headers, old_law: LegalBasis
) -> None:
    kle = {"kle_number": "32.18.04", "kle_version": "2017"}
    body = BODY | kle | {"legal_basis_ids": [str(old_law.id)]}

    shown = api.post("/v1/case-types", json=body, headers=keeper).json()

    assert (shown["kle_number"], shown["kle_version"]) == ("32.18.04", "2017")
    assert shown["legal_basis_ids"] == [str(old_law.id)]
    [basis] = shown["legal_bases"]
    assert (basis["text"], basis["valid_from"], basis["valid_until"]) == (
        "SEL § 41",
        None,
        "2024-01-01",
    )
    assert basis["successor"] == {"id": str(old_law.successor_id), "text": "barnets lov § 86"}


def test_a_change_of_the_legal_bases_alone_counts_a_version(
    api: TestClient, keeper: Headers, old_law: LegalBasis, session: Session
) -> None:
    case_type = make_case_type(session, "merudgifter")
    address = f"/v1/case-types/{case_type.id}"
    body = BODY | {"code": "merudgifter", "name_da": "Merudgifter", "name_en": "Merudgifter"}
    both = {"legal_basis_ids": [str(old_law.id), str(old_law.successor_id)]}

    added = api.put(address, json=body | both, headers=keeper | {"If-Match": '"1"'})
    same = api.put(address, json=body | both, headers=keeper | {"If-Match": '"2"'})
    removed = api.put(address, json=body, headers=keeper | {"If-Match": '"2"'})

    texts = [basis["text"] for basis in added.json()["legal_bases"]]
    assert (added.json()["version"], texts) == (2, ["SEL § 41", "barnets lov § 86"])
    assert (same.json()["version"], same.json()["legal_bases"]) == (2, added.json()["legal_bases"])
    assert (removed.json()["version"], removed.json()["legal_bases"]) == (3, [])


def test_a_question_over_years_joins_predecessor_and_successor(
    api: TestClient, keeper: Headers, old_law: LegalBasis, session: Session
) -> None:
    other = make_legal_basis(session, "§ 41 a", successor_id=old_law.successor_id)
    before, since, beside = (make_case_type(session, code) for code in ("før", "siden", "andet"))
    make_type_basis(session, before, old_law)
    assert old_law.successor_id
    make_type_basis(session, since, session.get_one(LegalBasis, old_law.successor_id))
    make_type_basis(session, beside, other)

    def codes(basis_id: object) -> set[str]:
        answer = api.get(f"/v1/case-types?legal_basis={basis_id}", headers=keeper)
        return {item["code"] for item in answer.json()["items"]}

    assert codes(old_law.id) == {"før", "siden"}
    assert codes(old_law.successor_id) == {"før", "siden", "andet"}
    assert codes(UNKNOWN_ID) == set()


def test_a_type_goes_with_its_legal_bases(
    api: TestClient, keeper: Headers, old_law: LegalBasis, session: Session
) -> None:
    case_type = make_case_type(session)
    make_type_basis(session, case_type, old_law)

    answer = api.delete(f"/v1/case-types/{case_type.id}", headers=keeper | {"If-Match": "*"})

    assert answer.status_code == 204
    assert api.get(f"/v1/legal-bases/{old_law.id}", headers=keeper).status_code == 200
