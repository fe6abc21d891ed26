"""Parties: everybody who reads plans reads them, who writes plans anywhere writes them."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role, Scope
from tests.api.plans.makers import make_involvement, make_party
from tests.factories import UNKNOWN_ID, Actors, make_plan, make_unit

BODY: dict[str, object] = {
    "name": "Socialudvalget",
    "kind": "committee",
    "aliases": ["Socialudvalgte", "Udvalget"],
}


def test_creates_reads_replaces_and_deletes(
    api: TestClient, actors: Actors, session: Session
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, make_unit(session))

    made = api.post("/v1/parties", json=BODY, headers=staff)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert made.json()["aliases"] == ["Socialudvalgte", "Udvalget"]
    assert api.get(address, headers=staff).json() == made.json()

    replaced = api.put(
        address, json=BODY | {"note": "Stående udvalg"}, headers=staff | {"If-Match": '"1"'}
    )
    assert (replaced.status_code, replaced.json()["note"]) == (200, "Stående udvalg")
    history = api.get(f"{address}/history", headers=staff).json()["items"]
    assert [change["act"] for change in history] == ["create_party", "replace_party"]

    assert api.delete(address, headers=staff | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=staff).status_code == 404


def test_who_writes_plans_elsewhere_may_write_them_too(
    api: TestClient, actors: Actors, session: Session
) -> None:
    party = make_party(session, unit_id=make_unit(session).id)
    elsewhere = make_unit(session, name="Borgercenter Børn og Unge")
    manager = actors.headers(Role.CENTRE_MANAGER, elsewhere)

    shown = api.get(f"/v1/parties/{party.id}", headers=manager)
    replaced = api.put(
        f"/v1/parties/{party.id}", json=BODY, headers=manager | {"If-Match": shown.headers["ETag"]}
    )

    assert (shown.json()["may"], replaced.status_code) == (["replace", "delete"], 200)


def test_a_reader_may_not_write(api: TestClient, actors: Actors, session: Session) -> None:
    party = make_party(session)
    caseworker = actors.headers(Role.CASEWORKER, make_unit(session))

    shown = api.get(f"/v1/parties/{party.id}", headers=caseworker)
    made = api.post("/v1/parties", json=BODY, headers=caseworker)

    assert (shown.status_code, shown.json()["may"]) == (200, [])
    assert (made.status_code, made.json()["code"]) == (403, "not_allowed")


def test_a_client_without_plans_may_not_read(api: TestClient, actors: Actors) -> None:
    client = actors.client(Scope.UNITS_READ)

    assert api.get("/v1/parties", headers=client).status_code == 403


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ("", ["Deloitte", "Eva Stokbro Jensen", "Genopretningsteamet"]),
        ("kind=consultancy", ["Deloitte"]),
        ("q=KONTORCHEF", ["Eva Stokbro Jensen"]),
        ("q=et genopretningsteam", ["Genopretningsteamet"]),
        ("q=%25", []),
    ],
)
def test_finds_by_kind_and_words_in_order_of_name(
    api: TestClient, actors: Actors, session: Session, filters: str, names: list[str]
) -> None:
    make_party(session, name="Genopretningsteamet", aliases=["et genopretningsteam", "teamet"])
    make_party(session, name="Eva Stokbro Jensen", kind="person", title="Kontorchef")
    make_party(session, name="Deloitte", kind="consultancy")
    reader = actors.headers(Role.CASEWORKER, make_unit(session))

    found = api.get(f"/v1/parties?{filters}", headers=reader).json()["items"]

    assert [party["name"] for party in found] == names


def test_finds_the_party_that_is_a_unit(api: TestClient, actors: Actors, session: Session) -> None:
    unit = make_unit(session)
    make_party(session)
    own = make_party(session, unit_id=unit.id)
    reader = actors.headers(Role.CASEWORKER, unit)

    found = api.get(f"/v1/parties?unit={unit.id}", headers=reader).json()["items"]

    assert [party["id"] for party in found] == [str(own.id)]


def test_keeps_who_takes_part_in_a_plan(api: TestClient, actors: Actors, session: Session) -> None:
    unit, party = make_unit(session), make_party(session)
    make_involvement(session, make_plan(session, unit), party)
    staff = actors.headers(Role.STAFF_UNIT, unit)

    answer = api.delete(f"/v1/parties/{party.id}", headers=staff | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "party_has_history")


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("name", " ", "/name"),
        ("name", "NUL\x00", "/name"),
        ("kind", "friend", "/kind"),
        ("aliases", [""], "/aliases/0"),
        ("unit_id", UNKNOWN_ID, "/unit_id"),
        ("colour", "red", "/colour"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, actors: Actors, session: Session, field: str, value: object, pointer: str
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, make_unit(session))

    answer = api.post("/v1/parties", json=BODY | {field: value}, headers=staff)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_an_unknown_id_is_not_found(api: TestClient, actors: Actors, session: Session) -> None:
    reader = actors.headers(Role.CASEWORKER, make_unit(session))

    answer = api.get(f"/v1/parties/{uuid4()}", headers=reader)

    assert (answer.status_code, answer.json()["code"]) == (404, "party_not_found")
