"""A unit with a case, and people in and outside of it."""

import pytest
from sqlmodel import Session

from tests.api.casework.places import Place, make_place
from tests.api.citizens.makers import make_citizen
from tests.factories import Actors


@pytest.fixture
def place(session: Session, actors: Actors) -> Place:
    """Return a unit with a citizen's case. `leader` treats its complaints, `stranger` others'."""
    return make_place(session, actors, citizen_id=make_citizen(session).id)
