"""A database of a test's own, whose transactions are real, and the api on it."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api.changes.context import act_as
from api.embedded_postgres import Server
from api.organisation.tables import Unit
from api.people.rules import Role
from tests import database
from tests.committing import connected, served
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_complaint, make_unit


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    with database.cloned(server, "at_hand") as url:
        yield url


@pytest.fixture
def own(address: str) -> Iterator[Engine]:
    with connected(address) as engine:
        yield engine


@pytest.fixture
def api(address: str, own: Engine) -> Iterator[TestClient]:
    with served(address, own) as app, TestClient(app) as client:
        yield client


@pytest.fixture
def unit(own: Engine) -> Unit:
    with Session(own, expire_on_commit=False) as session, session.begin():
        act_as(session, kind="program", name="test", act="arrange")
        unit = make_unit(session, name="Voksne")
        make_complaint(session, unit, received_on=date(2017, 9, 1))
    return unit


@pytest.fixture
def advisor(own: Engine) -> Headers:
    with Session(own, expire_on_commit=False) as session, session.begin():
        act_as(session, kind="program", name="test", act="arrange")
        return Actors(session, TODAY).headers(Role.CITIZENS_ADVISOR)
