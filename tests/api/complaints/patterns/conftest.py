"""Who asks for patterns."""

import pytest

from api.people.rules import Role
from tests.factories import Actors, Headers


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)
