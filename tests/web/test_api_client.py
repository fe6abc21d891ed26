"""What the pages say to the api, and what they make of its answers, against the real api."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import Session

from api.people.rules import Role
from tests.factories import Actors, make_plan, make_unit
from web.api_client import ApiClient, ApiRefused, ApiUnreachable, SignedOut, open_http, plain
from web.settings import get_settings

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run something asynchronous in a thread: a browser of other tests has this one's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def asked(app: FastAPI, headers: dict[str, str], ask: Callable[[ApiClient], Awaitable[T]]) -> T:
    async def once() -> T:
        async with open_http(get_settings(), httpx.ASGITransport(app)) as http:
            return await ask(ApiClient(http, headers))

    return run(once())


@pytest.fixture
def staff(actors: Actors) -> dict[str, str]:
    return actors.headers(Role.STAFF_UNIT)


def test_a_list_is_followed_to_its_end(
    api_app: FastAPI, session: Session, staff: dict[str, str]
) -> None:
    unit = make_unit(session)
    for number in range(3):
        make_plan(session, unit, title=f"Handleplan {number}")
    titles = asked(api_app, staff, lambda api: api.get_all("/v1/plans", limit=2))
    assert [plan["title"] for plan in titles] == ["Handleplan 0", "Handleplan 1", "Handleplan 2"]


def test_a_thing_comes_with_its_version(
    api_app: FastAPI, session: Session, staff: dict[str, str]
) -> None:
    plan = make_plan(session, make_unit(session))
    shown = asked(api_app, staff, lambda api: api.get(f"/v1/plans/{plan.id}", as_of=None))
    assert shown.json["title"] == "Handleplan"
    assert shown.etag


def test_what_the_api_refuses_is_raised_with_its_reason(
    api_app: FastAPI, staff: dict[str, str]
) -> None:
    with pytest.raises(ApiRefused) as refused:
        asked(api_app, staff, lambda api: api.get(f"/v1/plans/{uuid4()}"))
    assert (refused.value.status, refused.value.code) == (404, "plan_not_found")


def test_a_field_at_fault_is_named(api_app: FastAPI, staff: dict[str, str]) -> None:
    with pytest.raises(ApiRefused) as refused:
        asked(api_app, staff, lambda api: api.post("/v1/plans", {"title": ""}))
    assert "/title" in {fault.pointer for fault in refused.value.errors}


def test_a_stale_change_brings_what_is_there_now(
    api_app: FastAPI, session: Session, staff: dict[str, str]
) -> None:
    plan = make_plan(session, make_unit(session), title="Nyeste titel")
    with pytest.raises(ApiRefused) as refused:
        asked(api_app, staff, lambda api: api.delete(f"/v1/plans/{plan.id}", etag='"999"'))
    assert refused.value.status == 412
    assert refused.value.current is not None
    assert refused.value.current["title"] == "Nyeste titel"
    assert refused.value.current_etag


def test_nobody_is_signed_out(api_app: FastAPI) -> None:
    with pytest.raises(SignedOut):
        asked(api_app, {}, lambda api: api.get("/v1/plans"))


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(502, text="<h1>Bad Gateway</h1>"),
        httpx.Response(500, headers={"Content-Type": "text/plain"}),
    ],
)
def test_an_answer_from_something_else_is_no_refusal(answer: httpx.Response) -> None:
    async def once() -> None:
        transport = httpx.MockTransport(lambda _: answer)
        async with open_http(get_settings(), transport) as http:
            await ApiClient(http, {}).get("/v1/plans")

    with pytest.raises(ApiUnreachable):
        run(once())


def test_days_and_amounts_are_sent_as_they_are_written() -> None:
    assert plain(date(2017, 9, 20)) == "2017-09-20"
    assert plain(Decimal("12.25")) == 12.25
    with pytest.raises(TypeError):
        plain(object())


def test_a_file_comes_as_it_is_sent(api_app: FastAPI, staff: dict[str, str]) -> None:
    async def read(api: ApiClient) -> tuple[str, bytes]:
        file = await api.file("/v1/deadlines/export", format="csv", unit=None)
        return file.headers["Content-Type"], b"".join([part async for part in file.parts])

    kind, content = asked(api_app, staff, read)
    assert kind == "text/csv; charset=utf-8"
    assert content.decode("utf-8-sig").startswith("Sagsnummer;")


def test_a_file_that_is_refused_is_no_file(api_app: FastAPI, staff: dict[str, str]) -> None:
    with pytest.raises(ApiRefused) as refused:
        asked(api_app, staff, lambda api: api.file("/v1/deadlines/export", format="pdf"))
    assert refused.value.status == 422


def test_a_file_from_an_api_that_is_down_is_no_file() -> None:
    def fails(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("down", request=request)

    async def once() -> None:
        async with open_http(get_settings(), httpx.MockTransport(fails)) as http:
            await ApiClient(http, {}).file("/v1/deadlines/export")

    with pytest.raises(ApiUnreachable):
        run(once())
