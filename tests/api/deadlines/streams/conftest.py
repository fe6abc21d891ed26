"""A stream has a connection and a snapshot of its own, so its tests commit."""

from tests.live import actors, app, engine, live, session, url

__all__ = ["actors", "app", "engine", "live", "session", "url"]
