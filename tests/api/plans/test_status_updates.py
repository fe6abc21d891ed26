"""Saying how a plan, a track or an initiative stands, and reading it as of any day."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.rules import SuccessionKind
from api.organisation.tables import UnitSuccession
from api.people.rules import Role, Scope
from api.plans.outline.tables import Track
from api.plans.status.rules import State
from tests.factories import (
    Actors,
    make_initiative,
    make_person,
    make_plan,
    make_status,
    make_track,
    make_unit,
)

STATUS: dict[str, Any] = {
    "cut_off_on": "2017-09-20",
    "state": "delayed",
    "done": "Bunken er talt op.",
    "next": "Workshop i efteråret.",
    "expected_finish": {
        "from": "2017-12-31",
        "until": "2017-12-31",
        "precision": "end_of",
        "as_written": "udgangen af 2017",
    },
    "delay": {
        "low": "0.5",
        "high": "1",
        "unit": "months",
        "approximate": True,
        "as_written": "ca. ½-1 måned",
    },
}


@pytest.fixture
def track(session: Session) -> Track:
    return make_track(session, make_plan(session, make_unit(session)))


def test_adds_a_status_and_the_track_stands_by_it(
    api: TestClient, actors: Actors, track: Track
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, track.unit)
    before = api.get(f"/v1/tracks/{track.id}", headers=leader)

    said = api.post(f"/v1/tracks/{track.id}/status-updates", json=STATUS, headers=leader)

    assert said.status_code == 201, said.text
    update = said.json()
    assert update["expected_finish"] == STATUS["expected_finish"]
    assert update["delay"] | {"low": 0.5, "high": 1} == STATUS["delay"] | {"low": 0.5, "high": 1}
    assert (float(update["delay"]["low"]), float(update["delay"]["high"])) == (0.5, 1.0)
    assert update["author_name"].startswith("Prøve")
    after = api.get(f"/v1/tracks/{track.id}", headers=leader)
    assert [each.headers["ETag"].partition(".")[0] for each in (before, after)] == ['"1', '"2']
    standing = after.json()["standing"]
    assert (standing["state"], standing["days_since_update"]) == ("delayed", 7)
    assert standing["latest"]["id"] == update["id"]
    assert api.get(said.headers["Location"], headers=leader).json() == update


def test_nothing_changed_since_last_is_one_act(
    api: TestClient, actors: Actors, track: Track, session: Session
) -> None:
    make_status(session, track, state=State.DELAYED, next="Workshop", delay_as_written="1 måned")
    leader = actors.headers(Role.DEPARTMENT_LEADER, track.unit)

    said = api.post(
        f"/v1/tracks/{track.id}/status-updates",
        json={"cut_off_on": "2017-09-27", "unchanged": True},
        headers=leader,
    )

    assert said.status_code == 201, said.text
    update = said.json()
    assert (update["unchanged"], update["state"], update["next"]) == (True, "delayed", "Workshop")
    assert update["done"] is None


def test_nothing_can_be_unchanged_before_the_first_status(
    api: TestClient, actors: Actors, track: Track
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, track.unit)

    said = api.post(
        f"/v1/tracks/{track.id}/status-updates",
        json={"cut_off_on": "2017-09-27", "unchanged": True},
        headers=leader,
    )

    assert (said.status_code, said.json()["code"]) == (409, "no_status_yet")


@pytest.mark.parametrize(
    "beside",
    [
        {"state": "delayed"},
        {"done": "Bunken er talt op."},
        {"next": "Workshop"},
        {"delay": {"low": "1", "high": "1"}},
        {"expected_finish": {"from": "2018-01-01"}},
    ],
    ids=lambda beside: next(iter(beside)),
)
def test_what_is_unchanged_says_nothing_new(
    api: TestClient, actors: Actors, track: Track, session: Session, beside: dict[str, Any]
) -> None:
    make_status(session, track)
    leader = actors.headers(Role.DEPARTMENT_LEADER, track.unit)

    said = api.post(
        f"/v1/tracks/{track.id}/status-updates",
        json={"cut_off_on": "2017-09-27", "unchanged": True} | beside,
        headers=leader,
    )

    assert said.status_code == 422, said.text
    assert "unchanged takes only" in said.json()["detail"]


def test_a_delay_of_nothing_is_nothing_however_it_is_written(
    api: TestClient, actors: Actors, track: Track
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, track.unit)
    delay = {"low": "0E+9999999999", "high": "0E+9999999999"}

    said = api.post(
        f"/v1/tracks/{track.id}/status-updates", json=STATUS | {"delay": delay}, headers=leader
    )

    assert said.status_code == 201, said.text
    latest = api.get(f"/v1/tracks/{track.id}", headers=leader).json()["standing"]["latest"]
    assert [float(latest["delay"][end]) for end in ("low", "high")] == [0, 0]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"state": "sideways"}, "/state"),
        ({"state": None}, "/"),
        ({"cut_off_on": "2017-02-31"}, "/cut_off_on"),
        ({"cut_off_on": "2017-09-28"}, "/cut_off_on"),
        ({"done": "NUL \x00"}, "/done"),
        ({"done": "x" * 20_001}, "/done"),
        ({"delay": {"low": "2", "high": "1"}}, "/delay"),
        ({"expected_finish": {"from": "2017-12-31", "until": "2017-12-01"}}, "/expected_finish"),
        ({"unchanged": True}, "/"),
    ],
    ids=str,
)
def test_names_what_is_wrong(
    api: TestClient, actors: Actors, track: Track, change: dict[str, Any], pointer: str
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, track.unit)

    said = api.post(f"/v1/tracks/{track.id}/status-updates", json=STATUS | change, headers=leader)

    assert said.status_code in {409, 422}
    assert [fault["pointer"] for fault in said.json()["errors"]] == [pointer]


def test_refuses_an_update_older_than_the_latest(
    api: TestClient, actors: Actors, track: Track, session: Session
) -> None:
    make_status(session, track, cut_off_on=date(2017, 9, 21))
    leader = actors.headers(Role.DEPARTMENT_LEADER, track.unit)

    said = api.post(f"/v1/tracks/{track.id}/status-updates", json=STATUS, headers=leader)

    assert (said.status_code, said.json()["code"]) == (409, "status_older_than_latest")


def test_refuses_a_state_that_can_not_follow(
    api: TestClient, actors: Actors, track: Track, session: Session
) -> None:
    make_status(session, track, state=State.COMPLETED)
    leader = actors.headers(Role.DEPARTMENT_LEADER, track.unit)

    said = api.post(f"/v1/tracks/{track.id}/status-updates", json=STATUS, headers=leader)

    assert (said.status_code, said.json()["code"]) == (409, "state_cannot_follow")


def test_with_if_match_a_status_in_between_is_noticed(
    api: TestClient, actors: Actors, track: Track
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, track.unit)
    seen = api.get(f"/v1/tracks/{track.id}", headers=leader).headers["ETag"]
    address = f"/v1/tracks/{track.id}/status-updates"
    api.post(address, json=STATUS, headers=leader | {"If-Match": seen})

    second = api.post(address, json=STATUS, headers=leader | {"If-Match": seen})

    assert (second.status_code, second.json()["code"]) == (412, "track_stale")
    assert second.json()["current"]["standing"]["latest"]["done"] == STATUS["done"]


def test_the_owner_may_whatever_the_unit(
    api: TestClient, actors: Actors, track: Track, session: Session
) -> None:
    department = make_unit(session, name="Afdeling 1", parent_id=track.unit_id)
    mia = make_person(session, "mia")
    track.owner_id = mia.id
    session.flush()
    owner = actors.headers(Role.DEPARTMENT_LEADER, department, person=mia)
    colleague = actors.headers(Role.DEPARTMENT_LEADER, department)
    address = f"/v1/tracks/{track.id}/status-updates"

    assert api.post(address, json=STATUS, headers=owner).status_code == 201
    refused = api.post(address, json=STATUS, headers=colleague)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


def test_a_stranger_learns_nothing(
    api: TestClient, actors: Actors, track: Track, session: Session
) -> None:
    update = make_status(session, track)
    stranger = actors.headers(Role.DEPARTMENT_LEADER, make_unit(session, name="Andetsteds"))

    said = api.post(f"/v1/tracks/{track.id}/status-updates", json=STATUS, headers=stranger)

    assert said.status_code == 404
    assert api.get(f"/v1/status-updates/{update.id}", headers=stranger).status_code == 404
    assert api.get("/v1/status-updates", headers=stranger).json()["items"] == []


def test_an_unknown_track(api: TestClient, actors: Actors) -> None:
    admin = actors.headers(Role.ADMIN)

    said = api.post(f"/v1/tracks/{uuid4()}/status-updates", json=STATUS, headers=admin)

    assert (said.status_code, said.json()["code"]) == (404, "track_not_found")


def test_plans_and_initiatives_have_statuses_too(
    api: TestClient, actors: Actors, track: Track, session: Session
) -> None:
    admin = actors.headers(Role.ADMIN)
    initiative = make_initiative(session, make_plan(session, track.unit))

    for address in (f"plans/{track.plan_id}", f"initiatives/{initiative.id}"):
        said = api.post(f"/v1/{address}/status-updates", json=STATUS, headers=admin)
        assert said.status_code == 201, said.text
        shown = api.get(f"/v1/{address}", headers=admin).json()
        assert shown["standing"]["state"] == "delayed"


def test_as_of_tells_how_it_stood_then(
    api: TestClient, actors: Actors, track: Track, session: Session
) -> None:
    make_status(session, track, cut_off_on=date(2017, 6, 21), state=State.ON_TRACK)
    make_status(session, track, cut_off_on=date(2017, 9, 20), state=State.DELAYED)
    reader = actors.headers(Role.CASEWORKER, track.unit)

    def state_on(day: str) -> tuple[str, int | None]:
        shown = api.get(f"/v1/tracks/{track.id}", params={"as_of": day}, headers=reader).json()
        return shown["standing"]["state"], shown["standing"]["days_since_update"]

    assert state_on("2017-06-20") == ("unknown", None)
    assert state_on("2017-06-21") == ("on_track", 0)
    assert state_on("2017-09-19") == ("on_track", 90)
    assert state_on("2017-09-20") == ("delayed", 0)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"state": "delayed"}, [1]),
        ({"state": "unknown"}, [3]),
        ({"state": "delayed", "as_of": "2017-09-01"}, []),
        ({"stale_since": "2017-09-20"}, [2, 3]),
        ({"due_before": "2018-01-01"}, [1]),
        ({"q": "LÆRINGS"}, [1, 2]),
        ({"q": "100%"}, []),
    ],
    ids=str,
)
def test_filters(
    api: TestClient,
    actors: Actors,
    track: Track,
    session: Session,
    query: dict[str, str],
    numbers: list[int],
) -> None:
    plan = session.get_one(type(track), track.id).plan_id
    second = Track(plan_id=plan, number=2, title="Læringskultur", unit_id=track.unit_id)
    third = Track(plan_id=plan, number=3, title="Økonomi", unit_id=track.unit_id)
    session.add_all([second, third])
    session.flush()
    make_status(session, track, state=State.DELAYED, expected_finish_until=date(2017, 12, 31))
    make_status(session, second, cut_off_on=date(2017, 6, 21))
    reader = actors.headers(Role.CASEWORKER, track.unit)

    found = api.get("/v1/tracks", params=query, headers=reader).json()["items"]

    assert [each["number"] for each in found] == numbers


def test_a_machine_client_of_another_unit_sees_none(
    api: TestClient, actors: Actors, track: Track, session: Session
) -> None:
    here = actors.client(Scope.PLANS_READ, unit_id=track.unit_id)
    elsewhere = actors.client(Scope.PLANS_READ, unit_id=make_unit(session, name="B").id)

    assert len(api.get("/v1/tracks", headers=here).json()["items"]) == 1
    assert api.get("/v1/tracks", headers=elsewhere).json()["items"] == []


def test_a_list_asks_the_same_number_of_questions_however_long(
    api: TestClient, actors: Actors, track: Track, session: Session, statements: Any
) -> None:
    reader = actors.headers(Role.CASEWORKER, track.unit)

    def selects() -> int:
        session.flush()
        session.expire_all()
        with statements() as seen:
            assert api.get("/v1/initiatives", headers=reader).status_code == 200
        return sum(sql.lstrip().startswith(("SELECT", "WITH")) for sql in seen)

    make_initiative(session, make_plan(session, track.unit), track_id=None)
    few = selects()
    plan = make_plan(session, track.unit)
    for position in range(20):
        make_initiative(session, plan, position=position)

    assert selects() <= few + 1


def test_a_unit_stands_for_all_under_it_and_before_it(
    api: TestClient, actors: Actors, session: Session
) -> None:
    centre = make_unit(session)
    area = make_unit(session, name="Område", parent_id=centre.id)
    before = make_unit(session, name="Handicapcentret")
    session.add(
        UnitSuccession(predecessor_id=before.id, successor_id=centre.id, kind=SuccessionKind.MERGED)
    )
    session.flush()
    for number, unit in enumerate((centre, area, before, make_unit(session, name="BIF")), 1):
        plan = make_plan(session, unit)
        track = make_track(session, plan, number=number)
        make_initiative(session, plan, position=number, track_id=track.id)
    admin = actors.headers(Role.ADMIN)

    def found(path: str, field: str) -> list[int]:
        page = api.get(f"/v1/{path}", params={"unit": str(centre.id)}, headers=admin).json()
        return sorted(item[field] for item in page["items"])

    assert found("tracks", "number") == [1, 2, 3]
    assert found("initiatives", "position") == [1, 2, 3]
    assert len(api.get("/v1/plans", headers=admin).json()["items"]) == 4
