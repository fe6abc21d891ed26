"""When a given term is due, over HTTP: the worked days of the law, and the steps to them."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.terms import TermUnit
from api.catalogue.closing_days.tables import CalendarCorrection
from api.people.rules import Role, Scope
from tests.api.catalogue.asking import ADDRESS, FOUR_WEEKS, NEAR, STRICT, ask
from tests.api.catalogue.makers import (
    make_closing_day,
)
from tests.factories import Actors, Headers, kept

AFTER_ASCENSION = date(2026, 5, 15)


@pytest.fixture
def somebody(actors: Actors) -> Headers:
    return actors.headers(Role.CASEWORKER)


@pytest.mark.parametrize(
    ("started_on", "raw_end_on", "near", "strict"),
    [
        pytest.param("2026-11-26", "2026-12-24", "2026-12-28", "2026-12-24", id="V1"),
        pytest.param("2026-11-27", "2026-12-25", "2026-12-28", "2026-12-28", id="V2"),
        pytest.param("2026-12-03", "2026-12-31", "2027-01-04", "2026-12-31", id="V3"),
        pytest.param("2026-11-21", "2026-12-19", "2026-12-21", "2026-12-21", id="V4"),
        pytest.param("2027-02-25", "2027-03-25", "2027-03-30", "2027-03-30", id="V5"),
        pytest.param("2026-04-03", "2026-05-01", "2026-05-01", "2026-05-01", id="V6"),
        pytest.param("2023-04-07", "2023-05-05", "2023-05-08", "2023-05-08", id="V7"),
        pytest.param("2026-05-08", "2026-06-05", "2026-06-08", "2026-06-05", id="V8"),
        pytest.param("2026-04-17", "2026-05-15", "2026-05-18", "2026-05-15", id="V9"),
    ],
)
def test_the_worked_days_of_the_law(
    api: TestClient,
    somebody: Headers,
    session: Session,
    started_on: str,
    raw_end_on: str,
    near: str,
    strict: str,
) -> None:
    make_closing_day(session, AFTER_ASCENSION)
    question = FOUR_WEEKS | {"started_on": started_on, "roll": "forward"}

    favourable = ask(api, somebody, **question, closed=NEAR)
    narrow = ask(api, somebody, **question, closed=STRICT)

    assert (favourable["raw_end_on"], favourable["due_on"]) == (raw_end_on, near)
    assert (narrow["raw_end_on"], narrow["due_on"]) == (raw_end_on, strict)


def test_a_date_explains_itself(api: TestClient, somebody: Headers) -> None:
    answer = ask(
        api, somebody, **FOUR_WEEKS, started_on="2026-11-27", roll="forward", closed=STRICT
    )

    christmas = {"kind": "public_holiday", "name_da": "juledag", "name_en": "Christmas Day"}
    second = {
        "kind": "public_holiday",
        "name_da": "2. juledag",
        "name_en": "Second Day of Christmas",
    }
    saturday = {"kind": "weekend", "name_da": "lørdag", "name_en": "Saturday"}
    sunday = {"kind": "weekend", "name_da": "søndag", "name_en": "Sunday"}
    rolled = [
        {"date": "2026-12-25", **christmas},
        {"date": "2026-12-26", **saturday},
        {"date": "2026-12-26", **second},
        {"date": "2026-12-27", **sunday},
    ]
    assert answer == {
        "started_on": "2026-11-27",
        "started_at": None,
        "earliest_on": None,
        "raw_end_on": "2026-12-25",
        "due_on": "2026-12-28",
        "due_at": None,
        "moved_because": rolled,
        "steps": [
            {
                "kind": "counted",
                "from": "2026-11-28",
                "until": "2026-12-25",
                "days": 28,
                "counted": 4,
                "because": [],
            },
            {
                "kind": "rolled",
                "from": "2026-12-26",
                "until": "2026-12-28",
                "days": 3,
                "counted": 0,
                "because": rolled,
            },
        ],
        "term": {
            "amount": 4,
            "unit": "weeks",
            "at_least": None,
            "roll": "forward",
            "closed": ["public_holiday", "weekend"],
        },
        "legal_basis": None,
        "arrival": None,
        "calendar_version": 0,
    }


@pytest.mark.parametrize(
    ("question", "earliest_on", "due_on"),
    [
        ({"amount": 4, "unit": "weeks", "at_least": 0}, "2017-09-20", "2017-10-18"),
        ({"amount": 10, "unit": "days"}, None, "2017-09-30"),
        ({"amount": 10, "unit": "weekdays"}, None, "2017-10-02"),
        ({"amount": 10, "unit": "working_days", "closed": STRICT}, None, "2017-10-04"),
        ({"amount": 3, "unit": "months"}, None, "2017-12-20"),
        ({"amount": 25, "unit": "hours"}, None, "2017-09-22"),
        ({"unit": "immediately"}, None, "2017-09-20"),
        ({"unit": "immediately", "amount": 0}, None, "2017-09-20"),
    ],
)
def test_every_unit_counts_from_wednesday_20_september_2017(
    api: TestClient,
    somebody: Headers,
    question: dict[str, Any],
    earliest_on: str | None,
    due_on: str,
) -> None:
    answer = ask(api, somebody, started_on="2017-09-20", **question)

    assert (answer["earliest_on"], answer["due_on"]) == (earliest_on, due_on)


def test_hours_run_from_a_moment_through_the_end_of_summer_time(
    api: TestClient, somebody: Headers
) -> None:
    answer = ask(api, somebody, started_at="2017-10-28T12:00:00+02:00", amount=24, unit="hours")

    assert (answer["started_on"], answer["due_on"]) == ("2017-10-28", "2017-10-29")
    assert (answer["started_at"], answer["due_at"]) == (
        "2017-10-28T12:00:00+02:00",
        "2017-10-29T10:00:00Z",
    )


def test_steps_add_up_to_the_day_whatever_is_asked(
    api: TestClient, somebody: Headers, session: Session
) -> None:
    make_closing_day(session, AFTER_ASCENSION)
    chance = Random(20170920)  # noqa: S311 - the same questions each time, no secret
    for _ in range(60):
        closed = chance.sample(NEAR, chance.randint(0, 4))
        started_on = date(2010, 1, 1) + timedelta(chance.randrange(9000))
        question: dict[str, Any] = {
            "started_on": started_on,
            "amount": chance.randint(0, 90),
            "unit": chance.choice([unit for unit in TermUnit if unit is not TermUnit.IMMEDIATELY]),
            "closed": closed,
            "roll": chance.choice(["none", "forward"]) if closed else "none",
        }

        answer = ask(api, somebody, **question)

        due_on = started_on + timedelta(sum(step["days"] for step in answer["steps"]))
        assert answer["due_on"] == due_on.isoformat(), question
        told = [
            each for step in answer["steps"] if step["kind"] == "rolled" for each in step["because"]
        ]
        assert answer["moved_because"] == told, question
        assert (answer["due_on"] > answer["raw_end_on"]) == bool(told), question


def test_tells_which_calendar_was_counted_by(
    api: TestClient, somebody: Headers, session: Session
) -> None:
    correction = CalendarCorrection(number=3, reason="Glemt", added=[], removed=[], moved=0)
    kept(session, correction)

    assert ask(api, somebody, **FOUR_WEEKS, started_on="2017-09-20")["calendar_version"] == 3


def test_any_client_may_ask(api: TestClient, actors: Actors) -> None:
    params = FOUR_WEEKS | {"started_on": "2017-09-20"}

    assert api.get(ADDRESS, params=params, headers=actors.client(Scope.PLANS_READ)).is_success
    assert api.get(ADDRESS, params=params).status_code == 401
