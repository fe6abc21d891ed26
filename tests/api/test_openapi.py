"""What holds for every route, read from the OpenAPI document."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from api.people.rules import Role, Scope
from api.routing import CheckedRoute
from tests.factories import Actors

PUBLIC = {
    ("get", "/health/live"),
    ("get", "/health/ready"),
    ("get", "/metrics"),
    ("post", "/v1/sign-ins"),
    ("post", "/v1/tokens"),
    ("post", "/v1/tokens/revocation"),
    # Calendar programs can't sign in: the address is the secret.
    ("get", "/v1/calendars/{secret}.ics"),
}
# About oneself: being signed in is all the right they need.
OWN = {("delete", "/v1/sign-ins/current"), ("get", "/v1/me"), ("post", "/v1/people/{id}/password")}
# The law, the municipality's calendar and what codes are called are no secret.
# Of the feed each reader gets what their rights show.
FOR_ANYONE = {
    ("get", "/v1/calendar-days"),
    ("get", "/v1/deadline-calculation"),
    ("get", "/v1/changes"),
    ("get", "/v1/enumerations"),
}
# They never end: one reads on behind a change, not behind a page.
FEEDS = {"/v1/changes"}
# They answer a question, and refuse when none is asked.
ASKED = {"/v1/deadline-calculation"}
# RFC 6749 and 7009 have no such header, and a sign-in must give a new token each time.
NO_IDEMPOTENCY_KEY = {
    ("post", "/v1/sign-ins"),
    ("post", "/v1/tokens"),
    ("post", "/v1/tokens/revocation"),
}
# What happens once, or to nobody else's knowledge, has no version to conflict with.
NO_IF_MATCH = {
    ("delete", "/v1/sign-ins/current"),
    ("put", "/v1/pattern-watch-runs/{id}/seen"),
    ("put", "/v1/pattern-visits/mine"),
}

# All of a year in one answer, however many there are.
AT_ONCE = {"/v1/complaints/analysis-list"}

Operation = tuple[str, str, dict[str, Any]]


def operations(app: FastAPI) -> Iterator[Operation]:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def headers_of(operation: dict[str, Any]) -> set[str]:
    parameters = operation.get("parameters", [])
    return {each["name"] for each in parameters if each["in"] == "header"}


def test_every_route_names_its_rights(application: FastAPI) -> None:
    known = {scope.value for scope in Scope}
    for method, path, operation in operations(application):
        scopes = [scope for need in operation.get("security", []) for scope in need["token"]]
        if (method, path) in PUBLIC:
            assert "security" not in operation, f"{method} {path} is public no more"
        elif (method, path) in OWN | FOR_ANYONE:
            assert "security" in operation, f"{method} {path}"
        else:
            assert scopes, f"{method} {path} names no right"
            assert set(scopes) <= known


def test_every_post_takes_an_idempotency_key(application: FastAPI) -> None:
    for method, path, operation in operations(application):
        if method == "post" and (method, path) not in NO_IDEMPOTENCY_KEY:
            assert "Idempotency-Key" in headers_of(operation), path


def test_every_change_of_something_asks_for_if_match(application: FastAPI) -> None:
    for method, path, operation in operations(application):
        if method in {"put", "patch", "delete"} and (method, path) not in NO_IF_MATCH:
            assert "If-Match" in headers_of(operation), f"{method} {path}"


def test_every_list_pages(application: FastAPI) -> None:
    document = application.openapi()
    lists = 0
    for method, path, operation in operations(application):
        schema = (
            operation["responses"]
            .get("200", {})
            .get("content", {})
            .get("application/json", {})
            .get("schema", {})
        )
        name = schema.get("$ref", "").rsplit("/", 1)[-1]
        properties = document["components"]["schemas"].get(name, {}).get("properties", {})
        assert schema.get("type") != "array", f"{method} {path} answers a bare list"
        if "items" in properties and path not in AT_ONCE:
            lists += 1
            taken = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
            assert ({"limit", "after"} if path in FEEDS else {"limit", "cursor", "count"}) <= taken
    assert lists >= 10


def test_operation_ids_are_stable_names(application: FastAPI) -> None:
    names = [operation["operationId"] for _, _, operation in operations(application)]

    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names)


def test_every_operation_says_what_it_does(application: FastAPI) -> None:
    for method, path, operation in operations(application):
        assert operation.get("description"), f"{method} {path}"


def test_every_route_is_checked(application: FastAPI) -> None:
    for context in iter_route_contexts(application.routes):
        route = context.original_route
        if getattr(route, "path", "").startswith("/v1"):
            assert isinstance(route, CheckedRoute), route


def simple_addresses(app: FastAPI) -> list[str]:
    return [path for method, path, _ in operations(app) if method == "get" and "{" not in path]


def test_every_route_refuses_what_it_does_not_know(
    application: FastAPI, api: TestClient, actors: Actors
) -> None:
    admin = actors.headers(Role.ADMIN)
    for path in simple_addresses(application):
        answer = api.get(path, params={"colour": "red"}, headers=admin)
        assert (answer.status_code, answer.json().get("code")) == (422, "unknown_parameter"), path


def test_nobody_reads_anything_without_a_sign_in(application: FastAPI, api: TestClient) -> None:
    for path in simple_addresses(application):
        if ("get", path) not in PUBLIC:
            answer = api.get(path)
            assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in"), path
            assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_every_list_answers_every_role(
    application: FastAPI, api: TestClient, actors: Actors, role: Role
) -> None:
    headers = actors.headers(role)
    for path in simple_addresses(application):
        if path.startswith("/v1"):
            expected = {422} if path in ASKED else {200, 403}
            assert api.get(path, headers=headers).status_code in expected, path
