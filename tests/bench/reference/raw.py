"""The product's own SQL with as little around it as can be. It is not the product.

A bare ASGI application with psycopg: no routing, no checked parameters, no sign-in, no rights, no
ETag, no log. What it does in a second is what the product can at best come near to.
"""

import asyncio
import os
from collections.abc import Callable, Generator, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import psycopg
from psycopg.types.string import ByteaBinaryLoader
from psycopg_pool import AsyncConnectionPool
from starlette.types import Receive, Scope, Send

from api.db import OPTIONS
from api.reads import PLANNED_ONCE, as_bytes
from tests.bench.reference.hot_sql import hot_sql

DAYS = ("due_from", "due_before")
AT_A_TIME = 2000
BLOCK = 1 << 18
SETTINGS: dict[str, Any] = {"autocommit": True, "options": OPTIONS}
OF_PAGES = SETTINGS | {"options": OPTIONS + PLANNED_ONCE}
COPIES = {
    "/copy": "COPY raw.documents TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')",
    "/copy.csv": "COPY raw.cells TO STDOUT (FORMAT csv)",
}
COMPLETE = """
UPDATE deadlines SET met_on = current_date
WHERE id = %(id)s AND version = %(version)s AND met_on IS NULL AND cancelled_on IS NULL
RETURNING to_json(version)::text
"""
PAGE, STREAM = hot_sql()
pool = AsyncConnectionPool(
    os.environ["DATABASE_URL"],
    kwargs=OF_PAGES,
    min_size=1,
    max_size=8,
    open=False,
    configure=as_bytes,
)


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await live(receive, send)
    elif scope["path"] in COPIES:
        await send_blocks(send, lambda: copied(COPIES[scope["path"]]))
    elif scope["path"] == "/stream":
        await send_blocks(send, streamed)
    else:
        await send_one(send, await answer(scope["path"], dict(parse_qsl(scope["query_string"]))))


async def live(receive: Receive, send: Send) -> None:
    """Open the pool when the server starts, and close it when that ends."""
    await receive()
    await pool.open()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await pool.close()
    await send({"type": "lifespan.shutdown.complete"})


async def answer(path: str, asked: Mapping[bytes, bytes]) -> bytes:
    if path == "/page":
        row = await fetched(PAGE.text, PAGE.values | page_values(asked))
        return b'{"items":[%b]}' % (row[0] or b"")
    if path == "/complete":
        values = {"id": UUID(asked[b"id"].decode()), "version": int(asked[b"version"])}
        return bytes((await fetched(COMPLETE, values))[0])
    return b""


def page_values(asked: Mapping[bytes, bytes]) -> dict[str, Any]:
    unit = UUID(asked[b"unit"].decode())
    units = {"unit": [unit], "look_in": [unit], "one_unit": unit}
    days = {name: date.fromisoformat(asked[name.encode()].decode()) for name in DAYS}
    return units | days | {"limit": int(asked[b"limit"])}


async def fetched(statement: str, values: Mapping[str, Any]) -> Any:
    async with pool.connection() as connection, connection.cursor(binary=True) as cursor:
        return await (await cursor.execute(statement, values)).fetchone()


def streamed() -> Generator[bytes]:
    with connected() as connection, connection.cursor(binary=True) as cursor:
        cursor.adapters.register_loader("text", ByteaBinaryLoader)
        lines: list[bytes] = []
        for (line,) in cursor.stream(STREAM.text, STREAM.values, size=AT_A_TIME):
            lines.append(line)
            if len(lines) == AT_A_TIME:
                yield b"\n".join([*lines, b""])
                lines.clear()
        yield b"\n".join([*lines, b""])


def copied(statement: str) -> Generator[bytes]:
    with connected() as connection, connection.cursor() as cursor, cursor.copy(statement) as copy:
        block = bytearray()
        for line in copy:
            block += line
            if len(block) >= BLOCK:
                yield bytes(block)
                block.clear()
        yield bytes(block)


def connected() -> psycopg.Connection[Any]:
    return psycopg.connect(os.environ["DATABASE_URL"], **SETTINGS)


async def send_one(send: Send, body: bytes) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": body})


async def send_blocks(send: Send, begin: Callable[[], Generator[bytes]]) -> None:
    """Send blocks as they are read in a thread, one read ahead of the one that is sent."""
    blocks = begin()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    ahead = asyncio.create_task(asyncio.to_thread(next, blocks, None))
    while (block := await ahead) is not None:
        ahead = asyncio.create_task(asyncio.to_thread(next, blocks, None))
        await send({"type": "http.response.body", "body": block, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
