"""HEAD, methods that are not taken, and addresses that are nearly right."""

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from api.problems import MEDIA_TYPE
from tests.factories import UNKNOWN_ID, Actors, make_unit


def test_head_answers_as_get_does_without_a_body(
    api: TestClient, actors: Actors, session: Session
) -> None:
    address = f"/v1/units/{make_unit(session).id}"
    admin = actors.headers(Role.ADMIN)

    read, asked = api.get(address, headers=admin), api.head(address, headers=admin)

    assert (asked.status_code, asked.content) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length"):
        assert asked.headers[name] == read.headers[name]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/health/live", 200), ("/v1/units", 401), ("/v1/nothing", 404)],
)
def test_head_tells_the_status_that_get_would(api: TestClient, address: str, status: int) -> None:
    answer = api.head(address)

    assert (answer.status_code, answer.content) == (status, b"")


def test_head_of_a_stream_ends_where_it_begins(api: TestClient, actors: Actors) -> None:
    headers = actors.headers(Role.ADMIN) | {"Accept": "application/x-ndjson"}

    answer = api.head("/v1/deadlines", headers=headers)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Type"].startswith("application/x-ndjson")


def test_head_is_no_way_to_act(api: TestClient) -> None:
    assert api.head("/v1/sign-ins").status_code == 405


def test_head_is_logged_as_what_it_was(api: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    api.head("/health/live")

    assert '"method": "HEAD", "route": "/health/live"' in capsys.readouterr().out


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PATCH", "QUERY", "BREW"])
def test_every_address_names_all_the_methods_it_takes(
    application: FastAPI, api: TestClient, method: str
) -> None:
    """Of a method each: an address that has one is not there to be asked for the others."""
    for path, taken in list(application.openapi()["paths"].items())[::5]:
        answer = api.request(method, path.replace("{id}", UNKNOWN_ID))

        assert answer.status_code == 405, path
        assert answer.headers["Content-Type"] == MEDIA_TYPE
        expected = {each.upper() for each in taken} | ({"HEAD"} if "get" in taken else set())
        assert set(answer.headers["Allow"].split(", ")) == expected, path


def test_an_address_with_a_slash_too_many_is_none(api: TestClient) -> None:
    """Not a redirect: that would name http where the client came by https, token and all."""
    answer = api.get("/v1/units/", headers={"Host": "elsewhere.example"})

    assert (answer.status_code, answer.json()["code"]) == (404, "path_not_found")
    assert "Location" not in answer.headers
