"""A complaint's time line tells all that happened with it by a day, in order."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.clock import TOWN_HALL
from api.complaints.rules import BoardResult, ClosingWay, ReassessmentOutcome
from api.complaints.tables import (
    BoardOutcome,
    Complaint,
    ComplaintReopening,
    LearningRecord,
    LearningStepTaken,
    Reassessment,
)
from api.people.rules import Scope
from tests.api.casework.makers import make_deadline
from tests.api.casework.places import Place
from tests.api.complaints.registering import act, made, register
from tests.conftest import Statements
from tests.factories import Actors, kept, make_cause, make_complaint


def told(
    api: TestClient, headers: dict[str, str], complaint: dict[str, Any], **params: Any
) -> list[dict[str, Any]]:
    address = f"/v1/complaints/{complaint['id']}/timeline"
    items: list[dict[str, Any]] = made(api.get(address, params=params, headers=headers))["items"]
    return items


@pytest.fixture
def complaint(api: TestClient, session: Session, place: Place) -> dict[str, Any]:
    """Return a complaint of 11 September with a history of its own until today."""
    case = str(place.case.id)
    register(api, place.leader, case_id=case, received_on="2017-09-04")
    complaint = register(api, place.leader, case_id=case, received_on="2017-09-11")
    for day, reached in (("12", False), ("13", True)):
        at = f"2017-09-{day}T10:00:00+02:00"
        made(act(api, place.leader, complaint, "contacts", attempted_at=at, reached=reached))
    point = {"finding": "upheld", "found_on": "2017-09-14"}
    made(act(api, place.leader, complaint, "points", cause_id=str(make_cause(session).id), **point))
    made(act(api, place.leader, complaint, "closing", closed_on="2017-09-15"))
    again = {"reopened_on": "2017-09-18", "reason": "Aftalen blev ikke holdt."}
    made(act(api, place.leader, complaint, "reopening", **again))
    made(act(api, place.leader, complaint, "closing", closed_on="2017-09-19", how="withdrawn"))
    register(api, place.leader, case_id=case, received_on="2017-09-20")
    return complaint


HAPPENED = [
    ("2017-09-11", "received"),
    ("2017-09-11", "linked"),
    ("2017-09-12", "sought"),
    ("2017-09-13", "contacted"),
    ("2017-09-14", "point_found"),
    ("2017-09-15", "closed"),
    ("2017-09-18", "reopened"),
    ("2017-09-19", "closed"),
    ("2017-09-20", "repeated"),
]


def test_it_tells_what_happened_in_order(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    items = told(api, place.leader, complaint)

    assert [(each["on"], each["kind"]) for each in items] == HAPPENED
    assert items[1]["data"] == {"number": complaint["repeat_of"]["number"]}
    assert items[4]["data"]["cause"]["code"] == "SKIFT"
    assert [items[place]["data"]["closed_how"] for place in (5, 7)] == ["answered", "withdrawn"]


def test_it_leaves_out_what_came_after_a_day(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    items = told(api, place.leader, complaint, as_of="2017-09-15")

    assert [(each["on"], each["kind"]) for each in items] == HAPPENED[:6]


def test_its_pages_follow_each_other(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    address = f"/v1/complaints/{complaint['id']}/timeline"
    first = made(api.get(address, params={"limit": 2}, headers=place.leader))

    rest = told(api, place.leader, complaint, cursor=first["next"])

    assert [each["kind"] for each in rest] == [kind for _, kind in HAPPENED[2:]]


def test_contacts_of_one_day_come_by_their_moment(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    for hour in ("15", "08", "11"):
        at = f"2017-09-13T{hour}:00:00+02:00"
        made(act(api, place.leader, complaint, "contacts", attempted_at=at, reached=True))

    moments = [
        each["data"]["attempted_at"]
        for each in told(api, place.leader, complaint)
        if each["kind"] == "contacted"
    ]

    assert moments == [f"2017-09-13T{hour}:00:00Z" for hour in ("06", "08", "09", "13")]


def test_what_was_closed_and_reopened_on_one_day_is_told_in_that_order(
    api: TestClient, place: Place
) -> None:
    row = register(api, place.leader, case_id=str(place.case.id), received_on="2017-09-26")
    on = "2017-09-26"
    for _ in range(2):
        made(act(api, place.leader, row, "closing", closed_on=on))
        made(act(api, place.leader, row, "reopening", reopened_on=on, reason="Ny oplysning."))
    made(act(api, place.leader, row, "closing", closed_on=on, how="withdrawn"))
    made(act(api, place.leader, row, "contacts", attempted_at=f"{on}T10:00:00+02:00", reached=True))

    kinds = [each["kind"] for each in told(api, place.leader, row)]

    assert kinds == ["received", "contacted", *["closed", "reopened"] * 2, "closed"]


def test_what_was_noted_on_its_day_comes_between_what_was_before_and_after(
    api: TestClient, session: Session, place: Place
) -> None:
    row = make_complaint(session, place.unit, received_on=date(2017, 9, 26))
    for hour in (9, 15):
        contact = {"attempted_at": f"2017-09-26T{hour:02}:00:00+02:00", "reached": False}
        made(act(api, place.leader, {"id": row.id}, "contacts", **contact))
    reopening = ComplaintReopening(
        complaint_id=row.id,
        created_at=datetime(2017, 9, 26, 12, tzinfo=TOWN_HALL),
        closed_on=row.received_on,
        closed_how=ClosingWay.ANSWERED,
        reopened_on=row.received_on,
        reason="Ny oplysning.",
    )
    kept(session, reopening)

    kinds = [each["kind"] for each in told(api, place.leader, {"id": row.id})]

    assert kinds == ["received", "sought", "closed", "reopened", "sought"]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_miss_nothing_of_one_day(api: TestClient, place: Place, limit: int) -> None:
    row = register(api, place.leader, case_id=str(place.case.id), received_on="2017-09-26")
    for hour in ("15", "08", "11"):
        at = f"2017-09-26T{hour}:00:00+02:00"
        made(act(api, place.leader, row, "contacts", attempted_at=at, reached=True))
    made(act(api, place.leader, row, "closing", closed_on="2017-09-26"))
    address = f"/v1/complaints/{row['id']}/timeline"

    page = made(api.get(address, params={"limit": limit}, headers=place.leader))
    found = page["items"]
    while page["next"]:
        params = {"limit": limit, "cursor": page["next"]}
        page = made(api.get(address, params=params, headers=place.leader))
        found += page["items"]

    assert found == told(api, place.leader, row)


@pytest.fixture
def appealed(session: Session, place: Place) -> Complaint:
    """Return a complaint that was forwarded and answered, with a step of learning."""
    row = make_complaint(session, place.unit, kind="substantive", received_on=date(2017, 8, 21))
    reassessment = Reassessment(
        complaint_id=row.id,
        outcome=ReassessmentOutcome.UPHELD,
        made_on=date(2017, 9, 4),
        forwarded_on=date(2017, 9, 5),
    )
    kept(session, reassessment)
    received_on, result = date(2017, 9, 20), BoardResult.CHANGED
    kept(session, BoardOutcome(complaint_id=row.id, result=result, received_on=received_on))
    record = LearningRecord(
        title="Skift", complaint_id=row.id, unit_id=place.unit.id, owner_id=place.anna.id
    )
    learnt_on = date(2017, 9, 21)
    kept(session, record)
    kept(session, LearningStepTaken(learning_record_id=record.id, step=1, taken_on=learnt_on))
    days = {"started_on": row.received_on, "met_on": date(2017, 9, 5), "complaint_id": row.id}
    make_deadline(session, place.case, date(2017, 9, 18), kind="reassessment", **days)
    return row


def test_it_tells_of_the_appeal_and_of_what_was_learnt(
    api: TestClient, place: Place, appealed: Complaint
) -> None:
    items = told(api, place.leader, {"id": appealed.id})

    assert [(each["on"][5:], each["kind"]) for each in items] == [
        ("08-21", "received"),
        ("08-21", "deadline_started"),
        ("09-04", "reassessed"),
        ("09-05", "forwarded"),
        ("09-05", "deadline_met"),
        ("09-18", "deadline_due"),
        ("09-20", "board_answered"),
        ("09-21", "learnt"),
    ]


def test_deadlines_are_told_to_who_may_read_them(
    api: TestClient, actors: Actors, appealed: Complaint
) -> None:
    reader = actors.client(Scope.COMPLAINTS_READ)

    kinds = [each["kind"] for each in told(api, reader, {"id": appealed.id})]

    assert "reassessed" in kinds
    assert not [kind for kind in kinds if kind.startswith("deadline")]


def test_a_stranger_is_told_nothing(api: TestClient, place: Place, appealed: Complaint) -> None:
    address = f"/v1/complaints/{appealed.id}/timeline"

    assert api.get(address, headers=place.stranger).status_code == 404


def test_it_takes_as_many_reads_however_much_happened(
    api: TestClient, session: Session, place: Place, appealed: Complaint, statements: Statements
) -> None:
    row = {"id": appealed.id}
    with statements() as before:
        told(api, place.leader, row)
    for _ in range(3):
        made(act(api, place.leader, row, "contacts", reached=True))
    session.expire_all()

    with statements() as after:
        told(api, place.leader, row)

    assert len(after) == len(before)
