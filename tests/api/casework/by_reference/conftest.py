"""A unit, a case type with its terms, and a system that writes cases there."""

import pytest
from sqlmodel import Session

from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind
from api.catalogue.terms.tables import TermCatalogue
from api.organisation.tables import Unit
from api.people.rules import Scope
from tests.api.casework.makers import make_arrivals, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.factories import Actors, Headers, make_unit

SCOPES = (Scope.CASES_READ, Scope.CASES_WRITE, Scope.DEADLINES_WRITE, Scope.CITIZENS_WRITE)


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, short_name="BCH")


@pytest.fixture
def case_type(session: Session) -> CaseType:
    return make_case_type(session, code="merudgifter")


@pytest.fixture
def catalogue(session: Session) -> TermCatalogue:
    return make_own_catalogue(session)


@pytest.fixture
def terms(session: Session, catalogue: TermCatalogue, case_type: CaseType) -> None:
    """12 weeks to the decision, 10 days to the acknowledgement, 4 weeks to appeal."""
    make_term(session, catalogue, case_type)
    acknowledgement = DeadlineKind.ACKNOWLEDGEMENT
    make_term(session, catalogue, case_type, kind=acknowledgement, amount=10, unit="days")
    appeal = {"kind": DeadlineKind.APPEAL, "start_event": "decision_available", "amount": 4}
    make_term(session, catalogue, case_type, **appeal)
    make_arrivals(session)


@pytest.fixture
def system(actors: Actors, unit: Unit) -> Headers:
    return actors.client(*SCOPES, unit_id=unit.id)
