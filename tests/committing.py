"""A database whose transactions are real, and the api on it: what a rolled-back test can't show."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from api.clock import day_of_asking
from api.db import make_engine
from api.main import create_app
from api.reads import Reads
from tests.conftest import TODAY


@contextmanager
def connected(url: str) -> Iterator[Engine]:
    engine = make_engine(url, pool=12)
    yield engine
    engine.dispose()


@contextmanager
def served(url: str, engine: Engine) -> Iterator[FastAPI]:
    """Make the api on a database of its own, as of the tests' day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.db.get_engine", lambda: engine)
        app = create_app()
        app.state.reads = Reads(url)
        app.dependency_overrides[day_of_asking] = lambda: TODAY
        yield app
