"""Somebody who watches the figures of complaints."""

import pytest
from sqlmodel import Session

from api.people.rules import Role
from api.people.tables import Person
from tests.factories import Actors, Headers, make_person


@pytest.fixture
def somebody(session: Session) -> Person:
    return make_person(session, "raadgiver")


@pytest.fixture
def advisor(actors: Actors, somebody: Person) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR, person=somebody)
