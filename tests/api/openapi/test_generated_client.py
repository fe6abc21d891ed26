"""A client that somebody else's tool made from the document works against the service."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from importlib import import_module
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import Session

from api import embedded_postgres
from api.people.rules import Role, Scope
from tests import database
from tests.api.casework.makers import make_case, make_deadline
from tests.api.catalogue.makers import make_case_type
from tests.api.openapi.generated import PACKAGE, client_of
from tests.committing import connected, served
from tests.conftest import TODAY
from tests.factories import Actors, make_unit
from tests.own_loop import in_own_loop

ADDRESS = "http://rettidig.test"
MONDAY = date(2017, 9, 25)
FRIDAY = date(2017, 9, 29)


@pytest.fixture(scope="module", autouse=True)
def package(application: FastAPI) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(client_of(application.openapi())))
        yield


@pytest.fixture(scope="module")
def service(server: embedded_postgres.Server) -> Iterator[tuple[FastAPI, UUID, str]]:
    """The service with two deadlines of one unit, and an administrator to register a client."""
    with (
        database.cloned(server, "generated_client") as url,
        connected(url) as engine,
        served(url, engine) as app,
        Session(engine) as session,
    ):
        unit = make_unit(session, name="Børnefamilier")
        case = make_case(session, unit, make_case_type(session, "merudgifter"))
        make_deadline(session, case, MONDAY)
        make_deadline(session, case, FRIDAY)
        headers = Actors(session, TODAY).headers(Role.ADMIN)
        session.commit()
        yield app, unit.id, headers["Authorization"].removeprefix("Bearer ")


def made(name: str) -> Any:
    return import_module(f"{PACKAGE}.{name}")


def operation(name: str) -> Callable[..., Awaitable[Any]]:
    call: Callable[..., Awaitable[Any]] = made(f"api.{name}").asyncio_detailed
    return call


def client(app: FastAPI, token: str = "") -> Any:
    """Return the made client, talking to the service inside this process."""
    kinds = made("client")
    options = {"base_url": ADDRESS, "raise_on_unexpected_status": True}
    ours = kinds.AuthenticatedClient(token=token, **options) if token else kinds.Client(**options)
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    transport = httpx.ASGITransport(app)
    return ours.set_async_httpx_client(
        httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers=bearer)
    )


def run(app: FastAPI, work: Callable[[], Awaitable[Any]]) -> Any:
    """Do something while the service is up."""

    async def up() -> Any:
        async with app.router.lifespan_context(app):
            return await work()

    return in_own_loop(up())


async def token_of_new_client(app: FastAPI, admin: str) -> str:
    """Register a machine client as an administrator, and let it get a token."""
    models = made("models")
    scopes = [Scope.DEADLINES_READ, Scope.DEADLINES_WRITE, Scope.CHANGES_READ]
    wanted = models.ClientIn(
        name="Ledelsesinformation",
        purpose="Ugentligt overblik over frister",
        scopes=[models.Scope(scope.value) for scope in scopes],
    )
    registered = await operation("people.create_client")(client=client(app, admin), body=wanted)
    asked = models.IssueTokenBody(
        grant_type="client_credentials",
        client_id=registered.parsed.id,
        client_secret=registered.parsed.secret,
    )
    issued = await operation("people.issue_token")(client=client(app), body=asked)
    return str(issued.parsed.access_token)


def test_lists_reads_completes_follows_and_is_refused(service: tuple[FastAPI, UUID, str]) -> None:
    app, unit, admin = service
    models = made("models")

    async def journey() -> None:
        ours = client(app, await token_of_new_client(app, admin))
        start = (await operation("changes.list_changes")(client=ours, after="now")).parsed

        page = (
            await operation("deadlines.list_deadlines")(
                client=ours, unit=unit, status=[models.Status.OVERDUE], count="exact"
            )
        ).parsed
        [late] = page.items
        assert (late.due_on, late.status, page.total) == (MONDAY, models.Status.OVERDUE, 1)

        read = await operation("deadlines.show_deadline")(late.id, client=ours)
        assert read.parsed.unit.name == "Børnefamilier"

        completed = await operation("deadlines.complete_deadline")(
            late.id,
            client=ours,
            body=models.CompletionIn(met_on=TODAY),
            if_match=read.headers["ETag"],
            idempotency_key="complete-1",
        )
        assert completed.parsed.status is models.Status.MET_LATE

        again = await operation("deadlines.complete_deadline")(
            late.id,
            client=ours,
            body=models.CompletionIn(met_on=TODAY),
            if_match=read.headers["ETag"],
            idempotency_key="complete-1",
        )
        assert again.headers["Idempotency-Replayed"] == "true"

        told = (await operation("changes.list_changes")(client=ours, after=start.next_)).parsed
        assert [(item.entity, item.entity_id) for item in told.items] == [("deadlines", late.id)]

        refused = await operation("deadlines.show_deadline")(UUID(int=0), client=ours)
        assert (refused.status_code, refused.parsed.code) == (404, "deadline_not_found")

    run(app, journey)


def test_every_operation_has_a_function(application: FastAPI) -> None:
    for methods in application.openapi()["paths"].values():
        for entry in methods.values():
            tag = entry["tags"][0].replace("-", "_")
            assert made(f"api.{tag}.{entry['operationId']}").sync_detailed
