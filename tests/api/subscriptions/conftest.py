"""Settings that let deliveries go to this machine, and a receiver there."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import Session

from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from api.settings import get_settings
from tests.api.subscriptions.makers import WRITE, Receiver, receiving
from tests.factories import Actors, Headers, make_unit

UseSettings = Callable[..., None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[UseSettings]:
    """Set some settings for a test."""

    def given(**settings: str) -> None:
        for name, value in settings.items():
            monkeypatch.setenv(f"RETTIDIG_{name.upper()}", value)
        get_settings.cache_clear()

    yield given
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.fixture
def here(use: UseSettings) -> None:
    """Allow what production refuses: plain text, to this machine."""
    use(webhook_allow_private="127.0.0.0/8", webhook_allow_http="true")


@pytest.fixture
def receiver(here: None) -> Iterator[Receiver]:
    with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, name="Børnefamilier")


@pytest.fixture
def head(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.CENTRE_MANAGER, unit)


@pytest.fixture
def system(actors: Actors) -> Headers:
    return actors.client(*WRITE, Scope.UNITS_READ, Scope.DEADLINES_READ)
