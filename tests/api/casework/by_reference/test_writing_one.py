"""A system writes a case by its own name for it: created, changed, or left as it is."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, func, select
from starlette.testclient import TestClient

from api.cases.rules import AssignmentReason, CaseState
from api.cases.tables import Assignment, Case, CaseReference, Decision
from api.catalogue.terms.kinds import DeadlineKind
from api.changes.tables import Change
from api.citizens.tables import Citizen, CitizenLookup
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from tests.api.casework.by_reference.makers import (
    DECIDED,
    SENT,
    address,
    case,
    logged,
    put,
)
from tests.conftest import TODAY
from tests.factories import Headers, make_person

pytestmark = pytest.mark.usefixtures("terms")

EXTENDED = {
    "extended_to": "2017-12-01",
    "notice_sent_on": "2017-08-30",
    "extension_reason": "Vi venter på en lægeerklæring.",
}
WHOLE = (
    EXTENDED
    | SENT
    | {
        "cpr": "010180-1234",
        "caseworker": "anna",
        "acknowledged_on": "2017-08-18",
        "variant": "gentagelse",
        "number": "2017-0112465",
        "reasons_given": False,
        "closed_on": "2017-09-10",
    }
)


def one_case(session: Session) -> Case:
    session.expire_all()
    return session.exec(select(Case)).one()


def test_a_name_that_is_new_here_gets_a_case_with_its_deadlines(
    api: TestClient, system: Headers, session: Session, unit: Unit
) -> None:
    anna = make_person(session, "anna")

    answer = put(api, system, caseworker="anna", acknowledged_on="2017-08-18")

    assert answer.status_code == 201, answer.text
    row = one_case(session)
    assert answer.headers["Location"] == f"/v1/cases/{row.id}"
    assert answer.headers["ETag"] == '"1"'
    body = answer.json()
    assert (body["outcome"], body["version"], body["unit"]["id"]) == ("created", 1, str(unit.id))
    assert body["references"] == [{"system": "esdh", "reference": "S2017-1"}]
    assert body["number"] == row.number
    assert row.number.startswith("2017-")
    running = {each.kind: each for each in session.exec(select(Deadline))}
    assert running[DeadlineKind.DECISION].due_on == date(2017, 11, 8)
    assert running[DeadlineKind.ACKNOWLEDGEMENT].met_on == date(2017, 8, 18)
    assert {each.caseworker_id for each in running.values()} == {anna.id}
    [held] = session.exec(select(Assignment)).all()
    assert (held.from_on, held.reason) == (date(2017, 8, 16), AssignmentReason.FIRST)


def test_it_is_answered_under_its_name_as_under_its_id(api: TestClient, system: Headers) -> None:
    made = put(api, system)

    by_name = api.get(address(), headers=system)
    by_id = api.get(made.headers["Location"], headers=system)

    assert by_name.status_code == 200
    assert (by_name.json(), by_name.headers["ETag"]) == (by_id.json(), by_id.headers["ETag"])
    assert made.json() == by_id.json() | {"outcome": "created"}


@pytest.mark.parametrize(
    "told",
    [{}, WHOLE, {"withdrawn_on": "2017-09-01"}, {"state": "informed"}, EXTENDED],
    ids=["bare", "whole", "withdrawn", "informed", "extended"],
)
def test_the_same_again_changes_nothing_and_logs_nothing(
    api: TestClient, system: Headers, session: Session, told: dict[str, Any]
) -> None:
    make_person(session, "anna")
    first = put(api, system, **told)
    before = logged(session)

    again = [put(api, system, **told) for _ in range(3)]

    assert first.status_code == 201, first.text
    assert [each.status_code for each in again] == [200] * 3
    assert {each.json()["outcome"] for each in again} == {"unchanged"}
    assert {each.headers["ETag"] for each in again} == {first.headers["ETag"]}
    assert logged(session) == before


def test_what_differs_is_changed_by_the_acts_of_casework(
    api: TestClient, system: Headers, session: Session
) -> None:
    made = put(api, system)

    answer = put(api, system, received_on="2017-08-10", **SENT)

    assert (answer.status_code, answer.json()["outcome"]) == (200, "updated")
    assert answer.headers["Location"] == made.headers["Location"]
    row = one_case(session)
    assert (row.received_on, row.state) == (date(2017, 8, 10), CaseState.DECIDED)
    assert answer.headers["ETag"] == f'"{row.version}"' != made.headers["ETag"]
    [decision] = session.exec(select(Decision)).all()
    assert decision.made_on == date(2017, 9, 1)
    held = select(Deadline).where(col(Deadline.cancelled_on).is_(None))
    started = {row.kind: row.started_on for row in session.exec(held)}
    assert started[DeadlineKind.DECISION] == date(2017, 8, 10)
    assert started[DeadlineKind.APPEAL] == date(2017, 9, 4)


def test_what_is_left_out_or_null_stays_as_it_is(
    api: TestClient, system: Headers, session: Session
) -> None:
    make_person(session, "anna")
    put(api, system, **WHOLE)

    bare = put(api, system)
    nulls = dict.fromkeys(WHOLE)
    nothing = api.put(address(), json=case() | nulls, headers=system)

    assert [bare.json()["outcome"], nothing.json()["outcome"]] == ["unchanged"] * 2
    row = one_case(session)
    assert (row.variant, row.closed_on) == ("gentagelse", date(2017, 9, 10))


def test_every_change_is_logged_with_the_system_and_the_act(
    api: TestClient, system: Headers, session: Session
) -> None:
    answer = put(api, system, cpr="010180-1234")

    request = answer.headers["X-Request-Id"]
    rows = session.exec(select(Change).where(Change.request_id == request)).all()
    assert sorted(row.entity for row in rows) == [
        "case_events",
        "case_references",
        "cases",
        "citizens",
        "deadlines",
        "deadlines",
    ]
    assert {(row.act, row.actor_kind) for row in rows} == {("write_case_by_reference", "client")}
    assert "0101801234" not in repr([row.after for row in rows]) + answer.text


def test_who_a_case_is_about_is_kept_once_and_encrypted(
    api: TestClient, system: Headers, session: Session
) -> None:
    for reference in ("S2017-1", "S2017-2"):
        assert put(api, system, reference, cpr="010180-1234").status_code == 201
    changed = put(api, system, "S2017-2", cpr="110290-1234")

    assert changed.json()["outcome"] == "updated"
    about = select(Citizen).join(Case, col(Case.citizen_id) == Citizen.id).order_by(col(Case.id))
    births = [each.birth_on for each in session.exec(about)]
    assert births == [date(1980, 1, 1), date(1990, 2, 11)]
    assert session.exec(select(func.count(col(Citizen.id)))).one() == 2
    assert session.exec(select(CitizenLookup)).all() == []


def test_a_case_that_was_opened_by_hand_is_changed_under_its_reference(
    api: TestClient, system: Headers, session: Session, unit: Unit, case_type: Any
) -> None:
    body = {
        "unit_id": str(unit.id),
        "case_type_id": str(case_type.id),
        "received_on": "2017-08-16",
        "references": [{"system": "esdh", "reference": "S2017-1"}],
    }
    made = api.post("/v1/cases", json=body, headers=system)

    answer = put(api, system, **DECIDED)

    assert made.status_code == 201, made.text
    assert (answer.status_code, answer.json()["id"]) == (200, made.json()["id"])
    assert answer.json()["state"] == "decided"


def test_a_running_number_steps_over_one_that_was_given(
    api: TestClient, system: Headers, session: Session
) -> None:
    last = int(put(api, system).json()["number"].removeprefix("2017-"))
    taken = put(api, system, "S2017-2", number=f"2017-{last + 1:07d}")

    answer = put(api, system, "S2017-3")

    assert taken.status_code == 201
    assert answer.json()["number"] == f"2017-{last + 2:07d}"


def test_a_case_is_handed_over_as_of_today(
    api: TestClient, system: Headers, session: Session
) -> None:
    anna, bo = make_person(session, "anna"), make_person(session, "bo")
    put(api, system, caseworker="anna")

    answer = put(api, system, caseworker="BO")

    assert answer.json()["caseworker"]["id"] == str(bo.id)
    held = session.exec(select(Assignment).order_by(col(Assignment.id))).all()
    assert [(each.caseworker_id, each.until_on) for each in held] == [
        (anna.id, TODAY),
        (bo.id, None),
    ]


def test_a_write_that_is_refused_leaves_nothing(
    api: TestClient, system: Headers, session: Session
) -> None:
    put(api, system, **SENT)
    before = logged(session)

    answer = put(api, system, received_on="2017-08-10", **SENT | {"outcome": "granted"})

    assert (answer.status_code, answer.json()["code"]) == (409, "decision_other")
    assert answer.json()["errors"][0]["pointer"] == "/decided_on"
    assert one_case(session).received_on == date(2017, 8, 16)
    assert logged(session) == before
    assert len(session.exec(select(CaseReference)).all()) == 1
