"""A watch is asked once for each period that ended, by the rights and the data of that day."""

from datetime import UTC, date, datetime

import pytest
from procrastinate.testing import InMemoryConnector
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.complaints.watches.rules import (
    WatchDirection,
    WatchedFigures,
    WatchPeriod,
    due_periods,
    ended_period,
    passes,
)
from api.complaints.watches.running import mark_new
from api.complaints.watches.tables import PatternWatch, PatternWatchRun
from api.jobs import app
from api.people.rules import Role
from api.people.tables import Person, RoleGrant
from api.table import new_id
from tests.api.complaints.watches.watching import PATH, create, run_all, runs
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_complaint, make_person, make_unit


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


@pytest.mark.parametrize(
    ("every", "since", "run", "due"),
    [
        (WatchPeriod.WEEK, date(2017, 9, 27), [], ["2017-W38"]),
        (WatchPeriod.WEEK, date(2017, 9, 27), ["2017-W38"], []),
        (WatchPeriod.WEEK, date(2017, 9, 13), [], ["2017-W36", "2017-W37", "2017-W38"]),
        (WatchPeriod.WEEK, date(2017, 9, 6), ["2017-W35", "2017-W37"], ["2017-W36", "2017-W38"]),
        (WatchPeriod.MONTH, date(2017, 7, 31), ["2017-06"], ["2017-07", "2017-08"]),
        (WatchPeriod.QUARTER, date(2017, 1, 1), ["2016-Q4"], ["2017-Q1", "2017-Q2"]),
        (WatchPeriod.MONTH, date(2017, 1, 1), ["2017-W30"], ["2017-08"]),
        (WatchPeriod.QUARTER, date(2017, 12, 1), [], ["2017-Q2"]),
    ],
)
def test_periods_that_were_missed_are_looked_at_the_earliest_first(
    every: WatchPeriod, since: date, run: list[str], due: list[str]
) -> None:
    assert due_periods(every, TODAY, since, run) == due


def test_no_more_than_a_year_of_months_is_caught_up() -> None:
    due = due_periods(WatchPeriod.MONTH, TODAY, date(2012, 1, 1), ["2012-01"])

    assert (len(due), due[0], due[-1]) == (13, "2016-08", "2017-08")


def test_a_figure_at_the_threshold_has_not_passed_it() -> None:
    assert [passes(value, WatchDirection.OVER, 2) for value in (1, 2, 3)] == [False, False, True]
    assert [passes(value, WatchDirection.UNDER, 2) for value in (1, 2, 3)] == [True, False, False]


def test_it_is_asked_once_for_each_period_with_what_passed(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    watch = create(api, advisor)
    few, many = make_unit(session, name="Afdeling Få"), make_unit(session, name="Afdeling Mange")
    make_complaint(session, few, received_on=date(2017, 8, 1))
    for day in (1, 15, 31):
        make_complaint(session, many, received_on=date(2017, 8, day))
    make_complaint(session, few, received_on=date(2017, 9, 1))

    assert run_all(session) == [1]
    assert run_all(session) == [0]

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


def test_a_fortnight_without_a_worker_loses_no_week(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    create(api, advisor, every="week", threshold=0)
    watch = session.exec(select(PatternWatch)).one()
    watch.created_at = datetime(2017, 9, 27, 8, 0, tzinfo=UTC)
    unit = make_unit(session, name="A")
    for day in (date(2017, 9, 20), date(2017, 9, 27), date(2017, 10, 4)):
        make_complaint(session, unit, received_on=day)

    asked = [run_all(session, date(2017, 9, 27)), run_all(session, date(2017, 10, 11))]
    again = run_all(session, date(2017, 10, 11))

    assert (asked, again) == ([[1], [2]], [0])
    told = [(run["period"], run["passed"]) for run in runs(api, advisor)]
    assert told == [("2017-W40", True), ("2017-W39", True), ("2017-W38", True)]
    news = [run["found"][0]["new"] for run in runs(api, advisor)]
    assert news == [False, False, True]


def test_a_cell_that_fell_to_nothing_is_under_its_threshold(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    create(api, advisor, direction="under", threshold=1)
    steady, silent = make_unit(session, name="Jævn"), make_unit(session, name="Tavs")
    closed = make_unit(session, name="For længst lukket")
    make_complaint(session, closed, received_on=date(2016, 7, 31))
    make_complaint(session, silent, received_on=date(2016, 8, 1))
    for month in (7, 8):
        make_complaint(session, steady, received_on=date(2017, month, 3))

    run_all(session)

    [run] = runs(api, advisor)
    found = [(each["name"], each["value"], each["new"]) for each in run["found"]]
    assert (run["passed"], found) == (True, [("Tavs", 0, True)])


def test_nothing_has_no_share_and_no_median(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    create(api, advisor, measure="contacted_share", direction="under", threshold=100)
    make_complaint(session, make_unit(session, name="Tavs"), received_on=date(2017, 7, 3))

    run_all(session)

    [run] = runs(api, advisor)
    assert (run["passed"], run["found"], run["refused"]) == (False, [], None)


def test_groups_by_time_are_told_of_as_they_are(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    create(api, advisor, query="by=week", direction="under", threshold=2)
    unit = make_unit(session)
    for day in (date(2017, 7, 3), date(2017, 8, 9)):
        make_complaint(session, unit, received_on=day)

    run_all(session)

    [run] = runs(api, advisor)
    found = [(each["key"], each["name"], each["value"]) for each in run["found"]]
    assert found == [("2017-W32", "uge 32 i 2017", 1)]


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

    assert run_all(session) == [0]


def test_the_worker_runs_watches_each_morning() -> None:
    with app.replace_connector(InMemoryConnector()):
        app.perform_import_paths()  # type: ignore[no-untyped-call]  # procrastinate gives none

    assert "run_pattern_watches" in app.tasks
