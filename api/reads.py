"""Reads that hold no transaction of a request: pages, streams, and the feed that may be waited for.

Each borrows a connection for as long as the database works, and no longer. They have connections of
their own, so that neither can starve the acts nor be starved by them.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Annotated, Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Depends
from psycopg import AsyncConnection, Connection, OperationalError, connect
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.requests import HTTPConnection

from api.db import connection_settings, make_engine
from api.settings import get_settings

Answer = TypeVar("Answer")
SESSIONS = 4


class Reads:
    """Where one process reads from. Its connections are made when they are first needed."""

    def __init__(self, url: str | None = None) -> None:
        self.given = url

    @property
    def url(self) -> str:
        return self.given or get_settings().database_url

    @cached_property
    def engine(self) -> Engine:
        return make_engine(self.url, pool=SESSIONS)

    @cached_property
    def limiter(self) -> CapacityLimiter:
        return CapacityLimiter(SESSIONS)

    @cached_property
    def pool(self) -> AsyncConnectionPool[AsyncConnection[Any]]:
        return AsyncConnectionPool(
            self.url,
            kwargs=connection_settings() | {"autocommit": True},
            min_size=1,
            max_size=get_settings().read_pool,
            timeout=5,
            open=False,
        )

    async def run(self, work: Callable[[Session], Answer]) -> Answer:
        """Do some reading with a session of its own, in a thread."""
        return await to_thread.run_sync(self.with_session, work, limiter=self.limiter)

    def with_session(self, work: Callable[[Session], Answer]) -> Answer:
        with Session(self.engine) as session, session.begin():
            return work(session)

    async def fetch(self, statement: str, values: Mapping[str, Any]) -> Any:
        """Return the first row of a statement, as bytes where a column is text."""
        await self.pool.open()
        for last in (False, True):
            try:
                async with self.pool.connection() as connection:
                    found = await connection.execute(statement, values, binary=True)
                    return await found.fetchone()
            except OperationalError:
                if last:
                    raise
        return None

    @contextmanager
    def connected(self) -> Iterator[Connection[Any]]:
        """Hold a connection of one's own, for a stream that a slow reader may draw out."""
        with connect(self.url, **connection_settings()) as connection:
            yield connection

    async def close(self) -> None:
        """Give all connections back."""
        if "pool" in vars(self):
            await self.pool.close()
        if "engine" in vars(self):
            await asyncio.to_thread(self.engine.dispose)


async def get_reads(connection: HTTPConnection) -> Reads:
    reads: Reads = connection.app.state.reads
    return reads


ReadsDep = Annotated[Reads, Depends(get_reads)]
