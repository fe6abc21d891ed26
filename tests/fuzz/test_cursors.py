"""A cursor belongs to one list: none of another is followed, and none that is made up."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.factories import Headers
from tests.fuzz.world import World

# What may be found wrong: the feed's cursors are short, so that others are too long for it.
CURSORS = {"cursor": {"cursor_invalid"}, "after": {"cursor_invalid", "invalid_input"}}


def lists(app: FastAPI, world: World) -> Iterator[tuple[str, str]]:
    """Yield the address of each list, of something that is there, and what its cursor is called."""
    for path, methods in app.openapi()["paths"].items():
        taken = {each["name"] for each in methods.get("get", {}).get("parameters", [])}
        noun = path.partition("/{id}")[0].rpartition("/")[2]
        ids = world.named(noun) if "{id}" in path else [""]
        for name in taken & set(CURSORS):
            if ids:
                yield path.replace("{id}", ids[0]), name


@pytest.fixture
def admin(world: World) -> Headers:
    return world.askers["admin"]


def test_no_list_follows_a_cursor_that_is_not_its_own(
    application: FastAPI, api: TestClient, world: World, admin: Headers
) -> None:
    other = api.get("/v1/milestones", params={"limit": 1, "open": "true"}, headers=admin).json()
    tried = 0
    for address, name in lists(application, world):
        for cursor in ("abc", "\N{SNOWMAN}\0", other["next"], f"{other['next']}="):
            answer = api.get(address, params={name: cursor}, headers=admin)
            assert answer.status_code == 422, f"{address} {cursor}"
            assert answer.json()["code"] in CURSORS[name], address
            assert [fault["pointer"] for fault in answer.json()["errors"]] == [name]
        tried += 1
    assert tried >= 80


def test_no_list_follows_its_own_cursor_when_that_was_changed(
    application: FastAPI, api: TestClient, world: World, admin: Headers
) -> None:
    tried = 0
    for address, name in lists(application, world):
        following = api.get(address, params={"limit": 1}, headers=admin).json()["next"]
        if following and name == "cursor":
            changed = ("A" if following[0] != "A" else "B") + following[1:]
            answer = api.get(address, params={"cursor": changed}, headers=admin)
            assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid"), address
            tried += 1
    assert tried >= 30
