import pytest
from sqlmodel import Session

from tests.factories import Actors
from tests.fuzz.world import World, some_askers, some_ids
from tests.web.papers import papers, session

__all__ = ["papers", "session"]


@pytest.fixture
def world(session: Session, actors: Actors) -> World:
    askers = some_askers(session, actors)
    return World(some_ids(session), askers)
