"""A case is corrected after it was decided or withdrawn: its clocks end as the case had ended."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from tests.api.casework.deciding import BY_DIGITAL_POST, deadlines, decide
from tests.factories import Headers

pytestmark = pytest.mark.usefixtures("terms")


def correct_case(
    api: TestClient, headers: Headers, key: str, case_type: CaseType, **fields: Any
) -> Any:
    body = {"case_type_id": str(case_type.id), "received_on": "2017-08-16", **fields}
    return api.put(f"/v1/cases/{key}", json=body, headers=headers | {"If-Match": "*"})


@pytest.fixture
def raised_by_us(api: TestClient, leader: Headers, unit: Unit, case_type: CaseType) -> str:
    """Return the id of a case that was opened as the authority's own, by mistake."""
    body = {
        "unit_id": str(unit.id),
        "case_type_id": str(case_type.id),
        "received_on": "2017-08-16",
        "origin": "authority",
    }
    key: str = api.post("/v1/cases", json=body, headers=leader).json()["id"]
    return key


def test_the_clock_of_an_application_that_is_decided_ends_with_its_decision(
    api: TestClient, session: Session, leader: Headers, case_type: CaseType, raised_by_us: str
) -> None:
    decide(api, leader, raised_by_us, **BY_DIGITAL_POST)

    answer = correct_case(api, leader, raised_by_us, case_type, origin="citizen")

    assert answer.status_code == 200, answer.text
    for kind in ("decision", "acknowledgement"):
        [clock] = deadlines(session, raised_by_us, kind)
        assert clock.met_on == date(2017, 9, 20)


def test_the_clock_of_an_application_that_was_withdrawn_ends_with_it(
    api: TestClient, session: Session, leader: Headers, case_type: CaseType, raised_by_us: str
) -> None:
    gone = {"act": "withdraw", "happened_on": "2017-09-18", "reason": "Flyttet"}
    api.post(f"/v1/cases/{raised_by_us}/moves", json=gone, headers=leader)

    correct_case(api, leader, raised_by_us, case_type, origin="citizen")

    [clock] = deadlines(session, raised_by_us, "decision")
    assert (clock.cancelled_on, clock.cancel_reason) == (date(2017, 9, 18), "withdrawn")


def test_a_partial_decision_ends_no_clock_that_nobody_knew_of(
    api: TestClient, session: Session, leader: Headers, case_type: CaseType, raised_by_us: str
) -> None:
    decide(api, leader, raised_by_us, concludes=False)

    correct_case(api, leader, raised_by_us, case_type, origin="citizen")

    [clock] = deadlines(session, raised_by_us, "decision")
    assert (clock.met_on, clock.cancelled_on) == (None, None)


@pytest.mark.parametrize("acknowledged", [True, False])
def test_nothing_is_received_after_it_was_answered(
    api: TestClient, leader: Headers, case_type: CaseType, raised_by_us: str, *, acknowledged: bool
) -> None:
    if acknowledged:
        told = {"acknowledged_on": "2017-09-20"}
        api.post(f"/v1/cases/{raised_by_us}/acknowledgement", json=told, headers=leader)
    else:
        decide(api, leader, raised_by_us)

    after = {"origin": "authority", "received_on": "2017-09-21"}
    refused = correct_case(api, leader, raised_by_us, case_type, **after)

    assert refused.status_code == 422, refused.text
    [fault] = refused.json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/received_on", "received_after_act")
    on_the_day = {"origin": "authority", "received_on": "2017-09-20"}
    assert correct_case(api, leader, raised_by_us, case_type, **on_the_day).status_code == 200
