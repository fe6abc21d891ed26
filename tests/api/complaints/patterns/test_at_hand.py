"""What is in memory answers a new question too, as long as nothing has changed in the meantime."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api.changes.context import act_as
from api.complaints.patterns.standing import prepared
from api.embedded_postgres import Server
from api.organisation.tables import Unit
from api.people.rules import Role
from tests import database
from tests.api.complaints.patterns.asking import ask, by_keys
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


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note each time that the data is read from the database."""
    found = []

    def noted(*given: Any) -> Any:
        found.append(given)
        return prepared(*given)

    monkeypatch.setattr("api.complaints.patterns.serving.prepared", noted)
    return found


def test_another_question_reads_nothing(
    api: TestClient, unit: Unit, advisor: Headers, read: list[Any]
) -> None:
    first = ask(api, advisor, by="unit")
    second = ask(api, advisor, by="kind")

    assert len(read) == 1
    assert second["data"] == first["data"]
    assert by_keys(second, "complaints") == {("procedural",): 1}


def test_what_has_changed_is_read(
    api: TestClient, own: Engine, unit: Unit, advisor: Headers, read: list[Any]
) -> None:
    ask(api, advisor, by="unit")
    with Session(own) as session, session.begin():
        act_as(session, kind="program", name="test", act="complain")
        make_complaint(session, unit, received_on=date(2017, 9, 2))

    assert by_keys(ask(api, advisor, by="kind"), "complaints") == {("procedural",): 2}
    assert len(read) == 2


def test_what_was_renamed_is_called_by_its_new_name(
    api: TestClient, own: Engine, unit: Unit, advisor: Headers
) -> None:
    ask(api, advisor, by="kind")
    with Session(own) as session, session.begin():
        act_as(session, kind="program", name="test", act="rename")
        session.get_one(Unit, unit.id).name = "Voksne og ældre"

    [value] = ask(api, advisor, by="unit")["by"][0]["values"]
    assert value["name"] == "Voksne og ældre"


def test_words_and_earlier_data_are_looked_for(
    api: TestClient, unit: Unit, advisor: Headers, read: list[Any]
) -> None:
    number = ask(api, advisor)["data"]["number"]
    ask(api, advisor, q="udbetaling")
    ask(api, advisor, by="unit", data=number)

    assert len(read) == 3
