"""A unit that is complained of, and a case of it."""

from datetime import date

import pytest
from sqlmodel import Session

from api.cases.tables import Case
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.factories import make_unit


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def case(session: Session, unit: Unit) -> Case:
    return make_case(session, unit, make_case_type(session), received_on=date(2017, 3, 1))
