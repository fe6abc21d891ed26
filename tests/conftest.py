"""One server for the run, one database for a worker, one transaction for a test, one fixed day."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, time
from typing import Any

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from psycopg.rows import namedtuple_row
from psycopg.types.string import ByteaBinaryLoader
from sqlalchemy import Engine, event
from sqlmodel import Session
from starlette.requests import Request
from starlette.testclient import TestClient

from api import embedded_postgres
from api.changes.context import act_as
from api.clock import TOWN_HALL, day_of_asking, moment_of_asking
from api.db import get_session, make_engine
from api.main import create_app as create_api
from api.people.remembered import remembered
from api.reads import Answer, Reads, get_reads
from api.settings import get_settings
from tests import database
from tests.factories import Actors

# A Wednesday, a week after the committee got the second status of 2017.
TODAY = date(2017, 9, 27)
HALF_PAST_TWO = time(14, 30)
Statements = Callable[[], AbstractContextManager[list[str]]]


class SameTransaction(Reads):
    """Reads of the test's own transaction, which nobody else sees."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def with_session(self, work: Callable[[Session], Answer]) -> Answer:
        self.session.flush()
        return work(self.session)

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection[Any]]:
        self.session.flush()
        connection = self.session.connection().connection.driver_connection
        assert isinstance(connection, psycopg.Connection)
        yield connection

    async def fetch(
        self,
        statement: str,
        values: Mapping[str, Any],
        *,
        steady: bool = False,  # noqa: ARG002 - each test's plans are made anew
    ) -> Any:
        with (
            self.connected() as connection,
            connection.cursor(row_factory=namedtuple_row, binary=True) as cursor,
        ):
            cursor.adapters.register_loader("text", ByteaBinaryLoader)
            return cursor.execute(statement, values).fetchone()

    async def transact(self, statements: Sequence[str], values: Mapping[str, Any]) -> Any:
        *before, last = statements
        with (
            self.connected() as connection,
            connection.cursor(row_factory=namedtuple_row, binary=True) as cursor,
        ):
            cursor.adapters.register_loader("text", ByteaBinaryLoader)
            try:
                with connection.transaction():
                    for statement in before:
                        connection.execute(statement, values)
                    row = cursor.execute(last, values).fetchone()
            except psycopg.DatabaseError:
                return None
        self.session.expire_all()
        return row

    async def carry_out(self, statement: str, values: Mapping[str, Any]) -> Any:
        return await self.transact([statement], values)


@pytest.fixture(scope="session", autouse=True)
def citizen_keys() -> Iterator[None]:
    """Encrypt with keys of the tests' own, and leave none in the data folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RETTIDIG_CITIZEN_KEYS", "A" * 43 + "=")
        patch.setenv("RETTIDIG_CITIZEN_INDEX_KEYS", "an-index-key-for-no-other-than-the-tests")
        get_settings.cache_clear()
        yield
    get_settings.cache_clear()


@pytest.fixture(autouse=True)
def nobody_remembered() -> None:
    """Let no test know whom another one's database knew: they count their rights alike."""
    remembered.cache_clear()


@pytest.fixture(scope="session")
def server() -> Iterator[embedded_postgres.Server]:
    database.DATA.mkdir(parents=True, exist_ok=True)
    with embedded_postgres.serving(database.DATA, durable=False) as running:
        yield running


@pytest.fixture(scope="session")
def database_url(server: embedded_postgres.Server) -> Iterator[str]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with database.cloned(server, worker) as url:
        yield url


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose work is undone after the test, even what was committed."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            act_as(session, kind="program", name="test", act="arrange")
            yield session
        transaction.rollback()


@pytest.fixture
def statements(engine: Engine) -> Statements:
    """Note the SQL that runs inside a `with`, to catch one query per row."""

    @contextmanager
    def noted() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(*call: object) -> None:
            seen.append(str(call[2]))

        event.listen(engine, "before_cursor_execute", note)
        yield seen
        event.remove(engine, "before_cursor_execute", note)

    return noted


@pytest.fixture(scope="session")
def application() -> FastAPI:
    """The api as it is made for service; making it takes a while, so it is made once."""
    return create_api()


@pytest.fixture
def api_app(application: FastAPI, session: Session) -> Iterator[FastAPI]:
    """The real api on the test's transaction. What a refused request did is undone."""

    def same_session(request: Request) -> Iterator[Session]:
        session.flush()
        with session.begin_nested():
            request.state.session = session
            yield session
        session.expire_all()

    def afternoon() -> datetime:
        day = application.dependency_overrides[day_of_asking]()
        return datetime.combine(day, HALF_PAST_TWO, TOWN_HALL)

    application.dependency_overrides[get_session] = same_session
    application.dependency_overrides[get_reads] = lambda: SameTransaction(session)
    application.dependency_overrides[day_of_asking] = lambda: TODAY
    application.dependency_overrides[moment_of_asking] = afternoon
    yield application
    application.dependency_overrides.clear()


@pytest.fixture
def api(api_app: FastAPI) -> Iterator[TestClient]:
    """The api as nobody. Use `actors` for the headers of somebody."""
    with TestClient(api_app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def actors(session: Session) -> Actors:
    """People of each role, made when they are asked for, with the headers that sign them in."""
    return Actors(session, TODAY)


@pytest.fixture
def web(api_app: FastAPI) -> Iterator[TestClient]:
    """The pages, talking to the real api inside this process, as nobody signed in."""
    from web.main import create_app as create_web  # noqa: PLC0415 - slow, and few tests need it

    app = create_web(httpx.ASGITransport(api_app))
    with TestClient(app, follow_redirects=False, base_url="http://localhost:8001") as client:
        client.headers["Sec-Fetch-Site"] = "same-origin"
        yield client
