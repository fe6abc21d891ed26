"""A complaint is closed once, and opened again for a reason; how it had been closed stays."""

from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.complaints.rules import ClosingWay
from api.complaints.tables import ComplaintReopening
from tests.api.casework.places import Place
from tests.api.complaints.registering import act, made, refused, shown
from tests.factories import make_complaint


@pytest.fixture
def complaint(session: Session, place: Place) -> dict[str, Any]:
    """Return a complaint of 20 September."""
    return {"id": str(make_complaint(session, place.unit).id)}


def test_one_is_answered_today_unless_told_otherwise(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    assert shown(api, place.leader, complaint)["may"][-1] != "reopen"

    closed = made(act(api, place.colleague, complaint, "closing", answer="Vi beklager."))

    assert (closed["closed_on"], closed["closed_how"]) == ("2017-09-27", "answered")
    assert (closed["answer"], closed["state"]) == ("Vi beklager.", "closed")
    assert "close" not in closed["may"]
    assert "reopen" in closed["may"]


@pytest.mark.parametrize("how", list(ClosingWay))
def test_it_ends_in_one_of_these_ways(
    api: TestClient, place: Place, complaint: dict[str, Any], how: ClosingWay
) -> None:
    body = {"closed_on": "2017-09-20", "how": how.value}

    assert made(act(api, place.leader, complaint, "closing", **body))["closed_how"] == how.value


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"closed_on": "2017-09-19"}, "closed_before_receipt", "/closed_on"),
        ({"closed_on": "2017-09-28"}, "in_future", "/closed_on"),
        ({"answer": "Om 010190-1234"}, "text_names_cpr", "/answer"),
        ({"how": "forgotten"}, "invalid_input", "/how"),
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
    assert refused(act(api, place.leader, complaint, "closing", **body)) == (422, code, pointer)


def test_it_is_closed_once(api: TestClient, place: Place, complaint: dict[str, Any]) -> None:
    made(act(api, place.leader, complaint, "closing"))

    again = act(api, place.leader, complaint, "closing", how="withdrawn")

    assert refused(again)[:2] == (409, "complaint_closed")


def test_one_opened_again_keeps_how_it_had_been_closed(
    api: TestClient, session: Session, place: Place, complaint: dict[str, Any]
) -> None:
    closing = {"closed_on": "2017-09-22", "answer": "Vi beklager."}
    made(act(api, place.leader, complaint, "closing", **closing))

    opened = made(act(api, place.leader, complaint, "reopening", reason="Aftalen blev ikke holdt."))

    assert (opened["closed_on"], opened["closed_how"], opened["answer"]) == (None, None, None)
    [kept] = session.exec(select(ComplaintReopening)).all()
    assert (kept.closed_on.isoformat(), kept.answer) == ("2017-09-22", "Vi beklager.")
    assert kept.reopened_on.isoformat() == "2017-09-27"
    made(act(api, place.leader, complaint, "closing"))


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (
            {"reopened_on": "2017-09-21", "reason": "Mere."},
            "reopened_before_closed",
            "/reopened_on",
        ),
        ({"reopened_on": "2017-09-28", "reason": "Mere."}, "in_future", "/reopened_on"),
        ({"reason": "Om 010190-1234"}, "text_names_cpr", "/reason"),
        ({}, "invalid_input", "/reason"),
    ],
)
def test_a_reopening_that_can_not_be_is_refused_where_it_stands(
    api: TestClient,
    place: Place,
    complaint: dict[str, Any],
    body: dict[str, Any],
    code: str,
    pointer: str,
) -> None:
    made(act(api, place.leader, complaint, "closing", closed_on="2017-09-22"))

    assert refused(act(api, place.leader, complaint, "reopening", **body)) == (422, code, pointer)


def test_one_opened_again_is_closed_on_that_day_or_later(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    made(act(api, place.leader, complaint, "closing", closed_on="2017-09-22"))
    made(act(api, place.leader, complaint, "reopening", reopened_on="2017-09-26", reason="Mere."))
    before = {"how": "answered", "closed_on": "2017-09-25"}
    by_phone = {"reached": True, "resolved_by_dialogue": True, "close": True}
    before_noon = by_phone | {"attempted_at": "2017-09-25T11:00:00+02:00"}

    refusal = act(api, place.leader, complaint, "closing", **before)
    by_contact = act(api, place.leader, complaint, "contacts", **before_noon)

    assert refused(refusal) == (422, "closed_before_reopening", "/closed_on")
    assert "2017-09-26" in refusal.text
    assert refused(by_contact) == (422, "closed_before_reopening", "/attempted_at")
    assert shown(api, place.leader, complaint)["contact_attempts"] == 0
    made(act(api, place.leader, complaint, "closing", closed_on="2017-09-26"))


def test_one_that_is_open_is_not_opened_again(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    answer = act(api, place.leader, complaint, "reopening", reason="Mere.")

    assert refused(answer)[:2] == (409, "complaint_open")


def test_who_knows_an_older_one_does_not_close_it(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    made(act(api, place.leader, complaint, "closing"))
    stale = place.leader | {"If-Match": '"1"'}

    answer = act(api, stale, complaint, "reopening", reason="Mere.")

    assert refused(answer)[:2] == (412, "complaint_stale")


def test_a_stranger_closes_nothing(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    assert act(api, place.stranger, complaint, "closing").status_code == 404
