"""All deadlines in one answer: whole or visibly cut, from one moment, and never in the way."""

import json
import tracemalloc
import zlib
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import httpx
import psycopg
import pytest
import zstandard
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session

from api.deadlines.documents import routes, streams
from api.people.rules import Role
from api.reads import Reads
from tests.api.casework.makers import make_case, make_deadline, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.makers import make_extension, make_wait
from tests.api.deadlines.streams.filling import copy
from tests.api.deadlines.streams.slow import readers_in, reading
from tests.at_once import eventually
from tests.conftest import TODAY
from tests.factories import UNKNOWN_ID, Actors, Headers, make_person, make_unit

LIST = "/v1/deadlines"
FEW, MANY, LONG = 12, 3000, "En lang hjemmel. " * 500
DUE = date(2017, 10, 3)
LARGE = f"{LIST}?q=large"


@pytest.fixture(scope="module")
def headers(engine: Engine) -> Headers:
    """Sign in an administrator where there are a few deadlines, and many large ones."""
    with Session(engine, expire_on_commit=False) as session:
        unit, case_type = make_unit(session, name="Før"), make_case_type(session)
        term = make_term(session, make_own_catalogue(session), case_type)
        holm = make_person(session, "holm")
        for number, many, basis in (("small", FEW, "SEL § 41"), ("large", MANY, LONG)):
            case = make_case(session, unit, case_type, number=number, caseworker_id=holm.id)
            row = make_deadline(session, case, DUE, legal_basis=basis, published_term_id=term.id)
            copy(session, row, many - 1)
            make_extension(session, row, DUE, notice_sent_on=TODAY)
            make_wait(session, case, TODAY, until_on=TODAY)
        found = Actors(session, TODAY).headers(Role.ADMIN)
        session.commit()
    return found | {"Accept": "application/x-ndjson"}


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let little be read ahead, so that a slow reader holds the database up."""
    monkeypatch.setattr(streams, "AT_A_TIME", 50)


def lines_of(body: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in body.splitlines()]


def unpacked_zstd(body: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(body)


def unpacked_gzip(body: bytes) -> bytes:
    return zlib.decompress(body, wbits=zlib.MAX_WBITS | 16)


def as_it_is(body: bytes) -> bytes:
    return body


@pytest.mark.parametrize(
    ("accepted", "packing", "unpacked"),
    [
        ("zstd, gzip", "zstd", unpacked_zstd),
        ("gzip, deflate", "gzip", unpacked_gzip),
        ("gzip;q=0.5, zstd;q=0", "gzip", unpacked_gzip),
        ("identity", None, as_it_is),
        ("br", None, as_it_is),
    ],
)
def test_is_packed_as_the_reader_can_unpack_it(
    live: httpx.Client,
    headers: Headers,
    accepted: str,
    packing: str | None,
    unpacked: Callable[[bytes], bytes],
) -> None:
    asked = headers | {"Accept-Encoding": accepted}
    with live.stream("GET", f"{LIST}?q=small", headers=asked) as answer:
        body = b"".join(answer.iter_raw())

    lines = lines_of(unpacked(body))
    assert answer.headers.get("Content-Encoding") == packing
    assert "Content-Length" not in answer.headers
    assert (len(lines), lines[-1]["count"]) == (FEW + 1, FEW)


CHANGES = {
    "deadlines": "UPDATE deadlines SET legal_due_on = legal_due_on + 1 WHERE id = %(id)s",
    "extensions": "UPDATE extensions SET reason = reason || '.' WHERE id = %(id)s",
    "waiting_periods": "UPDATE waiting_periods SET since_on = since_on - 1 WHERE id = %(id)s",
    "cases": "UPDATE cases SET acknowledged_on = received_on WHERE id = %(id)s",
    "units": "UPDATE units SET name = name || '.' WHERE id = %(id)s",
    "people": "UPDATE people SET title = 'Leder' WHERE id = %(id)s",
    "case_types": "UPDATE case_types SET name_en = name_en || '.' WHERE id = %(id)s",
    "published_terms": "UPDATE published_terms SET as_published = 'Ny' WHERE id = %(id)s",
}
SOME = "SELECT id FROM {} ORDER BY id LIMIT 1"


def tag_of(live: httpx.Client, address: str, headers: Headers) -> str:
    """Return a stream's tag, which it lacks as long as anybody may be writing."""
    tags: list[str] = []

    def tagged() -> bool:
        tags.append(live.get(address, headers=headers).headers.get("ETag", ""))
        return tags[-1] != ""

    assert eventually(tagged)
    return tags[-1]


@pytest.mark.parametrize("what", CHANGES)
def test_is_not_sent_again_until_something_of_it_changes(
    live: httpx.Client, session: Session, headers: Headers, what: str
) -> None:
    address, run = f"{LIST}?q=small", session.connection().exec_driver_sql
    tag = tag_of(live, address, headers)
    known = headers | {"If-None-Match": tag}
    assert eventually(lambda: live.get(address, headers=known).status_code == 304)
    run("SELECT pg_current_xact_id()")
    session.commit()
    assert eventually(lambda: live.get(address, headers=known).status_code == 304)

    run = session.connection().exec_driver_sql
    run(CHANGES[what], {"id": run(SOME.format(what)).scalar_one()})
    session.commit()
    changed = live.get(address, headers=known)

    assert changed.status_code == 200
    assert tag_of(live, address, headers) != tag


def test_another_question_has_another_tag(live: httpx.Client, headers: Headers) -> None:
    addresses = (f"{LIST}?q=small", f"{LIST}?q=small&as_of=2017-09-20", f"{LIST}?q=smal")
    tags = {tag_of(live, address, headers) for address in addresses}
    as_records = headers | {"Accept": "text/csv"}

    assert len({*tags, tag_of(live, addresses[0], as_records)}) == 4


def test_has_no_tag_while_somebody_writes(
    live: httpx.Client, url: str, session: Session, headers: Headers
) -> None:
    with psycopg.connect(url) as writing:
        writing.execute("UPDATE units SET name = name || '.'")
        make_case_type(session, "skrevet-imens")
        session.commit()
        answer = live.get(f"{LIST}?q=small", headers=headers)
        writing.rollback()

    assert "ETag" not in answer.headers
    assert len(lines_of(answer.content)) == FEW + 1


def test_tells_of_one_moment_however_long_it_takes(
    live: httpx.Client, session: Session, headers: Headers
) -> None:
    with reading(live, headers, LARGE) as slow:
        start = slow.take(100_000)
        session.connection().exec_driver_sql("UPDATE units SET name = 'Efter'")
        session.commit()
        body = start + slow.rest()

    [position] = {
        line.partition(b":")[2].strip().decode()
        for line in body.splitlines()
        if line.lower().startswith(b"rettidig-feed-position")
    }
    assert b'"complete":true' in body[-400:]
    assert b"Efter" not in body
    after = live.get("/v1/changes", params={"after": position}, headers=headers).json()["items"]
    assert [item["data"]["name"] for item in after if item["entity"] == "units"] == ["Efter"]


def test_memory_holds_a_block_and_not_the_whole(live: httpx.Client, headers: Headers) -> None:
    size = 0
    tracemalloc.start()
    with live.stream("GET", LARGE, headers=headers | {"Accept-Encoding": "identity"}) as answer:
        for part in answer.iter_raw(65_536):
            size += len(part)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > MANY * len(LONG)
    assert peak < size / 4


def test_a_reader_that_stalls_is_cut_off_and_lets_go_of_the_database(
    live: httpx.Client, url: str, headers: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = SimpleNamespace(stream_stall_seconds=0.5)
    monkeypatch.setattr(routes, "get_settings", lambda: soon)
    with reading(live, headers, LARGE) as slow:
        slow.take(1000)
        held = readers_in(url)
        assert eventually(lambda: not readers_in(url))
        body = slow.rest()

    assert len(held) == 1
    assert b'"complete":true' not in body
    assert not body.endswith(b"0\r\n\r\n")


def test_a_reader_that_goes_away_lets_go_of_the_database(
    live: httpx.Client, url: str, app: FastAPI, headers: Headers
) -> None:
    with reading(live, headers, LARGE) as slow:
        slow.take(1000)
        held = readers_in(url)

    assert len(held) == 1
    assert eventually(lambda: not readers_in(url))
    assert eventually(lambda: free_streams(app) == app.state.reads.streams._initial_value)


def free_streams(app: FastAPI) -> int:
    return int(app.state.reads.streams._value)


def test_what_the_database_cut_is_never_taken_for_the_whole(
    live: httpx.Client, url: str, headers: Headers
) -> None:
    with reading(live, headers, LARGE) as slow:
        slow.take(1000)
        [pid] = readers_in(url)
        with psycopg.connect(url) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])
        body = slow.rest()

    assert b'"complete":true' not in body
    assert not body.endswith(b"0\r\n\r\n")


def test_who_comes_when_all_streams_are_taken_is_told_when_to_come_again(
    live: httpx.Client, app: FastAPI, headers: Headers
) -> None:
    taken = app.state.reads.streams._initial_value
    for _ in range(taken):
        app.state.reads.streams.acquire()
    try:
        refused = live.get(f"{LIST}?q=small", headers=headers)
        page = live.get(f"{LIST}?q=small", headers=headers | {"Accept": "application/json"})
    finally:
        app.state.reads.streams.release(taken)
    again = live.get(f"{LIST}?q=small", headers=headers)

    assert (refused.status_code, refused.json()["code"]) == (503, "too_many_streams")
    assert int(refused.headers["Retry-After"]) > 0
    assert (page.status_code, again.status_code) == (200, 200)


def test_a_thousand_are_asked_for_by_their_ids(live: httpx.Client, headers: Headers) -> None:
    as_page = headers | {"Accept": "application/json"}
    ids = [line["id"] for line in lines_of(live.get(LARGE, headers=headers).content)[:1000]]

    answer = live.get(LIST, params={"id": ids, "limit": 1000}, headers=as_page)
    one_more = live.get(LIST, params={"id": [*ids, UNKNOWN_ID]}, headers=as_page)

    assert {item["id"] for item in answer.json()["items"]} == set(ids)
    assert (one_more.status_code, one_more.json()["code"]) == (422, "invalid_input")


@pytest.mark.parametrize("accept", ["application/json", "application/x-ndjson"])
def test_says_when_to_come_again_if_the_database_is_away(
    live: httpx.Client, app: FastAPI, headers: Headers, accept: str
) -> None:
    asked, reads = headers | {"Accept": accept}, app.state.reads
    assert live.get(f"{LIST}?q=small", headers=asked).status_code == 200
    app.state.reads = Reads("postgresql://nobody@/nothing?host=/nowhere")
    app.state.reads.pool.timeout = app.state.reads.pool.reconnect_timeout = 0.2
    try:
        away = live.get(f"{LIST}?q=small", headers=asked)
    finally:
        app.state.reads = reads

    assert (away.status_code, away.json()["code"]) == (503, "database_unavailable")
    assert int(away.headers["Retry-After"]) > 0


def test_a_connection_that_broke_meanwhile_is_replaced(
    live: httpx.Client, url: str, headers: Headers
) -> None:
    asked = headers | {"Accept": "application/json"}
    before = live.get(f"{LIST}?q=small", headers=asked)
    with psycopg.connect(url) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    after = live.get(f"{LIST}?q=small", headers=asked)

    assert (after.status_code, after.json()) == (200, before.json())


def test_refusals_let_go_of_their_stream(
    live: httpx.Client, app: FastAPI, headers: Headers
) -> None:
    all_of_them = app.state.reads.streams._initial_value
    known = {"If-None-Match": tag_of(live, f"{LIST}?q=small", headers)}
    for more in (known, {"Authorization": "Bearer nothing"}, {"Accept": "text/html"}):
        assert live.get(f"{LIST}?q=small", headers=headers | more).status_code != 500

    assert eventually(lambda: free_streams(app) == all_of_them)
