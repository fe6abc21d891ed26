"""Periods in which nobody complained are told of, between the first and the last that are."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.api.complaints.patterns.asking import ask, by_keys
from tests.factories import Headers, make_complaint, make_unit

NOVEMBER, FEBRUARY = date(2016, 11, 30), date(2017, 2, 1)
MONTHS = ["2016-11", "2016-12", "2017-01", "2017-02"]


@pytest.fixture(autouse=True)
def _two_complaints(session: Session) -> None:
    unit = make_unit(session, name="Afdeling A")
    make_complaint(session, unit, received_on=NOVEMBER)
    make_complaint(session, unit, received_on=FEBRUARY)


def keys(answer: dict[str, Any], number: int) -> list[str | None]:
    return [value["key"] for value in answer["by"][number]["values"]]


def test_months_between_two_complaints_have_none(api: TestClient, advisor: Headers) -> None:
    answer = ask(api, advisor, by="month", measure=["complaints", "contacted_share"])

    assert keys(answer, 0) == MONTHS
    counts = by_keys(answer, "complaints")
    assert counts == {(month,): n for month, n in zip(MONTHS, (1, 0, 0, 1), strict=True)}
    assert by_keys(answer, "complaints", "high")["2016-12",] == pytest.approx(3.68888, abs=1e-5)
    assert by_keys(answer, "contacted_share")["2016-12",] is None


def test_weeks_are_told_of_over_new_year(api: TestClient, advisor: Headers) -> None:
    weeks = keys(ask(api, advisor, by="week"), 0)

    assert weeks == [f"2016-W{n}" for n in range(48, 53)] + [f"2017-W0{n}" for n in range(1, 6)]


@pytest.mark.parametrize("by", [["month", "unit"], ["unit", "kind", "month"]])
def test_a_table_has_a_column_for_a_month_without_complaints(
    by: list[str], api: TestClient, advisor: Headers
) -> None:
    answer = ask(api, advisor, by=by)
    place = by.index("month")

    assert keys(answer, place) == MONTHS
    assert [cell["at"][place] for cell in answer["cells"]] == [0, 3]
    assert [cell["complaints"]["n"] for cell in answer["margins"][place]["cells"]] == [1, 0, 0, 1]


def test_the_last_period_asked_for_is_not_made_up(api: TestClient, advisor: Headers) -> None:
    assert keys(ask(api, advisor, by="month", period="2016"), 0) == ["2016-11"]
    assert keys(ask(api, advisor, by="month", period="2015"), 0) == []
