"""A unit where the citizens complain of ever new caseworkers, and who learns from that."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.causes.tables import ComplaintCause
from api.complaints.tables import Complaint
from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person
from tests.api.complaints.learning.learning import learn
from tests.factories import (
    Actors,
    Headers,
    make_cause,
    make_complaint,
    make_person,
    make_point,
    make_unit,
)


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def leader(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, unit)


@pytest.fixture
def stranger(actors: Actors, session: Session) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, make_unit(session, name="En anden afdeling"))


@pytest.fixture
def owner(session: Session) -> Person:
    return make_person(session, "owner")


@pytest.fixture
def cause(session: Session) -> ComplaintCause:
    return make_cause(session)


@pytest.fixture
def complaint(session: Session, unit: Unit, cause: ComplaintCause) -> Complaint:
    found = make_complaint(session, unit)
    make_point(session, found, cause)
    return found


@pytest.fixture
def record(
    api: TestClient, leader: Headers, unit: Unit, owner: Person, complaint: Complaint
) -> dict[str, Any]:
    """Return what is learnt from the complaint; something was changed on 15 March 2017."""
    about = {"unit_id": str(unit.id), "owner_id": str(owner.id), "complaint_id": str(complaint.id)}
    return learn(api, leader, **about, changed_on="2017-03-15", check_after_months=6)
