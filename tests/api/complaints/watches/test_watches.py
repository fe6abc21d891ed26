"""What somebody watches is theirs alone: it is asked again for each period, and logged nowhere."""

import json
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.complaints.watches.watching import PATH, WATCH, create, run_all, runs
from tests.factories import Actors, Headers, make_complaint, make_unit


def test_a_watch_is_kept_replaced_and_deleted(api: TestClient, advisor: Headers) -> None:
    watch = create(api, advisor)
    address = f"{PATH}/{watch['id']}"
    assert api.get(address, headers=advisor).json() == watch | {"last_run": None}

    tag = {"If-Match": f'"{watch["version"]}"'}
    replaced = api.put(address, json=WATCH | {"threshold": 5}, headers=advisor | tag)
    assert (replaced.json()["threshold"], replaced.json()["version"]) == (5, 2)
    stale = api.put(address, json=WATCH, headers=advisor | tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "pattern_watch_stale")

    gone = api.delete(address, headers=advisor | {"If-Match": '"2"'})
    assert gone.status_code == 204
    assert api.get(PATH, headers=advisor).json()["items"] == []


def test_what_was_seen_is_seen_from_the_first_time_on(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    create(api, advisor, threshold=0)
    make_complaint(session, make_unit(session), received_on=date(2017, 8, 8))
    run_all(session)
    [run] = runs(api, advisor, unseen=True)
    seen = f"/v1/pattern-watch-runs/{run['id']}/seen"

    first, second = (api.put(seen, headers=advisor).json()["seen_at"] for _ in range(2))

    assert first == second == "2017-09-27T12:30:00Z"
    assert runs(api, advisor, unseen=True) == []


@pytest.mark.parametrize("role", [Role.ADMIN, Role.STAFF_UNIT, Role.CITIZENS_ADVISOR])
def test_nobody_else_sees_a_watch_or_what_it_found(
    role: Role, api: TestClient, session: Session, actors: Actors, advisor: Headers
) -> None:
    watch = create(api, advisor, threshold=0)
    make_complaint(session, make_unit(session), received_on=date(2017, 8, 8))
    run_all(session)
    [run] = runs(api, advisor)
    other = actors.headers(role)
    match = {"If-Match": "*"}
    address = f"{PATH}/{watch['id']}"

    assert api.get(PATH, headers=other).json()["items"] == runs(api, other) == []
    for answer in (
        api.get(address, headers=other),
        api.get(f"{address}/runs", headers=other),
        api.put(address, json=WATCH, headers=other | match),
        api.delete(address, headers=other | match),
        api.put(f"/v1/pattern-watch-runs/{run['id']}/seen", headers=other),
    ):
        assert answer.status_code == 404
    assert len(api.get(f"{address}/runs", headers=advisor).json()["items"]) == 1


@pytest.mark.parametrize("path", ["/v1/change-log", "/v1/changes"])
def test_no_log_tells_what_is_watched(
    path: str, api: TestClient, session: Session, actors: Actors, advisor: Headers
) -> None:
    admin = actors.headers(Role.ADMIN)
    create(api, advisor)
    api.put("/v1/pattern-visits/mine", json={"data_number": 1}, headers=advisor)
    run_all(session)

    answer = api.get(path, params={"limit": 1000}, headers=admin)

    told = json.dumps(answer.json())
    assert answer.status_code == 200
    assert "Center Nord" not in told
    assert "pattern_" not in told


def test_a_visit_is_remembered(api: TestClient, advisor: Headers, actors: Actors) -> None:
    mine = "/v1/pattern-visits/mine"
    assert api.get(mine, headers=advisor).json() == {"data_number": None, "at": None}

    for number in (3, 4):
        api.put(mine, json={"data_number": number}, headers=advisor)

    visit = {"data_number": 4, "at": "2017-09-27T12:30:00Z"}
    assert api.get(mine, headers=advisor).json() == visit
    assert api.get(mine, headers=actors.headers(Role.ADMIN)).json()["at"] is None


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"query": "by=colour"}, "watch_query_invalid", "/query"),
        ({"query": "q=0101701234"}, "search_names_cpr", "q"),
        ({"query": "q=-frist"}, "search_only_excludes", "q"),
        ({"query": "colour=red"}, "watch_query_invalid", "/query"),
        ({"query": "?by=unit"}, "watch_query_invalid", "/query"),
        ({"query": "data=1&data=2"}, "watch_query_invalid", "/query"),
        ({"query": "by=unit&by=unit"}, "dimension_twice", "by"),
        ({"query": "period=2017-Q9"}, "period_unreadable", "period"),
        ({"threshold": None}, "watch_threshold_incomplete", "/threshold"),
        ({"measure": "returned_share"}, "watch_known_later", "/measure"),
        ({"query": "by=unit&audience=public"}, "watch_of_settled_years", "/every"),
        ({"measure": "points_share", "query": "by=unit"}, "points_not_parted", "by"),
        (
            {"measure": None, "direction": None, "threshold": None},
            "watch_threshold_missing",
            "/threshold",
        ),
        ({"figures": "signals", "query": ""}, "watch_of_signals", "/measure"),
        (
            {
                "figures": "signals",
                "query": "",
                "measure": None,
                "direction": None,
                "threshold": None,
            },
            "signals_of_a_quarter",
            "/every",
        ),
    ],
)
def test_what_could_never_be_answered_is_not_kept(
    body: dict[str, Any], code: str, pointer: str, api: TestClient, advisor: Headers
) -> None:
    answer = api.post(PATH, json=WATCH | body, headers=advisor)

    [fault] = answer.json()["errors"]
    assert (answer.status_code, fault["code"], fault["pointer"]) == (422, code, pointer)


def test_a_name_is_given_once_to_each(api: TestClient, advisor: Headers, actors: Actors) -> None:
    create(api, advisor)
    create(api, actors.headers(Role.CITIZENS_ADVISOR))

    again = api.post(PATH, json=WATCH, headers=advisor)

    assert (again.status_code, again.json()["code"]) == (409, "pattern_watch_name_taken")
