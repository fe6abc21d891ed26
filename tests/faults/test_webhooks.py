"""Workers are killed in the middle of sending: the receiver gets every event all the same."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from api import embedded_postgres
from api.people.rules import Scope
from api.people.tables import Client
from api.table import new_id
from tests import database
from tests.api.subscriptions.makers import (
    Receiver,
    deliveries_of,
    make_delivery,
    make_subscription,
    receiving,
)
from tests.committing import connected
from tests.factories import kept, make_unit

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 90
SCOPES = [Scope.SUBSCRIPTIONS_WRITE.value, Scope.UNITS_READ.value]
HERE = {
    "RETTIDIG_WEBHOOK_ALLOW_PRIVATE": "127.0.0.0/8",
    "RETTIDIG_WEBHOOK_ALLOW_HTTP": "true",
    "RETTIDIG_WEBHOOK_TIMEOUT_SECONDS": "1",
}


@contextmanager
def working(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker, and kill it without a warning at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli", "worker"],
        cwd=ROOT,
        env=os.environ | HERE | {"RETTIDIG_DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
    ) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def subjects(receiver: Receiver, secret: str) -> set[str]:
    return {got.verified(secret)["subject"] for got in receiver.got}


def wait_for(true: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.fixture
def url(server: embedded_postgres.Server) -> Iterator[str]:
    with database.cloned(server, "killed_worker") as url:
        yield url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    with connected(url) as engine:
        yield engine


def test_a_killed_worker_loses_no_event_and_no_order(url: str, engine: Engine) -> None:
    hold = threading.Event()
    receiver = Receiver(hold=hold)
    with receiving(receiver), Session(engine, expire_on_commit=False) as session:
        client = Client(name="esdh", purpose="Følger enheder", scopes=SCOPES)
        row, secret = make_subscription(session, kept(session, client), url=receiver.url)
        units = [new_id() for _ in range(3)]
        for number in range(30):
            make_delivery(session, row, entity_id=units[number % 3], entity_version=number)
        session.commit()

        with working(url):
            wait_for(lambda: len(receiver.got) == 3)
        first = {got.headers["webhook-id"] for got in receiver.got}
        hold.set()
        with working(url):
            wait_for(lambda: len({got.headers["webhook-id"] for got in receiver.got}) >= 15)
        with working(url):
            new = make_unit(session)
            session.commit()
            wait_for(lambda: f"units/{new.id}" in subjects(receiver, secret))
            wait_for(
                lambda: all(each.status == "delivered" for each in deliveries_of(session, row))
            )

        made = deliveries_of(session, row)
    ids = [got.headers["webhook-id"] for got in receiver.got]
    assert set(ids) == {f"msg_{each.id.hex}" for each in made}
    assert all(ids.count(each) >= 2 for each in first)
    data = [got.verified(secret)["data"] for got in receiver.got]
    for unit in units:
        told = [each["version"] for each in data if each["entity_id"] == str(unit)]
        assert list(dict.fromkeys(told)) == sorted(set(told))
