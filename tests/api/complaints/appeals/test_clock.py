"""The time to reassess runs in the case, from the day the complaint came."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import CaseState
from api.catalogue.case_types.tables import CaseType
from api.complaints.appeals.clock import settle_reassessment, start_reassessment
from api.complaints.tables import Complaint
from api.errors import DomainError
from api.organisation.tables import Unit
from api.resource import change
from tests.api.casework.makers import make_case
from tests.api.complaints.appeals.appealing import CHANGED, reassess, times
from tests.factories import Headers, make_complaint


def settle(session: Session, complaint: Complaint, **values: Any) -> None:
    change(session, complaint, values)
    settle_reassessment(session, complaint)


def test_it_runs_four_weeks_in_the_case_from_the_day_the_complaint_came(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    [time] = times(session, complaint)

    assert (time.started_on, time.legal_due_on) == (date(2017, 9, 6), date(2017, 10, 4))
    params = {"kind": "reassessment", "status": "open"}
    [listed] = api.get("/v1/deadlines", params=params, headers=leader).json()["items"]
    assert listed["case_id"] == str(complaint.case_id)
    assert listed["start_event"] == "complaint_received"


def test_settling_what_is_as_it_was_changes_nothing(session: Session, complaint: Complaint) -> None:
    [before] = times(session, complaint)
    version = before.version

    settle_reassessment(session, complaint)

    [after] = times(session, complaint)
    assert (after.id, after.version) == (before.id, version)


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize("kind", ["procedural", "substantive"])
def test_nothing_runs_without_a_case_or_over_the_casework(
    session: Session, unit: Unit, case_type: CaseType, kind: str
) -> None:
    case = make_case(session, unit, case_type) if kind == "procedural" else None
    found = make_complaint(session, unit, kind=kind, case_id=case and case.id)

    start_reassessment(session, found)
    settle_reassessment(session, found)

    assert times(session, found) == []


def test_a_complaint_over_both_is_reassessed(
    session: Session, unit: Unit, decision: dict[str, Any]
) -> None:
    found = make_complaint(session, unit, kind="both", case_id=decision["case_id"])

    start_reassessment(session, found)

    assert [time.due_on for time in times(session, found)] == [date(2017, 10, 18)]


def test_a_corrected_day_starts_it_anew(session: Session, complaint: Complaint) -> None:
    settle(session, complaint, received_on=date(2017, 9, 4))

    [wrong, right] = times(session, complaint)
    assert (wrong.cancel_reason, wrong.cancelled_on) == ("corrected", date(2017, 9, 6))
    assert (right.legal_due_on, right.cancelled_on) == (date(2017, 10, 2), None)


def test_a_corrected_day_keeps_the_day_it_was_met(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    reassess(api, leader, complaint, **CHANGED)

    settle(session, complaint, received_on=date(2017, 9, 4))

    [wrong, right] = times(session, complaint)
    assert (wrong.met_on, right.met_on) == (None, date(2017, 9, 20))


def test_another_case_takes_it_over_whatever_ended_it_in_the_first(
    session: Session, unit: Unit, case_type: CaseType, complaint: Complaint
) -> None:
    other = make_case(session, unit, case_type, number="2017-2", state=CaseState.DECIDED)
    [first] = times(session, complaint)
    change(session, first, {"cancelled_on": date(2017, 9, 8), "cancel_reason": "withdrawn"})

    settle(session, complaint, case_id=other.id, decision_id=None)

    [wrong, right] = times(session, complaint)
    assert (wrong.cancel_reason, right.cancelled_on) == ("corrected", None)
    assert (right.case_id, right.case_number) == (other.id, "2017-2")


def test_it_starts_when_the_case_is_known(
    session: Session, unit: Unit, decision: dict[str, Any]
) -> None:
    found = make_complaint(session, unit, kind="substantive")

    settle(session, found, case_id=decision["case_id"])

    assert [time.started_on for time in times(session, found)] == [date(2017, 9, 20)]


def test_over_the_casework_it_never_held_and_runs_again_if_that_was_wrong(
    session: Session, complaint: Complaint
) -> None:
    settle(session, complaint, kind="procedural")
    [wrong] = times(session, complaint)
    assert wrong.cancel_reason == "corrected"

    settle(session, complaint, kind="both")

    [_, right] = times(session, complaint)
    assert (right.started_on, right.cancelled_on) == (date(2017, 9, 6), None)


def test_a_withdrawn_complaint_ends_it_and_one_that_was_not_withdrawn_lets_it_run(
    session: Session, complaint: Complaint
) -> None:
    settle(session, complaint, closed_on=date(2017, 9, 25), closed_how="withdrawn")
    [time] = times(session, complaint)
    told = (time.cancelled_on, time.cancel_reason)
    assert told == (date(2017, 9, 25), "complaint_withdrawn")

    settle(session, complaint, closed_on=None, closed_how=None)

    [time] = times(session, complaint)
    assert (time.cancelled_on, time.cancel_reason) == (None, None)


@pytest.mark.parametrize("how", ["answered", "resolved_by_dialogue", "passed_on"])
def test_no_other_close_ends_it(session: Session, complaint: Complaint, how: str) -> None:
    settle(session, complaint, closed_on=date(2017, 9, 25), closed_how=how)

    [time] = times(session, complaint)
    assert (time.met_on, time.cancelled_on) == (None, None)


def test_what_people_ended_stays_ended_as_they_said(session: Session, complaint: Complaint) -> None:
    [time] = times(session, complaint)
    change(session, time, {"met_on": date(2017, 9, 18)})

    settle(session, complaint, closed_on=date(2017, 9, 25), closed_how="withdrawn")

    [time] = times(session, complaint)
    assert (time.met_on, time.cancelled_on) == (date(2017, 9, 18), None)


def test_a_reassessed_complaint_stays_over_the_decision(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    reassess(api, leader, complaint)

    with pytest.raises(DomainError) as caught:
        settle(session, complaint, kind="procedural")

    assert (caught.value.code, caught.value.pointer) == ("complaint_reassessed", "/kind")
