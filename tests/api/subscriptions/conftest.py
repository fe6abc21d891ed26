"""Settings that let deliveries go to this machine, and a receiver there."""

from collections.abc import Callable, Iterator

import pytest

from api.settings import get_settings
from tests.api.subscriptions.makers import Receiver, receiving

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
