"""A decision of 30 August 2017 that is complained of on 6 September, and who may treat that."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.complaints.appeals.clock import start_reassessment
from api.complaints.tables import Complaint
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.deciding import decide
from tests.api.casework.makers import RECEIVED, make_arrivals, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.factories import Actors, Headers, make_complaint, make_unit

CAME = date(2017, 9, 6)


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def case_type(session: Session) -> CaseType:
    return make_case_type(session)


@pytest.fixture
def terms(session: Session) -> None:
    """Publish 4 weeks to reassess and 8 weeks to decide anew."""
    catalogue = make_own_catalogue(session)
    for kind, start_event, weeks in (
        ("decision", "application_received", 12),
        ("reassessment", "complaint_received", 4),
        ("remittal", "remittal_received", 8),
    ):
        make_term(session, catalogue, kind=kind, start_event=start_event, amount=weeks)
    make_arrivals(session, valid_from=date(2015, 1, 1))


@pytest.fixture
def leader(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, unit)


@pytest.fixture
def stranger(actors: Actors, session: Session) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, make_unit(session, name="En anden afdeling"))


@pytest.fixture
def case_key(api: TestClient, leader: Headers, unit: Unit, case_type: CaseType, terms: None) -> str:
    body = {
        "unit_id": str(unit.id),
        "case_type_id": str(case_type.id),
        "received_on": RECEIVED.isoformat(),
    }
    return str(api.post("/v1/cases", json=body, headers=leader).json()["id"])


@pytest.fixture
def decision(api: TestClient, leader: Headers, case_key: str) -> dict[str, Any]:
    return decide(api, leader, case_key, made_on="2017-08-30")


@pytest.fixture
def complaint(session: Session, unit: Unit, decision: dict[str, Any]) -> Complaint:
    """Return a complaint over the decision, whose reassessment is owed by 4 October."""
    found = make_complaint(
        session,
        unit,
        kind="substantive",
        received_on=CAME,
        case_id=decision["case_id"],
        decision_id=decision["id"],
    )
    start_reassessment(session, found)
    return found
