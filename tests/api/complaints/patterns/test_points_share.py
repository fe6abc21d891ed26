"""A share of points is what a person would find who laid the points of each place in heaps."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.api.complaints.patterns.asking import PATH, ask, by_keys, parts
from tests.api.complaints.patterns.population import Told, make_population
from tests.factories import Headers

Of = Callable[[Told], list[tuple[Any, ...]]]
MARKS = ("affects_legality", "bound_by_law")


def by_mark(told: Told) -> list[tuple[Any, ...]]:
    """Return the mark and the unit of each point, once for each mark."""
    unit = str(told.row.unit_id)
    return [
        (mark, unit)
        for point in told.points
        for mark in [each for each in MARKS if getattr(point, each)] or (None,)
    ]


def by_finding(told: Told) -> list[tuple[Any, ...]]:
    return [
        (None if point.finding is None else str(point.finding), str(point.cause_id))
        for point in told.points
    ]


def units_of(told: Told) -> list[str]:
    return [str(told.row.unit_id) for _ in told.points]


def causes_of(told: Told) -> list[str]:
    return [str(point.cause_id) for point in told.points]


@pytest.mark.parametrize(
    ("by", "cells", "place"),
    [
        (["mark", "unit"], by_mark, units_of),
        (["unit", "mark"], by_mark, units_of),
        (["cause", "finding"], by_finding, causes_of),
    ],
)
def test_a_share_of_points_is_of_those_of_the_same_place(
    by: list[str],
    cells: Of,
    place: Callable[[Told], list[str]],
    api: TestClient,
    session: Session,
    advisor: Headers,
) -> None:
    people = make_population(session, 26)

    answer = ask(api, advisor, by=by, measure="points_share")

    found = parts(answer, "points_share")
    if by[0] != "mark":
        found = {cell[::-1]: each for cell, each in found.items()}
    every = [cell for told in people.complaints for cell in cells(told)]
    places = [each for told in people.complaints for each in place(told)]
    known = {cell: each for cell, each in found.items() if cell[1] is not None and each[0]}
    assert known == {cell: (every.count(cell), places.count(cell[1])) for cell in set(every)}


def test_of_all_points_each_cause_is_a_part(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 27)

    answer = ask(api, advisor, by="cause", measure=["points_share", "points"])

    points = sum(len(told.points) for told in people.complaints)
    shares = by_keys(answer, "points_share")
    assert sum(shares.values()) == pytest.approx(100, rel=1e-5)
    assert set(by_keys(answer, "points_share", "denominator").values()) == {points}
    assert answer["total"]["points_share"]["value"] == 100


@pytest.mark.parametrize("by", [["unit"], ["unit", "year"]])
def test_a_share_of_points_that_nothing_parts_is_refused(
    by: list[str], api: TestClient, advisor: Headers
) -> None:
    query = {"by": by, "measure": "points_share"}
    response = api.get(PATH, params=query, headers=advisor)

    assert response.status_code == 422
    [error] = response.json()["errors"]
    assert (error["code"], error["pointer"].strip("/")) == ("points_not_parted", "by")


def test_another_span_is_set_beside_shares_of_points(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, 30)
    query = {"by": "mark", "measure": "points_share"}

    answer = ask(api, advisor, **query, period="2017-Q1", compare="year_before")

    earlier = ask(api, advisor, **query, period="2016-Q1")
    keys = [value["key"] for value in answer["by"][0]["values"]]
    before = {(keys[cell["at"][0]],): cell["before"]["points_share"] for cell in answer["cells"]}
    for key, value in by_keys(earlier, "points_share").items():
        assert before[key]["value"] == value
