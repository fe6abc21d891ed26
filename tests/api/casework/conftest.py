"""A case of a unit that answers within 12 weeks, and the one who leads it."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.tables import TermCatalogue
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.makers import RECEIVED, make_arrivals, make_own_catalogue, make_term
from tests.api.casework.places import Place, make_place
from tests.api.catalogue.makers import make_case_type
from tests.factories import Actors, Headers, make_unit


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def case_type(session: Session) -> CaseType:
    return make_case_type(session)


@pytest.fixture
def catalogue(session: Session) -> TermCatalogue:
    return make_own_catalogue(session)


@pytest.fixture
def leader(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, unit)


@pytest.fixture
def stranger(actors: Actors, session: Session) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, make_unit(session, name="En anden afdeling"))


@pytest.fixture
def case_key(api: TestClient, leader: Headers, unit: Unit, case_type: CaseType) -> str:
    """Return the id of a case that was opened over HTTP on the terms published by then."""
    body = {
        "unit_id": str(unit.id),
        "case_type_id": str(case_type.id),
        "received_on": RECEIVED.isoformat(),
    }
    made = api.post("/v1/cases", json=body, headers=leader)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


@pytest.fixture
def terms(session: Session, catalogue: TermCatalogue) -> None:
    """Publish a term for each kind of deadline, and rules for when messages arrive."""
    closed = ["weekend", "public_holiday", "quasi_holiday", "closing_day"]
    rolled: dict[str, Any] = {"roll": "forward", "closed": closed}
    make_term(session, catalogue)
    plain: dict[str, Any] = {}
    for kind, start_event, amount, unit, fields in (
        ("acknowledgement", "application_received", 7, "days", plain),
        ("appeal", "decision_available", 4, "weeks", rolled),
        ("party_hearing", "hearing_available", 2, "weeks", rolled),
        ("access_to_documents", "access_requested", 7, "working_days", {"closed": closed}),
        ("remittal", "remittal_received", 8, "weeks", plain),
        ("follow_up", "grant_started", 3, "months", plain),
        ("follow_up", "followed_up", 6, "months", plain),
    ):
        values = {"kind": kind, "start_event": start_event, "amount": amount, "unit": unit}
        make_term(session, catalogue, as_published=f"{amount} {unit}", **values | fields)
    make_arrivals(session, valid_from=date(2015, 1, 1))


@pytest.fixture
def place(session: Session, actors: Actors) -> Place:
    return make_place(session, actors)
