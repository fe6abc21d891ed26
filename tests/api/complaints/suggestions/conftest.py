"""Nothing is learnt before a test begins, and nothing stays after it."""

from collections.abc import Iterator

import pytest

from api.complaints.suggestions.memory import memory


@pytest.fixture(autouse=True)
def nothing_learnt() -> Iterator[None]:
    memory.forget()
    yield
    memory.forget()
