"""Roles that are given to people, over HTTP: nobody hands out more than they have."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from api.people.tables import Person
from tests.factories import UNKNOWN_ID, Actors, Headers, make_person, make_unit


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def person(session: Session) -> Person:
    return make_person(session, "leder")


@pytest.fixture
def admin(actors: Actors) -> Headers:
    return actors.headers(Role.ADMIN)


def body_of(person: Person, unit: Unit | None = None, **fields: object) -> dict[str, object]:
    return {
        "person_id": str(person.id),
        "role": "department_leader",
        "unit_id": str(unit.id) if unit else None,
        "valid_from": "2017-09-01",
    } | fields


def test_gives_reads_replaces_and_takes_back(
    api: TestClient, actors: Actors, admin: Headers, person: Person, unit: Unit
) -> None:
    signed_in = actors.sign_in(person)
    made = api.post("/v1/role-grants", json=body_of(person, unit), headers=admin)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert api.get(address, headers=admin).json() == made.json()
    assert (made.json()["person_name"], made.json()["unit_name"]) == ("Prøve Leder", unit.name)
    assert "status:write" in api.get("/v1/me", headers=signed_in).json()["may"]

    over = body_of(person, unit, valid_until="2017-09-27")
    replaced = api.put(address, json=over, headers=admin | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["valid_until"]) == (200, "2017-09-27")
    assert api.get("/v1/me", headers=signed_in).json()["may"] == []
    [first, _] = api.get(f"{address}/history", headers=admin).json()["items"]
    assert first["act"] == "create_role_grant"
    assert api.delete(address, headers=admin | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=admin).status_code == 404


def test_filters_by_person_role_and_unit(
    api: TestClient, actors: Actors, admin: Headers, person: Person, unit: Unit, session: Session
) -> None:
    other = make_person(session, "anden")
    mine = actors.grant(person, Role.CASEWORKER, unit)
    theirs = actors.grant(other, Role.AREA_MANAGER)

    def found(**params: str) -> list[str]:
        items = api.get("/v1/role-grants", params=params, headers=admin).json()["items"]
        return [item["id"] for item in items]

    assert found(person=str(person.id)) == [str(mine.id)]
    assert found(role="area_manager") == [str(theirs.id)]
    assert found(unit=str(unit.id)) == [str(mine.id)]


def test_a_local_admin_gives_roles_in_the_own_units_only(
    api: TestClient, actors: Actors, person: Person, unit: Unit, session: Session
) -> None:
    under = make_unit(session, name="Afdeling 1", parent_id=unit.id)
    elsewhere = make_unit(session, name="Andet center")
    local = actors.headers(Role.ADMIN, unit)

    def given(where: Unit | None) -> int:
        body = body_of(person, where)
        return api.post("/v1/role-grants", json=body, headers=local).status_code

    assert (given(unit), given(under)) == (201, 201)
    assert (given(elsewhere), given(None)) == (403, 403)


def test_a_grant_elsewhere_is_neither_changed_nor_taken_nor_moved_here(
    api: TestClient, actors: Actors, person: Person, unit: Unit, session: Session
) -> None:
    grant = actors.grant(person, Role.CASEWORKER, make_unit(session, name="Andet center"))
    local = actors.headers(Role.ADMIN, unit) | {"If-Match": "*"}
    address = f"/v1/role-grants/{grant.id}"

    assert api.get(address, headers=local).json()["may"] == []
    assert api.put(address, json=body_of(person, unit), headers=local).status_code == 403
    assert api.delete(address, headers=local).status_code == 403


def test_nobody_gives_a_role_with_rights_they_lack(
    api: TestClient, actors: Actors, person: Person
) -> None:
    narrow = actors.client(Scope.PEOPLE_READ, Scope.PEOPLE_WRITE)

    answer = api.post("/v1/role-grants", json=body_of(person, role="admin"), headers=narrow)

    assert (answer.status_code, answer.json()["code"]) == (403, "role_beyond_reach")
    assert answer.json()["errors"][0]["pointer"] == "/role"


def test_a_caseworker_reads_and_gives_nothing(
    api: TestClient, actors: Actors, person: Person, unit: Unit
) -> None:
    grant = actors.grant(person, Role.CASEWORKER, unit)
    caseworker = actors.headers(Role.CASEWORKER, unit)

    shown = api.get(f"/v1/role-grants/{grant.id}", headers=caseworker)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    refused = api.post("/v1/role-grants", json=body_of(person, unit), headers=caseworker)
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"person_id": UNKNOWN_ID}, "/person_id"),
        ({"unit_id": UNKNOWN_ID}, "/unit_id"),
        ({"role": "king"}, "/role"),
        ({"role": "system"}, "/role"),
        ({"valid_from": 0}, "/valid_from"),
        ({"valid_until": "2017-09-01"}, "/"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, admin: Headers, person: Person, fields: dict[str, object], pointer: str
) -> None:
    answer = api.post("/v1/role-grants", json=body_of(person) | fields, headers=admin)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_an_unknown_id_is_not_found(api: TestClient, admin: Headers) -> None:
    assert api.get(f"/v1/role-grants/{uuid4()}", headers=admin).status_code == 404


def test_nobody_changes_a_role_of_their_own(
    api: TestClient, actors: Actors, admin: Headers, person: Person
) -> None:
    until_tomorrow = body_of(person, role="admin", valid_until="2017-09-28")
    made = api.post("/v1/role-grants", json=until_tomorrow, headers=admin)
    own = actors.sign_in(person)

    longer = api.put(
        made.headers["Location"],
        json=until_tomorrow | {"valid_until": None},
        headers=own | {"If-Match": "*"},
    )
    another = api.post("/v1/role-grants", json=body_of(person), headers=own)

    assert [longer.status_code, another.status_code] == [403, 403]
    assert longer.json()["code"] == another.json()["code"] == "own_role"


def test_an_account_that_has_no_role_yet_is_not_taken_over(
    api: TestClient, actors: Actors, person: Person, unit: Unit
) -> None:
    keeper = actors.headers(Role.ADMIN, unit)
    password = {"password": "et-nyt-langt-kodeord"}

    answer = api.post(f"/v1/people/{person.id}/password", json=password, headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
