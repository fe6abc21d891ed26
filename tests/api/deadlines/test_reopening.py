"""What was ended is taken back, and nobody acts on what they don't see."""

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
from tests.api.casework.makers import make_case, make_deadline
from tests.api.catalogue.makers import make_closing_day
from tests.api.deadlines.acting import DUE, NOTICE, act, done, refused
from tests.api.deadlines.makers import Asked, make_extension
from tests.factories import UNKNOWN_ID, Actors, kept, make_unit


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
