"""When messages count as available, over HTTP."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.arrival import LETTER_2018, Channel
from api.catalogue.closing_days.queries import arrivals
from api.people.rules import Role, Scope
from tests.api.catalogue.makers import make_arrival_rule
from tests.factories import UNKNOWN_ID, Actors, Headers, make_unit

ANY = {"If-Match": "*"}
LETTER = {
    "channel": "letter",
    "amount": 6,
    "unit": "working_days",
    "closed": ["public_holiday", "weekend"],
    "valid_from": "2018-06-26",
    "source": LETTER_2018.source,
}


@pytest.fixture
def keeper(actors: Actors) -> Headers:
    return actors.headers(Role.STAFF_UNIT)


def test_creates_reads_replaces_and_deletes(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    made = api.post("/v1/arrival-rules", json=LETTER, headers=keeper)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert made.json() == made.json() | LETTER
    assert api.get(address, headers=keeper).json() == made.json()
    assert arrivals(session) == [LETTER_2018]

    ended = LETTER | {"valid_until": "2026-01-01"}
    replaced = api.put(address, json=ended, headers=keeper | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["valid_until"]) == (200, "2026-01-01")
    assert len(api.get(f"{address}/history", headers=keeper).json()["items"]) == 2

    assert api.delete(address, headers=keeper | {"If-Match": '"2"'}).status_code == 204


def test_a_caseworker_reads_and_may_not_write(
    api: TestClient, actors: Actors, session: Session
) -> None:
    rule = make_arrival_rule(session)
    caseworker = actors.headers(Role.CASEWORKER, make_unit(session))

    shown = api.get(f"/v1/arrival-rules/{rule.id}", headers=caseworker)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    assert api.post("/v1/arrival-rules", json=LETTER, headers=caseworker).status_code == 403


def test_a_client_without_the_scope_reads_nothing(api: TestClient, actors: Actors) -> None:
    assert api.get("/v1/arrival-rules", headers=actors.client(Scope.PLANS_READ)).status_code == 403


def test_filters_by_channel_and_by_day_of_dispatch(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    make_arrival_rule(session, valid_until=date(2026, 1, 1), source="PostNord")
    make_arrival_rule(session, valid_from=date(2026, 1, 1), source="dao")
    make_arrival_rule(session, channel=Channel.QUICK_LETTER, source="Quickbrev")

    def sources(**params: str) -> list[str]:
        items = api.get("/v1/arrival-rules", params=params, headers=keeper).json()["items"]
        return [item["source"] for item in items]

    assert sources() == ["PostNord", "dao", "Quickbrev"]
    assert sources(channel="letter") == ["PostNord", "dao"]
    assert sources(channel="letter", as_of="2025-12-31") == ["PostNord"]
    assert sources(channel="letter", as_of="2026-01-01") == ["dao"]


@pytest.mark.parametrize(
    "days",
    [
        {"valid_from": "2020-01-01"},
        {"valid_from": "2017-01-01"},
        {"valid_from": "2017-01-01", "valid_until": "2018-06-27"},
    ],
)
def test_refuses_two_rules_for_a_channel_at_the_same_time(
    api: TestClient, keeper: Headers, session: Session, days: dict[str, str]
) -> None:
    make_arrival_rule(session)

    answer = api.post("/v1/arrival-rules", json=LETTER | days, headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (409, "arrival_rule_overlaps")
    assert "2018-06-26" in answer.json()["detail"]


@pytest.mark.parametrize(
    "different",
    [{"valid_from": "2017-01-01", "valid_until": "2018-06-26"}, {"channel": "quick_letter"}],
)
def test_rules_for_other_days_and_channels_stand_side_by_side(
    api: TestClient, keeper: Headers, session: Session, different: dict[str, str]
) -> None:
    make_arrival_rule(session)

    answer = api.post("/v1/arrival-rules", json=LETTER | different, headers=keeper)

    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"amount": -1}, "term_amount_negative", "/amount"),
        ({"unit": "immediately"}, "term_immediately_has_amount", "/amount"),
        ({"channel": "pigeon"}, "invalid_input", "/channel"),
        ({"source": None}, "invalid_input", "/source"),
        ({"roll": "forward"}, "invalid_input", "/roll"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, keeper: Headers, fields: dict[str, Any], code: str, pointer: str
) -> None:
    answer = api.post("/v1/arrival-rules", json=LETTER | fields, headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_refuses_a_rule_that_ends_before_it_begins(api: TestClient, keeper: Headers) -> None:
    body = LETTER | {"valid_until": LETTER["valid_from"]}
    answer = api.post("/v1/arrival-rules", json=body, headers=keeper)

    assert answer.status_code == 422
    assert "valid_until must lie after valid_from" in answer.json()["detail"]


def test_an_unknown_id_is_not_found(api: TestClient, keeper: Headers) -> None:
    answer = api.put(f"/v1/arrival-rules/{UNKNOWN_ID}", json=LETTER, headers=keeper | ANY)

    assert (answer.status_code, answer.json()["code"]) == (404, "arrival_rule_not_found")
