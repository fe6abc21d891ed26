"""The feed is read by others than those who write, so its tests commit."""

import httpx
import pytest

from tests.live import actors, app, engine, live, session, url

__all__ = ["actors", "app", "engine", "live", "session", "url"]


@pytest.fixture
def feed(live: httpx.Client) -> httpx.Client:
    return live
