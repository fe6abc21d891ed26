"""A plan of a centre with one track, and people who open its pages."""

from collections.abc import Callable

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person
from api.plans.outline.tables import Initiative, Plan, Track
from tests.factories import Actors, make_initiative, make_plan, make_track, make_unit

SignIn = Callable[..., None]


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def plan(session: Session, unit: Unit) -> Plan:
    return make_plan(session, unit, title="Iværksatte initiativer")


@pytest.fixture
def track(session: Session, plan: Plan) -> Track:
    return make_track(session, plan, number=4, title="Løsning af udfordringer")


@pytest.fixture
def initiative(session: Session, plan: Plan, track: Track) -> Initiative:
    return make_initiative(session, plan, track_id=track.id, title="Ajour med opfølgninger")


@pytest.fixture
def sign_in(web: TestClient, actors: Actors) -> SignIn:
    """Sign somebody in to the pages, with a role in a unit."""

    def signed_in(role: Role, unit: Unit | None = None, person: Person | None = None) -> None:
        token = actors.headers(role, unit, person=person)["Authorization"].split()[1]
        web.cookies.set("session", token)

    return signed_in


@pytest.fixture
def leader(sign_in: SignIn, unit: Unit) -> None:
    """Somebody who gives status in the unit, and may change nothing else."""
    sign_in(Role.DEPARTMENT_LEADER, unit)


@pytest.fixture
def staff(sign_in: SignIn, unit: Unit) -> None:
    """Somebody who steers the plans of the unit."""
    sign_in(Role.STAFF_UNIT, unit)
