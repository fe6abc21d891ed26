"""The feed is read by others than those who write, so its tests commit."""

import httpx
import pytest
from sqlmodel import Session

from api.people.rules import Role
from tests.api.changes.feed.reading import read
from tests.factories import Actors, Headers
from tests.live import actors, app, engine, live, session, url

__all__ = ["actors", "app", "engine", "live", "session", "url"]


@pytest.fixture
def feed(live: httpx.Client) -> httpx.Client:
    return live


@pytest.fixture
def admin(actors: Actors, session: Session) -> Headers:
    headers = actors.headers(Role.ADMIN)
    session.commit()
    return headers


@pytest.fixture
def start(feed: httpx.Client, admin: Headers) -> str:
    """Return where the feed stands before the test writes."""
    return str(read(feed, admin, after="now")["next"])
