"""What a complaint says is corrected as a whole; nothing follows from what is left out."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.api.casework.places import Place
from tests.api.complaints.registering import act, correct, made, refused, register, shown
from tests.factories import UNKNOWN_ID, make_cause, make_complaint

AT_TEN = "2017-09-20T10:00:00+02:00"


@pytest.fixture
def complaint(api: TestClient, place: Place) -> dict[str, Any]:
    """Return a complaint about the case that came on 20 September at half past nine."""
    return register(
        api,
        place.leader,
        case_id=str(place.case.id),
        received_at="2017-09-20T09:30:00+02:00",
    )


def test_sent_back_as_it_was_it_stays_as_it_was(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    assert made(correct(api, place.leader, complaint)) == shown(api, place.leader, complaint)


def test_what_is_left_out_is_cleared_and_follows_from_nothing(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    cleared = {"case_type_id": None, "complainant_id": None, "received_at": None}

    corrected = made(correct(api, place.leader, complaint, **cleared))

    assert corrected["case"] == complaint["case"]
    assert (corrected["case_type"], corrected["complainant_id"]) == (None, None)
    assert corrected["received_at"] is None


def test_one_is_given_to_somebody_and_named_anew(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    changed = {
        "handler_id": str(place.anna.id),
        "complainant_id": None,
        "complainant": {"full_name": "Lone Prøve"},
        "channel": "in_person",
    }

    corrected = made(correct(api, place.leader, complaint, **changed))

    assert corrected["handler"]["id"] == str(place.anna.id)
    assert corrected["complainant_id"] not in (None, complaint["complainant_id"])
    assert corrected["channel"] == "in_person"


@pytest.mark.parametrize(
    ("changed", "code", "pointer"),
    [
        ({"received_on": "2017-09-28", "received_at": None}, "in_future", "/received_on"),
        ({"received_on": "2017-09-21"}, "received_on_other_day", "/received_at"),
        ({"text": "010190-1234"}, "text_names_cpr", "/text"),
        ({"case_id": UNKNOWN_ID}, "case_unknown", "/case_id"),
        ({"case_id": None, "decision_id": UNKNOWN_ID}, "decision_without_case", "/case_id"),
        ({"decision_id": UNKNOWN_ID}, "decision_unknown", "/decision_id"),
        ({"repeat_of_id": UNKNOWN_ID}, "complaint_unknown", "/repeat_of_id"),
        ({"handler_id": UNKNOWN_ID}, "handler_unknown", "/handler_id"),
        ({"unit_id": None}, "invalid_input", "/unit_id"),
    ],
)
def test_what_can_not_be_is_refused_where_it_stands(
    api: TestClient,
    place: Place,
    complaint: dict[str, Any],
    changed: dict[str, Any],
    code: str,
    pointer: str,
) -> None:
    assert refused(correct(api, place.leader, complaint, **changed)) == (422, code, pointer)


def test_it_can_not_have_come_after_what_was_done_with_it(
    api: TestClient, session: Session, place: Place, complaint: dict[str, Any]
) -> None:
    cause = str(make_cause(session).id)
    point = {"cause_id": cause, "finding": "upheld", "found_on": "2017-09-22"}
    made(act(api, place.leader, complaint, "points", **point))
    later = {"received_on": "2017-09-23", "received_at": None}

    told = refused(correct(api, place.leader, complaint, **later))

    assert told == (422, "received_after_act", "/received_on")


def test_it_can_not_have_come_after_the_complainant_was_spoken_with(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    made(act(api, place.leader, complaint, "contacts", attempted_at=AT_TEN, reached=True))
    later = {"received_at": "2017-09-20T10:00:01+02:00"}

    told = refused(correct(api, place.leader, complaint, **later))

    assert told == (422, "received_after_contact", "/received_at")


def test_it_can_not_have_come_before_what_it_repeats_or_repeat_itself(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    again = register(api, place.leader, case_id=str(place.case.id))
    assert again["repeat_of"]["id"] == complaint["id"]
    before = {"received_on": "2017-09-19", "received_at": None}

    told = refused(correct(api, place.leader, again, **before))
    assert told == (422, "repeat_before_first", "/repeat_of_id")
    for repeated in (complaint["id"], again["id"]):
        answer = correct(api, place.leader, complaint, repeat_of_id=repeated)
        assert refused(answer) == (422, "repeats_itself", "/repeat_of_id")


def test_those_of_one_day_do_not_repeat_each_other_in_a_ring(api: TestClient, place: Place) -> None:
    unit = {"unit_id": str(place.unit.id)}
    first = register(api, place.leader, **unit)
    second = register(api, place.leader, **unit, repeat_of_id=first["id"])
    third = register(api, place.leader, **unit, repeat_of_id=second["id"])

    answer = correct(api, place.leader, first, repeat_of_id=third["id"])

    assert refused(answer) == (422, "repeats_itself", "/repeat_of_id")
    made(correct(api, place.leader, third, repeat_of_id=first["id"]))


def test_a_link_that_was_made_by_itself_can_be_taken_away(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    again = register(api, place.leader, case_id=str(place.case.id))
    assert again["repeat_of"]["id"] == complaint["id"]

    assert made(correct(api, place.leader, again, repeat_of_id=None))["repeat_of"] is None


def test_a_unit_that_does_not_see_the_case_corrects_the_rest(
    api: TestClient, session: Session, place: Place
) -> None:
    complaint = make_complaint(session, place.elsewhere, case_id=place.case.id)
    seen = made(api.get(f"/v1/complaints/{complaint.id}", headers=place.stranger))

    corrected = made(correct(api, place.stranger, seen, channel="email"))

    assert corrected["case"]["id"] == str(place.case.id)


def test_one_that_was_changed_meanwhile_is_not_overwritten(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    made(correct(api, place.leader, complaint, channel="letter"))

    assert refused(correct(api, place.leader, complaint))[:2] == (412, "complaint_stale")


def test_its_history_tells_what_was_changed_but_not_what_was_told(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    made(correct(api, place.leader, complaint, text="Noget helt andet.", channel="letter"))

    answer = api.get(f"/v1/complaints/{complaint['id']}/history", headers=place.leader)

    assert [each["act"] for each in answer.json()["items"]] == [
        "register_complaint",
        "replace_complaint",
    ]
    assert "Noget helt andet" not in answer.text


def test_nothing_deletes_a_complaint(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    answer = api.delete(f"/v1/complaints/{complaint['id']}", headers=place.leader)

    assert answer.status_code == 405
