"""A case goes to another unit, with what is owed in it."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.rules import AssignmentReason, CaseAct
from api.cases.tables import Assignment
from api.people.rules import Role
from tests.api.casework.makers import make_deadline
from tests.api.casework.places import Place, deadlines, events, make_place, post
from tests.factories import UNKNOWN_ID, Actors, Headers, kept, make_unit

FRIDAY = date(2017, 9, 22)
NOVEMBER = date(2017, 11, 8)


@pytest.fixture
def place(session: Session, actors: Actors) -> Place:
    """A case that has been Anna's from its first day."""
    place = make_place(session, actors)
    place.case.caseworker_id = place.anna.id
    own: dict[str, Any] = {"caseworker_id": place.anna.id, "reason": AssignmentReason.FIRST}
    kept(session, Assignment(case_id=place.case.id, from_on=place.case.received_on, **own))
    return place


def transfer(api: TestClient, place: Place, headers: Headers | None = None, **body: Any) -> Any:
    said = {"unit_id": place.elsewhere.id, "happened_on": FRIDAY, "reason": "Fyldt 18 år"} | body
    return post(api, headers or place.leader, f"{place.address}/transfer", **said)


def test_a_leader_hands_over_to_a_unit_that_they_can_not_see(
    api: TestClient, session: Session, place: Place
) -> None:
    make_deadline(session, place.case, NOVEMBER)
    make_deadline(session, place.case, date(2017, 9, 1), met_on=date(2017, 8, 30))

    answer = transfer(api, place)

    assert answer.status_code == 200, answer.text
    assert answer.json()["unit"]["name"] == "Børnefamiliecenter"
    assert (answer.json()["caseworker"], answer.json()["may"]) == (None, [])
    assert api.get(place.address, headers=place.leader).status_code == 404
    assert api.get(place.address, headers=place.stranger).status_code == 200
    open_one, met = deadlines(session, place.case)
    assert (open_one.unit_id, open_one.caseworker_id) == (place.elsewhere.id, None)
    assert (met.unit_id, met.caseworker_id) == (place.unit.id, place.anna.id)
    [event] = events(session, place.case)
    assert (event.act, event.happened_on) == (CaseAct.TRANSFER, FRIDAY)
    assert (event.from_unit_id, event.to_unit_id) == (place.unit.id, place.elsewhere.id)
    assert (event.from_state, event.to_state, event.reason) == (None, None, "Fyldt 18 år")
    assert session.exec(select(Assignment)).one().until_on == FRIDAY


def test_the_caseworker_goes_along_if_kept(api: TestClient, session: Session, place: Place) -> None:
    answer = transfer(api, place, keep_caseworker=True)

    assert answer.json()["caseworker"]["name"] == "Prøve Anna"
    assert session.exec(select(Assignment)).one().until_on is None


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"unit_id": UNKNOWN_ID}, 422, "unit_unknown", "/unit_id"),
        ({"happened_on": "2017-09-28"}, 422, "in_future", "/happened_on"),
        ({"happened_on": "2017-08-15"}, 422, "before_receipt", "/happened_on"),
        ({"happened_on": "2017-08-16"}, 200, None, None),
        ({"reason": ""}, 422, "value_error", "/reason"),
    ],
)
def test_where_to_and_when_are_checked(
    api: TestClient,
    place: Place,
    body: dict[str, Any],
    status: int,
    code: str | None,
    pointer: str | None,
) -> None:
    answer = transfer(api, place, **body)

    assert answer.status_code == status, answer.text
    if code:
        fault = answer.json()["errors"][0]
        assert (fault["code"], fault["pointer"]) == (code, pointer)


def test_a_unit_takes_over_only_while_it_exists(
    api: TestClient, session: Session, place: Place
) -> None:
    closed = make_unit(session, name="Handicapcenter", valid_until=FRIDAY)

    refused = transfer(api, place, unit_id=closed.id)
    before = transfer(api, place, unit_id=closed.id, happened_on=date(2017, 9, 21))

    assert refused.json()["errors"][0]["code"] == "unit_not_valid"
    assert before.status_code == 200


def test_a_case_is_not_transferred_to_where_it_is(api: TestClient, place: Place) -> None:
    answer = transfer(api, place, unit_id=place.unit.id)

    assert (answer.status_code, answer.json()["code"]) == (409, "case_there_already")


def test_a_transfer_follows_the_latest_change_of_hands(
    api: TestClient, session: Session, place: Place
) -> None:
    body = {"caseworker_id": place.bo.id, "from_on": FRIDAY, "reason": "takeover"}
    post(api, place.leader, f"{place.address}/assignment", **body)

    answer = transfer(api, place, happened_on=date(2017, 9, 21))
    kept_on = transfer(api, place, happened_on=date(2017, 9, 21), keep_caseworker=True)

    assert answer.json()["errors"][0]["code"] == "before_last_assignment"
    assert kept_on.status_code == 200


def test_only_who_writes_where_the_case_is_hands_it_over(
    api: TestClient, place: Place, actors: Actors
) -> None:
    anna = actors.headers(Role.CASEWORKER, place.elsewhere, person=place.anna)

    assert transfer(api, place, place.stranger).status_code == 404
    assert transfer(api, place, place.advisor).status_code == 403
    assert transfer(api, place, anna).status_code == 200
    unknown = f"/v1/cases/{UNKNOWN_ID}/transfer"
    body = {"unit_id": place.elsewhere.id, "happened_on": FRIDAY, "reason": "Flyttet"}
    assert post(api, place.leader, unknown, **body).status_code == 404


def test_a_transfer_against_an_older_version_is_refused(api: TestClient, place: Place) -> None:
    stale = place.leader | {"If-Match": '"99"'}

    assert transfer(api, place, stale).status_code == 412
