"""A link to signals or a trend judges the same days of the same data, however late it is opened."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from api.clock import day_of_asking
from api.people.rules import Role
from tests.api.complaints.signals.facts import begin_state, write_facts
from tests.api.complaints.signals.test_signals import House
from tests.factories import Actors, Headers

SIGNALS, TREND = "/v1/complaints/signals", "/v1/complaints/trend"
NEXT_YEAR = date(2018, 4, 3)


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


@pytest.fixture
def house(session: Session) -> House:
    made = House(session, 2)
    write_facts(session, made.complaints(planted=14), made.decisions())
    return made


def get(api: TestClient, headers: Headers, address: str) -> dict[str, Any]:
    answer = api.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("address", "part"),
    [
        (SIGNALS, "signals"),
        (f"{TREND}?by=month", "points"),
        (f"{TREND}?by=quarter&received_from=2015-05-15", "points"),
        (f"{TREND}?by=month&period=2017", "points"),
    ],
)
def test_a_link_shows_the_same_half_a_year_later(
    address: str,
    part: str,
    api: TestClient,
    api_app: FastAPI,
    session: Session,
    house: House,
    advisor: Headers,
) -> None:
    before = get(api, advisor, address)
    api_app.dependency_overrides[day_of_asking] = lambda: NEXT_YEAR
    unchanged = get(api, advisor, before["link"])
    begin_state(session, date(2018, 4, 2))
    after = get(api, advisor, before["link"])

    assert before[part]
    for later in (unchanged, after):
        assert [later[name] for name in (part, "link", "sentence")] == [
            before[name] for name in (part, "link", "sentence")
        ]


def test_the_address_says_which_days_are_judged(
    api: TestClient, house: House, advisor: Headers
) -> None:
    signals = get(api, advisor, f"{SIGNALS}?kind=procedural")["link"]
    trend = get(api, advisor, f"{TREND}?by=month&period=2017")["link"]

    assert parse_qs(urlsplit(signals).query) == {
        "kind": ["procedural"],
        "period": ["2017-Q2"],
        "data": ["1"],
    }
    assert parse_qs(urlsplit(trend).query) == {
        "by": ["month"],
        "received_from": ["2017-01-01"],
        "received_before": ["2017-09-01"],
        "data": ["1"],
    }


def test_an_old_state_is_judged_as_on_its_last_day_and_the_newest_as_of_today(
    api: TestClient, api_app: FastAPI, session: Session, house: House, advisor: Headers
) -> None:
    old = begin_state(session, date(2017, 8, 15))
    api_app.dependency_overrides[day_of_asking] = lambda: NEXT_YEAR

    assert get(api, advisor, f"{SIGNALS}?data={old}")["period"]["before"] == "2017-07-01"
    assert get(api, advisor, SIGNALS)["period"]["before"] == "2018-04-01"
    points = get(api, advisor, f"{TREND}?by=month&data={old}")["points"]
    assert points[-1]["period"] == "2017-07"
    assert get(api, advisor, f"{TREND}?by=month")["points"][-1]["period"] == "2018-03"


def test_a_quarter_is_not_judged_in_data_from_before_its_end(
    api: TestClient, api_app: FastAPI, session: Session, house: House, advisor: Headers
) -> None:
    old = begin_state(session, date(2017, 8, 15))
    api_app.dependency_overrides[day_of_asking] = lambda: NEXT_YEAR

    answer = api.get(SIGNALS, params={"data": old, "period": "2017-Q3"}, headers=advisor)

    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert (fault["code"], fault["pointer"].strip("/")) == ("quarter_not_ended", "period")
    assert "2017-08-15" in fault["detail"]
