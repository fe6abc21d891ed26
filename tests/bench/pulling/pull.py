"""A client that reads one answer, however large, and keeps little of it."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

import httptools

from tests.bench.pulling.load import request

READ = 1 << 20
OK, NOT_MODIFIED = 200, 304


@dataclass
class Answer:
    """An answer as it came: its headers, how many bytes and lines, how long it took."""

    keep: Callable[[bytes], object]
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    size: int = 0
    lines: int = 0
    seconds: float = 0.0
    over: bool = False

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers[name.decode().lower()] = value.decode()

    def on_body(self, body: bytes) -> None:
        self.size += len(body)
        self.lines += body.count(b"\n")
        self.keep(body)

    def on_message_complete(self) -> None:
        self.over = True


class Connection:
    """A connection that is kept for one answer after the other."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(
        self, path: str, headers: dict[str, str], keep: Callable[[bytes], object] = len
    ) -> Answer:
        """Ask and read to the end. Each part of the body goes to `keep`."""
        begun = perf_counter()
        self.socket.sendall(request("GET", path, headers))
        answer = Answer(keep)
        parser = httptools.HttpResponseParser(answer)
        while not answer.over:
            part = self.socket.recv(READ)
            if not part:
                raise SystemExit(f"{path} was cut off after {answer.size} bytes.")
            parser.feed_data(part)
        answer.status = parser.get_status_code()
        answer.seconds = perf_counter() - begun
        if answer.status not in (OK, NOT_MODIFIED):
            raise SystemExit(f"{path} answered {answer.status}.")
        return answer

    def close(self) -> None:
        self.socket.close()
