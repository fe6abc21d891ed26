"""A request that comes twice is carried out once, also when both come at the same time."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select
from starlette.testclient import TestClient

from api import embedded_postgres
from api.db import get_engine, make_engine
from api.main import create_app
from api.organisation.tables import Unit
from api.people.rules import Role
from tests import database
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_unit

UNIT = {"name": "Staben", "kind": "staff_unit"}


def units(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Unit)).one()


def test_a_repeat_gets_the_first_answer(api: TestClient, actors: Actors, session: Session) -> None:
    headers = actors.headers(Role.ADMIN) | {"Idempotency-Key": "a-key"}

    first = api.post("/v1/units", json=UNIT, headers=headers)
    again = api.post("/v1/units", json=UNIT, headers=headers)

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Location"] == first.headers["Location"]
    assert (first.headers.get("Idempotency-Replayed"), units(session)) == (None, 1)
    assert again.headers["Idempotency-Replayed"] == "true"


def test_the_same_key_for_another_request_is_refused(api: TestClient, actors: Actors) -> None:
    headers = actors.headers(Role.ADMIN) | {"Idempotency-Key": "a-key"}
    api.post("/v1/units", json=UNIT, headers=headers)

    other = api.post("/v1/units", json=UNIT | {"name": "Økonomi"}, headers=headers)

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_two_people_may_use_the_same_key(api: TestClient, actors: Actors, session: Session) -> None:
    for _ in range(2):
        headers = actors.headers(Role.ADMIN) | {"Idempotency-Key": "1"}
        assert api.post("/v1/units", json=UNIT, headers=headers).status_code == 201

    assert units(session) == 2


def test_a_refused_request_may_be_tried_again(api: TestClient, actors: Actors) -> None:
    headers = actors.headers(Role.ADMIN) | {"Idempotency-Key": "a-key"}

    refused = api.post("/v1/units", json={"name": ""}, headers=headers)
    mended = api.post("/v1/units", json=UNIT, headers=headers)

    assert (refused.status_code, mended.status_code) == (422, 201)


@pytest.mark.parametrize("key", ["", "x" * 201, "æøå"])
def test_a_key_that_is_none(api: TestClient, actors: Actors, key: str) -> None:
    headers = {name.encode(): value.encode() for name, value in actors.headers(Role.ADMIN).items()}

    answer = api.post("/v1/units", json=UNIT, headers=headers | {b"Idempotency-Key": key.encode()})

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_invalid")


@pytest.fixture
def own_engine(server: embedded_postgres.Server) -> Iterator[Engine]:
    """A database of the test's own, in which requests really commit."""
    with database.cloned(server, f"once_{threading.get_ident()}") as url:
        engine = make_engine(url, pool=12)
        yield engine
        engine.dispose()


@pytest.fixture
def own_api(own_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    get_engine.cache_clear()
    monkeypatch.setattr("api.db.get_engine", lambda: own_engine)
    with TestClient(create_app()) as client:
        yield client


@pytest.fixture
def admin(own_engine: Engine) -> Headers:
    with Session(own_engine) as session:
        headers = Actors(session, TODAY).headers(Role.ADMIN)
        session.commit()
    return headers


def test_parallel_duplicates_are_carried_out_once(
    own_api: TestClient, own_engine: Engine, admin: Headers
) -> None:
    start = threading.Barrier(8)

    def send() -> tuple[int, bytes]:
        start.wait()
        answer = own_api.post("/v1/units", json=UNIT, headers=admin | {"Idempotency-Key": "k"})
        return answer.status_code, answer.content

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: send(), range(8)))

    with Session(own_engine) as session:
        assert units(session) == 1
    [(status, _)] = answers
    assert status == 201


def test_a_stale_change_among_parallel_ones_is_refused(
    own_api: TestClient, own_engine: Engine, admin: Headers
) -> None:
    with Session(own_engine) as session:
        key = make_unit(session).id
        session.commit()
    start = threading.Barrier(6)

    def replace(number: int) -> int:
        start.wait()
        body = UNIT | {"name": f"Staben {number}"}
        answer = own_api.put(f"/v1/units/{key}", json=body, headers=admin | {"If-Match": '"1"'})
        return answer.status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(replace, range(6)))

    assert statuses == [200, 412, 412, 412, 412, 412]
