"""Every refusal is a problem document with a code, and tells nothing of the inside."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from api import embedded_postgres
from api.db import make_engine
from api.main import create_app
from api.people.rules import Role
from api.problems import MEDIA_TYPE
from api.settings import get_settings
from tests import database
from tests.factories import Actors, make_plan, make_unit


@pytest.fixture
def admin(actors: Actors) -> dict[str, str]:
    return actors.headers(Role.ADMIN)


def test_an_unknown_path(api: TestClient) -> None:
    answer = api.get("/v1/nothing-here")

    assert (answer.status_code, answer.json()["code"]) == (404, "path_not_found")
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json()["request_id"] == answer.headers["X-Request-Id"]


def test_a_method_that_is_not_taken(api: TestClient) -> None:
    answer = api.patch("/v1/units")

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]


def test_a_body_that_is_too_large(api: TestClient, admin: dict[str, str]) -> None:
    body = b'{"name": "' + b"x" * (get_settings().max_body_bytes + 1) + b'"}'

    answer = api.post(
        "/v1/units", content=body, headers=admin | {"Content-Type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_text_of_ten_megabytes_is_refused_as_a_stream(
    api: TestClient, admin: dict[str, str]
) -> None:
    chunks = (b"x" * 100_000 for _ in range(100))

    answer = api.post(
        "/v1/units", content=chunks, headers=admin | {"Content-Type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", ""])
def test_a_body_of_another_type(api: TestClient, admin: dict[str, str], media_type: str) -> None:
    answer = api.post("/v1/units", content=b"{}", headers=admin | {"Content-Type": media_type})

    assert (answer.status_code, answer.json()["code"]) == (415, "media_type_not_supported")


def test_a_body_that_is_no_json(api: TestClient, admin: dict[str, str]) -> None:
    answer = api.post(
        "/v1/units", content=b"{name:", headers=admin | {"Content-Type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert answer.json()["errors"][0]["code"] == "json_invalid"


def test_a_body_in_another_encoding(api: TestClient, admin: dict[str, str]) -> None:
    body = '{"name": "Børn", "kind": "centre"}'.encode("latin-1")

    answer = api.post(
        "/v1/units", content=body, headers=admin | {"Content-Type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_several_faults_at_once(api: TestClient, admin: dict[str, str]) -> None:
    answer = api.post("/v1/units", json={"kind": "palace", "colour": "red"}, headers=admin)

    pointers = {fault["pointer"] for fault in answer.json()["errors"]}
    assert pointers == {"/name", "/kind", "/colour"}


@pytest.mark.parametrize("day", [0, "2017-02-31", "31.02.2017", "20170920", 20170921, True])
def test_a_day_that_is_none(api: TestClient, admin: dict[str, str], day: object) -> None:
    body = {"name": "Staben", "kind": "staff_unit", "valid_from": day}

    answer = api.post("/v1/units", json=body, headers=admin)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/valid_from"]


def test_a_reference_to_nothing(api: TestClient, admin: dict[str, str]) -> None:
    body = {
        "name": "Staben",
        "kind": "staff_unit",
        "parent_id": "00000000-0000-4000-8000-000000000000",
    }

    answer = api.post("/v1/units", json=body, headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (422, "reference_unknown")
    assert answer.json()["errors"][0]["pointer"] == "/parent_id"


def test_a_fault_of_ours_tells_only_its_request_id(
    api_app: FastAPI, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    @api_app.get("/broken")
    def broken() -> None:
        raise ValueError("the secret is 1234")

    try:
        with TestClient(api_app, raise_server_exceptions=False) as client:
            answer = client.get("/broken", headers={"X-Request-Id": "request-from-web"})
    finally:
        api_app.router.routes.pop()

    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert answer.json()["request_id"] == "request-from-web"
    assert "1234" not in answer.text
    assert answer.headers["X-Request-Id"] == "request-from-web"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert '"request_id": "request-from-web"' in capsys.readouterr().out


def test_nothing_is_half_written_when_a_request_is_refused(
    api: TestClient, actors: Actors, session: Session
) -> None:
    unit = make_unit(session)
    staff = actors.headers(Role.ADMIN)
    body = {"name": "x", "kind": "centre", "parent_id": str(unit.id)}
    made = api.post("/v1/units", json=body, headers=staff).json()

    # A circle: the unit above is put under the one below.
    refused = api.put(
        f"/v1/units/{unit.id}",
        json={"name": "y", "kind": "centre", "parent_id": made["id"]},
        headers=staff | {"If-Match": "*"},
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "unit_under_itself")
    assert api.get(f"/v1/units/{unit.id}", headers=staff).json()["name"] == unit.name


@pytest.mark.parametrize(
    "tag", ['"' + "9" * 5000 + '"', 'W/"1"', '"1", "2"', '"one"', "\N{SUPERSCRIPT TWO}"]
)
def test_a_tag_that_is_none_of_ours_matches_nothing(
    api: TestClient, admin: dict[str, str], session: Session, tag: str
) -> None:
    unit = make_unit(session)
    headers = {name.encode(): value.encode() for name, value in admin.items()}

    answer = api.delete(
        f"/v1/units/{unit.id}", headers=headers | {b"If-Match": tag.encode("latin-1")}
    )

    assert (answer.status_code, answer.json()["code"]) == (412, "unit_stale")


@pytest.mark.parametrize("amount", ["0E+9999999999", "0E-9999999999", "NaN", "Infinity", "1e400"])
def test_an_amount_that_is_none(
    api: TestClient, admin: dict[str, str], session: Session, amount: str
) -> None:
    plan = make_plan(session, make_unit(session))
    body = {
        "plan_id": str(plan.id),
        "label": "Ydelser",
        "million_dkk": amount,
        "fte": amount,
        "period_from": 2012,
        "duration": "permanent",
        "appropriation": "operating",
        "standing": "requested",
    }

    answer = api.post("/v1/resource-lines", json=body, headers=admin)

    assert answer.status_code == (201 if amount.startswith("0E") else 422)


def test_more_requests_than_connections_wait_for_their_turn(
    server: embedded_postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = get_settings().database_pool
    with database.cloned(server, "crowd") as url:
        engine = make_engine(url, pool=most)
        monkeypatch.setattr("api.db.get_engine", lambda: engine)
        with TestClient(create_app()) as client, ThreadPoolExecutor(8 * most) as crowd:
            tried = {"username": "nobody", "password": "forkert-kodeord"}
            answers = crowd.map(
                lambda number: (
                    client.post("/v1/sign-ins", json=tried)
                    if number % 2
                    else client.get("/health/ready")
                ),
                range(8 * most),
            )
            statuses = {answer.status_code for answer in answers}
        engine.dispose()

    assert statuses <= {200, 401, 429}
