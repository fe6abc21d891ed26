"""Changes of one family that come at the same time: all are carried out, and no circle closes."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api import embedded_postgres
from api.db import make_engine
from api.main import create_app
from api.people.rules import Role
from api.plans.outline.tables import Initiative
from api.plans.resources.tables import ResourceLine
from tests import database
from tests.api.plans.makers import make_line
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_initiative, make_plan, make_unit

LINE = {
    "label": "Driftsbevilling",
    "million_dkk": "1",
    "period_from": 2012,
    "duration": "permanent",
    "standing": "requested",
}
Change = tuple[str, Mapping[str, Any]]


@pytest.fixture
def own_engine(server: embedded_postgres.Server) -> Iterator[Engine]:
    """A database whose transactions are real: they wait for each other."""
    with database.cloned(server, f"at_once_{threading.get_ident()}") as url:
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
    with TestClient(create_app()) as client:
        yield client


def put_at_once(api: TestClient, headers: Headers, changes: Sequence[Change]) -> list[str]:
    """Return the code of each refusal, and "done" for what was not refused."""
    start = threading.Barrier(len(changes))

    def put(change: Change) -> str:
        address, body = change
        start.wait()
        answer = api.put(address, json=body, headers=headers | {"If-Match": "*"})
        return "done" if answer.status_code == 200 else str(answer.json()["code"])

    with ThreadPoolExecutor(len(changes)) as pool:
        return list(pool.map(put, changes))


def test_the_parts_and_their_whole_are_changed_at_once(
    own_api: TestClient, own_session: Session
) -> None:
    plan = make_plan(own_session, make_unit(own_session))
    whole, *parts = [make_line(own_session, plan, "1").id for _ in range(8)]
    admin = Actors(own_session, TODAY).headers(Role.ADMIN)
    own_session.commit()

    def line(key: UUID, part_of: UUID | None, position: int) -> Change:
        body = {"plan_id": str(plan.id), "position": position}
        return f"/v1/resource-lines/{key}", LINE | body | {"part_of_id": part_of and str(part_of)}

    for turn in range(6):
        within = whole if turn % 2 == 0 else None
        changes = [line(whole, None, turn), *(line(part, within, turn) for part in parts)]
        assert put_at_once(own_api, admin, changes) == ["done"] * 8


@pytest.mark.parametrize(
    ("noun", "refusal"),
    [("resource-lines", "line_in_itself"), ("initiatives", "initiative_within_itself")],
)
def test_two_changes_at_once_close_no_circle(
    own_api: TestClient, own_session: Session, noun: str, refusal: str
) -> None:
    plan = make_plan(own_session, make_unit(own_session))
    make = make_initiative if noun == "initiatives" else (lambda s, p: make_line(s, p, "1"))
    admin = Actors(own_session, TODAY).headers(Role.ADMIN)
    content: Mapping[str, Any] = {"title": "Workshop"} if noun == "initiatives" else LINE

    for _ in range(4):
        pair: list[Initiative | ResourceLine] = [make(own_session, plan) for _ in range(2)]
        own_session.commit()
        changes = [
            (
                f"/v1/{noun}/{row.id}",
                {**content, "plan_id": str(plan.id), "part_of_id": str(other.id)},
            )
            for row, other in zip(pair, reversed(pair), strict=True)
        ]

        assert sorted(put_at_once(own_api, admin, changes)) == ["done", refusal]
