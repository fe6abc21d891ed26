"""Keys that change in the middle of a test."""

from collections.abc import Iterator

import pytest

from api.settings import get_settings
from tests.api.citizens.makers import UseKeys


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[UseKeys]:
    """Set the keys that are in use from here on: those that encrypt, and those of the index."""

    def set_keys(ciphers: str, index_keys: str) -> None:
        monkeypatch.setenv("RETTIDIG_CITIZEN_KEYS", ciphers)
        monkeypatch.setenv("RETTIDIG_CITIZEN_INDEX_KEYS", index_keys)
        get_settings.cache_clear()

    yield set_keys
    monkeypatch.undo()
    get_settings.cache_clear()
