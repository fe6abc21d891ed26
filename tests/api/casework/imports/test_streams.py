"""A body comes as a stream: one that is cut off leaves nothing, and none is too large to count."""

import base64
import hashlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session, func, select
from starlette.testclient import TestClient

from api import embedded_postgres
from api.cases.tables import Case
from api.casework.imports import uploads
from api.casework.imports.tables import CaseImport
from api.changes.tables import Change
from api.citizens.tables import Citizen
from api.clock import day_of_asking
from api.db import make_engine
from api.main import create_app
from api.people.rules import Role
from api.settings import get_settings
from tests import database
from tests.api.casework.imports.makers import MEDIA, WRITERS, line, ndjson, send
from tests.api.casework.imports.test_importing import counts
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_unit
from tests.serving import serving

MANY = 1500


@dataclass(frozen=True)
class Served:
    """The api as it is served, on a database that keeps what is committed."""

    port: int
    headers: Headers
    engine: Engine

    def kept(self) -> dict[str, int]:
        """Count what an import leaves behind."""
        tables: tuple[Any, ...] = (Case, Citizen, CaseImport, Change)
        with Session(self.engine) as session:
            return {
                table.__tablename__: session.exec(select(func.count()).select_from(table)).one()
                for table in tables
            }

    def request(self, *headers: str) -> bytes:
        sent = {"Host": "api", "Connection": "close", "Content-Type": MEDIA["ndjson"]}
        told = [f"{name}: {text}" for name, text in {**sent, **self.headers}.items()]
        return "\r\n".join(["POST /v1/case-imports HTTP/1.1", *told, *headers, "", ""]).encode()


@pytest.fixture(scope="module")
def served(server: embedded_postgres.Server) -> Iterator[Served]:
    with database.cloned(server, "streams") as url, pytest.MonkeyPatch.context() as patch:
        engine = make_engine(url)
        patch.setattr("api.db.get_engine", lambda: engine)
        with Session(engine) as session, session.begin():
            unit = make_unit(session)
            case_type = make_case_type(session, "merudgifter")
            make_term(session, make_own_catalogue(session), case_type)
            headers = Actors(session, TODAY).headers(Role.CENTRE_MANAGER, unit)
        app = create_app()
        app.dependency_overrides[day_of_asking] = lambda: TODAY
        with serving(app) as running:
            yield Served(running.port, headers, engine)
        engine.dispose()


def settled(served: Served, before: dict[str, int]) -> dict[str, int]:
    """Return what is kept once the request is over: its connection is back in the pool."""
    pool: Any = served.engine.pool
    for _ in range(500):
        if pool.checkedout() == 0:
            break
        threading.Event().wait(0.01)
    assert pool.checkedout() == 0
    return {name: number - before[name] for name, number in served.kept().items()}


def received(client: socket.socket) -> bytes:
    """Return what is answered: all of it, since the request asked to close the connection."""
    client.settimeout(20)
    return b"".join(iter(lambda: client.recv(4096), b""))


NOTHING = {"cases": 0, "citizens": 0, "case_imports": 0, "changes": 0}


@pytest.mark.parametrize("part", [0.0, 0.3, 0.99])
def test_a_connection_that_is_cut_leaves_nothing(served: Served, part: float) -> None:
    body = ndjson([line(number, cpr="010180-1234") for number in range(MANY)])
    before = served.kept()

    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(served.request(f"Content-Length: {len(body)}"))
        client.sendall(body[: int(len(body) * part)])

    assert settled(served, before) == NOTHING


@pytest.mark.parametrize("ending", [b"", b"zz\r\n"], ids=["cut", "broken"])
def test_a_chunked_body_that_is_aborted_leaves_nothing(served: Served, ending: bytes) -> None:
    body = ndjson([line(number) for number in range(MANY)])
    before = served.kept()

    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(served.request("Transfer-Encoding: chunked"))
        for at in range(0, len(body), 50_000):
            piece = body[at : at + 50_000]
            client.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        client.sendall(ending)
        client.shutdown(socket.SHUT_WR)
        answer = received(client)

    assert b" 201 " not in answer
    assert settled(served, before) == NOTHING


def test_a_line_that_is_cut_leaves_nothing_though_others_may_be_skipped(served: Served) -> None:
    body = ndjson([line(number) for number in range(MANY)])[:-30]
    before = served.kept()
    head = served.request(f"Content-Length: {len(body)}")

    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(head.replace(b"case-imports", b"case-imports?on_refusal=skip"))
        client.sendall(body)
        answer = received(client)

    assert b" 422 " in answer
    assert b'"body_cut"' in answer
    assert settled(served, before) == NOTHING


def test_two_gigabytes_are_refused_at_once_and_unread(served: Served) -> None:
    before = served.kept()

    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(served.request("Content-Length: 2000000000", "Expect: 100-continue"))
        answer = received(client)

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"body_too_large"' in answer
    assert settled(served, before) == NOTHING


def test_what_comes_whole_is_committed(served: Served) -> None:
    body = ndjson([line(number) for number in range(MANY, MANY + 50)])
    before = served.kept()

    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(served.request("Transfer-Encoding: chunked"))
        client.sendall(f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n")
        answer = received(client)

    assert answer.startswith(b"HTTP/1.1 201 ")
    # A case, its reference, its opening and its deadline; and the report.
    after = {"cases": 50, "citizens": 0, "case_imports": 1, "changes": 201}
    assert settled(served, before) == after


def test_a_body_that_comes_to_a_stop_is_given_up(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "SECONDS_TO_WAIT", 0.05)
    before = served.kept()

    with socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(served.request("Content-Length: 1000") + ndjson([line()]))
        answer = received(client)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"request_timeout"' in answer
    assert settled(served, before) == NOTHING


def test_a_body_larger_than_others_may_be_is_read(
    api: TestClient, importer: Headers, case_type: object
) -> None:
    body = ndjson([line(1)]) + (b" " * 900_000 + b"\n") * 3
    assert len(body) > get_settings().max_body_bytes

    answer = send(api, importer, body, dry_run=True)

    assert counts(answer) == {"lines": 1, "created": 1, "without_term": 1}


def test_a_stream_that_grows_too_large_is_refused(
    api_app: FastAPI, importer: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETTIDIG_MAX_IMPORT_BYTES", "10000")
    get_settings.cache_clear()
    smaller = create_app()
    smaller.dependency_overrides = api_app.dependency_overrides
    monkeypatch.delenv("RETTIDIG_MAX_IMPORT_BYTES")
    get_settings.cache_clear()
    body = ndjson([line(number) for number in range(200)])

    with TestClient(smaller) as client:
        answer = send(client, importer, (body[at : at + 999] for at in range(0, len(body), 999)))

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_compressed_body_is_not_read(api: TestClient, importer: Headers) -> None:
    answer = send(api, importer | {"Content-Encoding": "gzip"}, b"\x1f\x8b")

    assert (answer.status_code, answer.headers["Accept-Encoding"]) == (415, "identity")


def digest(body: bytes, name: str = "sha256") -> dict[str, str]:
    value = base64.b64encode(hashlib.new(name, body).digest()).decode()
    return {"Content-Digest": f"{name[:3]}-{name[3:]}=:{value}:"}


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_key_and_digest_get_the_first_answer(
    api: TestClient, importer: Headers, kind: str
) -> None:
    body = WRITERS[kind]([line()])
    keyed = importer | {"Idempotency-Key": "a-key"} | digest(body)

    first = send(api, keyed, body, kind)
    again = send(api, keyed, body, kind)

    assert counts(first) == {"lines": 1, "created": 1}
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.usefixtures("terms")
def test_a_key_needs_a_digest_and_is_bound_to_it(api: TestClient, importer: Headers) -> None:
    body, other = ndjson([line(1)]), ndjson([line(2)])
    key = {"Idempotency-Key": "a-key"}

    without = send(api, importer | key, body)
    first = send(api, importer | key | digest(body), body)
    reused = send(api, importer | key | digest(other), other)

    assert (without.status_code, without.json()["code"]) == (422, "content_digest_missing")
    assert counts(first) == {"lines": 1, "created": 1}
    assert (reused.status_code, reused.json()["code"]) == (422, "idempotency_key_reused")


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize("name", ["sha256", "sha512"])
def test_a_body_with_another_digest_changes_nothing(
    api: TestClient, importer: Headers, session: Session, name: str
) -> None:
    body = ndjson([line(1)])

    answer = send(api, importer | digest(ndjson([line(2)]), name), body)

    assert (answer.status_code, answer.json()["code"]) == (422, "content_digest_other")
    assert session.exec(select(Case)).all() == []
    assert counts(send(api, importer | digest(body, name), body)) == {"lines": 1, "created": 1}


@pytest.mark.parametrize("header", ["md5=:AAAA:", "sha-256=AAAA", "sha-256=:A:", "nonsense"])
def test_a_digest_that_can_t_be_checked_is_refused(
    api: TestClient, importer: Headers, header: str
) -> None:
    answer = send(api, importer | {"Content-Digest": header}, ndjson([line()]))

    assert (answer.status_code, answer.json()["code"]) == (422, "content_digest_unknown")


def test_the_document_names_what_may_be_sent(application: FastAPI) -> None:
    operation = application.openapi()["paths"]["/v1/case-imports"]["post"]

    assert set(MEDIA.values()) < set(operation["requestBody"]["content"])
    assert "content-digest" in {each["name"] for each in operation["parameters"]}
