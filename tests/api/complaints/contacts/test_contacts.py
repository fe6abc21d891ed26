"""A complainant is sought out soon; what came of it is noted, and may end the matter."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role, Scope
from tests.api.casework.places import Place
from tests.api.complaints.registering import act, made, put, refused, register, shown
from tests.factories import UNKNOWN_ID, Actors, make_complaint

CAME_AT = "2017-09-27T09:30:00+02:00"
RESOLVED = {"reached": True, "resolved_by_dialogue": True}


@pytest.fixture
def complaint(api: TestClient, place: Place) -> dict[str, Any]:
    """Return a complaint that came this morning at half past nine."""
    return register(api, place.leader, unit_id=str(place.unit.id), received_at=CAME_AT)


def test_the_first_attempt_is_of_now_and_by_who_asks(
    api: TestClient, place: Place, actors: Actors, complaint: dict[str, Any]
) -> None:
    anna = actors.headers(Role.CASEWORKER, place.unit, person=place.anna)

    answer = act(api, anna, complaint, "contacts", reached=False)

    contact = made(answer)
    assert answer.headers["Location"] == f"/v1/complaint-contacts/{contact['id']}"
    assert made(api.get(answer.headers["Location"], headers=place.leader)) == contact
    assert contact["attempted_at"] == "2017-09-27T12:30:00Z"
    assert contact["hours_from_receipt"] == 5
    assert (contact["channel"], contact["person"]["id"]) == ("phone", str(place.anna.id))
    seen = shown(api, place.leader, complaint)
    assert (seen["state"], seen["contact_attempts"]) == ("sought", 1)
    assert (seen["contacted"], seen["first_contact_hours"]) == (False, None)


def test_the_hours_to_first_contact_run_until_somebody_was_reached(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    for clock, reached in (("11:00", True), ("10:00", False), ("14:00", True)):
        at = f"2017-09-27T{clock}:00+02:00"
        made(act(api, place.leader, complaint, "contacts", attempted_at=at, reached=reached))

    seen = shown(api, place.leader, complaint)

    assert (seen["state"], seen["first_contact_hours"]) == ("contacted", 1.5)
    params = {"complaint": complaint["id"]}
    listed = api.get("/v1/complaint-contacts", params=params, headers=place.leader).json()
    assert [each["hours_from_receipt"] for each in listed["items"]] == [0.5, 1.5, 4.5]
    reached_ones = api.get(
        "/v1/complaint-contacts", params=params | {"reached": False}, headers=place.leader
    ).json()
    assert len(reached_ones["items"]) == 1


def test_hours_count_from_the_days_start_where_the_moment_is_not_known(
    api: TestClient, session: Session, place: Place
) -> None:
    row = {"id": make_complaint(session, place.unit).id}
    at = "2017-09-20T08:00:00+02:00"

    contact = made(act(api, place.leader, row, "contacts", attempted_at=at, reached=True))

    assert contact["hours_from_receipt"] == 8


def test_what_was_said_is_noted(api: TestClient, place: Place, complaint: dict[str, Any]) -> None:
    body = {
        "reached": True,
        "channel": "meeting",
        "written_answer_wanted": True,
        "note": "Hun vil have det på skrift.",
        "person_id": str(place.bo.id),
    }

    contact = made(act(api, place.leader, complaint, "contacts", **body))

    assert {name: contact[name] for name in body if name != "person_id"} == {
        name: value for name, value in body.items() if name != "person_id"
    }
    assert contact["person"]["id"] == str(place.bo.id)


def test_one_that_resolves_the_matter_closes_it_if_asked_to(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    made(act(api, place.leader, complaint, "contacts", **RESOLVED))
    assert shown(api, place.leader, complaint)["closed_on"] is None

    made(act(api, place.leader, complaint, "contacts", **RESOLVED, close=True))

    seen = shown(api, place.leader, complaint)
    assert (seen["closed_on"], seen["closed_how"]) == ("2017-09-27", "resolved_by_dialogue")
    assert seen["state"] == "closed"


def test_one_closed_by_phone_is_still_a_complaint(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    made(act(api, place.leader, complaint, "contacts", **RESOLVED, close=True))

    listed = api.get("/v1/complaints", headers=place.leader).json()

    assert [each["id"] for each in listed["items"]] == [complaint["id"]]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (
            {"attempted_at": "2017-09-27T09:29:59+02:00"},
            "contacted_before_receipt",
            "/attempted_at",
        ),
        ({"attempted_at": "2017-09-27T14:30:01+02:00"}, "moment_in_future", "/attempted_at"),
        ({"attempted_at": "2017-09-27T14:00:00"}, "invalid_input", "/attempted_at"),
        (
            {"reached": False, "resolved_by_dialogue": True},
            "resolved_without_contact",
            "/resolved_by_dialogue",
        ),
        (
            {"reached": False, "written_answer_wanted": False},
            "wish_without_contact",
            "/written_answer_wanted",
        ),
        ({"close": True}, "contact_closes_nothing", "/close"),
        (
            {**RESOLVED, "written_answer_wanted": True, "close": True},
            "contact_closes_nothing",
            "/close",
        ),
        ({"note": "Om 010190-1234"}, "text_names_cpr", "/note"),
        ({"person_id": UNKNOWN_ID}, "reference_unknown", "/person_id"),
        ({"reached": None}, "invalid_input", "/reached"),
    ],
)
def test_what_can_not_be_is_refused_where_it_stands(
    api: TestClient,
    place: Place,
    complaint: dict[str, Any],
    body: dict[str, Any],
    code: str,
    pointer: str,
) -> None:
    answer = act(api, place.leader, complaint, "contacts", **{"reached": True} | body)

    assert refused(answer) == (422, code, pointer)


def test_an_attempt_in_the_minute_of_receipt_is_none_before_it(
    api: TestClient, place: Place
) -> None:
    came_at = "2017-09-27T09:30:41+02:00"
    complaint = register(api, place.leader, unit_id=str(place.unit.id), received_at=came_at)
    body = {"attempted_at": "2017-09-27T09:30:00+02:00", "reached": True}

    contact = made(act(api, place.leader, complaint, "contacts", **body))

    assert contact["attempted_at"] == "2017-09-27T07:30:41Z"
    assert contact["hours_from_receipt"] == 0
    assert shown(api, place.leader, complaint)["first_contact_hours"] == 0
    corrected = made(put(api, place.leader, "complaint-contacts", contact, body))
    assert corrected["hours_from_receipt"] == 0
    early = body | {"attempted_at": "2017-09-27T09:29:59+02:00"}
    told = refused(put(api, place.leader, "complaint-contacts", corrected, early))
    assert told == (422, "contacted_before_receipt", "/attempted_at")


def test_a_closed_complaint_is_not_closed_by_a_contact(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    made(act(api, place.leader, complaint, "closing"))

    answer = act(api, place.leader, complaint, "contacts", **RESOLVED, close=True)

    assert refused(answer)[:2] == (409, "complaint_closed")
    made(act(api, place.leader, complaint, "contacts", reached=True))


def test_an_attempt_is_corrected_and_deleted(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    contact = made(act(api, place.leader, complaint, "contacts", reached=False))
    body = {"attempted_at": "2017-09-27T10:30:00+02:00", "reached": True, "channel": "email"}

    corrected = made(put(api, place.leader, "complaint-contacts", contact, body))

    assert (corrected["hours_from_receipt"], corrected["person"]) == (1, None)
    early = body | {"attempted_at": "2017-09-26T10:30:00+02:00"}
    told = refused(put(api, place.leader, "complaint-contacts", corrected, early))
    assert told == (422, "contacted_before_receipt", "/attempted_at")
    late = body | {"attempted_at": "2017-09-27T15:30:00+02:00"}
    told = refused(put(api, place.leader, "complaint-contacts", corrected, late))
    assert told == (422, "moment_in_future", "/attempted_at")
    tag = {"If-Match": f'"{corrected["version"]}"'}
    address = f"/v1/complaint-contacts/{contact['id']}"
    assert api.delete(address, headers=place.leader | tag).status_code == 204
    assert shown(api, place.leader, complaint)["contact_attempts"] == 0


def test_a_stranger_neither_sees_nor_adds_a_contact(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    contact = made(act(api, place.leader, complaint, "contacts", reached=False))

    address = f"/v1/complaint-contacts/{contact['id']}"
    assert api.get(address, headers=place.stranger).status_code == 404
    answer = act(api, place.stranger, complaint, "contacts", reached=False)
    assert answer.status_code == 404


def test_a_reader_notes_no_contact(
    api: TestClient, place: Place, actors: Actors, complaint: dict[str, Any]
) -> None:
    reader = actors.client(Scope.COMPLAINTS_READ)

    answer = act(api, reader, complaint, "contacts", reached=False)

    assert refused(answer)[:2] == (403, "not_allowed")


def test_another_system_that_notes_a_contact_is_nobody_who_called(
    api: TestClient, actors: Actors, complaint: dict[str, Any]
) -> None:
    system = actors.client(Scope.COMPLAINTS_READ, Scope.COMPLAINTS_WRITE)

    assert made(act(api, system, complaint, "contacts", reached=False))["person"] is None
