"""What the tests of corrections share."""

import pytest
from sqlmodel import Session

from api.cases.tables import Case
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.corrections.makers import RECEIVED
from tests.factories import Actors, Headers, make_unit


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def case(session: Session, unit: Unit) -> Case:
    return make_case(session, unit, make_case_type(session), received_on=RECEIVED)


@pytest.fixture
def keeper(actors: Actors) -> Headers:
    return actors.headers(Role.STAFF_UNIT)
