"""A unit with a leader, a caseworker, a case received on 16 August 2017, and a stranger."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar_links.tables import CalendarLink, CalendarSecret
from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.passwords import new_secret, secret_hash
from api.people.rules import ActorKind, Role
from api.people.tables import Person
from tests.api.calendar_links.reading import Calendars, Made
from tests.api.casework.makers import make_case, make_deadline
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.makers import Asked
from tests.factories import Actors, kept, make_person, make_unit

LONG_AGO = datetime(2017, 1, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, name="Børnefamilier")


@pytest.fixture
def case_type(session: Session) -> CaseType:
    return make_case_type(
        session, "merudgifter", name_da="Merudgifter", name_en="Additional expenses"
    )


@pytest.fixture
def case(session: Session, unit: Unit, case_type: CaseType) -> Case:
    return make_case(session, unit, case_type)


@pytest.fixture
def owner(session: Session) -> Person:
    return make_person(session, "mette")


@pytest.fixture
def leader(api: TestClient, actors: Actors, unit: Unit, owner: Person) -> Asked:
    return Asked(api, actors.headers(Role.DEPARTMENT_LEADER, unit, person=owner))


@pytest.fixture
def stranger(api: TestClient, actors: Actors, session: Session) -> Asked:
    other = make_unit(session, name="En anden enhed")
    return Asked(api, actors.headers(Role.DEPARTMENT_LEADER, other))


@pytest.fixture
def calendars(api: TestClient) -> Calendars:
    return Calendars(api)


@pytest.fixture
def made(session: Session, owner: Person) -> Made:
    """Make a link of the leader's and return its secret: `made(filters={"kind": ["decision"]})`.

    Unless told otherwise, programs have had it since January 2017.
    """

    def make(**fields: Any) -> str:
        defaults: dict[str, Any] = {
            "owner_kind": ActorKind.PERSON,
            "owner_id": owner.id,
            "name": "Frister i Børnefamilier",
            "language": "da",
            "filters": {},
            "created_at": LONG_AGO,
        }
        link = kept(session, CalendarLink(**defaults | fields))
        secret = new_secret()
        kept(session, CalendarSecret(hash=secret_hash(secret), calendar_link_id=link.id))
        return secret

    return make


@pytest.fixture
def due() -> date:
    return date(2017, 10, 4)


@pytest.fixture
def deadline(session: Session, case: Case, due: date) -> Deadline:
    return make_deadline(session, case, due)
