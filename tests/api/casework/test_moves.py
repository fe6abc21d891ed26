"""A case is moved by the one table of moves, and what it owes follows."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import MOVES, OVER, PROGRESS_OF, CaseAct, CaseState, ProgressState, WaitingFor
from api.cases.tables import Case, CaseEvent, WaitingPeriod
from api.casework.moves.rules import RECORDED
from api.casework.moves.schemas import MoveIn
from api.casework.moves.services import move_case
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.errors import RuleBroken
from api.people.rules import Role
from tests.api.casework.makers import (
    make_case,
    make_deadline,
    make_own_catalogue,
    make_term,
)
from tests.api.casework.places import Place, deadlines, events, post
from tests.conftest import TODAY
from tests.factories import UNKNOWN_ID, Actors, kept

FRIDAY, MONDAY = date(2017, 9, 22), date(2017, 9, 25)
NOVEMBER = date(2017, 11, 8)
SAID = [act for act in MOVES if act not in RECORDED]


def move(api: TestClient, place: Place, act: str, on: date = FRIDAY, **body: Any) -> Any:
    return post(
        api,
        place.leader,
        f"{place.address}/moves",
        act=act,
        happened_on=on,
        **{"reason": "Aftalt"} | body,
    )


def test_a_move_changes_the_state_and_is_noted(
    api: TestClient, session: Session, place: Place
) -> None:
    answer = move(api, place, "investigate", reason="Partshøring nødvendig")

    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["state"], told["progress"]) == ("investigating", "Opstaaet")
    assert answer.headers["ETag"] == f'"{told["version"]}"'
    assert {"inform", "decide", "withdraw", "wait"} <= set(told["may"])
    [event] = events(session, place.case)
    assert (event.act, event.happened_on) == (CaseAct.INVESTIGATE, FRIDAY)
    assert (event.from_state, event.to_state) == (CaseState.RECEIVED, CaseState.INVESTIGATING)
    assert event.reason == "Partshøring nødvendig"


def test_every_state_and_act_behave_as_the_table_says(session: Session, place: Place) -> None:
    for number, (state, act) in enumerate(product(CaseState, SAID)):
        closed_on = FRIDAY if state in OVER else None
        fields = {"number": f"2017-{number}", "state": state, "closed_on": closed_on}
        case = make_case(session, place.unit, place.case_type, **fields)
        said = MoveIn(act=act, happened_on=FRIDAY, reason="Aftalt")

        start, end = MOVES[act]
        if state in start:
            move_case(session, case, said)
            assert (case.state, case.closed_on) == (end, FRIDAY if end in OVER else None)
        else:
            with pytest.raises(RuleBroken) as refused:
                move_case(session, case, said)
            assert refused.value.code == "case_move_not_allowed"
            assert case.state is state


def test_a_forbidden_move_is_refused_with_what_is_possible(api: TestClient, place: Place) -> None:
    answer = move(api, place, "deliver")

    assert (answer.status_code, answer.json()["code"]) == (409, "case_move_not_allowed")
    assert answer.json()["detail"] == (
        "A case that is received can't be moved by deliver. "
        "Possible now: investigate, inform, decide, withdraw."
    )


@pytest.mark.parametrize("act", RECORDED)
def test_what_is_more_than_a_move_is_refused_with_the_way_to_do_it(
    api: TestClient, place: Place, act: CaseAct
) -> None:
    answer = move(api, place, act)

    assert (answer.status_code, answer.json()["code"]) == (409, "case_act_is_recorded")
    assert answer.json()["detail"].startswith(RECORDED[act])
    assert "Possible now: investigate, inform, decide, withdraw." in answer.json()["detail"]


def test_every_state_has_a_progress_state_of_the_national_index() -> None:
    assert set(PROGRESS_OF) == set(CaseState)
    assert set(PROGRESS_OF.values()) == set(ProgressState)


@pytest.mark.parametrize("act", ["withdraw", "reopen"])
def test_what_ends_or_brings_back_a_duty_must_be_explained(
    api: TestClient, session: Session, place: Place, act: str
) -> None:
    place.case.state = CaseState.RECEIVED if act == "withdraw" else CaseState.WITHDRAWN
    session.flush()

    answer = move(api, place, act, reason=None)

    assert answer.status_code == 422
    assert answer.json()["errors"][0] == {
        "pointer": "/reason",
        "code": "reason_missing",
        "detail": "Say why.",
    }


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2017, 9, 28), "in_future"),
        (date(2017, 8, 15), "before_receipt"),
        (date(2017, 9, 21), "before_last_event"),
    ],
)
def test_a_move_follows_what_has_happened_and_is_not_to_come(
    api: TestClient, place: Place, on: date, code: str
) -> None:
    move(api, place, "investigate", FRIDAY)

    answer = move(api, place, "inform", on)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == code
    assert answer.json()["errors"][0]["pointer"] == "/happened_on"


def test_a_move_may_be_said_after_the_citizen_was_told_that_the_case_came(
    api: TestClient, session: Session, place: Place
) -> None:
    acknowledged = CaseEvent(case_id=place.case.id, act=CaseAct.ACKNOWLEDGE, happened_on=MONDAY)
    kept(session, acknowledged)

    assert move(api, place, "investigate", FRIDAY).status_code == 200


def test_an_unknown_act_and_an_unknown_field_are_refused(api: TestClient, place: Place) -> None:
    assert move(api, place, "park").status_code == 422
    assert move(api, place, "investigate", colour="red").status_code == 422


def test_a_withdrawal_cancels_what_the_authority_owes_and_nothing_else(
    api: TestClient, session: Session, place: Place
) -> None:
    make_deadline(session, place.case, NOVEMBER)
    make_deadline(session, place.case, NOVEMBER, kind=DeadlineKind.PARTY_HEARING)
    met = {"kind": DeadlineKind.ACKNOWLEDGEMENT, "met_on": date(2017, 8, 18)}
    make_deadline(session, place.case, date(2017, 8, 21), **met)
    asked = {"kind": DeadlineKind.ACCESS_TO_DOCUMENTS, "started_on": FRIDAY}
    make_deadline(session, place.case, date(2017, 10, 3), **asked)

    answer = move(api, place, "withdraw", FRIDAY)

    assert (answer.json()["state"], answer.json()["closed_on"]) == ("withdrawn", "2017-09-22")
    decision, hearing, acknowledgement, access = deadlines(session, place.case)
    assert access.cancelled_on is None
    assert (decision.cancelled_on, decision.cancel_reason) == (FRIDAY, "withdrawn")
    assert (hearing.cancelled_on, acknowledgement.cancelled_on) == (None, None)


def test_a_deadline_that_started_after_the_withdrawal_never_held(
    api: TestClient, session: Session, place: Place
) -> None:
    late = {"kind": DeadlineKind.FOLLOW_UP, "started_on": MONDAY}
    make_deadline(session, place.case, date(2017, 10, 4), **late)

    move(api, place, "withdraw", FRIDAY)

    [deadline] = deadlines(session, place.case)
    assert deadline.cancelled_on == deadline.started_on == MONDAY


def test_reopening_lets_what_the_withdrawal_cancelled_run_again_by_the_same_days(
    api: TestClient, session: Session, place: Place
) -> None:
    make_deadline(session, place.case, NOVEMBER)
    move(api, place, "withdraw", FRIDAY)
    place.case.unit_id = place.elsewhere.id
    session.flush()

    headers = place.stranger
    answer = post(
        api,
        headers,
        f"{place.address}/moves",
        act="reopen",
        happened_on=MONDAY,
        reason="Trukket ved en fejl",
    )

    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["closed_on"]) == ("investigating", None)
    [deadline] = deadlines(session, place.case)
    assert (deadline.cancelled_on, deadline.cancel_reason) == (None, None)
    assert deadline.original_due_on == deadline.legal_due_on == deadline.due_on == NOVEMBER
    assert deadline.unit_id == place.elsewhere.id


def test_correcting_a_withdrawn_case_brings_nothing_back(
    api: TestClient, session: Session, place: Place
) -> None:
    make_term(session, make_own_catalogue(session), place.case_type)
    make_deadline(session, place.case, NOVEMBER)
    move(api, place, "withdraw")
    corrected = {"case_type_id": str(place.case_type.id), "received_on": "2017-08-09"}

    answer = api.put(place.address, json=corrected, headers=place.leader | {"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    wrong, right = deadlines(session, place.case)
    assert (wrong.cancel_reason, right.cancel_reason) == ("corrected", "withdrawn")
    assert (right.cancelled_on, right.due_on) == (FRIDAY, date(2017, 11, 1))

    move(api, place, "reopen", MONDAY)
    wrong, right = deadlines(session, place.case)
    assert (wrong.cancel_reason, right.cancelled_on) == ("corrected", None)


@pytest.mark.parametrize("state", [CaseState.DECIDED, CaseState.CLOSED])
def test_reopening_a_decided_or_closed_case_starts_no_new_clock(
    api: TestClient, session: Session, place: Place, state: CaseState
) -> None:
    make_deadline(session, place.case, NOVEMBER, met_on=date(2017, 9, 20))
    corrected = {"cancelled_on": date(2017, 8, 16), "cancel_reason": "corrected"}
    make_deadline(session, place.case, NOVEMBER, **corrected)
    place.case.state = state
    session.flush()

    assert move(api, place, "reopen").json()["state"] == "investigating"

    met, wrong = deadlines(session, place.case)
    assert met.met_on == date(2017, 9, 20)
    assert wrong.cancel_reason == "corrected"


def test_a_case_is_not_closed_while_something_is_owed(
    api: TestClient, session: Session, place: Place
) -> None:
    access = {"kind": DeadlineKind.ACCESS_TO_DOCUMENTS}
    make_deadline(session, place.case, date(2017, 10, 2), **access)
    place.case.state = CaseState.DELIVERED
    session.flush()

    answer = move(api, place, "close")

    assert (answer.status_code, answer.json()["code"]) == (409, "case_has_open_deadlines")
    assert "access to documents by 2017-10-02" in answer.json()["detail"]
    session.expire_all()
    assert session.get_one(Case, place.case.id).state is CaseState.DELIVERED
    assert events(session, place.case) == []


def test_closing_ends_the_follow_ups_and_leaves_the_citizens_own_deadline(
    api: TestClient, session: Session, place: Place
) -> None:
    follow_up = {"kind": DeadlineKind.FOLLOW_UP, "start_event": StartEvent.GRANT_STARTED}
    make_deadline(session, place.case, date(2018, 9, 1), **follow_up)
    make_deadline(session, place.case, date(2017, 10, 18), kind=DeadlineKind.APPEAL)
    place.case.state = CaseState.DELIVERED
    session.flush()

    answer = move(api, place, "close")

    assert (answer.json()["state"], answer.json()["closed_on"]) == ("closed", "2017-09-22")
    followed, appeal = deadlines(session, place.case)
    assert (followed.cancelled_on, followed.cancel_reason) == (FRIDAY, "closed")
    assert appeal.cancelled_on is None

    move(api, place, "reopen", MONDAY)
    assert deadlines(session, place.case)[0].cancelled_on is None


def test_a_case_that_is_over_waits_for_nobody(
    api: TestClient, session: Session, place: Place
) -> None:
    wait = WaitingPeriod(
        case_id=place.case.id,
        waiting_for=WaitingFor.DOCTOR,
        what="LÆ 125",
        since_on=date(2017, 9, 4),
    )
    kept(session, wait)

    assert "wait" not in move(api, place, "withdraw").json()["may"]

    session.expire_all()
    assert wait.until_on == FRIDAY


def test_who_writes_in_the_unit_or_has_the_case_moves_it_and_nobody_else(
    api: TestClient, session: Session, place: Place, actors: Actors
) -> None:
    body = {"act": "investigate", "happened_on": FRIDAY}
    place.case.caseworker_id = place.anna.id
    session.flush()
    anna = actors.headers(Role.CASEWORKER, place.elsewhere, person=place.anna)
    address = f"{place.address}/moves"

    assert post(api, place.stranger, address, **body).status_code == 404
    assert post(api, place.advisor, address, **body).status_code == 403
    assert post(api, anna, address, **body).status_code == 200
    assert post(api, place.colleague, address, act="inform", happened_on=FRIDAY).status_code == 200
    assert post(api, place.leader, f"/v1/cases/{UNKNOWN_ID}/moves", **body).status_code == 404


def test_a_move_made_against_an_older_version_is_refused(api: TestClient, place: Place) -> None:
    stale = place.leader | {"If-Match": f'"{place.case.version}"'}
    body = {"happened_on": TODAY}

    first = post(api, stale, f"{place.address}/moves", act="investigate", **body)
    second = post(api, stale, f"{place.address}/moves", act="inform", **body)

    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["current"]["state"] == "investigating"
