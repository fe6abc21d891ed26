"""A plain registration where transactions are real: it is done as a whole and once, or not."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, func
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.changes.context import act_as
from api.changes.tables import Change
from api.complaints.tables import Complaint
from api.embedded_postgres import Server
from api.reads import Reads, numbered
from tests import database
from tests.api.casework.places import Place, make_place
from tests.api.complaints.registering import TEXT, made
from tests.committing import connected, served
from tests.conftest import TODAY
from tests.factories import Actors, make_cause
from tests.own_loop import in_own_loop


@pytest.fixture(scope="module")
def address(server: Server) -> Iterator[str]:
    with database.cloned(server, "registering") as url:
        yield url


@pytest.fixture(scope="module")
def own(address: str) -> Iterator[Engine]:
    with connected(address) as engine:
        yield engine


@pytest.fixture(scope="module")
def about(own: Engine) -> tuple[Place, dict[str, Any]]:
    """Return a case with its people, and what a plain complaint about it says."""
    with Session(own, expire_on_commit=False) as session, session.begin():
        act_as(session, kind="program", name="test", act="arrange")
        place = make_place(session, Actors(session, TODAY))
        cause = make_cause(session)
        told = {"text": TEXT, "case_id": str(place.case.id), "received_on": "2017-09-26"}
    return place, told | {"points": [{"cause_id": str(cause.id), "text": "Tre på et år."}]}


@pytest.fixture
def app(address: str, own: Engine) -> Iterator[FastAPI]:
    with served(address, own) as app:
        yield app


@pytest.fixture
def carried_out(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note of each act that is tried in one statement whether that did it."""
    found: list[bool] = []
    carry_out = Reads.carry_out

    async def noted(reads: Reads, *given: Any) -> Any:
        row = await carry_out(reads, *given)
        found.append(row is not None)
        return row

    monkeypatch.setattr(Reads, "carry_out", noted)
    return found


def test_it_is_on_record_when_it_is_answered_and_the_log_tells_of_it_first(
    app: FastAPI, own: Engine, about: tuple[Place, dict[str, Any]], carried_out: list[bool]
) -> None:
    place, told = about
    with TestClient(app) as api:
        complaint = made(api.post("/v1/complaints", json=told, headers=place.leader))

    assert carried_out == [True]
    with Session(own) as session:
        change = session.exec(select(Change).where(Change.entity_id == complaint["id"])).one()
        beside = select(Change).where(Change.transaction_id == change.transaction_id)
        entries = session.exec(beside.order_by(Change.sequence)).all()  # type: ignore[arg-type]  # a column

    assert [each.entity for each in entries] == ["complaints", "complaint_points"]
    assert {each.act for each in entries} == {"register_complaint"}


def test_a_request_that_comes_twice_at_the_same_time_registers_one_complaint(
    app: FastAPI, own: Engine, about: tuple[Place, dict[str, Any]]
) -> None:
    place, told = about
    headers = place.leader | {"Idempotency-Key": "opkald-2"}

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
            asked = (client.post("/v1/complaints", json=told, headers=headers) for _ in range(4))
            answers = await asyncio.gather(*asked)
        await app.state.reads.close()
        return answers

    with Session(own) as session:
        before = session.exec(select(func.count()).select_from(Complaint)).one()
        first, *others = in_own_loop(ask())
        after = session.exec(select(func.count()).select_from(Complaint)).one()

    assert first.status_code == 201
    assert {each.content for each in others} == {first.content}
    assert after == before + 1


def test_what_the_database_refuses_is_not_done(address: str) -> None:
    async def ask() -> list[Any]:
        reads = Reads(address)
        rows = [
            await reads.carry_out("SELECT 1 / %(by)s AS told", {"by": by, "more": "no matter"})
            for by in (1, 0, 1)
        ]
        await reads.close()
        return rows

    one, none, again = in_own_loop(ask())

    assert (one.told, none, again.told) == (1, None, 1)


def test_parameters_are_numbered_in_the_order_they_come_in() -> None:
    assert numbered("SELECT %(b)s, %(a)s::int, %(b)s") == (
        b"SELECT $1, $2::int, $1",
        ("b", "a"),
    )
