"""Who asks the feed to wait gets a change when it comes, and keeps nobody busy who went away."""

import socket
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import Session

from api.changes.feed import routes
from tests.api.changes.feed.reading import read
from tests.at_once import eventually, together
from tests.factories import Headers, make_unit

CHANGES = "/v1/changes"


def test_a_change_ends_the_wait_for_it(
    feed: httpx.Client, session: Session, admin: Headers, start: str
) -> None:
    def write() -> None:
        time.sleep(0.7)
        make_unit(session, name="Ventet på")
        session.commit()

    began = time.monotonic()
    with together([write]):
        page = read(feed, admin, after=start, wait=20)

    assert [item["data"]["name"] for item in page["items"]] == ["Ventet på"]
    assert 0.7 < time.monotonic() - began < 10


def test_a_wait_for_nothing_ends_in_its_time(
    feed: httpx.Client, admin: Headers, start: str
) -> None:
    began = time.monotonic()

    page = read(feed, admin, after=start, wait=1)

    assert page["items"] == []
    assert 1 <= time.monotonic() - began < 10


@pytest.fixture
def looks(app: FastAPI) -> Iterator[list[float]]:
    """Note when the feed is looked at."""
    seen: list[float] = []
    run = app.state.reads.run

    async def noted(work: Any) -> Any:
        seen.append(time.monotonic())
        return await run(work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app.state.reads, "run", noted)
        yield seen


def test_nobody_looks_any_more_for_who_went_away(
    feed: httpx.Client,
    admin: Headers,
    start: str,
    looks: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(routes, "SECONDS_TO_LOOK_UP", 0.3)
    port = urlsplit(str(feed.base_url)).port
    [authorization] = admin.values()
    lines = [
        f"GET {CHANGES}?after={start}&wait=60 HTTP/1.1",
        "Host: api",
        f"Authorization: {authorization}",
    ]
    with socket.create_connection(("127.0.0.1", port)) as reader:
        reader.sendall("\r\n".join([*lines, "", ""]).encode())
        assert eventually(lambda: len(looks) > 3)

    assert eventually(lambda: time.monotonic() - looks[-1] > 1)
