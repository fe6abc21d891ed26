"""A time line tells all that had happened in a case by a day, in one order."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.arrival import Channel
from api.cases.rules import AssignmentReason, CaseAct, CaseState, DecisionOutcome, Party, WaitingFor
from api.cases.tables import (
    AccessRequest,
    Assignment,
    CaseEvent,
    Decision,
    DecisionNotice,
    PartyHearing,
    Remittal,
    WaitingPeriod,
)
from api.catalogue.closing_days.tables import CalendarCorrection
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import DeadlineMove, Extension
from api.people.rules import Scope
from tests.api.casework.makers import make_deadline
from tests.api.casework.places import Place, post
from tests.conftest import Statements
from tests.factories import UNKNOWN_ID, Actors, Headers, kept


def september(day: int) -> date:
    return date(2017, 9, day)


def told(
    api: TestClient, place: Place, headers: Headers | None = None, **query: Any
) -> list[dict[str, Any]]:
    answer = api.get(f"{place.address}/timeline", params=query, headers=headers or place.leader)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def in_short(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["on"][5:], each["kind"]) for each in items]


def make_full(session: Session, place: Place) -> None:
    """Let all that can happen in a case happen once in September."""
    case = place.case
    case.opened_under_act_on, case.acknowledged_on = date(2017, 8, 21), date(2017, 8, 18)
    of: dict[str, Any] = {"case_id": case.id}

    def event(act: CaseAct, on: date, **fields: Any) -> None:
        kept(session, CaseEvent(act=act, happened_on=on, **of | fields))

    event(CaseAct.OPEN, september(1), to_state=CaseState.RECEIVED, to_unit_id=place.unit.id)
    event(CaseAct.INVESTIGATE, september(2), to_state=CaseState.INVESTIGATING)
    event(CaseAct.ACKNOWLEDGE, september(2))
    units = {"from_unit_id": place.elsewhere.id, "to_unit_id": place.unit.id}
    event(CaseAct.TRANSFER, september(3), reason="Flyttet", **units)
    anna: dict[str, Any] = {"caseworker_id": place.anna.id, "until_on": september(4)}
    bo: dict[str, Any] = {"caseworker_id": place.bo.id, "until_on": september(5)}
    first, takeover = AssignmentReason.FIRST, AssignmentReason.TAKEOVER
    kept(session, Assignment(from_on=september(3), reason=first, **of | anna))
    left: dict[str, Any] = {"ended_because": AssignmentReason.RESIGNATION}
    kept(session, Assignment(from_on=september(4), reason=takeover, **of | bo | left))
    doctor: dict[str, Any] = {"waiting_for": WaitingFor.DOCTOR, "what": "LÆ 125"}
    days: dict[str, Any] = {"since_on": september(6), "until_on": september(8)}
    kept(session, WaitingPeriod(**of | doctor | days))
    sent: dict[str, Any] = {"channel": Channel.DIGITAL_POST, "party": Party.CITIZEN}
    heard: dict[str, Any] = {"sent_on": september(7), "replied_on": september(9)}
    about: dict[str, Any] = {"about": "Udkast", "available_on": september(7)}
    kept(session, PartyHearing(**of | sent | heard | about))
    asked: dict[str, Any] = {"received_on": september(10), "answered_on": september(11)}
    kept(session, AccessRequest(party=Party.PARENT, granted=True, **of | asked))
    decision = Decision(
        subject="Merudgifter",
        made_on=september(12),
        outcome=DecisionOutcome.PARTLY_GRANTED,
        reasons_given=True,
        appeal_guidance_given=True,
        **of,
    )
    kept(session, decision)
    dispatched: dict[str, Any] = {"dispatched_on": september(13), "available_on": september(13)}
    notice: dict[str, Any] = {"decision_id": decision.id, "guidance_given": True}
    kept(session, DecisionNotice(**sent | dispatched | notice))
    kept(session, Remittal(decision_id=decision.id, received_on=september(14), **of))


def make_clocks(session: Session, place: Place) -> None:
    """Let a deadline start, be promised for later, be moved and be met; and one be cancelled."""
    made = make_deadline(
        session, place.case, september(18), started_on=september(15), met_on=september(20)
    )
    extension = Extension(
        deadline_id=made.id,
        due_on=september(25),
        before_due_on=september(18),
        reason="Travlt",
        notice_sent_on=september(16),
        channel=Channel.LETTER,
        undone_on=september(17),
        undone_reason="Sendt til en anden",
    )
    kept(session, extension)
    correction = CalendarCorrection(number=1, reason="Lukkedag", added=[], removed=[], moved=1)
    kept(session, correction)
    move = DeadlineMove(
        deadline_id=made.id,
        calendar_correction_id=correction.id,
        raw_end_before_on=september(15),
        raw_end_after_on=september(15),
        legal_due_before_on=september(15),
        legal_due_after_on=september(18),
        due_before_on=september(15),
        due_after_on=september(18),
        reason="Lukkedag",
        # Nearly midnight in Greenwich is the next day in Denmark.
        created_at=datetime(2017, 9, 18, 22, 30, tzinfo=UTC),
    )
    kept(session, move)
    ended = {"cancelled_on": september(21), "cancel_reason": "withdrawn"}
    access: dict[str, Any] = {"kind": DeadlineKind.ACCESS_TO_DOCUMENTS}
    make_deadline(session, place.case, september(24), started_on=september(19), **access | ended)


WHOLE = [
    ("08-16", "opened"),
    ("08-18", "acknowledged"),
    ("08-21", "opened_under_act"),
    ("09-02", "moved"),
    ("09-03", "transferred"),
    ("09-03", "assigned"),
    ("09-04", "assigned"),
    ("09-05", "unassigned"),
    ("09-06", "waiting_began"),
    ("09-07", "hearing_sent"),
    ("09-08", "waiting_ended"),
    ("09-09", "hearing_replied"),
    ("09-10", "access_requested"),
    ("09-11", "access_answered"),
    ("09-12", "decided"),
    ("09-13", "dispatched"),
    ("09-14", "remitted"),
]
CLOCKS = [
    ("09-15", "deadline_started"),
    ("09-16", "extended"),
    ("09-17", "extension_undone"),
    ("09-18", "deadline_due"),
    ("09-19", "deadline_started"),
    ("09-19", "calendar_moved"),
    ("09-20", "deadline_met"),
    ("09-21", "deadline_cancelled"),
]


def test_all_that_happened_is_told_in_order(
    api: TestClient, session: Session, place: Place
) -> None:
    make_full(session, place)
    make_clocks(session, place)

    items = told(api, place)

    assert in_short(items) == [*WHOLE, *CLOCKS]
    of = {(each["on"][5:], each["kind"]): each for each in items}
    assert of["09-02", "moved"]["data"]["act"] == "investigate"
    assert of["09-03", "transferred"]["data"]["from_unit"]["name"] == "Børnefamiliecenter"
    assert of["09-03", "transferred"]["data"]["reason"] == "Flyttet"
    assert of["09-03", "assigned"]["data"]["caseworker"]["name"] == "Prøve Anna"
    assert of["09-05", "unassigned"]["data"]["reason"] == "resignation"
    assert of["09-06", "waiting_began"]["data"] == {"waiting_for": "doctor", "what": "LÆ 125"}
    assert of["09-12", "decided"]["data"]["outcome"] == "partly_granted"
    assert of["09-16", "extended"]["data"]["due_on"] == "2017-09-25"
    assert of["09-21", "deadline_cancelled"]["data"]["reason"] == "withdrawn"
    assert of["09-19", "calendar_moved"]["data"]["legal_due_after_on"] == "2017-09-18"
    assert of["09-19", "calendar_moved"]["entity"] == "deadline_moves"


def test_what_came_after_the_day_is_left_out(
    api: TestClient, session: Session, place: Place
) -> None:
    make_full(session, place)
    make_clocks(session, place)

    for day in (1, 7, 15, 18):
        known = [each for each in [*WHOLE, *CLOCKS] if each[0] <= f"09-{day:02}"]
        assert in_short(told(api, place, as_of=str(september(day)))) == known
    assert told(api, place, as_of="2017-08-15") == []


def test_a_time_line_is_read_in_pages_that_belong_to_its_case_and_day(
    api: TestClient, session: Session, place: Place
) -> None:
    make_full(session, place)
    make_clocks(session, place)
    address = f"{place.address}/timeline"

    page = api.get(address, params={"limit": 7, "count": "exact"}, headers=place.leader)
    found = page.json()["items"]
    first_cursor = page.json()["next"]
    assert page.json()["total"] == len(WHOLE) + len(CLOCKS)
    while following := page.json()["next"]:
        page = api.get(address, params={"limit": 7, "cursor": following}, headers=place.leader)
        found += page.json()["items"]

    assert in_short(found) == [*WHOLE, *CLOCKS]
    other_day = {"cursor": first_cursor, "as_of": "2017-09-20"}
    assert api.get(address, params=other_day, headers=place.leader).status_code == 422


def test_who_may_not_read_deadlines_is_told_the_rest(
    api: TestClient, session: Session, place: Place, actors: Actors
) -> None:
    make_full(session, place)
    make_clocks(session, place)
    client = actors.client(Scope.CASES_READ, unit_id=place.unit.id)

    assert in_short(told(api, place, client)) == WHOLE
    assert in_short(told(api, place, place.advisor)) == [*WHOLE, *CLOCKS]
    address = f"{place.address}/timeline"
    assert api.get(address, headers=place.stranger).status_code == 404
    unknown = f"/v1/cases/{UNKNOWN_ID}/timeline"
    assert api.get(unknown, headers=place.leader).status_code == 404


def test_a_long_time_line_takes_as_many_questions_as_a_short_one(
    api: TestClient, session: Session, place: Place, statements: Statements
) -> None:
    make_full(session, place)
    make_clocks(session, place)
    told(api, place)
    with statements() as short:
        told(api, place)
    for day in range(16, 24):
        make_deadline(session, place.case, september(day))
    make_full(session, place)
    with statements() as long:
        assert len(told(api, place)) > 2 * len(WHOLE)

    assert len(long) <= len(short)


def test_what_acts_do_is_told(api: TestClient, session: Session, place: Place) -> None:
    make_deadline(session, place.case, date(2017, 11, 8))
    leader, address = place.leader, place.address
    given = {"caseworker_id": place.anna.id, "from_on": september(1), "reason": "first"}
    post(api, leader, f"{address}/assignment", **given)
    wait = {"waiting_for": "citizen", "what": "Lønsedler", "since_on": september(4)}
    post(api, leader, f"{address}/waiting-periods", **wait)
    withdrawn = {"act": "withdraw", "happened_on": september(20), "reason": "Klarer sig selv"}
    post(api, leader, f"{address}/moves", **withdrawn)
    elsewhere = {"unit_id": place.elsewhere.id, "happened_on": september(21), "reason": "Flyttet"}
    post(api, leader, f"{address}/transfer", **elsewhere)

    assert in_short(told(api, place, place.stranger)) == [
        ("08-16", "opened"),
        ("08-16", "deadline_started"),
        ("09-01", "assigned"),
        ("09-04", "waiting_began"),
        ("09-20", "waiting_ended"),
        ("09-20", "moved"),
        ("09-20", "deadline_cancelled"),
        ("09-21", "transferred"),
        ("09-21", "unassigned"),
    ]
