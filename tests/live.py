"""Fixtures for tests that commit: a database for each module, and the api served on it."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session

from api import embedded_postgres
from tests import database
from tests.committing import connected, served
from tests.conftest import TODAY
from tests.factories import Actors
from tests.serving import asked


@pytest.fixture(scope="module")
def url(server: embedded_postgres.Server, request: pytest.FixtureRequest) -> Iterator[str]:
    *_, feature, module = request.module.__name__.split(".")
    with database.cloned(server, f"{feature}_{module}"[:40]) as url:
        yield url


@pytest.fixture(scope="module")
def engine(url: str) -> Iterator[Engine]:
    with connected(url) as engine:
        yield engine


@pytest.fixture(scope="module")
def app(url: str, engine: Engine) -> Iterator[FastAPI]:
    with served(url, engine) as app:
        yield app


@pytest.fixture(scope="module")
def live(app: FastAPI) -> Iterator[httpx.Client]:
    with asked(app) as client:
        yield client


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session that really commits."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def actors(session: Session) -> Actors:
    return Actors(session, TODAY)
