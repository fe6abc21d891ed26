"""Requests that no client of ours sends: each is answered for what it is, and none breaks us."""

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from api.changes.idempotency import KEY_SCHEMA
from api.people.rules import Role
from tests.factories import Actors, Headers, make_unit


@pytest.fixture
def admin(actors: Actors) -> Headers:
    return actors.headers(Role.ADMIN)


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        # Only routes with several formats choose by Accept; an error must be readable to all.
        (b"Accept", b"image/png", 200),
        (b"Accept", b"\xff;q=\xff", 200),
        (b"Accept-Encoding", b"zstd;q=nan, *;q=0", 200),
        (b"Accept-Language", b"\xff;q=da", 200),
        (b"If-None-Match", b'"', 200),
        (b"If-Match", b"\xff", 200),
        (b"X-Request-Id", b"\xff\xff\xff\xff\xff\xff\xff\xff", 200),
        (b"X-Request-Id", b"a" * 5000, 200),
        (b"Authorization", b"Bearer \xff", 401),
        (b"Authorization", b"Bearer", 401),
        (b"Authorization", b"Bearer " + b"x" * 9000, 401),
        (b"Authorization", b"Basic eDp5", 401),
    ],
    ids=str,
)
def test_a_header_that_says_nothing(
    api: TestClient, admin: Headers, session: Session, name: bytes, value: bytes, status: int
) -> None:
    address = f"/v1/units/{make_unit(session).id}"
    usual = {key.encode(): token.encode() for key, token in admin.items()}

    answer = api.get(address, headers=usual | {name: value})

    assert answer.status_code == status
    assert answer.json().get("status", 200) == status


@pytest.mark.parametrize("key", [b"", b"\xff", b"a\tb", b"k" * 201])
def test_a_key_that_is_none(api: TestClient, admin: Headers, key: bytes) -> None:
    usual = {name.encode(): token.encode() for name, token in admin.items()}

    answer = api.post(
        "/v1/units",
        json={"name": "Staben", "kind": "staff_unit"},
        headers=usual | {b"Idempotency-Key": key},
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_invalid")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (rb'{"name": "\ud800", "kind": "centre"}', 422),
        (rb'{"name": "\u0000", "kind": "centre"}', 422),
        (rb'{"name": "Staben", "kind": "centre", "\ud800": "\udfff"}', 422),
        (b'{"name": NaN, "kind": -Infinity}', 422),
        (b'["name", "kind"]', 422),
        (b"null", 422),
        (b"", 422),
        (b"[" * 100_000, 400),
        (b"1" * 10_000, 400),
        (b"\xef\xbb\xbf\xff", 400),
    ],
    ids=range(10),
)
def test_a_body_that_is_no_unit(api: TestClient, admin: Headers, body: bytes, status: int) -> None:
    headers = admin | {"Content-Type": "application/json"}

    answer = api.post("/v1/units", content=body, headers=headers)

    assert (answer.status_code, answer.json()["status"]) == (status, status)


@pytest.mark.parametrize("query", ["q=%00", "limit", "limit=%D9%A1x", "%00=1", "as_of=%ff", "q="])
def test_a_query_that_can_not_be_read(api: TestClient, admin: Headers, query: str) -> None:
    answer = api.get(f"/v1/case-types?{query}", headers=admin)

    assert answer.status_code == 422
    assert answer.json()["errors"]


@pytest.mark.parametrize("query", ["q=%ff", "q=%ed%a0%80", "q=%25%5C%5F", "&&&", "q=%F0%9F%90%98"])
def test_a_query_that_finds_nothing_odd(api: TestClient, admin: Headers, query: str) -> None:
    assert api.get(f"/v1/case-types?{query}", headers=admin).status_code == 200


def test_the_document_says_what_a_key_is(application: FastAPI) -> None:
    for path, methods in application.openapi()["paths"].items():
        for parameter in methods.get("post", {}).get("parameters", []):
            if parameter["name"] == "Idempotency-Key":
                assert parameter["schema"] == {"type": "string"} | KEY_SCHEMA, path


def test_only_operations_that_heed_a_key_document_one(application: FastAPI) -> None:
    for path, methods in application.openapi()["paths"].items():
        for method, operation in methods.items():
            headers = {each["name"] for each in operation.get("parameters", [])}
            assert method == "post" or "Idempotency-Key" not in headers, f"{method} {path}"
