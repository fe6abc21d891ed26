"""Signing in and out, and that neither tells more than it must."""

from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.passwords import secret_hash
from api.people.rules import Role
from api.people.tables import Person, SignInSession
from api.settings import get_settings
from api.table import now
from tests.factories import PASSWORD, Actors, make_person, make_unit


@pytest.fixture
def mia(session: Session, actors: Actors) -> Person:
    person = make_person(session, "mia", password=PASSWORD)
    actors.grant(person, Role.DEPARTMENT_LEADER, make_unit(session))
    return person


def signed(api: TestClient, username: str = "mia", password: str = PASSWORD) -> dict[str, str]:
    answer = api.post("/v1/sign-ins", json={"username": username, "password": password})
    assert answer.status_code == 201, answer.text
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def test_signs_in_and_tells_who_one_is(api: TestClient, mia: Person) -> None:
    me = api.get("/v1/me", headers=signed(api, "MIA")).json()

    assert (me["id"], me["username"]) == (str(mia.id), "mia")
    assert [(role["role"], role["unit"]["name"]) for role in me["roles"]] == [
        ("department_leader", "Borgercenter Handicap")
    ]
    assert "status:write" in me["may"]
    assert "people:write" not in me["may"]
    assert me["everywhere"] == []


def test_signs_out(api: TestClient, mia: Person) -> None:
    headers = signed(api)

    assert api.delete("/v1/sign-ins/current", headers=headers).status_code == 204
    answer = api.get("/v1/me", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_not_valid")


@pytest.mark.parametrize(
    ("username", "password"), [("mia", "forkert-kodeord"), ("nobody", PASSWORD), ("mia", "")]
)
def test_a_wrong_name_and_a_wrong_password_look_the_same(
    api: TestClient, mia: Person, username: str, password: str
) -> None:
    answer = api.post("/v1/sign-ins", json={"username": username, "password": password})

    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_refused")
    assert answer.json()["detail"] == "The name and the password do not fit together."


def test_a_name_that_is_none_takes_as_long_as_one_that_is(
    api: TestClient, mia: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_settings(), "sign_in_attempts", 1000)

    def seconds(username: str) -> float:
        started = perf_counter()
        api.post("/v1/sign-ins", json={"username": username, "password": "forkert-kodeord"})
        return perf_counter() - started

    seconds("nobody")
    known = median(seconds("mia") for _ in range(5))
    unknown = median(seconds("nobody") for _ in range(5))

    # Hashing takes far longer than all else; without it the ratio would be about 1 to 10.
    assert 1 / 3 < known / unknown < 3


def test_too_many_tries_have_to_wait(api: TestClient, mia: Person) -> None:
    for _ in range(get_settings().sign_in_attempts):
        api.post("/v1/sign-ins", json={"username": "mia", "password": "forkert-kodeord"})

    answer = api.post("/v1/sign-ins", json={"username": "mia", "password": PASSWORD})

    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")
    assert int(answer.headers["Retry-After"]) > 0


def test_nobody_locks_another_out_from_elsewhere(
    api: TestClient, api_app: FastAPI, mia: Person
) -> None:
    with TestClient(api_app, client=("203.0.113.7", 50000)) as stranger:
        for _ in range(get_settings().sign_in_attempts + 1):
            tried = {"username": "mia", "password": "forkert-kodeord"}
            last = stranger.post("/v1/sign-ins", json=tried)

    assert last.status_code == 429
    assert signed(api)


def test_one_name_in_any_case_is_one_account(
    api: TestClient, actors: Actors, session: Session
) -> None:
    admin = actors.headers(Role.ADMIN)
    body = {"username": "Åse", "full_name": "Åse Prøve", "password": PASSWORD}

    first = api.post("/v1/people", json=body, headers=admin)
    with pytest.raises(IntegrityError):
        make_person(session, "åSE")

    assert first.status_code == 201


@pytest.mark.parametrize(
    ("column", "ago"),
    [
        ("expires_at", timedelta(seconds=1)),
        ("used_at", timedelta(minutes=get_settings().session_idle_minutes, seconds=1)),
    ],
)
def test_a_sign_in_ends_by_time(
    api: TestClient, mia: Person, session: Session, column: str, ago: timedelta
) -> None:
    headers = signed(api)
    sign_in = session.get_one(SignInSession, _hash(headers))
    setattr(sign_in, column, now() - ago)
    session.flush()

    assert api.get("/v1/me", headers=headers).status_code == 401


def test_who_is_no_longer_active_is_out_at_once(
    api: TestClient, mia: Person, session: Session
) -> None:
    headers = signed(api)
    mia.active = False
    session.flush()

    assert api.get("/v1/me", headers=headers).status_code == 401


def test_a_role_ends_on_its_day(
    api: TestClient, actors: Actors, session: Session, mia: Person
) -> None:
    grant = actors.grant(mia, Role.ADMIN)
    grant.valid_until = actors.today
    session.flush()

    assert "people:write" not in api.get("/v1/me", headers=signed(api)).json()["may"]


def _hash(headers: dict[str, str]) -> bytes:
    return secret_hash(headers["Authorization"].removeprefix("Bearer "))
