"""Reads that hold no transaction of a request: pages, streams, and the feed that may be waited for.

Each borrows a connection for as long as the database works, and no longer. They have connections of
their own, so that neither can starve the acts nor be starved by them.
"""

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from threading import BoundedSemaphore
from typing import Annotated, Any, TypeVar

import structlog
from anyio import CapacityLimiter, to_thread
from fastapi import Depends
from psycopg import (
    AsyncConnection,
    AsyncRawCursor,
    Connection,
    DatabaseError,
    OperationalError,
    connect,
)
from psycopg.rows import namedtuple_row
from psycopg.types.string import ByteaBinaryLoader
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.requests import HTTPConnection

from api.db import connection_settings, make_engine
from api.errors import Overloaded
from api.settings import get_settings

Answer = TypeVar("Answer")
Pool = AsyncConnectionPool[AsyncConnection[Any]]
PLANNED_ONCE = (
    " -c plan_cache_mode=force_generic_plan -c enable_sort=off -c enable_bitmapscan=off"
    " -c enable_seqscan=off"
)
PARAMETER = re.compile(r"%\((\w+)\)s")
SESSIONS = 4
RETRY_AFTER = 10


async def as_bytes(connection: AsyncConnection[Any]) -> None:
    """Let texts come as the bytes they are sent on as."""
    connection.adapters.register_loader("text", ByteaBinaryLoader)


async def opened(pool: Pool) -> Pool:
    if pool.closed:
        await pool.open()
    return pool


async def fetched(pool: Pool, statement: str, values: Mapping[str, Any]) -> Any:
    async with (
        pool.connection() as connection,
        connection.cursor(row_factory=namedtuple_row, binary=True) as cursor,
    ):
        return await (await cursor.execute(statement, values)).fetchone()


@lru_cache
def numbered(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a statement with its parameters as numbers, and their names in that order.

    The driver takes a long statement apart anew whenever it is sent, which costs more than sending.
    """
    names = tuple(dict.fromkeys(PARAMETER.findall(statement)))
    numbers = {name: f"${number}" for number, name in enumerate(names, 1)}
    return PARAMETER.sub(lambda found: numbers[found[1]], statement).encode(), names


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
    def streams(self) -> BoundedSemaphore:
        return BoundedSemaphore(get_settings().stream_pool)

    @cached_property
    def pool(self) -> Pool:
        """Connections that plan each statement for the values at hand."""
        return self.pool_with()

    @cached_property
    def steady(self) -> Pool:
        """Connections that plan a statement once, to walk an index in its order.

        For statements of which that is the one good plan whatever the values: planning them anew
        takes twice the time of carrying them out.
        """
        return self.pool_with(PLANNED_ONCE)

    def pool_with(self, options: str = "") -> Pool:
        settings = connection_settings()
        return AsyncConnectionPool(
            self.url,
            kwargs=settings | {"options": settings["options"] + options, "autocommit": True},
            min_size=1,
            max_size=get_settings().read_pool,
            timeout=5,
            open=False,
            configure=as_bytes,
        )

    async def run(self, work: Callable[[Session], Answer]) -> Answer:
        """Do some reading with a session of its own, in a thread."""
        return await to_thread.run_sync(self.with_session, work, limiter=self.limiter)

    def with_session(self, work: Callable[[Session], Answer]) -> Answer:
        with Session(self.engine) as session, session.begin():
            return work(session)

    async def fetch(
        self, statement: str, values: Mapping[str, Any], *, steady: bool = False
    ) -> Any:
        """Return the one row of a statement, its texts as bytes.

        A connection that broke while nobody used it is replaced, once.
        """
        pool = await opened(self.steady if steady else self.pool)
        try:
            return await fetched(pool, statement, values)
        except OperationalError:
            await pool.check()
            return await fetched(pool, statement, values)

    async def transact(self, statements: Sequence[str], values: Mapping[str, Any]) -> Any:
        """Send statements about one thing, known by its key, as one transaction, all at once.

        Return the row of the last; None if it has none, or the database refuses: then nothing was
        done, and whoever asks may find out why in another way.
        """
        pool = await opened(self.steady)
        *before, last = statements
        try:
            async with (
                pool.connection() as connection,
                connection.cursor(row_factory=namedtuple_row, binary=True) as cursor,
            ):
                async with connection.pipeline(), connection.transaction():
                    for statement in before:
                        await connection.execute(statement, values)
                    await cursor.execute(last, values)
                return await cursor.fetchone()
        except DatabaseError as error:
            structlog.get_logger().info("not at once", error=type(error).__name__)
            return None

    async def carry_out(self, statement: str, values: Mapping[str, Any]) -> Any:
        """Send one statement that does all of an act, planned once. A `%` stands for nothing else.

        Return its row; None if it has none, or the database refuses: then nothing was done, and
        whoever asks may find out why in another way.
        """
        pool = await opened(self.steady)
        query, names = numbered(statement)
        try:
            async with (
                pool.connection() as connection,
                AsyncRawCursor(connection, row_factory=namedtuple_row) as cursor,
            ):
                given = [values[name] for name in names]
                return await (await cursor.execute(query, given, binary=True)).fetchone()
        except DatabaseError as error:
            structlog.get_logger().info("not at once", error=type(error).__name__)
            return None

    @contextmanager
    def connected(self) -> Iterator[Connection[Any]]:
        """Hold a connection of one's own, for a stream that a slow reader may draw out."""
        if not self.streams.acquire(blocking=False):
            raise Overloaded(
                "too_many_streams", "Others read whole sets just now. Try again soon.", RETRY_AFTER
            )
        try:
            connection = connect(self.url, **connection_settings())
            try:
                yield connection
            finally:
                connection.close()
        finally:
            self.streams.release()

    async def close(self) -> None:
        """Give all connections back; what reads after that makes new ones."""
        held = vars(self)
        for name in ("pool", "steady"):
            if pool := held.pop(name, None):
                await pool.close()
        if engine := held.pop("engine", None):
            await asyncio.to_thread(engine.dispose)


async def get_reads(connection: HTTPConnection) -> Reads:
    reads: Reads = connection.app.state.reads
    return reads


ReadsDep = Annotated[Reads, Depends(get_reads)]
