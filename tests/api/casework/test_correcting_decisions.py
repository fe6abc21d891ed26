"""A decision or a notice is corrected, and what was counted from it is counted again."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.api.casework.deciding import (
    BY_DIGITAL_POST,
    BY_LETTER_TO_PARENT,
    REFUSAL,
    correct,
    deadlines,
    decide,
)
from tests.factories import UNKNOWN_ID, Headers


@pytest.mark.usefixtures("terms")
def test_a_corrected_day_moves_the_day_the_deadline_was_met(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    correct(api, leader, decision, made_on="2017-09-12")

    session.expire_all()
    [clock] = deadlines(session, case_key, "decision")
    assert clock.met_on == date(2017, 9, 12)
    [appeal] = deadlines(session, case_key, "appeal")
    assert appeal.cancelled_on is None


@pytest.mark.usefixtures("terms")
def test_a_corrected_outcome_cancels_the_appeal_from_its_first_day_and_may_start_it_again(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    granted = correct(api, leader, decision, outcome="granted")
    assert granted["notices"][0]["appeal_deadline_id"] is None
    assert granted["missing_terms"] == []

    refused = correct(api, leader, granted)
    session.expire_all()
    never, runs = deadlines(session, case_key, "appeal")
    assert (never.cancelled_on, never.cancel_reason) == (date(2017, 9, 20), "corrected")
    assert refused["notices"][0]["appeal_deadline_id"] == str(runs.id)
    assert runs.cancelled_on is None


@pytest.mark.usefixtures("terms")
def test_guidance_said_by_mistake_is_taken_back_with_its_appeal(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    unguided = correct(api, leader, decision, appeal_guidance_given=False)

    assert unguided["lacks"] == ["appeal_guidance"]
    assert unguided["notices"][0]["guidance_given"] is False
    session.expire_all()
    assert deadlines(session, case_key, "appeal")[0].cancel_reason == "corrected"


@pytest.mark.usefixtures("terms")
def test_a_decision_that_had_not_answered_all_lets_the_clock_run_on(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key)
    partial = correct(api, leader, decision, concludes=False)

    session.expire_all()
    assert deadlines(session, case_key, "decision")[0].met_on is None
    assert api.get(f"/v1/cases/{case_key}", headers=leader).json()["state"] == "investigating"

    correct(api, leader, partial, concludes=True, made_on="2017-09-21")
    session.expire_all()
    assert deadlines(session, case_key, "decision")[0].met_on == date(2017, 9, 21)


@pytest.mark.usefixtures("terms")
def test_a_corrected_notice_counts_its_appeal_again(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    notice = f"/v1/decisions/{decision['id']}/notices/{decision['notices'][0]['id']}"
    letter = BY_LETTER_TO_PARENT | {"party": "guardian"}

    stale = api.put(notice, json=letter, headers=leader | {"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "decision_stale")
    tag = {"If-Match": f'"{decision["version"]}"'}
    changed = api.put(notice, json=letter, headers=leader | tag)

    assert changed.status_code == 200, changed.text
    never, runs = deadlines(session, case_key, "appeal")
    assert never.cancel_reason == "corrected"
    assert (runs.party, runs.started_on) == ("guardian", date(2017, 9, 28))
    elsewhere = f"/v1/decisions/{decision['id']}/notices/{UNKNOWN_ID}"
    missing = api.put(elsewhere, json=letter, headers=leader | {"If-Match": "*"})
    assert (missing.status_code, missing.json()["code"]) == (404, "notice_not_found")


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(
    ("made_on", "code"), [("2017-09-21", "made_after_dispatch"), ("2017-08-01", "before_receipt")]
)
def test_a_correction_fits_what_happened(
    api: TestClient, leader: Headers, case_key: str, made_on: str, code: str
) -> None:
    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    wrong = REFUSAL | {"made_on": made_on}
    answer = api.put(
        f"/v1/decisions/{decision['id']}", json=wrong, headers=leader | {"If-Match": "*"}
    )

    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.usefixtures("terms")
def test_in_a_closed_case_what_was_decided_is_corrected_and_nothing_is_undecided(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key)
    told = {"acknowledged_on": "2017-08-20"}
    api.post(f"/v1/cases/{case_key}/acknowledgement", json=told, headers=leader)
    closed = {"act": "close", "happened_on": "2017-09-21"}
    moved = api.post(f"/v1/cases/{case_key}/moves", json=closed, headers=leader)
    assert moved.status_code == 200, moved.text

    corrected = correct(api, leader, decision, made_on="2017-09-19")
    partial = REFUSAL | {"concludes": False}
    answer = api.put(
        f"/v1/decisions/{corrected['id']}", json=partial, headers=leader | {"If-Match": "*"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "case_is_over")
    session.expire_all()
    assert deadlines(session, case_key, "decision")[0].met_on == date(2017, 9, 19)


@pytest.mark.usefixtures("terms")
def test_a_notice_is_corrected_in_its_proof_or_its_party_alone(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    notice = f"/v1/decisions/{decision['id']}/notices/{decision['notices'][0]['id']}"
    same = BY_DIGITAL_POST | {"party": "citizen", "guidance_given": True}
    any_version = leader | {"If-Match": "*"}

    proof = api.put(notice, json=same | {"available_on": "2017-09-22"}, headers=any_version)
    assert proof.json()["notices"][0]["appeal_due_on"] == "2017-10-20", proof.text
    assert proof.json()["notices"][0]["documented"] is True

    api.put(notice, json=same, headers=any_version)
    party = api.put(notice, json=same | {"party": "guardian"}, headers=any_version)
    assert party.json()["notices"][0]["party"] == "guardian"
    *never, runs = deadlines(session, case_key, "appeal")
    assert {each.cancel_reason for each in never} == {"corrected"}
    assert (runs.party, runs.started_on, runs.cancelled_on) == ("guardian", date(2017, 9, 20), None)


@pytest.mark.usefixtures("terms")
def test_a_case_that_was_reopened_meanwhile_stays_where_it_is(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key)
    reopened = {"act": "reopen", "happened_on": "2017-09-21", "reason": "Nye oplysninger"}
    moved = api.post(f"/v1/cases/{case_key}/moves", json=reopened, headers=leader)
    assert moved.status_code == 200, moved.text
    correct(api, leader, decision, concludes=False)

    session.expire_all()
    assert deadlines(session, case_key, "decision")[0].met_on is None
    assert api.get(f"/v1/cases/{case_key}", headers=leader).json()["state"] == "investigating"


@pytest.mark.usefixtures("terms")
def test_a_complaint_that_came_before_the_letter_counts_as_arrived_is_in_time(
    api: TestClient, session: Session, leader: Headers, case_key: str
) -> None:
    decision = decide(api, leader, case_key, **BY_DIGITAL_POST)
    [notice] = decision["notices"]
    appeal = f"/v1/deadlines/{notice['appeal_deadline_id']}"
    api.post(f"{appeal}/completion", json={"met_on": "2017-09-21"}, headers=leader)

    by_letter = BY_LETTER_TO_PARENT | {"party": "citizen", "available_on": "2017-09-26"}
    changed = api.put(
        f"/v1/decisions/{decision['id']}/notices/{notice['id']}",
        json=by_letter,
        headers=leader | {"If-Match": "*"},
    )

    assert changed.status_code == 200, changed.text
    session.expire_all()
    _, runs = deadlines(session, case_key, "appeal")
    assert (runs.started_on, runs.met_on) == (date(2017, 9, 26), date(2017, 9, 26))
