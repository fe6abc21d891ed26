"""A reader that takes a little and then nothing, over a plain socket."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import psycopg

from tests.factories import Headers

LITTLE = 16_384
READING = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE '%%deadline_documents%%'
    AND pid <> pg_backend_pid() AND state <> 'idle'
"""


@dataclass(frozen=True)
class Slow:
    """The connection of a slow reader, and what it has taken."""

    connection: socket.socket

    def take(self, least: int) -> bytes:
        taken = b""
        while len(taken) < least:
            taken += self.connection.recv(LITTLE)
        return taken

    def rest(self) -> bytes:
        """Take all that still comes, until the connection ends."""
        taken = []
        try:
            while got := self.connection.recv(1_000_000):
                taken.append(got)
        except ConnectionResetError:
            pass
        return b"".join(taken)


@contextmanager
def reading(live: httpx.Client, headers: Headers, address: str) -> Iterator[Slow]:
    """Ask for a stream, with room for little of it on the way."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LITTLE)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", urlsplit(str(live.base_url)).port))
        sent = {"Host": "api", "Connection": "close", "Accept": "application/x-ndjson", **headers}
        lines = [f"GET {address} HTTP/1.1", *(f"{name}: {text}" for name, text in sent.items())]
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        yield Slow(connection)


def readers_in(url: str) -> list[int]:
    """Return the processes of the database that read documents just now."""
    with psycopg.connect(url) as connection:
        return [pid for (pid,) in connection.execute(READING)]
