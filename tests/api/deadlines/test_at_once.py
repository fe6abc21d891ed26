"""Acts on deadlines that come at the same time wait for each other, and none is lost."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api import embedded_postgres
from api.clock import day_of_asking
from api.db import make_engine
from api.deadlines.tables import Deadline, Extension
from api.main import create_app
from api.people.rules import Role
from tests import database
from tests.api.casework.makers import make_case, make_deadline
from tests.api.catalogue.makers import make_case_type
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_person, make_unit

Send = Callable[[], Any]
NOTICE = {"reason": "Lægeattest", "notice_sent_on": "2017-09-25", "channel": "digital_post"}


@pytest.fixture
def own_engine(server: embedded_postgres.Server) -> Iterator[Engine]:
    """A database whose transactions are real: they wait for each other."""
    with database.cloned(server, f"acts_at_once_{threading.get_ident()}") as url:
        engine = make_engine(url, pool=12)
        yield engine
        engine.dispose()


@pytest.fixture
def own_session(own_engine: Engine) -> Iterator[Session]:
    with Session(own_engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def own_api(own_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("api.db.get_engine", lambda: own_engine)
    app = create_app()
    app.dependency_overrides[day_of_asking] = lambda: TODAY
    with TestClient(app) as client:
        yield client


@pytest.fixture
def rows(own_session: Session) -> list[Deadline]:
    unit, case_type = make_unit(own_session), make_case_type(own_session)
    cases = (make_case(own_session, unit, case_type, number=f"2017-{n}") for n in range(12))
    return [make_deadline(own_session, case, date(2017, 9, 29)) for case in cases]


@pytest.fixture
def admin(own_session: Session, rows: list[Deadline]) -> Headers:
    headers = Actors(own_session, TODAY).headers(Role.ADMIN)
    own_session.commit()
    return headers


def at_once(sends: Sequence[Send]) -> list[Any]:
    """Send requests at the same moment, and return their answers in order."""
    start = threading.Barrier(len(sends))

    def send(one: Send) -> Any:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(sends)) as pool:
        return list(pool.map(send, sends))


def extending(api: TestClient, headers: Headers, row: Deadline, due_on: str) -> Send:
    address = f"/v1/deadlines/{row.id}/extension"
    return lambda: api.post(address, json=NOTICE | {"due_on": due_on}, headers=headers)


def codes(answers: Sequence[Any]) -> list[str]:
    return sorted(
        "done" if answer.status_code == 200 else answer.json()["code"] for answer in answers
    )


def test_two_who_promise_the_same_day_at_once_promise_it_once(
    own_api: TestClient, own_session: Session, admin: Headers, rows: list[Deadline]
) -> None:
    for row in rows[:3]:
        answers = at_once([extending(own_api, admin, row, "2017-10-27")] * 2)
        assert codes(answers) == ["done", "extension_not_later"]

    assert len(own_session.exec(select(Extension)).all()) == 3


def test_of_two_who_read_the_same_version_one_is_told_of_the_other(
    own_api: TestClient, admin: Headers, rows: list[Deadline]
) -> None:
    tag = admin | {"If-Match": '"1"'}
    for row in rows[:3]:
        sends = [extending(own_api, tag, row, day) for day in ("2017-10-27", "2017-11-24")]
        assert codes(at_once(sends)) == ["deadline_stale", "done"]


def test_what_is_expected_is_the_last_day_that_stands_whoever_came_first(
    own_api: TestClient, own_session: Session, admin: Headers, rows: list[Deadline]
) -> None:
    days = ["2017-10-27", "2017-11-10", "2017-11-24"]
    for row in rows[:4]:
        answers = at_once([extending(own_api, admin, row, day) for day in days])
        done = codes(answers).count("done")
        found = own_api.get(f"/v1/deadlines/{row.id}", headers=admin).json()
        assert (found["due_on"], found["extensions"]) == ("2017-11-24", done)


def test_batches_in_any_order_and_acts_on_the_same_cases_end_in_no_circle(
    own_api: TestClient, own_session: Session, admin: Headers, rows: list[Deadline]
) -> None:
    holm = make_person(own_session, "holm")
    own_session.commit()
    given = {"caseworker_id": str(holm.id), "from_on": "2017-09-27", "reason": "first"}

    def batch(act: str, values: Any, chosen: Sequence[Deadline]) -> Send:
        ids = {"ids": [str(row.id) for row in chosen]}
        body = {"act": act, "values": values, "selection": ids, "on_refusal": "skip"}
        return lambda: own_api.post("/v1/deadline-batches", json=body, headers=admin)

    answers = at_once(
        [
            batch("extend", NOTICE | {"due_on": "2017-10-27"}, rows),
            batch("reassign", given, rows[::-1]),
            batch("complete", {"met_on": "2017-09-26"}, rows[6:]),
            *(extending(own_api, admin, row, "2017-11-24") for row in rows[:3]),
        ]
    )

    assert [answer.status_code for answer in answers[:3]] == [200] * 3
    assert set(codes(answers)) <= {"done", "deadline_met"}
    assert answers[1].json()["done"] == answers[2].json()["done"] * 2 == 12
