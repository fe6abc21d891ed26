"""Patterns count what a person would count, in each place and in all."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.moments import day_of
from api.complaints.tables import ComplaintPoint
from api.people.rules import Role
from tests.api.complaints.patterns.asking import ask, by_keys
from tests.api.complaints.patterns.population import Population, Told, make_population
from tests.factories import Actors, Headers, make_complaint, make_unit


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def causes_of(told: Told) -> list[str | None]:
    found: list[str | None] = [str(point.cause_id) for point in told.points]
    return found or [None]


def marks_of(told: Told) -> Iterable[str | None]:
    for point in told.points:
        marks = ("affects_legality", "bound_by_law")
        held = [mark for mark in marks if getattr(point, mark)]
        yield from held or (None,)
    if not told.points:
        yield None


KEYS: dict[str, Callable[[Told], Iterable[Any]]] = {
    "cause": causes_of,
    "unit": lambda told: [str(told.row.unit_id)],
    "case_type": lambda told: [text(told.row.case_type_id)],
    "kind": lambda told: [told.row.kind],
    "channel": lambda told: [told.row.channel],
    "finding": lambda told: [point.finding for point in told.points] or [None],
    "mark": marks_of,
    "year": lambda told: [str(told.row.received_on.year)],
    "quarter": lambda told: [told.quarter],
    "month": lambda told: [told.row.received_on.strftime("%Y-%m")],
    "week": lambda told: ["{}-W{:02d}".format(*told.row.received_on.isocalendar()[:2])],
    "outcome": lambda told: [f"board_{told.board.result}" if told.board else "open"],
    "repeated": lambda _: ["false"],
    "deadline_state": lambda _: ["none"],
    "caseworker_changes": lambda _: [None],
}


@pytest.mark.parametrize("dimension", sorted(KEYS))
def test_each_dimension_counts_each_complaint_once_in_each_group(
    dimension: str, api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 1)

    answer = ask(api, advisor, by=dimension)

    expected = people.counted(KEYS[dimension])
    counted = {key: n for key, n in by_keys(answer, "complaints").items() if n}
    assert counted == {(key,): n for key, n in expected.items()}
    assert answer["total"]["complaints"]["value"] == len(people.complaints)


WANTED: dict[str, tuple[str, Callable[[ComplaintPoint], bool]]] = {
    "finding": ("upheld", lambda point: point.finding == "upheld"),
    "mark": ("bound_by_law", lambda point: point.bound_by_law),
}


@pytest.mark.parametrize("name", sorted(WANTED))
@pytest.mark.parametrize("dimension", ["cause", "finding", "mark", "unit"])
def test_only_points_that_are_asked_for_put_complaints_into_groups(
    name: str, dimension: str, api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 7, number=80)
    value, fits = WANTED[name]
    told = [replace(each, points=list(filter(fits, each.points))) for each in people.complaints]
    some = replace(people, complaints=[each for each in told if each.points])

    answer = ask(api, advisor, by=dimension, **{name: value})

    expected = some.counted(KEYS[dimension])
    assert by_keys(answer, "complaints") == {(key,): n for key, n in expected.items()}
    assert answer["total"]["complaints"]["value"] == len(some.complaints)


def pairs_of_one_point(told: Told) -> Iterable[tuple[Any, ...]]:
    for point in told.points:
        yield str(point.cause_id), text(point.finding), told.quarter
    if not told.points:
        yield None, None, told.quarter


def test_three_dimensions_hold_of_one_point_at_a_time(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 2)

    answer = ask(api, advisor, by=["cause", "finding", "quarter"])

    assert by_keys(answer, "complaints") == people.counted(pairs_of_one_point)
    margins = {each["dimension"]: each["cells"] for each in answer["margins"]}
    by_quarter = ask(api, advisor, by="quarter")
    assert margins["quarter"] == by_quarter["cells"]


def test_points_are_counted_as_points(api: TestClient, session: Session, advisor: Headers) -> None:
    people = make_population(session, 3)
    answer = ask(api, advisor, by="unit", measure=["points", "complaints"])

    for unit in people.units:
        points = [
            point
            for told in people.complaints
            if told.row.unit_id == unit.id
            for point in told.points
        ]
        assert by_keys(answer, "points")[str(unit.id),] == len(points)


@pytest.mark.parametrize(
    "name", ["unit", "kind", "channel", "cause", "finding", "mark", "case_type"]
)
def test_a_filter_leaves_what_its_group_counts(
    name: str, api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, 8)
    groups = by_keys(ask(api, advisor, by=name), "complaints")

    for (key,), number in groups.items():
        if key is not None:
            found = ask(api, advisor, by="year", **{name: key})
            assert found["total"]["complaints"]["value"] == number


def test_a_period_is_the_days_it_names(api: TestClient, session: Session, advisor: Headers) -> None:
    unit = make_unit(session)
    for day in (date(2016, 12, 31), date(2017, 1, 1), date(2017, 3, 31), date(2017, 4, 1)):
        make_complaint(session, unit, received_on=day)

    named = ask(api, advisor, period="2017-Q1")
    days = ask(api, advisor, received_from="2017-01-01", received_before="2017-04-01")

    assert named["total"]["complaints"]["value"] == days["total"]["complaints"]["value"] == 2


def test_a_comparison_sets_the_same_cells_beside_each_other(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 9)

    answer = ask(api, advisor, by="cause", period="2017-Q1", compare="year_before")

    def of(quarter: str) -> dict[Any, int]:
        return people.counted(lambda told: causes_of(told) if told.quarter == quarter else [])

    now, then = of("2017-Q1"), of("2016-Q1")
    keys = [value["key"] for value in answer["by"][0]["values"]]
    assert set(keys) == set(now) | set(then)
    for cell in answer["cells"]:
        key = keys[cell["at"][0]]
        assert cell["complaints"]["value"] == now.get(key, 0)
        assert cell["before"]["complaints"]["value"] == then.get(key, 0)
        ratio = cell["complaints_ratio"]
        if key in now and key in then:
            of_days = now[key] / 90 / (then[key] / 91)
            assert ratio["value"] == pytest.approx(of_days, rel=1e-5)
            assert ratio["low"] < ratio["value"] < ratio["high"]
    assert answer["compared_period"] == {"from": "2016-01-01", "before": "2016-04-01"}


def test_who_reads_in_a_unit_counts_in_it_alone(
    api: TestClient, session: Session, actors: Actors
) -> None:
    people = make_population(session, 10)
    leader = actors.headers(Role.DEPARTMENT_LEADER, people.units[0])

    answer = ask(api, leader, by="unit")

    assert set(by_keys(answer, "complaints")) == {(str(people.units[0].id),)}


def test_a_whole_population_is_what_was_drawn(session: Session) -> None:
    people: Population = make_population(session, 11)
    assert len({told.row.id for told in people.complaints}) == len(people.complaints) == 40


def test_a_year_that_runs_is_compared_with_as_many_days(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session)
    for day in (date(2016, 1, 1), date(2017, 9, 1)):
        make_complaint(session, unit, received_on=day)

    answer = ask(
        api,
        advisor,
        received_from="2016-12-31",
        received_before="2099-12-31",
        compare="year_before",
    )

    ended = date.fromisoformat(answer["period"]["before"])
    assert ended == day_of(datetime.fromisoformat(answer["data"]["at"])) + timedelta(days=1)
    assert date.fromisoformat(answer["compared_period"]["before"]).year == ended.year - 1
    assert answer["compared_note"].startswith("Perioden løber endnu")
