"""What is done to a deadline: notices and their undoing, completion, cancellation, reopening."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.calendar.arrival import Channel
from api.cases.rules import CaseState, DecisionOutcome, Party
from api.cases.tables import AccessRequest, Case, Decision, PartyHearing
from api.catalogue.case_types.tables import CaseType
from api.catalogue.closing_days.tables import CalendarCorrection
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.ending import cancel_as_corrected
from api.deadlines.tables import Deadline, DeadlineMove
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.makers import make_case, make_deadline, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_closing_day
from tests.api.deadlines.makers import Asked, make_extension
from tests.factories import UNKNOWN_ID, Actors, kept, make_unit

DUE = date(2017, 9, 29)
NOTICE = {
    "due_on": "2017-10-27",
    "reason": "Lægeattesten mangler",
    "awaiting": "Lægeattest LÆ 125",
    "awaiting_from": "doctor",
    "notice_sent_on": "2017-09-25",
    "channel": "digital_post",
}


@pytest.fixture
def deadline(session: Session, case: Case) -> Deadline:
    return make_deadline(session, case, DUE)


def act(asked: Asked, deadline: Deadline, name: str, body: Any, **headers: str) -> Any:
    return asked.post(f"/v1/deadlines/{deadline.id}/{name}", body, **headers)


def done(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(answer: Any, status: int, code: str, pointer: str | None = None) -> None:
    assert answer.status_code == status, answer.text
    faults = answer.json().get("errors")
    found = (faults[0]["code"], faults[0]["pointer"]) if faults else (answer.json()["code"], None)
    assert found == (code, pointer)


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


def test_the_fact_that_a_deadline_is_of_says_when_it_was_met_and_no_longer(
    session: Session, leader: Asked, case: Case
) -> None:
    access = kept(
        session, AccessRequest(case_id=case.id, party=Party.CITIZEN, received_on=date(2017, 9, 18))
    )
    hearing = kept(
        session,
        PartyHearing(
            case_id=case.id,
            party=Party.CITIZEN,
            about="Lægens svar",
            channel=Channel.DIGITAL_POST,
            sent_on=date(2017, 9, 18),
            available_on=date(2017, 9, 18),
        ),
    )
    kinds = DeadlineKind
    rows = [
        make_deadline(session, case, DUE, kind=kinds.ACKNOWLEDGEMENT),
        make_deadline(
            session, case, DUE, kind=kinds.ACCESS_TO_DOCUMENTS, access_request_id=access.id
        ),
        make_deadline(session, case, DUE, kind=kinds.PARTY_HEARING, party_hearing_id=hearing.id),
    ]

    def said() -> list[date | None]:
        session.expire_all()
        return [case.acknowledged_on, access.answered_on, hearing.replied_on]

    for row in rows:
        done(act(leader, row, "completion", {"met_on": "2017-09-25"}))
    assert said() == [date(2017, 9, 25)] * 3

    for row in rows:
        done(act(leader, row, "reopening", {"reason": "Noteret på den forkerte sag"}))
    assert said() == [None] * 3


def test_an_answer_and_an_early_reply_are_taken_back_whole(
    session: Session, leader: Asked, case: Case
) -> None:
    """The reply came before the letter counted as arrived: its clock ended the day it began."""
    monday, wednesday = date(2017, 9, 18), date(2017, 9, 20)
    answered: dict[str, Any] = {"received_on": monday, "answered_on": wednesday, "granted": True}
    access = kept(session, AccessRequest(case_id=case.id, party=Party.CITIZEN, **answered))
    heard: dict[str, Any] = {
        "about": "Lægens svar",
        "channel": Channel.LETTER,
        "sent_on": monday,
        "available_on": wednesday,
        "replied_on": date(2017, 9, 19),
    }
    hearing = kept(session, PartyHearing(case_id=case.id, party=Party.CITIZEN, **heard))
    ended: dict[str, Any] = {"started_on": wednesday, "met_on": wednesday}
    access_kind, hearing_kind = DeadlineKind.ACCESS_TO_DOCUMENTS, DeadlineKind.PARTY_HEARING
    rows = [
        make_deadline(session, case, DUE, kind=access_kind, access_request_id=access.id, **ended),
        make_deadline(session, case, DUE, kind=hearing_kind, party_hearing_id=hearing.id, **ended),
    ]

    for row in rows:
        done(act(leader, row, "reopening", {"reason": "Noteret på den forkerte sag"}))

    session.expire_all()
    assert (access.answered_on, access.granted, hearing.replied_on) == (None, None, None)


def test_what_the_fact_said_already_stays(session: Session, leader: Asked, case: Case) -> None:
    case.acknowledged_on = date(2017, 8, 17)
    row = make_deadline(session, case, DUE, kind=DeadlineKind.ACKNOWLEDGEMENT)

    done(act(leader, row, "completion", {"met_on": "2017-09-25"}))
    done(act(leader, row, "reopening", {"reason": "Fejl"}))

    session.expire_all()
    assert case.acknowledged_on == date(2017, 8, 17)


def test_a_reopened_deadline_is_where_its_case_is_now(
    session: Session, leader: Asked, actors: Actors, deadline: Deadline, case: Case
) -> None:
    done(act(leader, deadline, "completion", {"met_on": "2017-09-25"}))
    session.expire_all()
    case.unit_id = make_unit(session, name="Ungeenheden").id
    session.flush()
    admin = Asked(leader.api, actors.headers(Role.ADMIN))

    item = done(act(admin, deadline, "reopening", {"reason": "Forkert sag"}))

    assert (item["status"], item["unit"]["name"]) == ("open", "Ungeenheden")
    session.expire_all()
    assert (deadline.reopened_on, deadline.reopen_reason) == (date(2017, 9, 27), "Forkert sag")


def test_a_reopened_deadline_runs_in_the_calendar_of_now(
    session: Session, leader: Asked, case: Case
) -> None:
    """A closing day that was forgotten moved the open deadlines while this one had ended."""
    counted: dict[str, Any] = {"amount": 31, "unit": "working_days", "closed": ["closing_day"]}
    row = make_deadline(session, case, date(2017, 9, 28), **counted)
    done(act(leader, row, "completion", {"met_on": "2017-09-25"}))
    make_closing_day(session, date(2017, 9, 4))
    reason = "Lukkedagen var glemt"
    number = CalendarCorrection(number=1, reason=reason, added=[], removed=[], moved=0)
    correction = kept(session, number)

    item = done(act(leader, row, "reopening", {"reason": "Forkert sag"}))

    assert (item["legal_due_on"], item["due_on"]) == ("2017-09-29", "2017-09-29")
    assert item["original_due_on"] == "2017-09-28"
    move = session.exec(select(DeadlineMove).where(DeadlineMove.deadline_id == row.id)).one()
    moved = (date(2017, 9, 28), date(2017, 9, 29))
    assert (move.legal_due_before_on, move.legal_due_after_on) == moved
    assert (move.reason, move.calendar_correction_id) == (reason, correction.id)


def test_what_never_held_and_what_the_case_ended_is_not_reopened(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType, deadline: Deadline, case: Case
) -> None:
    refused(act(leader, deadline, "reopening", {"reason": "Fejl"}), 409, "deadline_open")

    cancel_as_corrected(session, deadline)
    refused(act(leader, deadline, "reopening", {"reason": "Fejl"}), 409, "deadline_corrected")

    decided = make_deadline(session, case, DUE, met_on=date(2017, 9, 20))
    made: dict[str, Any] = {
        "made_on": date(2017, 9, 20),
        "outcome": DecisionOutcome.GRANTED,
        "reasons_given": False,
        "appeal_guidance_given": False,
    }
    kept(session, Decision(case_id=case.id, subject="Merudgifter", **made))
    refused(act(leader, decided, "reopening", {"reason": "Fejl"}), 409, "deadline_met_by_decision")

    withdrawn = make_case(session, unit, case_type, number="2017-2", state=CaseState.WITHDRAWN)
    gone = make_deadline(
        session, withdrawn, DUE, cancelled_on=date(2017, 9, 20), cancel_reason="withdrawn"
    )
    refused(act(leader, gone, "reopening", {"reason": "Fejl"}), 409, "case_withdrawn")

    over = make_case(session, unit, case_type, number="2017-3", state=CaseState.CLOSED)
    ended = {"cancelled_on": date(2017, 9, 20), "cancel_reason": "closed"}
    followed = make_deadline(session, over, DUE, kind=DeadlineKind.FOLLOW_UP, **ended)
    refused(act(leader, followed, "reopening", {"reason": "Fejl"}), 409, "case_closed")

    shown = {item["id"]: item["may"] for item in leader.items("/v1/deadlines")}
    assert [shown[str(row.id)] for row in (deadline, decided, gone, followed)] == [[], [], [], []]


@pytest.mark.parametrize("reason", ["corrected", "withdrawn", " closed "])
def test_nobody_cancels_in_the_name_of_an_act_on_the_case(
    leader: Asked, deadline: Deadline, reason: str
) -> None:
    body = {"cancelled_on": "2017-09-26", "reason": reason}

    refused(act(leader, deadline, "cancellation", body), 422, "reason_is_code", "/reason")
    assert leader.get(f"/v1/deadlines/{deadline.id}")["status"] == "open"


ACTS = [
    ("extension", NOTICE),
    ("completion", {"met_on": "2017-09-26"}),
    ("cancellation", {"cancelled_on": "2017-09-26", "reason": "Trukket"}),
    ("reopening", {"reason": "Fejl"}),
]


@pytest.mark.parametrize(("name", "body"), ACTS)
def test_who_does_not_see_a_deadline_does_nothing_to_it(
    leader: Asked,
    stranger: Asked,
    actors: Actors,
    api: TestClient,
    deadline: Deadline,
    name: str,
    body: Any,
) -> None:
    advisor = Asked(api, actors.headers(Role.CITIZENS_ADVISOR))

    refused(act(stranger, deadline, name, body), 404, "deadline_not_found")
    refused(act(advisor, deadline, name, body), 403, "not_allowed")
    unknown = leader.post(f"/v1/deadlines/{UNKNOWN_ID}/{name}", body)
    refused(unknown, 404, "deadline_not_found")


def test_who_does_not_see_a_notice_does_not_undo_it(
    session: Session, leader: Asked, stranger: Asked, deadline: Deadline
) -> None:
    notice = make_extension(session, deadline, date(2017, 10, 27))
    body = {"undone_on": "2017-09-26", "reason": "Fejl"}

    for asked, key in ((stranger, notice.id), (leader, UNKNOWN_ID)):
        refused(asked.post(f"/v1/extensions/{key}/undoing", body), 404, "extension_not_found")


def test_an_act_on_an_older_version_is_refused_with_how_it_stands(
    leader: Asked, deadline: Deadline
) -> None:
    done(act(leader, deadline, "extension", NOTICE))

    answer = act(leader, deadline, "completion", {"met_on": "2017-09-26"}, **{"If-Match": '"1"'})

    refused(answer, 412, "deadline_stale")
    assert answer.json()["current"]["due_on"] == "2017-10-27"
    assert answer.headers["ETag"] == '"2"'


def test_the_same_key_extends_once(leader: Asked, deadline: Deadline) -> None:
    key = {"Idempotency-Key": "notice-1"}
    first = act(leader, deadline, "extension", NOTICE, **key)
    second = act(leader, deadline, "extension", NOTICE, **key)

    assert done(first) == done(second)
    assert len(leader.items(f"/v1/deadlines/{deadline.id}/extensions")) == 1


def test_history_tells_who_did_what(leader: Asked, deadline: Deadline) -> None:
    done(act(leader, deadline, "extension", NOTICE))
    done(act(leader, deadline, "completion", {"met_on": "2017-09-26"}))

    changes = leader.items(f"/v1/deadlines/{deadline.id}/history")
    assert [change["act"] for change in changes][1:] == ["extend_deadline", "complete_deadline"]
