"""A unit with a leader, a case received on 16 August 2017, and somebody from another unit."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.makers import make_case, make_deadline
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.acting import DUE
from tests.api.deadlines.makers import Asked
from tests.factories import Actors, make_unit


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, name="Børnefamilier")


@pytest.fixture
def case_type(session: Session) -> CaseType:
    return make_case_type(session, "merudgifter")


@pytest.fixture
def case(session: Session, unit: Unit, case_type: CaseType) -> Case:
    return make_case(session, unit, case_type)


@pytest.fixture
def leader(api: TestClient, actors: Actors, unit: Unit) -> Asked:
    return Asked(api, actors.headers(Role.DEPARTMENT_LEADER, unit))


@pytest.fixture
def stranger(api: TestClient, actors: Actors, session: Session) -> Asked:
    other = make_unit(session, name="En anden enhed")
    return Asked(api, actors.headers(Role.DEPARTMENT_LEADER, other))


@pytest.fixture
def deadline(session: Session, case: Case) -> Deadline:
    return make_deadline(session, case, DUE)
