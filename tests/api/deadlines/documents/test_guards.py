"""What keeps reads quick however much there is, without measuring."""

import inspect
import socket
from argparse import Namespace
from itertools import product
from typing import Any
from uuid import UUID

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.changes.feed import sql
from api.changes.feed.routes import router as feed
from api.clock import day_of_asking
from api.commands import servers
from api.deadlines.documents import streams
from api.deadlines.documents.pages import PageStatement
from api.deadlines.documents.routes import router as documents
from api.deadlines.documents.selecting import Reader, Selection
from api.deadlines.rules import AsOf, Status
from api.deadlines.schemas import DeadlineFilters, Order
from api.quick_route import QuickRoute
from api.reads import get_reads
from tests.conftest import TODAY
from tests.serving import serving

HERE = frozenset({UUID("00000000-0000-4000-8000-000000000001")})
READERS = (Reader(None, None, None), Reader(next(iter(HERE)), HERE, HERE))
FILTERS = (DeadlineFilters(), DeadlineFilters(status=[Status.OPEN], overdue_days_min=2))
AFTER = (None, (TODAY, next(iter(HERE))))


def page_statement(wanted: Selection, order: Order, after: Any, counted: bool) -> str:
    return PageStatement(wanted, order, 10, after, counted).text.upper()


def page_statements() -> list[str]:
    return [
        PageStatement(
            Selection(filters, AsOf(day, TODAY), reader, units), order, 10, after, counted
        ).text.upper()
        for filters, day, reader, units, order, after, counted in product(
            FILTERS,
            (TODAY, TODAY.replace(month=8)),
            READERS,
            (None, HERE),
            Order,
            AFTER,
            (True, False),
        )
    ]


def test_no_page_counts_off_those_before_it() -> None:
    statements = page_statements()

    assert len(statements) == 384
    for text in statements:
        assert "OFFSET" not in text
        assert text.count("LIMIT %(LIMIT)S + 1") >= 1


def test_no_stream_and_no_feed_does_either() -> None:
    for text in (sql.PAGE_OF_ALL, sql.PAGE_OF_SOME, sql.STATE, streams.OPENING):
        assert "OFFSET" not in text.upper()


def hot(router: Any) -> APIRoute:
    [route] = [each for each in router.routes if each.path in {"/v1/deadlines", "/v1/changes"}]
    assert isinstance(route, APIRoute)
    return route


@pytest.mark.parametrize("router", [documents, feed])
def test_the_routes_asked_for_most_wait_for_no_thread(router: Any) -> None:
    route = hot(router)

    assert isinstance(route, QuickRoute)
    assert inspect.iscoroutinefunction(route.endpoint)
    called = [each.call for each in with_all_below(route.dependant)]
    assert {get_reads, day_of_asking} <= set(called)
    assert all(inspect.iscoroutinefunction(each) or not plain(each) for each in called)


def with_all_below(dependant: Any) -> list[Any]:
    found = []
    for each in dependant.dependencies:
        found += [each, *with_all_below(each)]
    return found


def plain(call: Any) -> bool:
    """Say whether the framework would call this in a thread: async callables are objects."""
    return not inspect.iscoroutinefunction(getattr(call, "__call__", None))  # noqa: B004


def test_the_server_runs_on_uvloop_and_httptools(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda *_, **options: given.update(options))
    for name in ("check_port", "announce", "check_capacity"):
        monkeypatch.setattr(servers, name, lambda *_, **__: None)
    monkeypatch.setattr(servers, "in_use", no_database)

    servers.api(Namespace(json=True))

    assert (given["loop"], given["http"], given["access_log"]) == ("uvloop", "httptools", False)


class no_database:  # noqa: N801 - stands in for a function
    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


def test_answers_leave_at_once_and_wait_for_no_more_to_send(application: FastAPI) -> None:
    with (
        serving(application) as running,
        socket.create_connection(("127.0.0.1", running.port)) as client,
    ):
        client.sendall(b"GET /health/live HTTP/1.1\r\nHost: api\r\n\r\n")
        assert client.recv(15) == b"HTTP/1.1 200 OK"
        [connection] = running.server.server_state.connections
        accepted = connection.transport.get_extra_info("socket")

        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
        assert type(connection.loop).__module__ == "uvloop"
