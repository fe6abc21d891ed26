"""Two decisions that come at the same time can't both conclude their case."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api import embedded_postgres
from api.db import make_engine
from api.main import create_app
from api.people.rules import Role
from tests import database
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.conftest import TODAY
from tests.factories import Actors, make_unit


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


def test_one_of_two_concludes(own_api: TestClient, own_session: Session) -> None:
    unit, case_type = make_unit(own_session), make_case_type(own_session)
    keys = [make_case(own_session, unit, case_type, number=f"2017-{n}").id for n in range(4)]
    admin = Actors(own_session, TODAY).headers(Role.ADMIN)
    own_session.commit()
    decision: dict[str, Any] = {
        "subject": "Lift",
        "made_on": "2017-09-20",
        "outcome": "granted",
        "reasons_given": False,
        "appeal_guidance_given": False,
    }

    for key in keys:
        start = threading.Barrier(2)

        def decide(_: int, key: Any = key, start: threading.Barrier = start) -> int:
            start.wait()
            address = f"/v1/cases/{key}/decisions"
            return own_api.post(address, json=decision, headers=admin).status_code

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(decide, range(2))) == [201, 409]
