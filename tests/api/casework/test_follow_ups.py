"""Help that runs is looked at again: three months after its start, then every half year."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.tables import TermCatalogue
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.deciding import deadlines
from tests.api.casework.makers import make_case, make_term
from tests.factories import UNKNOWN_ID, Actors, Headers

STARTED = {"start_event": "grant_started", "started_on": "2017-08-31"}
DONE = {"done_on": "2017-09-20", "next": True}


def plan(api: TestClient, headers: Headers, case_key: str, **fields: Any) -> dict[str, Any]:
    address = f"/v1/cases/{case_key}/follow-ups"
    made = api.post(address, json=STARTED | fields, headers=headers)
    assert made.status_code == 201, made.text
    follow_up: dict[str, Any] = made.json()["follow_up"]
    assert made.headers["Location"] == f"/v1/deadlines/{follow_up['id']}"
    return follow_up


@pytest.mark.usefixtures("terms")
def test_each_follow_up_starts_the_next_from_the_day_it_was_done(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    first = plan(api, leader, case_key)
    assert (first["due_on"], first["may"]) == ("2017-11-30", ["done"])

    address = f"/v1/follow-ups/{first['id']}/done"
    done = api.post(address, json=DONE, headers=leader | {"If-Match": '"1"'})

    assert done.status_code == 200, done.text
    assert done.json()["follow_up"]["met_on"] == "2017-09-20"
    assert done.json()["follow_up"]["may"] == []
    following = done.json()["next"]
    assert (following["start_event"], following["started_on"], following["due_on"]) == (
        "followed_up",
        "2017-09-20",
        "2018-03-20",
    )
    [_, kept] = deadlines(session, case_key, "follow_up")
    assert (str(kept.id), kept.owed_by) == (following["id"], "authority")


@pytest.mark.usefixtures("terms")
def test_the_last_follow_up_starts_no_next(api: TestClient, leader: Headers, case_key: str) -> None:
    first = plan(api, leader, case_key, start_event="followed_up")
    assert first["due_on"] == "2018-02-28"
    address = f"/v1/follow-ups/{first['id']}/done"
    done = api.post(address, json=DONE | {"next": False}, headers=leader)

    assert (done.json()["next"], done.json()["missing_terms"]) == (None, [])


@pytest.mark.usefixtures("terms")
def test_a_variant_keeps_its_own_term_to_the_next_follow_up(
    api: TestClient,
    session: Session,
    catalogue: TermCatalogue,
    leader: Headers,
    unit: Unit,
    case_type: CaseType,
) -> None:
    for event, amount in (("grant_started", 1), ("followed_up", 2)):
        fields: dict[str, Any] = {"kind": "follow_up", "start_event": event, "unit": "months"}
        make_term(session, catalogue, case_type, variant="barn", amount=amount, **fields)
    case_key = str(make_case(session, unit, case_type).id)

    child = plan(api, leader, case_key, variant="barn")
    plain = plan(api, leader, case_key)
    assert (child["due_on"], plain["due_on"]) == ("2017-09-30", "2017-11-30")
    done = api.post(f"/v1/follow-ups/{child['id']}/done", json=DONE, headers=leader)

    assert done.json()["next"]["due_on"] == "2017-11-20"


def test_without_a_published_term_nothing_is_planned_and_the_answer_says_so(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    answer = api.post(f"/v1/cases/{case_key}/follow-ups", json=STARTED, headers=leader)

    assert answer.status_code == 200, answer.text
    assert answer.json() == {"follow_up": None, "missing_terms": ["follow_up"]}
    assert deadlines(session, case_key, "follow_up") == []


def test_where_only_the_first_has_a_term_the_next_is_missing(
    api: TestClient,
    session: Session,
    catalogue: TermCatalogue,
    leader: Headers,
    case_key: str,
) -> None:
    fields: dict[str, Any] = {"kind": "follow_up", "start_event": "grant_started"}
    make_term(session, catalogue, **fields)
    first = plan(api, leader, case_key)
    done = api.post(f"/v1/follow-ups/{first['id']}/done", json=DONE, headers=leader)

    assert (done.json()["next"], done.json()["missing_terms"]) == (None, ["follow_up"])


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"started_on": "2017-09-28"}, "in_future"),
        ({"started_on": "2017-08-15"}, "before_receipt"),
        ({"start_event": "application_received"}, "literal_error"),
    ],
)
def test_what_can_not_be_is_refused(
    api: TestClient, leader: Headers, case_key: str, fields: dict[str, Any], code: str
) -> None:
    address = f"/v1/cases/{case_key}/follow-ups"
    answer = api.post(address, json=STARTED | fields, headers=leader)

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["code"] == code


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(
    ("done_on", "code"), [("2017-08-30", "done_before_start"), ("2017-09-28", "in_future")]
)
def test_a_follow_up_on_a_day_that_can_not_be_is_refused(
    api: TestClient, leader: Headers, case_key: str, done_on: str, code: str
) -> None:
    address = f"/v1/follow-ups/{plan(api, leader, case_key)['id']}/done"
    answer = api.post(address, json=DONE | {"done_on": done_on}, headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.usefixtures("terms")
def test_the_same_follow_up_is_planned_and_done_once(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    follow_up = plan(api, leader, case_key)
    again = api.post(f"/v1/cases/{case_key}/follow-ups", json=STARTED, headers=leader)
    assert (again.status_code, again.json()["code"]) == (409, "follow_up_planned")

    address = f"/v1/follow-ups/{follow_up['id']}/done"
    stale = api.post(address, json=DONE, headers=leader | {"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "follow_up_stale")
    assert api.post(address, json=DONE, headers=leader).status_code == 200
    twice = api.post(address, json=DONE, headers=leader)
    assert (twice.status_code, twice.json()["code"]) == (409, "deadline_met")


@pytest.mark.usefixtures("terms")
def test_a_colleague_may_and_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, stranger: Headers, unit: Unit, case_key: str
) -> None:
    follow_up = plan(api, actors.headers(Role.CASEWORKER, unit), case_key)

    planned = api.post(f"/v1/cases/{case_key}/follow-ups", json=STARTED, headers=stranger)
    done = api.post(f"/v1/follow-ups/{follow_up['id']}/done", json=DONE, headers=stranger)
    assert (planned.status_code, done.status_code) == (404, 404)


@pytest.mark.usefixtures("terms")
def test_only_a_follow_up_is_found_and_only_in_a_case_that_goes_on(
    api: TestClient,
    session: Session,
    leader: Headers,
    unit: Unit,
    case_type: CaseType,
    case_key: str,
) -> None:
    [clock] = deadlines(session, case_key, "decision")
    for key in (clock.id, UNKNOWN_ID):
        answer = api.post(f"/v1/follow-ups/{key}/done", json=DONE, headers=leader)
        assert (answer.status_code, answer.json()["code"]) == (404, "follow_up_not_found")
    unknown = api.post(f"/v1/cases/{UNKNOWN_ID}/follow-ups", json=STARTED, headers=leader)
    assert unknown.status_code == 404

    over = make_case(session, unit, case_type, state="withdrawn")
    refused = api.post(f"/v1/cases/{over.id}/follow-ups", json=STARTED, headers=leader)
    assert (refused.status_code, refused.json()["code"]) == (409, "case_is_over")
