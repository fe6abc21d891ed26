"""What holds for the query parameters of every route, read from the OpenAPI document."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.factories import UNKNOWN_ID, Actors

Parameters = dict[str, Any]


def readable(app: FastAPI) -> Iterator[tuple[str, Parameters]]:
    """Yield the address of each read, and the schemas of its query parameters by their names."""
    for path, methods in app.openapi()["paths"].items():
        if path.startswith("/v1") and "get" in methods:
            parameters = methods["get"].get("parameters", [])
            queried = {each["name"]: each["schema"] for each in parameters if each["in"] == "query"}
            yield path.replace("{id}", UNKNOWN_ID), queried


def is_list(schema: dict[str, Any]) -> bool:
    return any(each.get("type") == "array" for each in [schema, *schema.get("anyOf", [])])


def test_a_parameter_that_is_no_list_is_given_once(application: FastAPI, api: TestClient) -> None:
    """Of two limits nobody knows which was meant, and the reader before us may take the other."""
    lists = 0
    for path, parameters in readable(application):
        for name, schema in list(parameters.items())[-3:]:
            answer = api.get(path, params=[(name, "1"), (name, "2")])
            lists += is_list(schema)
            refused = answer.json()["code"] == "parameter_repeated"
            assert refused is not is_list(schema), f"{path} {name}"
    assert lists >= 3


def test_no_parameter_is_taken_by_another_name(
    application: FastAPI, api: TestClient, actors: Actors
) -> None:
    admin = actors.headers(Role.ADMIN)
    for path, _ in readable(application):
        answer = api.get(path, params={"Limit": "1"}, headers=admin)
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_parameter"), path


def test_a_page_is_of_one_thing_at_least_and_not_of_all(
    application: FastAPI, api: TestClient, actors: Actors
) -> None:
    admin = actors.headers(Role.ADMIN)
    lists = [path for path, parameters in readable(application) if "limit" in parameters]
    for path in lists:
        for limit in (0, 10_001):
            answer = api.get(path, params={"limit": limit}, headers=admin)
            assert answer.status_code == 422, f"{path} {limit}"
            assert [fault["pointer"] for fault in answer.json()["errors"]] == ["limit"]
    assert len(lists) >= 60
