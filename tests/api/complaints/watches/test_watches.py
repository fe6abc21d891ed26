"""What somebody watches is theirs alone: it is asked again for each period, and logged nowhere."""

import json
from datetime import date
from typing import Any

import pytest
from procrastinate.testing import InMemoryConnector
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.complaints.watches.rules import (
    WatchDirection,
    WatchedFigures,
    WatchPeriod,
    ended_period,
    passes,
)
from api.complaints.watches.running import mark_new, run_due
from api.complaints.watches.tables import PatternWatch, PatternWatchRun
from api.jobs import app
from api.people.rules import Role
from api.people.tables import Person, RoleGrant
from api.table import new_id
from tests.conftest import TODAY, SameTransaction
from tests.factories import Actors, Headers, make_complaint, make_person, make_unit

PATH = "/v1/pattern-watches"
WATCH = {
    "name": "Klager i Center Nord",
    "query": "by=unit&kind=procedural&period=2016",
    "every": "month",
    "measure": "complaints",
    "direction": "over",
    "threshold": 2,
}


@pytest.fixture
def somebody(session: Session) -> Person:
    return make_person(session, "raadgiver")


@pytest.fixture
def advisor(actors: Actors, somebody: Person) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR, person=somebody)


def create(api: TestClient, headers: Headers, **body: Any) -> dict[str, Any]:
    answer = api.post(PATH, json=WATCH | body, headers=headers)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def run_all(session: Session, today: date = TODAY) -> list[bool]:
    reads = SameTransaction(session)
    return [run_due(session, reads, each, today) for each in session.exec(select(PatternWatch))]


def runs(api: TestClient, headers: Headers, **query: Any) -> list[dict[str, Any]]:
    answer = api.get("/v1/pattern-watch-runs", params=query, headers=headers)
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.parametrize(
    ("every", "today", "period"),
    [
        (WatchPeriod.WEEK, date(2017, 9, 27), "2017-W38"),
        (WatchPeriod.WEEK, date(2017, 1, 2), "2016-W52"),
        (WatchPeriod.MONTH, date(2017, 9, 27), "2017-08"),
        (WatchPeriod.MONTH, date(2017, 1, 31), "2016-12"),
        (WatchPeriod.QUARTER, date(2017, 9, 30), "2017-Q2"),
        (WatchPeriod.QUARTER, date(2017, 10, 1), "2017-Q3"),
        (WatchPeriod.QUARTER, date(2017, 1, 1), "2016-Q4"),
    ],
)
def test_a_period_is_looked_at_when_it_has_ended(
    every: WatchPeriod, today: date, period: str
) -> None:
    assert ended_period(every, today) == period


def test_a_figure_at_the_threshold_has_not_passed_it() -> None:
    assert [passes(value, WatchDirection.OVER, 2) for value in (1, 2, 3)] == [False, False, True]
    assert [passes(value, WatchDirection.UNDER, 2) for value in (1, 2, 3)] == [True, False, False]


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


def test_it_is_asked_once_for_each_period_with_what_passed(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    watch = create(api, advisor)
    few, many = make_unit(session, name="Afdeling Få"), make_unit(session, name="Afdeling Mange")
    make_complaint(session, few, received_on=date(2017, 8, 1))
    for day in (1, 15, 31):
        make_complaint(session, many, received_on=date(2017, 8, day))
    make_complaint(session, few, received_on=date(2017, 9, 1))

    assert run_all(session) == [True]
    assert run_all(session) == [False]

    [run] = runs(api, advisor)
    assert (run["period"], run["passed"], run["data_number"]) == ("2017-08", True, 1)
    assert [(each["name"], each["value"], each["new"]) for each in run["found"]] == [
        ("Afdeling Mange", 3, True)
    ]
    again = api.get(run["link"], headers=advisor).json()
    assert again["period"] == {"from": "2017-08-01", "before": "2017-09-01"}
    last = api.get(f"{PATH}/{watch['id']}", headers=advisor).json()["last_run"]
    assert last == {"period": "2017-08", "passed": True, "unseen": True}


def test_what_passed_before_is_not_new(api: TestClient, session: Session, advisor: Headers) -> None:
    create(api, advisor, threshold=0)
    unit, other = make_unit(session, name="A"), make_unit(session, name="B")
    for month in (8, 9):
        make_complaint(session, unit, received_on=date(2017, month, 3))
    make_complaint(session, other, received_on=date(2017, 9, 3))

    run_all(session)
    run_all(session, date(2017, 10, 1))

    latest, first = runs(api, advisor)
    assert [(each["name"], each["new"]) for each in first["found"]] == [("A", True)]
    assert [(each["name"], each["new"]) for each in latest["found"]] == [("A", False), ("B", True)]


def test_of_signals_only_a_new_one_is_told() -> None:
    def run(*keys: str) -> PatternWatchRun:
        found = [{"key": key, "name": key, "value": None} for key in keys]
        return PatternWatchRun(watch_id=new_id(), period="2017-Q2", passed=True, found=found)

    before, same, more = run("a"), run("a"), run("a", "b")
    mark_new(same, WatchedFigures.SIGNALS, before)
    mark_new(more, WatchedFigures.SIGNALS, before)

    assert (same.passed, more.passed) == (False, True)
    assert [each["new"] for each in more.found] == [False, True]


def test_a_question_without_an_answer_that_day_says_why(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    none = {"measure": None, "direction": None, "threshold": None}
    create(api, advisor, figures="signals", query="", every="quarter", **none)
    make_complaint(session, make_unit(session), received_on=date(2017, 5, 2))

    run_all(session)

    [run] = runs(api, advisor)
    assert (run["passed"], run["refused"], run["found"]) == (False, "too_little_past", [])


def test_it_is_asked_with_the_rights_of_the_day(
    api: TestClient, session: Session, actors: Actors
) -> None:
    unit, elsewhere = make_unit(session, name="Her"), make_unit(session, name="Der")
    person = make_person(session, "leder")
    headers = actors.headers(Role.DEPARTMENT_LEADER, unit, person=person)
    create(api, headers, threshold=0, query="by=unit")
    for each in (unit, elsewhere):
        make_complaint(session, each, received_on=date(2017, 8, 8))

    run_all(session)

    [run] = runs(api, headers)
    assert [each["name"] for each in run["found"]] == ["Her"]


def test_who_has_no_rights_any_more_is_told_nothing(
    api: TestClient, session: Session, advisor: Headers, somebody: Person
) -> None:
    create(api, advisor)
    grant = session.exec(select(RoleGrant).where(RoleGrant.person_id == somebody.id)).one()
    grant.valid_until = TODAY
    session.flush()

    assert run_all(session) == [False]


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


def test_the_worker_runs_watches_each_morning() -> None:
    with app.replace_connector(InMemoryConnector()):
        app.perform_import_paths()  # type: ignore[no-untyped-call]  # procrastinate gives none

    assert "run_pattern_watches" in app.tasks
