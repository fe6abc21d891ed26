"""The days of the calendar, and the municipality's own closing days, over HTTP."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role, Scope
from tests.api.catalogue.makers import make_closing_day
from tests.factories import UNKNOWN_ID, Actors, Headers, make_unit

AFTER_ASCENSION = date(2017, 5, 26)


@pytest.fixture
def somebody(actors: Actors) -> Headers:
    return actors.headers(Role.CASEWORKER)


def days(api: TestClient, headers: Headers, first: str, last: str) -> list[tuple[str, str]]:
    params = {"from": first, "to": last}
    answer = api.get("/v1/calendar-days", params=params, headers=headers)
    assert answer.status_code == 200, answer.text
    return [(item["date"], item["name_da"]) for item in answer.json()["items"]]


def test_tells_every_special_day_in_order(
    api: TestClient, somebody: Headers, session: Session
) -> None:
    make_closing_day(session, AFTER_ASCENSION, name_da="Lukket", name_en="Closed")

    answer = api.get("/v1/calendar-days?from=2017-05-25&to=2017-06-05", headers=somebody).json()

    assert answer == {
        "items": [
            {
                "date": "2017-05-25",
                "kind": "public_holiday",
                "name_da": "Kristi himmelfartsdag",
                "name_en": "Ascension Day",
            },
            {
                "date": "2017-05-26",
                "kind": "closing_day",
                "name_da": "Lukket",
                "name_en": "Closed",
            },
            {
                "date": "2017-06-04",
                "kind": "public_holiday",
                "name_da": "pinsedag",
                "name_en": "Whit Sunday",
            },
            {
                "date": "2017-06-05",
                "kind": "public_holiday",
                "name_da": "2. pinsedag",
                "name_en": "Whit Monday",
            },
            {
                "date": "2017-06-05",
                "kind": "quasi_holiday",
                "name_da": "grundlovsdag",
                "name_en": "Constitution Day",
            },
        ],
        "next": None,
        "calendar_version": 0,
    }


def test_great_prayer_day_was_one_until_2023(api: TestClient, somebody: Headers) -> None:
    assert days(api, somebody, "2023-05-05", "2023-05-05") == [("2023-05-05", "store bededag")]
    assert days(api, somebody, "2024-04-26", "2024-04-26") == []


def test_shows_this_year_if_no_day_is_named(api: TestClient, somebody: Headers) -> None:
    named = api.get("/v1/calendar-days", headers=somebody).json()["items"]
    that_year = api.get("/v1/calendar-days?to=2012-12-31", headers=somebody).json()["items"]

    assert (named[0]["date"], named[-1]["date"]) == ("2017-01-01", "2017-12-31")
    assert (that_year[0]["date"], that_year[-1]["date"]) == ("2012-01-01", "2012-12-31")


def test_pages_within_a_day_that_is_two_things(api: TestClient, somebody: Headers) -> None:
    address = "/v1/calendar-days?from=2017-06-04&to=2017-12-24&limit=2&count=exact"
    first = api.get(address, headers=somebody)
    second = api.get(f"{address}&cursor={first.json()['next']}", headers=somebody).json()

    assert [item["name_da"] for item in first.json()["items"]] == ["pinsedag", "2. pinsedag"]
    assert [item["name_da"] for item in second["items"]] == ["grundlovsdag", "juleaftensdag"]
    assert (first.json()["total"], second["next"]) == (4, None)
    assert 'rel="next"' in first.headers["Link"]


def test_a_cursor_belongs_to_its_own_days(api: TestClient, somebody: Headers) -> None:
    first = api.get("/v1/calendar-days?from=2017-01-01&to=2017-12-31&limit=1", headers=somebody)
    other = {"from": "2018-01-01", "to": "2018-12-31", "cursor": first.json()["next"]}

    answer = api.get("/v1/calendar-days", params=other, headers=somebody)

    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")


def test_the_whole_calendar_can_be_read_in_parts(api: TestClient, somebody: Headers) -> None:
    assert days(api, somebody, "1980-01-01", "1980-01-01") == [("1980-01-01", "nytårsdag")]
    assert days(api, somebody, "2100-12-31", "2100-12-31") == [("2100-12-31", "nytårsaftensdag")]
    assert len(days(api, somebody, "2026-01-01", "2028-12-31")) == 3 * 13


@pytest.mark.parametrize(
    ("first", "last", "code", "pointer"),
    [
        ("1979-12-31", "1980-01-01", "year_outside_calendar", "from"),
        ("2100-01-01", "2101-01-01", "year_outside_calendar", "to"),
        ("2017-02-01", "2017-01-31", "days_reversed", "to"),
        ("2017-01-01", "2020-01-05", "days_too_many", "to"),
        ("2017-02-30", "2017-03-01", "invalid_input", "from"),
        ("2017-01-01", "0", "invalid_input", "to"),
    ],
)
def test_names_the_day_at_fault(
    api: TestClient, somebody: Headers, first: str, last: str, code: str, pointer: str
) -> None:
    params = {"from": first, "to": last}
    answer = api.get("/v1/calendar-days", params=params, headers=somebody)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_any_client_may_read_the_calendar(api: TestClient, actors: Actors) -> None:
    client = actors.client(Scope.PLANS_READ)

    assert api.get("/v1/calendar-days", headers=client).status_code == 200
    assert api.get("/v1/closing-days", headers=client).status_code == 403


def test_closing_days_are_listed_and_shown(
    api: TestClient, actors: Actors, session: Session
) -> None:
    caseworker = actors.headers(Role.CASEWORKER, make_unit(session))
    later = make_closing_day(session, date(2018, 5, 11))
    first = make_closing_day(session, AFTER_ASCENSION, source="Personalehåndbogen")

    def listed(**params: str) -> list[str]:
        items = api.get("/v1/closing-days", params=params, headers=caseworker).json()["items"]
        return [item["id"] for item in items]

    shown = api.get(f"/v1/closing-days/{first.id}", headers=caseworker)
    assert (shown.json()["closed_on"], shown.json()["source"]) == (
        "2017-05-26",
        "Personalehåndbogen",
    )
    assert shown.headers["ETag"].startswith('"1.')
    assert shown.json()["may"] == []
    assert listed() == [str(first.id), str(later.id)]
    assert listed(from_on="2017-05-27") == [str(later.id)]
    assert listed(before="2018-05-11") == [str(first.id)]


def test_closing_days_change_by_corrections_alone(api: TestClient, actors: Actors) -> None:
    admin = actors.headers(Role.ADMIN)
    body = {"closed_on": "2017-05-26", "name_da": "Lukket", "name_en": "Closed"}

    assert api.post("/v1/closing-days", json=body, headers=admin).status_code == 405
    unknown = api.get(f"/v1/closing-days/{UNKNOWN_ID}", headers=admin)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "closing_day_not_found")
