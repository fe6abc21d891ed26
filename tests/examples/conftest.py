"""Examples run against the api as it is served."""

from tests.live import actors, app, engine, live, session, url

__all__ = ["actors", "app", "engine", "live", "session", "url"]
