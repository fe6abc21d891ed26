"""Every look at who a citizen is leaves a note: who, when, in which role, and what for."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.citizens.tables import Citizen, CitizenLookup
from api.people.rules import Role, Scope
from tests.api.citizens.makers import NANCY, make_citizen
from tests.factories import Actors, Headers, make_person, make_unit

REASON = {"purpose": "Klage over afslag"}


@pytest.fixture
def citizen(session: Session) -> Citizen:
    return make_citizen(session, NANCY)


@pytest.fixture
def staff(actors: Actors) -> Headers:
    return actors.headers(Role.STAFF_UNIT)


def test_a_search_and_an_opening_are_noted_with_their_purpose(
    api: TestClient, actors: Actors, session: Session, citizen: Citizen, staff: Headers
) -> None:
    person, unit = make_person(session, "mia"), make_unit(session)
    actors.grant(person, Role.COMMITTEE_SECRETARY)
    mia = actors.headers(Role.CASEWORKER, unit, person=person)
    address = f"/v1/citizens/{citizen.id}"

    api.post("/v1/citizen-searches", json=REASON | {"cpr": NANCY}, headers=mia)
    api.post(f"{address}/identity-openings", json={"purpose": "Brev"}, headers=mia)

    search, opening = api.get(f"{address}/lookups", headers=staff).json()["items"]
    assert (search["kind"], search["purpose"]) == ("search", "Klage over afslag")
    assert (opening["kind"], opening["purpose"]) == ("identity_opened", "Brev")
    assert search["at"] <= opening["at"]
    assert (opening["actor_name"], opening["actor_id"]) == ("Prøve Mia", str(person.id))
    assert opening["roles"] == [{"role": "caseworker", "unit_id": str(unit.id)}]


def test_a_client_is_noted_with_its_unit(
    api: TestClient, actors: Actors, session: Session, citizen: Citizen, staff: Headers
) -> None:
    unit = make_unit(session)
    system = actors.client(Scope.CITIZENS_IDENTIFY, unit_id=unit.id)
    address = f"/v1/citizens/{citizen.id}"

    api.post(f"{address}/identity-openings", json=REASON, headers=system)

    [lookup] = api.get(f"{address}/lookups", headers=staff).json()["items"]
    assert lookup["actor_kind"] == "client"
    assert lookup["roles"] == [{"role": "system", "unit_id": str(unit.id)}]


def test_a_search_that_finds_nobody_is_noted_too(
    api: TestClient, actors: Actors, session: Session
) -> None:
    search = REASON | {"cpr": NANCY}
    api.post("/v1/citizen-searches", json=search, headers=actors.headers(Role.CASEWORKER))

    [lookup] = session.exec(select(CitizenLookup)).all()
    assert (lookup.citizen_id, lookup.kind, lookup.purpose) == (None, "search", REASON["purpose"])


def test_a_refused_look_leaves_no_note(
    api: TestClient, actors: Actors, session: Session, citizen: Citizen
) -> None:
    address = f"/v1/citizens/{citizen.id}/identity-openings"
    api.post(address, json={"purpose": NANCY}, headers=actors.headers(Role.CASEWORKER))

    assert session.exec(select(CitizenLookup)).all() == []


def test_each_showing_is_noted_also_under_one_key(
    api: TestClient, actors: Actors, session: Session, citizen: Citizen
) -> None:
    by_key = actors.headers(Role.CASEWORKER) | {"Idempotency-Key": "one-key"}
    address = f"/v1/citizens/{citizen.id}/identity-openings"

    first = api.post(address, json=REASON, headers=by_key)
    again = api.post(address, json=REASON, headers=by_key)

    assert first.json() == again.json()
    assert "Idempotency-Replayed" not in again.headers
    assert len(session.exec(select(CitizenLookup)).all()) == 2


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.CENTRE_MANAGER, Role.CITIZENS_ADVISOR])
def test_only_auditors_read_who_looked(
    api: TestClient, actors: Actors, citizen: Citizen, role: Role
) -> None:
    address = f"/v1/citizens/{citizen.id}/lookups"

    assert api.get(address, headers=actors.headers(role)).status_code == 403


def test_look_ups_page(api: TestClient, actors: Actors, citizen: Citizen, staff: Headers) -> None:
    caseworker = actors.headers(Role.CASEWORKER)
    address = f"/v1/citizens/{citizen.id}"
    for purpose in ("Første", "Anden", "Tredje"):
        body = {"purpose": purpose}
        api.post(f"{address}/identity-openings", json=body, headers=caseworker)

    page = api.get(f"{address}/lookups", params={"limit": 2}, headers=staff)
    rest = api.get(page.links["next"]["url"], headers=staff).json()

    assert [each["purpose"] for each in page.json()["items"]] == ["Første", "Anden"]
    assert [each["purpose"] for each in rest["items"]] == ["Tredje"]


@pytest.mark.parametrize(
    "statement", ["UPDATE citizen_lookups SET purpose = 'another'", "DELETE FROM citizen_lookups"]
)
def test_the_application_may_not_rewrite_who_looked(engine: Engine, statement: str) -> None:
    with engine.connect() as connection, pytest.raises(ProgrammingError, match="permission"):
        connection.execute(text(statement))


def test_what_the_advisor_looks_for_is_told_to_nobody(
    api: TestClient, session: Session, actors: Actors
) -> None:
    citizen = make_citizen(session)
    advisor = actors.headers(Role.CITIZENS_ADVISOR)
    opened = api.post(
        f"/v1/citizens/{citizen.id}/identity-openings",
        json={"purpose": "Undersøger afdeling 2"},
        headers=advisor,
    )
    assert opened.status_code == 200

    staff = actors.headers(Role.STAFF_UNIT)
    [lookup] = api.get(f"/v1/citizens/{citizen.id}/lookups", headers=staff).json()["items"]
    log = api.get("/v1/change-log", headers=actors.headers(Role.ADMIN))

    assert (lookup["kind"], lookup["purpose"]) == ("identity_opened", None)
    assert log.status_code == 200
    assert "Undersøger" not in log.text
