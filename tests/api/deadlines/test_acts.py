"""What is done to a deadline: notices and their undoing, completion, cancellation."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from tests.api.casework.makers import make_deadline, make_own_catalogue, make_term
from tests.api.deadlines.acting import DUE, NOTICE, act, done, refused
from tests.api.deadlines.makers import Asked, make_extension


def test_a_notice_moves_what_is_expected_and_no_legal_day(
    leader: Asked, deadline: Deadline
) -> None:
    item = done(act(leader, deadline, "extension", NOTICE))

    assert (item["due_on"], item["days_left"]) == ("2017-10-27", 30)
    assert (item["legal_due_on"], item["original_due_on"]) == ("2017-09-29", "2017-09-29")
    assert (item["extensions"], item["notified_on"]) == (1, "2017-09-25")
    assert item["notified_in_time"] is True


def test_several_notices_are_each_judged_by_the_day_expected_until_then(
    session: Session, leader: Asked, case: Case
) -> None:
    late = make_deadline(session, case, date(2017, 9, 20))
    done(act(leader, late, "extension", NOTICE | {"due_on": "2017-09-26"}))
    again = {"due_on": "2017-10-27", "notice_sent_on": "2017-09-26"}

    item = done(act(leader, late, "extension", NOTICE | again))

    first, second = leader.items(f"/v1/deadlines/{late.id}/extensions")
    assert (first["before_due_on"], first["in_time"]) == ("2017-09-20", False)
    assert (second["before_due_on"], second["in_time"]) == ("2017-09-26", True)
    assert (item["status"], item["notified_in_time"], item["extensions"]) == ("overdue", False, 2)
    assert (second["awaiting"], second["awaiting_from"]) == ("Lægeattest LÆ 125", "doctor")


def test_a_notice_noted_late_is_judged_by_what_had_been_said_when_it_was_sent(
    leader: Asked, deadline: Deadline
) -> None:
    done(act(leader, deadline, "extension", NOTICE))
    earlier = {"due_on": "2017-11-10", "notice_sent_on": "2017-09-18"}
    done(act(leader, deadline, "extension", NOTICE | earlier))

    first, second = leader.items(f"/v1/deadlines/{deadline.id}/extensions")
    assert (first["notice_sent_on"], first["before_due_on"]) == ("2017-09-18", "2017-09-29")
    assert (second["notice_sent_on"], second["before_due_on"]) == ("2017-09-25", "2017-09-29")


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"due_on": "2017-09-29"}, "extension_not_later", "/due_on"),
        ({"due_on": "2017-09-01"}, "extension_not_later", "/due_on"),
        ({"notice_sent_on": "2017-09-28"}, "in_future", "/notice_sent_on"),
        ({"notice_sent_on": "2017-08-15"}, "notice_before_start", "/notice_sent_on"),
        ({"reason": " "}, "value_error", "/reason"),
        ({"channel": "dove"}, "enum", "/channel"),
        ({"colour": "red"}, "extra_forbidden", "/colour"),
    ],
)
def test_a_notice_that_can_not_be_is_refused(
    leader: Asked, deadline: Deadline, change: dict[str, str], code: str, pointer: str
) -> None:
    refused(act(leader, deadline, "extension", NOTICE | change), 422, code, pointer)
    assert leader.items(f"/v1/deadlines/{deadline.id}/extensions") == []


def test_the_citizens_own_deadline_is_not_extended(
    session: Session, leader: Asked, case: Case
) -> None:
    appeal = make_deadline(session, case, DUE, kind=DeadlineKind.APPEAL)

    refused(act(leader, appeal, "extension", NOTICE), 409, "deadline_is_citizens")


def test_undoing_a_notice_is_as_if_it_was_never_sent(
    session: Session, leader: Asked, deadline: Deadline
) -> None:
    before = leader.get(f"/v1/deadlines/{deadline.id}")
    done(act(leader, deadline, "extension", NOTICE))
    [notice] = leader.items(f"/v1/deadlines/{deadline.id}/extensions")
    assert notice["may"] == ["undo"]

    body = {"undone_on": "2017-09-26", "reason": "Sendt til en anden"}
    undone = done(leader.post(f"/v1/extensions/{notice['id']}/undoing", body))

    after = leader.get(f"/v1/deadlines/{deadline.id}")
    changed = {"version", "updated_at"}
    assert {name for name in after if after[name] != before[name]} == changed
    assert (undone["undone_on"], undone["undone_reason"]) == ("2017-09-26", "Sendt til en anden")
    assert undone["may"] == []


@pytest.mark.parametrize(
    ("undone", "due_on", "notified_on"),
    [(0, "2017-11-24", "2017-09-26"), (1, "2017-10-27", "2017-09-25")],
)
def test_the_notice_that_stands_says_what_is_expected(
    leader: Asked, deadline: Deadline, undone: int, due_on: str, notified_on: str
) -> None:
    second = {"due_on": "2017-11-24", "notice_sent_on": "2017-09-26"}
    for body in (NOTICE, NOTICE | second):
        done(act(leader, deadline, "extension", body))
    notice = leader.items(f"/v1/deadlines/{deadline.id}/extensions")[undone]

    body = {"undone_on": "2017-09-27", "reason": "Fejl"}
    done(leader.post(f"/v1/extensions/{notice['id']}/undoing", body))

    item = leader.get(f"/v1/deadlines/{deadline.id}")
    assert (item["due_on"], item["notified_on"], item["extensions"]) == (due_on, notified_on, 1)


def test_a_notice_is_undone_once_and_not_before_it_was_sent(
    leader: Asked, deadline: Deadline
) -> None:
    done(act(leader, deadline, "extension", NOTICE))
    [notice] = leader.items(f"/v1/deadlines/{deadline.id}/extensions")
    address = f"/v1/extensions/{notice['id']}/undoing"
    body = {"undone_on": "2017-09-26", "reason": "Fejl"}

    early, late = body | {"undone_on": "2017-09-24"}, body | {"undone_on": "2017-09-28"}
    refused(leader.post(address, early), 422, "undone_before_notice", "/undone_on")
    refused(leader.post(address, late), 422, "in_future", "/undone_on")
    done(leader.post(address, body, **{"If-Match": f'"{notice["version"]}"'}))
    refused(leader.post(address, body), 409, "extension_undone")
    refused(leader.post(address, body, **{"If-Match": '"1"'}), 412, "extension_stale")


def test_a_promise_stands_at_the_deadline_that_takes_a_wrong_ones_place(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    """The application came later than was noted, so that the legal day is after the promise."""
    make_term(session, make_own_catalogue(session), case_type, amount=6)
    new = {"case_type_id": str(case_type.id), "received_on": "2017-08-16"}
    made = leader.post("/v1/cases", new | {"unit_id": str(unit.id)})
    [wrong] = leader.items("/v1/deadlines")
    promise = NOTICE | {"due_on": "2017-10-04"}
    done(leader.post(f"/v1/deadlines/{wrong['id']}/extension", promise))

    tag = leader.headers | {"If-Match": made.headers["ETag"]}
    later = new | {"received_on": "2017-08-30"}
    done(leader.api.put(f"/v1/cases/{made.json()['id']}", json=later, headers=tag))

    [right] = leader.items("/v1/deadlines", status="open")
    assert (wrong["legal_due_on"], right["legal_due_on"]) == ("2017-09-27", "2017-10-11")
    assert (right["due_on"], right["extensions"]) == ("2017-10-04", 1)
    [gone] = leader.items("/v1/deadlines", status="cancelled")
    assert (gone["id"], gone["extensions"]) == (wrong["id"], 0)
    assert [item["id"] for item in leader.items("/v1/deadlines", notified=True)] == [right["id"]]


def test_a_deadline_is_met_on_its_last_day(leader: Asked, session: Session, case: Case) -> None:
    row = make_deadline(session, case, date(2017, 9, 26))

    item = done(act(leader, row, "completion", {"met_on": "2017-09-26"}))

    assert (item["status"], item["met_on"], item["may"]) == ("met", "2017-09-26", ["reopen"])


def test_what_is_met_after_the_legal_day_is_late_whatever_was_promised(
    session: Session, leader: Asked, case: Case
) -> None:
    row = make_deadline(session, case, date(2017, 9, 25))
    make_extension(session, row, date(2017, 10, 30))

    item = done(act(leader, row, "completion", {"met_on": "2017-09-26"}))

    assert (item["status"], item["due_on"]) == ("met_late", "2017-10-30")


@pytest.mark.parametrize(
    ("name", "body", "code", "pointer"),
    [
        ("completion", {"met_on": "2017-09-28"}, "in_future", "/met_on"),
        ("completion", {"met_on": "2017-08-15"}, "met_before_start", "/met_on"),
        ("completion", {}, "missing", "/met_on"),
        (
            "cancellation",
            {"cancelled_on": "2017-09-28", "reason": "Trukket"},
            "in_future",
            "/cancelled_on",
        ),
        (
            "cancellation",
            {"cancelled_on": "2017-08-15", "reason": "Trukket"},
            "cancelled_before_start",
            "/cancelled_on",
        ),
        ("cancellation", {"cancelled_on": "2017-09-26"}, "missing", "/reason"),
        ("reopening", {}, "missing", "/reason"),
    ],
)
def test_an_end_that_can_not_be_is_refused(
    leader: Asked, deadline: Deadline, name: str, body: Any, code: str, pointer: str
) -> None:
    refused(act(leader, deadline, name, body), 422, code, pointer)


def test_what_has_ended_is_not_ended_again(leader: Asked, deadline: Deadline) -> None:
    cancelled = {"cancelled_on": "2017-09-26", "reason": "Borgeren ringede"}
    done(act(leader, deadline, "completion", {"met_on": "2017-09-26"}))

    for name, body in (
        ("completion", {"met_on": "2017-09-26"}),
        ("cancellation", cancelled),
        ("extension", NOTICE),
    ):
        refused(act(leader, deadline, name, body), 409, "deadline_met")

    done(act(leader, deadline, "reopening", {"reason": "Forkert sag"}))
    item = done(act(leader, deadline, "cancellation", cancelled))
    assert (item["status"], item["cancelled_on"]) == ("cancelled", "2017-09-26")
    refused(
        act(leader, deadline, "completion", {"met_on": "2017-09-26"}), 409, "deadline_cancelled"
    )
