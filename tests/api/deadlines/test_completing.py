"""A plain completion takes one exchange with the database, and is like any other all the same."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.completing import routes
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from tests.api.casework.makers import make_case, make_deadline
from tests.api.deadlines.makers import Asked
from tests.conftest import SameTransaction
from tests.factories import Actors, make_unit

DUE = date(2017, 9, 29)
DONE = {"met_on": "2017-09-26"}
OWN = {"id", "case_id", "case_number", "updated_at"}


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note of each completion whether one exchange did it."""
    found: list[bool] = []
    transact = SameTransaction.transact

    async def noted(reads: SameTransaction, *given: Any) -> Any:
        row = await transact(reads, *given)
        found.append(row is not None)
        return row

    monkeypatch.setattr(SameTransaction, "transact", noted)
    return found


def make(session: Session, unit: Unit, case_type: CaseType, **fields: Any) -> Deadline:
    number = f"2017-{fields.pop('number', 1)}"
    return make_deadline(session, make_case(session, unit, case_type, number=number), DUE, **fields)


def address(row: Deadline) -> str:
    return f"/v1/deadlines/{row.id}/completion"


def logged(session: Session, row: Deadline) -> dict[str, Any]:
    """Return what the change log tells of the last change of a deadline."""
    found = session.connection().execute(
        text("SELECT * FROM changes WHERE entity_id = :key ORDER BY sequence DESC LIMIT 1"),
        {"key": row.id},
    )
    change = dict(found.mappings().one())
    changed = {name for name in change["after"] if change["after"][name] != change["before"][name]}
    kept = ("actor_kind", "actor_id", "actor_name", "act", "operation", "entity", "version")
    return {name: change[name] for name in kept} | {"changed": changed}


def test_is_answered_and_logged_as_the_way_of_all_acts_does(
    session: Session,
    leader: Asked,
    unit: Unit,
    case_type: CaseType,
    plainly: list[bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = (make(session, unit, case_type, number=number) for number in (1, 2))
    quick = leader.post(address(one), DONE)

    async def never(_: Any) -> None:
        return None

    monkeypatch.setattr(routes, "complete_plainly", never)
    slow = leader.post(address(other), DONE)

    assert plainly == [True]
    assert (quick.status_code, slow.status_code) == (200, 200)
    assert quick.headers["ETag"] == slow.headers["ETag"] == '"2"'
    both = [{k: v for k, v in each.json().items() if k not in OWN} for each in (quick, slow)]
    assert both[0] == both[1]
    assert logged(session, one) == logged(session, other)
    assert logged(session, one)["act"] == "complete_deadline"


def test_a_repeat_gets_the_first_answer(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType, plainly: list[bool]
) -> None:
    row = make(session, unit, case_type)
    first = leader.post(address(row), DONE, **{"Idempotency-Key": "en-gang"})
    again = leader.post(address(row), DONE, **{"Idempotency-Key": "en-gang"})
    other = leader.post(address(row), {"met_on": "2017-09-25"}, **{"Idempotency-Key": "en-gang"})

    assert plainly == [True, False, False]
    assert (again.status_code, again.json()) == (200, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["ETag"] == first.headers["ETag"]
    assert other.json()["code"] == "idempotency_key_reused"


def test_a_key_that_was_used_for_something_else_completes_nothing(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    one, other = (make(session, unit, case_type, number=number) for number in (1, 2))
    leader.post(address(one), DONE, **{"Idempotency-Key": "brugt"})
    answer = leader.post(address(other), DONE, **{"Idempotency-Key": "brugt"})

    session.refresh(other)
    assert answer.json()["code"] == "idempotency_key_reused"
    assert other.met_on is None


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ({"met_on": "2017-09-28"}, {}, 422),
        ({"met_on": "2017-08-01"}, {}, 422),
        ({"met_on": "i går"}, {}, 422),
        (DONE, {"If-Match": '"7"'}, 412),
        (DONE, {"If-Match": '"1"', "Idempotency-Key": "ø"}, 422),
    ],
)
def test_what_must_be_refused_is_refused_as_ever(
    session: Session,
    leader: Asked,
    unit: Unit,
    case_type: CaseType,
    plainly: list[bool],
    body: dict[str, str],
    headers: dict[str, str],
    status: int,
) -> None:
    row = make(session, unit, case_type)
    sent = [*leader.headers.items(), *headers.items()]
    answer = leader.api.post(
        address(row), json=body, headers=[(each.encode(), to.encode()) for each, to in sent]
    )

    session.refresh(row)
    assert answer.status_code == status
    assert (row.met_on, True in plainly) == (None, False)


def test_what_another_fact_tells_of_is_not_plain(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType, plainly: list[bool]
) -> None:
    row = make(session, unit, case_type, kind=DeadlineKind.ACKNOWLEDGEMENT)

    assert leader.post(address(row), DONE).status_code == 200
    assert plainly == [False]


def test_only_who_writes_deadlines_there_completes_one(
    session: Session,
    api: TestClient,
    actors: Actors,
    unit: Unit,
    case_type: CaseType,
    plainly: list[bool],
) -> None:
    row = make(session, unit, case_type)
    elsewhere = make_unit(session, name="En anden")
    strangers = (
        (actors.headers(Role.DEPARTMENT_LEADER, elsewhere), 404),
        (actors.headers(Role.CITIZENS_ADVISOR), 403),
        (actors.client(Scope.DEADLINES_READ), 403),
        (actors.client(Scope.DEADLINES_READ, Scope.DEADLINES_WRITE, unit_id=elsewhere.id), 404),
    )
    for headers, status in strangers:
        assert api.post(address(row), json=DONE, headers=headers).status_code == status
    client = actors.client(Scope.DEADLINES_READ, Scope.DEADLINES_WRITE, unit_id=unit.id)

    assert True not in plainly
    assert api.post(address(row), json=DONE, headers=client).json()["met_on"] == "2017-09-26"
    assert plainly[-1]


def test_rights_that_ended_a_moment_ago_complete_nothing(
    session: Session, api: TestClient, actors: Actors, unit: Unit, case_type: CaseType
) -> None:
    client = actors.client(Scope.DEADLINES_READ, Scope.DEADLINES_WRITE)
    first, second = (make(session, unit, case_type, number=number) for number in (1, 2))
    assert api.post(address(first), json=DONE, headers=client).status_code == 200
    session.connection().execute(text("UPDATE clients SET active = false"))

    assert api.post(address(second), json=DONE, headers=client).status_code == 401
    session.refresh(second)
    assert second.met_on is None
