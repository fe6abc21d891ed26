"""Opening a case starts its clocks; correcting it starts the right ones."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.cases.tables import Case, CaseReference
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.catalogue.terms.tables import TermCatalogue
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.factories import Actors, make_unit

WEDNESDAY = date(2017, 8, 16)


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def case_type(session: Session) -> CaseType:
    return make_case_type(session)


@pytest.fixture
def catalogue(session: Session) -> TermCatalogue:
    return make_own_catalogue(session)


def body(unit: Unit, case_type: CaseType, **fields: Any) -> dict[str, Any]:
    plain = {
        "unit_id": str(unit.id),
        "case_type_id": str(case_type.id),
        "received_on": WEDNESDAY.isoformat(),
    }
    return plain | fields


def deadlines(session: Session, case_id: str) -> list[Deadline]:
    statement = select(Deadline).where(Deadline.case_id == case_id)
    return list(session.exec(statement.order_by(col(Deadline.kind), col(Deadline.id))))


def test_starts_the_decision_by_the_term_in_force(
    api: TestClient,
    actors: Actors,
    session: Session,
    unit: Unit,
    case_type: CaseType,
    catalogue: TermCatalogue,
) -> None:
    old = make_term(session, catalogue, case_type, valid_until=date(2017, 9, 1))
    make_term(session, catalogue, case_type, amount=4, valid_from=date(2017, 9, 1))
    leader = actors.headers(Role.DEPARTMENT_LEADER, unit)

    answer = api.post("/v1/cases", json=body(unit, case_type), headers=leader)

    assert answer.status_code == 201, answer.text
    [deadline] = deadlines(session, answer.json()["id"])
    assert deadline.published_term_id == old.id
    assert deadline.due_on == date(2017, 11, 8)
    assert answer.json()["number"].startswith("2017-")
    assert answer.json()["progress"] == "Opstaaet"


def test_a_pension_counts_from_treatment_under_its_act(
    api: TestClient,
    actors: Actors,
    session: Session,
    unit: Unit,
    case_type: CaseType,
    catalogue: TermCatalogue,
) -> None:
    under_act = StartEvent.CASE_OPENED_UNDER_ACT
    make_term(session, catalogue, case_type, start_event=under_act, amount=3, unit="months")
    leader = actors.headers(Role.DEPARTMENT_LEADER, unit)

    answer = api.post("/v1/cases", json=body(unit, case_type), headers=leader)
    key = answer.json()["id"]
    assert deadlines(session, key) == []

    opened = {
        "case_type_id": str(case_type.id),
        "received_on": "2017-08-16",
        "opened_under_act_on": "2017-09-20",
    }
    tag = {"If-Match": answer.headers["ETag"]}
    changed = api.put(f"/v1/cases/{key}", json=opened, headers=leader | tag)

    assert changed.status_code == 200, changed.text
    [deadline] = deadlines(session, key)
    assert (deadline.started_on, deadline.due_on) == (date(2017, 9, 20), date(2017, 12, 20))


def test_correcting_the_receipt_cancels_the_wrong_clock_from_its_start(
    api: TestClient,
    actors: Actors,
    session: Session,
    unit: Unit,
    case_type: CaseType,
    catalogue: TermCatalogue,
) -> None:
    make_term(session, catalogue, case_type)
    leader = actors.headers(Role.DEPARTMENT_LEADER, unit)
    answer = api.post("/v1/cases", json=body(unit, case_type), headers=leader)
    key = answer.json()["id"]

    corrected = {"case_type_id": str(case_type.id), "received_on": "2017-08-09"}
    tag = {"If-Match": answer.headers["ETag"]}
    changed = api.put(f"/v1/cases/{key}", json=corrected, headers=leader | tag)

    assert changed.status_code == 200, changed.text
    wrong, right = deadlines(session, key)
    assert (wrong.cancelled_on, wrong.original_due_on) == (WEDNESDAY, date(2017, 11, 8))
    assert (right.cancelled_on, right.due_on) == (None, date(2017, 11, 1))


def test_one_reference_names_one_case(
    api: TestClient, actors: Actors, session: Session, unit: Unit, case_type: CaseType
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, unit)
    known = {"references": [{"system": "esdh", "reference": "S2017-17755"}]}
    first = api.post("/v1/cases", json=body(unit, case_type, **known), headers=leader)
    second = api.post("/v1/cases", json=body(unit, case_type, **known), headers=leader)

    assert (first.status_code, second.status_code) == (201, 409)
    assert second.json()["code"] == "case_reference_taken"
    assert len(session.exec(select(CaseReference)).all()) == 1


def test_what_has_not_come_yet_is_refused(
    api: TestClient, actors: Actors, session: Session, unit: Unit, case_type: CaseType
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, unit)
    tomorrow = body(unit, case_type, received_on="2017-09-28")

    answer = api.post("/v1/cases", json=tomorrow, headers=leader)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/received_on"


def test_a_stranger_sees_no_case_of_another_unit(
    api: TestClient, actors: Actors, session: Session, unit: Unit, case_type: CaseType
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, unit)
    key = api.post("/v1/cases", json=body(unit, case_type), headers=leader).json()["id"]
    stranger = actors.headers(Role.DEPARTMENT_LEADER, make_unit(session, name="En anden"))

    assert api.get(f"/v1/cases/{key}", headers=stranger).status_code == 404
    assert api.get("/v1/cases", headers=stranger).json()["items"] == []
    assert len(api.get("/v1/cases", headers=leader).json()["items"]) == 1


def test_open_deadlines_follow_their_case_to_another_unit(
    session: Session,
    unit: Unit,
    case_type: CaseType,
    catalogue: TermCatalogue,
    api: TestClient,
    actors: Actors,
) -> None:
    make_term(session, catalogue, case_type)
    leader = actors.headers(Role.ADMIN)
    key = api.post("/v1/cases", json=body(unit, case_type), headers=leader).json()["id"]
    other = make_unit(session, name="En anden")

    case = session.get_one(Case, key)
    case.unit_id = other.id
    session.flush()
    session.expire_all()

    [deadline] = deadlines(session, key)
    assert (deadline.unit_id, deadline.kind) == (other.id, DeadlineKind.DECISION)


@pytest.mark.parametrize("number", ["17/12345", "2017 0112465", "?", "-1", "n" * 101])
def test_a_case_number_fits_into_an_address(
    api: TestClient, actors: Actors, unit: Unit, case_type: CaseType, number: str
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, unit)

    answer = api.post("/v1/cases", json=body(unit, case_type, number=number), headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (422, "case_number_unreadable")


@pytest.mark.parametrize("number", ["2017-0112465", "27.18.00-Ø02-1-10"])
def test_a_case_keeps_the_number_it_has(
    api: TestClient, actors: Actors, unit: Unit, case_type: CaseType, number: str
) -> None:
    leader = actors.headers(Role.DEPARTMENT_LEADER, unit)

    answer = api.post("/v1/cases", json=body(unit, case_type, number=number), headers=leader)

    assert answer.json()["number"] == number
