"""A department with a leader who reads its deadlines, and makers of cases with one deadline."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person
from tests.api.casework.makers import make_case, make_deadline
from tests.api.catalogue.makers import make_case_type
from tests.factories import Actors, make_person, make_unit
from tests.web.papers import Pages

Made = Callable[..., Deadline]


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, name="Børnefamilier, afdeling 2")


@pytest.fixture
def case_type(session: Session) -> CaseType:
    return make_case_type(
        session, "merudgifter", name_da="Merudgifter", name_en="Additional expenses"
    )


@pytest.fixture
def leader(session: Session, actors: Actors, unit: Unit) -> Person:
    person = make_person(session, "holm")
    actors.grant(person, Role.DEPARTMENT_LEADER, unit)
    return person


@pytest.fixture
def pages(web: TestClient, session: Session, actors: Actors, leader: Person) -> Pages:
    return Pages(web, session, actors).sign_in(leader.username)


@pytest.fixture
def made(session: Session, unit: Unit, case_type: CaseType) -> Made:
    """Make a case and its deadline: `made("2017-1", date(2017, 9, 26))`."""

    def make(number: str, due_on: date, *, caseworker: Person | None = None, **of: Any) -> Deadline:
        holder = caseworker.id if caseworker else None
        case = make_case(session, unit, case_type, number=number, caseworker_id=holder)
        return make_deadline(session, case, due_on, **of)

    return make
