"""Tracks over HTTP: it works, a colleague may, a stranger may not, bad input, unknown id."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from api.plans.outline.tables import Plan
from tests.factories import Actors, make_plan, make_status, make_track, make_unit


@pytest.fixture
def plan(session: Session) -> Plan:
    return make_plan(session, make_unit(session))


def body_of(plan: Plan, **fields: object) -> dict[str, object]:
    return {
        "plan_id": str(plan.id),
        "number": 4,
        "title": "Løsning af aktuelle sagsbehandlingsudfordringer",
        "unit_id": str(plan.unit_id),
    } | fields


def test_creates_reads_replaces_and_deletes(api: TestClient, actors: Actors, plan: Plan) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    made = api.post("/v1/tracks", json=body_of(plan), headers=staff)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert made.headers["ETag"] == '"1"'
    assert api.get(address, headers=staff).json() == made.json()

    replaced = api.put(
        address, json=body_of(plan, number=5), headers=staff | {"If-Match": made.headers["ETag"]}
    )
    assert (replaced.status_code, replaced.json()["number"]) == (200, 5)
    assert replaced.headers["ETag"] == '"2"'

    gone = api.delete(address, headers=staff | {"If-Match": '"2"'})
    assert gone.status_code == 204
    assert api.get(address, headers=staff).status_code == 404


def test_tells_its_history(api: TestClient, actors: Actors, plan: Plan) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)
    made = api.post("/v1/tracks", json=body_of(plan), headers=staff)
    address = made.headers["Location"]
    api.put(address, json=body_of(plan, number=5), headers=staff | {"If-Match": '"1"'})

    [first, second] = api.get(f"{address}/history", headers=staff).json()["items"]

    assert (first["operation"], second["operation"]) == ("insert", "update")
    assert second["changed"] == [{"field": "number", "before": 4, "after": 5}]
    assert second["act"] == "replace_track"
    assert second["actor_name"].startswith("Prøve Staff_Unit")


def test_refuses_a_stale_change_and_shows_what_is_there(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    track = make_track(session, plan)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.put(
        f"/v1/tracks/{track.id}", json=body_of(plan), headers=staff | {"If-Match": '"7"'}
    )

    assert answer.status_code == 412
    assert answer.json()["code"] == "track_stale"
    assert answer.json()["current"]["title"] == track.title
    assert answer.headers["ETag"] == '"1"'


def test_asks_for_if_match(api: TestClient, actors: Actors, plan: Plan, session: Session) -> None:
    track = make_track(session, plan)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.put(f"/v1/tracks/{track.id}", json=body_of(plan), headers=staff)

    assert (answer.status_code, answer.json()["code"]) == (428, "if_match_missing")


def test_keeps_what_has_history(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    track = make_track(session, plan)
    make_status(session, track)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.delete(f"/v1/tracks/{track.id}", headers=staff | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "track_has_history")
    assert "status updates" in answer.json()["detail"]


def test_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    track = make_track(session, plan)
    elsewhere = make_unit(session, name="Borgercenter Børn og Unge")
    stranger = actors.headers(Role.CENTRE_MANAGER, elsewhere)

    assert api.get(f"/v1/tracks/{track.id}", headers=stranger).status_code == 404
    assert api.get("/v1/tracks", headers=stranger).json()["items"] == []
    made = api.post("/v1/tracks", json=body_of(plan), headers=stranger)
    assert (made.status_code, made.json()["code"]) == (422, "plan_unknown")


def test_a_reader_may_not_write(api: TestClient, actors: Actors, plan: Plan) -> None:
    caseworker = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.post("/v1/tracks", json=body_of(plan), headers=caseworker)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 501),
        ("title", "NUL\x00"),
        ("number", 0),
        ("number", "four"),
        ("unit_id", "nowhere"),
        ("colour", "red"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, actors: Actors, plan: Plan, field: str, value: object
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.post("/v1/tracks", json=body_of(plan, **{field: value}), headers=staff)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


def test_an_unknown_id_is_not_found(api: TestClient, actors: Actors, plan: Plan) -> None:
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.get(f"/v1/tracks/{uuid4()}", headers=reader)

    assert (answer.status_code, answer.json()["code"]) == (404, "track_not_found")


def test_pages_through_all_once(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    for number in range(1, 6):
        make_track(session, plan, number=number)
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    seen: list[int] = []
    address: str | None = "/v1/tracks?limit=2&count=exact"
    while address:
        page = api.get(address, headers=reader)
        assert page.json()["total"] == 5
        seen += [track["number"] for track in page.json()["items"]]
        address = page.links.get("next", {}).get("url")

    assert seen == [1, 2, 3, 4, 5]
