"""Accounts of people over HTTP: who may open, change and take over which."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from api.settings import get_settings
from tests.factories import PASSWORD, Actors, Headers, make_person, make_unit

BODY = {"username": "leder", "full_name": "Prøve Leder", "password": "kodeord-for-leder"}
CONTENT = {"full_name": "Prøve Leder", "title": "Afdelingsleder"}
NEW_PASSWORD = "et-helt-nyt-kodeord"


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def admin(actors: Actors) -> Headers:
    return actors.headers(Role.ADMIN)


def sign_in(api: TestClient, username: str, password: str) -> int:
    body = {"username": username, "password": password}
    return api.post("/v1/sign-ins", json=body).status_code


def test_opens_reads_and_replaces_an_account(api: TestClient, admin: Headers) -> None:
    made = api.post("/v1/people", json=BODY, headers=admin)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert api.get(address, headers=admin).json() == made.json()
    assert sign_in(api, "leder", BODY["password"]) == 201

    replaced = api.put(address, json=CONTENT, headers=admin | {"If-Match": made.headers["ETag"]})
    assert (replaced.status_code, replaced.json()["title"]) == (200, "Afdelingsleder")
    [_, second] = api.get(f"{address}/history", headers=admin).json()["items"]
    assert [change["field"] for change in second["changed"]] == ["title"]


def test_keeps_people(api: TestClient, admin: Headers, session: Session) -> None:
    person = make_person(session, "leder")

    answer = api.delete(f"/v1/people/{person.id}", headers=admin | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "people_are_kept")


def test_finds_people_by_words_and_whether_they_are_active(
    api: TestClient, admin: Headers, session: Session
) -> None:
    make_person(session, "bente")
    make_person(session, "anne").active = False
    session.flush()

    def names(**params: str) -> list[str]:
        items = api.get("/v1/people", params=params, headers=admin).json()["items"]
        return [item["username"] for item in items]

    assert names(q="BENTE") == ["bente"]
    assert names(active="false") == ["anne"]
    assert names(active="true", q="prøve b") == ["bente"]
    assert names(active="true", q="anne") == []


def test_one_who_is_no_longer_active_is_signed_out(
    api: TestClient, actors: Actors, admin: Headers, session: Session
) -> None:
    person = make_person(session, "leder", password=PASSWORD)
    signed_in = actors.sign_in(person)
    address, current = f"/v1/people/{person.id}", admin | {"If-Match": "*"}
    assert api.get("/v1/me", headers=signed_in).status_code == 200

    api.put(address, json=CONTENT | {"active": False}, headers=current)
    assert api.get("/v1/me", headers=signed_in).status_code == 401
    assert sign_in(api, "leder", PASSWORD) == 401

    api.put(address, json=CONTENT | {"active": True}, headers=current)
    assert api.get("/v1/me", headers=signed_in).status_code == 401
    assert sign_in(api, "leder", PASSWORD) == 201


def test_colleagues_know_each_other_and_may_not_write(
    api: TestClient, actors: Actors, unit: Unit, session: Session
) -> None:
    person = make_person(session, "leder")
    caseworker = actors.headers(Role.CASEWORKER, unit)

    shown = api.get(f"/v1/people/{person.id}", headers=caseworker)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    assert api.post("/v1/people", json=BODY, headers=caseworker).status_code == 403
    stranger = actors.client(Scope.PLANS_READ)
    assert api.get(f"/v1/people/{person.id}", headers=stranger).status_code == 403


def test_nobody_takes_over_an_account_that_reaches_further(
    api: TestClient, actors: Actors, unit: Unit, session: Session
) -> None:
    above = make_person(session, "direktør")
    actors.grant(above, Role.CASEWORKER)
    local = actors.headers(Role.ADMIN, unit)
    narrow = actors.client(Scope.PEOPLE_READ, Scope.PEOPLE_WRITE)
    address = f"/v1/people/{above.id}"

    for headers in (local, narrow):
        assert api.get(address, headers=headers).json()["may"] == []
        changed = api.put(address, json=CONTENT, headers=headers | {"If-Match": "*"})
        taken = api.post(f"{address}/password", json={"password": NEW_PASSWORD}, headers=headers)
        for answer in (changed, taken):
            assert (answer.status_code, answer.json()["code"]) == (403, "person_beyond_reach")


def test_a_local_admin_keeps_the_accounts_of_the_unit(
    api: TestClient, actors: Actors, unit: Unit, session: Session
) -> None:
    person = make_person(session, "leder", password=PASSWORD)
    actors.grant(person, Role.DEPARTMENT_LEADER, unit)
    local = actors.headers(Role.ADMIN, unit)
    address = f"/v1/people/{person.id}"

    assert api.get(address, headers=local).json()["may"] == ["replace", "set_password"]
    answer = api.post(f"{address}/password", json={"password": NEW_PASSWORD}, headers=local)

    assert answer.status_code == 204
    assert sign_in(api, "leder", PASSWORD) == 401
    assert sign_in(api, "leder", NEW_PASSWORD) == 201


def test_ones_own_password_needs_the_old_one_and_ends_the_sign_ins(
    api: TestClient, actors: Actors, session: Session
) -> None:
    person = make_person(session, "leder", password=PASSWORD)
    own = actors.headers(Role.CASEWORKER, make_unit(session), person=person)
    address = f"/v1/people/{person.id}/password"
    body = {"password": NEW_PASSWORD}

    missing = api.post(address, json=body, headers=own)
    assert (missing.status_code, missing.json()["code"]) == (422, "old_password_missing")
    wrong = api.post(address, json=body | {"old_password": "gæt"}, headers=own)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "old_password_wrong")
    assert wrong.json()["errors"][0]["pointer"] == "/old_password"

    assert api.post(address, json=body | {"old_password": PASSWORD}, headers=own).status_code == 204
    assert api.get("/v1/me", headers=own).status_code == 401
    assert sign_in(api, "leder", NEW_PASSWORD) == 201


def test_an_admin_too_needs_the_old_one_for_ones_own(
    api: TestClient, actors: Actors, session: Session
) -> None:
    person = make_person(session, "chef", password=PASSWORD)
    own = actors.headers(Role.ADMIN, person=person)

    answer = api.post(
        f"/v1/people/{person.id}/password", json={"password": NEW_PASSWORD}, headers=own
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "old_password_missing")


def test_the_old_password_can_not_be_guessed_for_ever(
    api: TestClient, actors: Actors, session: Session
) -> None:
    person = make_person(session, "leder", password=PASSWORD)
    own = actors.headers(Role.CASEWORKER, person=person)
    body = {"password": NEW_PASSWORD, "old_password": "gæt"}
    address = f"/v1/people/{person.id}/password"

    for _ in range(get_settings().sign_in_attempts):
        assert api.post(address, json=body, headers=own).status_code == 422

    answer = api.post(address, json=body | {"old_password": PASSWORD}, headers=own)
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)


def test_a_colleague_sets_nobodys_password_and_learns_nothing(
    api: TestClient, actors: Actors, unit: Unit, session: Session
) -> None:
    person = make_person(session, "leder", password=PASSWORD)
    caseworker = actors.headers(Role.CASEWORKER, unit)

    for key in (person.id, uuid4()):
        answer = api.post(
            f"/v1/people/{key}/password", json={"password": NEW_PASSWORD}, headers=caseworker
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_passwords_are_told_nowhere(
    api: TestClient, admin: Headers, capsys: pytest.CaptureFixture[str]
) -> None:
    key = admin | {"Idempotency-Key": "open-the-account"}
    made = api.post("/v1/people", json=BODY, headers=key)
    again = api.post("/v1/people", json=BODY, headers=key)
    address = made.headers["Location"]
    set_anew = api.post(f"{address}/password", json={"password": NEW_PASSWORD}, headers=admin)
    assert (made.status_code, again.status_code, set_anew.status_code) == (201, 201, 204)
    short = api.post("/v1/people", json=BODY | {"password": "for-kort"}, headers=admin)
    taken = api.post("/v1/people", json=BODY, headers=admin)
    changes = api.get("/v1/change-log?limit=1000", headers=admin)
    assert changes.json()["items"]

    told = "".join(answer.text for answer in (made, again, short, taken, changes))
    told += capsys.readouterr().out
    for secret in (BODY["password"], NEW_PASSWORD, "for-kort", "argon2"):
        assert secret not in told


def test_refuses_a_username_twice_whatever_its_case(
    api: TestClient, admin: Headers, session: Session
) -> None:
    make_person(session, "Leder")

    answer = api.post("/v1/people", json=BODY, headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (409, "username_taken")
    assert answer.json()["errors"][0]["pointer"] == "/username"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", ""),
        ("full_name", None),
        ("password", "for-kort!"),
        ("password", "x" * 201),
        ("password", None),
        ("active", "måske"),
        ("cpr", "010101-0101"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, admin: Headers, field: str, value: object
) -> None:
    answer = api.post("/v1/people", json=BODY | {field: value}, headers=admin)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


def test_an_unknown_id_is_not_found(api: TestClient, admin: Headers) -> None:
    answer = api.get(f"/v1/people/{uuid4()}", headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (404, "person_not_found")


def test_the_log_tells_who_set_a_password_and_not_which(
    api: TestClient, admin: Headers, session: Session
) -> None:
    made = api.post("/v1/people", json=BODY, headers=admin).headers["Location"]
    api.post(f"{made}/password", json={"password": "et-nyt-langt-kodeord"}, headers=admin)

    [_, entry] = api.get(f"{made}/history", headers=admin).json()["items"]

    assert entry["act"] == "set_password"
    assert [change["field"] for change in entry["changed"]] == ["password_changed_at"]
