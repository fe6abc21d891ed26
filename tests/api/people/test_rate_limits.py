"""Machine clients may ask so much in a minute; each answer says how much is left."""

import re
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx2 import Response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.responses import Response as Answer
from starlette.routing import Route
from starlette.testclient import TestClient

from api.people import budgets_http
from api.people.budgets_http import OF_ROUTE, BudgetHeaders, charge, spends
from api.people.budgets_rules import Budget, Limits, Spent
from api.people.rules import Actor, ActorKind, Role, Scope
from api.settings import get_settings
from api.table import new_id
from tests.api.people.clients import bearer, register
from tests.factories import UNKNOWN_ID, Actors, Headers

# Twenty seconds before a minute ends.
NOW = 1_790_674_240.0
SCOPES = ["units:read", "units:write", "deadlines:read", "changes:read"]
POLICY = re.compile(r'"(\w+)";q=(\d+);w=(\d+)')
STANDING = re.compile(r'"(\w+)";r=(\d+);t=(\d+)')


@dataclass
class Clock:
    """What the service takes for now, in seconds since 1970."""

    now: float = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(budgets_http, "seconds", clock)
    return clock


@pytest.fixture
def limited(api: TestClient, actors: Actors, clock: Clock) -> Headers:
    """A client that may make two requests of each kind in a minute, and one export."""
    limits = dict.fromkeys((f"{name}_per_minute" for name in Budget), 2)
    client = register(
        api, actors.headers(Role.ADMIN), scopes=SCOPES, **limits | {"export_per_minute": 1}
    )
    return bearer(api, client)


def told(answer: Response) -> tuple[str, int, int]:
    """Return the budget an answer speaks of, what is left of it and for how long."""
    policy = POLICY.fullmatch(answer.headers["RateLimit-Policy"])
    standing = STANDING.fullmatch(answer.headers["RateLimit"])
    assert policy
    assert standing
    assert policy[1] == standing[1]
    assert policy[3] == "60"
    assert int(standing[2]) <= int(policy[2])
    return standing[1], int(standing[2]), int(standing[3])


def test_every_answer_says_what_is_left(api: TestClient, limited: Headers) -> None:
    first = api.get("/v1/units", headers=limited)
    second = api.get(f"/v1/units/{UNKNOWN_ID}", headers=limited)
    third = api.get("/v1/units", headers=limited)

    assert [first.status_code, second.status_code, third.status_code] == [200, 404, 429]
    assert first.headers["RateLimit-Policy"] == '"search";q=2;w=60'
    assert [told(answer) for answer in (first, second, third)] == [
        ("search", 1, 20),
        ("search", 0, 20),
        ("search", 0, 20),
    ]


def test_who_waits_as_long_as_is_said_goes_on(
    api: TestClient, limited: Headers, clock: Clock
) -> None:
    for _ in range(3):
        refused = api.get("/v1/units", headers=limited)
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert refused.headers["Content-Type"] == "application/problem+json"
    wait = int(refused.headers["Retry-After"])

    clock.now = NOW + wait - 0.01
    early = api.get("/v1/units", headers=limited)
    clock.now = NOW + wait
    in_time = api.get("/v1/units", headers=limited)

    assert (early.status_code, early.headers["Retry-After"]) == (429, "1")
    assert (in_time.status_code, told(in_time)) == (200, ("search", 1, 60))


def test_each_kind_of_request_has_a_budget_of_its_own(api: TestClient, limited: Headers) -> None:
    unit = {"name": "Staben", "kind": "staff_unit"}
    answers = [
        api.get("/v1/units", headers=limited),
        api.get("/v1/deadlines/export", headers=limited),
        api.get("/v1/changes", headers=limited),
        api.post("/v1/units", json=unit, headers=limited),
        api.post("/v1/units", json=unit | {"name": ""}, headers=limited),
        api.post("/v1/units", json=unit, headers=limited),
        api.get("/v1/deadlines/export", headers=limited),
        api.get("/v1/changes", headers=limited),
    ]

    assert [(told(answer)[0], answer.status_code) for answer in answers] == [
        ("search", 200),
        ("export", 200),
        ("feed", 200),
        ("write", 201),
        ("write", 422),
        ("write", 429),
        ("export", 429),
        ("feed", 200),
    ]


def test_pages_are_looked_up_and_streams_are_exports(api: TestClient, limited: Headers) -> None:
    stream = {"Accept": "application/x-ndjson"}
    answers = [
        api.get("/v1/deadlines", headers=limited),
        api.get("/v1/deadlines", headers=limited | stream),
        api.get("/v1/deadlines", headers=limited | stream),
    ]

    assert [(told(answer)[:2], answer.status_code) for answer in answers] == [
        (("search", 1), 200),
        (("export", 0), 200),
        (("export", 0), 429),
    ]


def test_a_request_that_asks_again_who_asks_is_counted_once(clock: Clock) -> None:
    client = Actor(ActorKind.CLIENT, new_id(), "fagsystem", limits=Limits(1, 1, 1, 1))
    route = APIRoute("/changes", lambda: None, openapi_extra=spends(Budget.FEED))
    request = Request({"type": "http", "method": "GET", "route": route, "state": {}})

    for _ in range(3):
        charge(request, client)

    assert request.state.spent == Spent(Budget.FEED, 1, 0, 20, allowed=True)


def test_a_refused_write_can_be_sent_again_with_its_key(
    api: TestClient, limited: Headers, clock: Clock
) -> None:
    def add(name: str) -> Response:
        unit = {"name": name, "kind": "centre"}
        return api.post("/v1/units", json=unit, headers=limited | {"Idempotency-Key": name})

    assert [add(name).status_code for name in ("East", "West", "North")] == [201, 201, 429]
    names = [unit["name"] for unit in api.get("/v1/units", headers=limited).json()["items"]]
    assert sorted(names) == ["East", "West"]

    clock.now += 60
    again = add("North")
    assert (again.status_code, again.headers.get("Idempotency-Replayed")) == (201, None)


def test_one_client_does_not_spend_another_s(
    api: TestClient, actors: Actors, limited: Headers
) -> None:
    for _ in range(3):
        api.get("/v1/units", headers=limited)

    other = api.get("/v1/units", headers=actors.client(Scope.UNITS_READ))

    assert (other.status_code, told(other)[:2]) == (200, ("search", 5999))


def test_two_tokens_of_a_client_share_its_budget(
    api: TestClient, actors: Actors, clock: Clock
) -> None:
    client = register(api, actors.headers(Role.ADMIN), search_per_minute=2)

    answers = [api.get("/v1/units", headers=bearer(api, client)) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_a_lowered_limit_holds_at_once(api: TestClient, actors: Actors, clock: Clock) -> None:
    admin = actors.headers(Role.ADMIN)
    client = register(api, admin, scopes=["units:read"])
    before = api.get("/v1/units", headers=bearer(api, client))
    shown = api.get(client.path, headers=admin)
    body = {
        name: value
        for name, value in shown.json().items()
        if name not in {"id", "version", "may", "last_used_at"}
    }
    api.put(client.path, json=body | {"search_per_minute": 1}, headers=admin | {"If-Match": "*"})

    after = api.get("/v1/units", headers=bearer(api, client))

    assert (before.status_code, after.status_code) == (200, 429)


def test_people_are_not_limited(
    api: TestClient, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_settings(), "rate_search_per_minute", 1)
    admin = actors.headers(Role.ADMIN)

    answers = [api.get("/v1/units", headers=admin) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert not [name for name in answers[-1].headers if name.startswith("ratelimit")]


def test_no_limit_is_not_told(
    api: TestClient, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_settings(), "rate_search_per_minute", 0)

    answer = api.get("/v1/units", headers=actors.client(Scope.UNITS_READ))

    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("ratelimit")]


def test_an_answer_that_is_known_is_counted_too(api: TestClient, limited: Headers) -> None:
    first = api.get("/v1/units", headers=limited)

    again = api.get("/v1/units", headers=limited | {"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, told(again)) == (304, ("search", 0, 20))


@pytest.mark.parametrize("status", [200, 304, 412])
def test_headers_come_with_whatever_is_answered(status: int) -> None:
    async def answered(request: Request) -> Answer:
        request.state.spent = Spent(Budget.FEED, 1200, 7, 3, allowed=True)
        return PlainTextResponse("", status)

    app = BudgetHeaders(Starlette(routes=[Route("/", answered)]))

    assert told(TestClient(app).get("/")) == ("feed", 7, 3)


def test_every_named_budget_is_one(application: FastAPI) -> None:
    named = {
        operation["operationId"]: operation[OF_ROUTE]
        for path in application.openapi()["paths"].values()
        for operation in path.values()
        if OF_ROUTE in operation
    }

    assert named.items() >= {"list_changes": "feed", "export_deadlines": "export"}.items()
    assert set(named.values()) <= {budget.value for budget in Budget}
