"""A decision is looked at again, and what is not changed goes to the appeals board."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.complaints.tables import Complaint
from api.organisation.tables import Unit
from api.people.rules import Role
from api.resource import change
from tests.api.casework.makers import make_case
from tests.api.complaints.appeals.appealing import (
    CHANGED,
    UPHELD,
    post,
    put,
    reassess,
    refused,
    times,
)
from tests.factories import UNKNOWN_ID, Actors, Headers, make_complaint, make_person, make_unit


@pytest.mark.parametrize("outcome", ["fully_changed", "partly_changed"])
def test_a_changed_decision_meets_the_time_on_the_day_it_was_made_anew(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint, outcome: str
) -> None:
    made = reassess(api, leader, complaint, outcome=outcome)

    assert made["complaint_id"] == str(complaint.id)
    assert api.get(f"/v1/reassessments/{made['id']}", headers=leader).json() == made
    assert [time.met_on for time in times(session, complaint)] == [date(2017, 9, 20)]


@pytest.mark.parametrize("outcome", ["upheld", "dismissed"])
def test_an_upheld_decision_meets_the_time_when_the_complaint_is_forwarded(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint, outcome: str
) -> None:
    reassess(api, leader, complaint, outcome=outcome)
    assert [time.met_on for time in times(session, complaint)] == [None]

    answer = post(api, leader, complaint, "forwarding", {"forwarded_on": "2017-09-25"})

    assert (answer.status_code, answer.json()["forwarded_on"]) == (200, "2017-09-25")
    assert [time.met_on for time in times(session, complaint)] == [date(2017, 9, 25)]


def test_both_may_be_said_at_once(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    reassess(api, leader, complaint, forwarded_on="2017-09-22")

    assert [time.met_on for time in times(session, complaint)] == [date(2017, 9, 22)]


def test_a_complaint_that_was_withdrawn_is_owed_nothing_more(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    reassess(api, leader, complaint, outcome="withdrawn")

    [time] = times(session, complaint)
    told = (time.cancelled_on, time.cancel_reason)
    assert told == (date(2017, 9, 20), "complaint_withdrawn")


def test_a_correction_moves_the_day_it_was_met_or_lets_the_time_run_again(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    made = reassess(api, leader, complaint, **CHANGED)

    moved = put(api, leader, made, "reassessments", **CHANGED | {"made_on": "2017-09-18"})
    assert [time.met_on for time in times(session, complaint)] == [date(2017, 9, 18)]

    put(api, leader, moved.json(), "reassessments", **UPHELD)
    assert [time.met_on for time in times(session, complaint)] == [None]


def test_what_was_noted_by_mistake_is_taken_back(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    made = reassess(api, leader, complaint, **CHANGED)

    tag = {"If-Match": f'"{made["version"]}"'}
    gone = api.delete(f"/v1/reassessments/{made['id']}", headers=leader | tag)

    assert gone.status_code == 204
    assert [time.met_on for time in times(session, complaint)] == [None]
    reassess(api, leader, complaint)


def test_the_facts_count_when_the_deadline_was_completed_by_hand_before(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    [time] = times(session, complaint)
    body = {"met_on": "2017-09-19"}
    api.post(f"/v1/deadlines/{time.id}/completion", json=body, headers=leader)

    reassess(api, leader, complaint, **CHANGED)

    assert [each.met_on for each in times(session, complaint)] == [date(2017, 9, 20)]


def test_it_is_reassessed_and_forwarded_once(
    api: TestClient, leader: Headers, complaint: Complaint
) -> None:
    forwarding = {"forwarded_on": "2017-09-25"}
    early = post(api, leader, complaint, "forwarding", forwarding)
    assert refused(early) == (409, "not_reassessed", None)
    reassess(api, leader, complaint)
    twice = post(api, leader, complaint, "reassessment", CHANGED)
    assert refused(twice) == (409, "already_reassessed", None)
    post(api, leader, complaint, "forwarding", forwarding)

    again = post(api, leader, complaint, "forwarding", {"forwarded_on": "2017-09-26"})

    assert refused(again) == (409, "already_forwarded", "/forwarded_on")


def test_a_complaint_over_the_casework_is_not_reassessed(
    api: TestClient, session: Session, unit: Unit, leader: Headers
) -> None:
    answer = post(api, leader, make_complaint(session, unit), "reassessment", UPHELD)

    assert refused(answer) == (409, "complaint_not_substantive", None)


def test_a_withdrawn_complaint_is_not_reassessed(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    change(session, complaint, {"closed_on": date(2017, 9, 18), "closed_how": "withdrawn"})

    answer = post(api, leader, complaint, "reassessment", UPHELD)

    assert refused(answer) == (409, "complaint_withdrawn", None)


@pytest.mark.parametrize(
    ("fields", "status", "code", "pointer"),
    [
        ({"made_on": "2017-09-05"}, 422, "reassessed_before_receipt", "/made_on"),
        ({"made_on": "2017-09-28"}, 422, "in_future", "/made_on"),
        ({"forwarded_on": "2017-09-28"}, 422, "in_future", "/forwarded_on"),
        (
            {"forwarded_on": "2017-09-19"},
            422,
            "forwarded_before_reassessment",
            "/forwarded_on",
        ),
        (
            {"outcome": "fully_changed", "forwarded_on": "2017-09-20"},
            409,
            "nothing_to_forward",
            "/forwarded_on",
        ),
        ({"new_decision_id": UNKNOWN_ID}, 422, "decision_unknown", "/new_decision_id"),
    ],
)
def test_what_can_not_be_is_refused(
    api: TestClient,
    leader: Headers,
    complaint: Complaint,
    fields: dict[str, Any],
    status: int,
    code: str,
    pointer: str,
) -> None:
    answer = post(api, leader, complaint, "reassessment", UPHELD | fields)

    assert refused(answer) == (status, code, pointer)


def test_the_new_decision_is_one_of_the_case(
    api: TestClient,
    session: Session,
    unit: Unit,
    case_type: CaseType,
    leader: Headers,
    complaint: Complaint,
    decision: dict[str, Any],
) -> None:
    made = reassess(api, leader, complaint, new_decision_id=decision["id"])
    assert made["new_decision_id"] == decision["id"]

    case = make_case(session, unit, case_type, number="2017-2")
    other = make_complaint(session, unit, kind="substantive", case_id=case.id)
    body = UPHELD | {"new_decision_id": decision["id"]}
    answer = post(api, leader, other, "reassessment", body)

    assert refused(answer) == (422, "decision_unknown", "/new_decision_id")


def test_what_is_owed_to_the_board_can_be_listed(
    api: TestClient, session: Session, unit: Unit, leader: Headers, complaint: Complaint
) -> None:
    owed = reassess(api, leader, complaint)
    other = make_complaint(session, unit, kind="both", received_on=date(2017, 9, 6))
    sent = reassess(api, leader, other, made_on="2017-09-21", forwarded_on="2017-09-21")

    def found(**params: str) -> list[str]:
        answer = api.get("/v1/reassessments", params=params, headers=leader)
        return [item["id"] for item in answer.json()["items"]]

    assert found() == found(outcome="upheld") == [owed["id"], sent["id"]]
    assert found(unforwarded="true") == found(complaint=str(complaint.id)) == [owed["id"]]
    assert found(unforwarded="false") == found(made_from="2017-09-21") == [sent["id"]]
    assert found(made_before="2017-09-21") == [owed["id"]]
    assert found(outcome="fully_changed") == []
    history = api.get(f"/v1/reassessments/{owed['id']}/history", headers=leader).json()["items"]
    assert len(history) == 1


def test_a_colleague_may_and_a_stranger_sees_nothing(
    api: TestClient,
    actors: Actors,
    unit: Unit,
    leader: Headers,
    stranger: Headers,
    complaint: Complaint,
) -> None:
    unseen = post(api, stranger, complaint, "reassessment", UPHELD)
    assert refused(unseen)[:2] == (404, "complaint_not_found")
    made = reassess(api, actors.headers(Role.CASEWORKER, unit), complaint)
    assert made["may"] == ["replace", "delete"]

    shown = api.get(f"/v1/reassessments/{made['id']}", headers=stranger)

    assert shown.status_code == 404
    assert api.get("/v1/reassessments", headers=stranger).json()["items"] == []


def test_the_handler_may_wherever_the_complaint_lies(
    api: TestClient, session: Session, actors: Actors, complaint: Complaint
) -> None:
    handler = make_person(session, "handler")
    elsewhere = actors.headers(
        Role.CASEWORKER, make_unit(session, name="Klageteamet"), person=handler
    )
    change(session, complaint, {"handler_id": handler.id})

    assert reassess(api, elsewhere, complaint)["outcome"] == "upheld"
