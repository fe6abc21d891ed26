"""A connection on which everything goes wrong now and then, and a program that is killed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from random import Random

import httpx


class Killed(BaseException):
    """The program ended here, whatever it was doing."""


@dataclass
class CutStream(httpx.SyncByteStream):
    """An answer that ends in the middle of itself."""

    answer: httpx.SyncByteStream
    parts: int

    def __iter__(self) -> Iterator[bytes]:
        for number, part in enumerate(self.answer):
            if number == self.parts:
                break
            yield part
        raise httpx.ReadError("cut")

    def close(self) -> None:
        self.answer.close()


WAYS = ("cut", "killed", "token", "budget", "refused", "busy")


@dataclass
class Unreliable(httpx.BaseTransport):
    """Fails about every sixth request, each time in the next of the ways in which requests fail."""

    chance: Random
    sound: httpx.HTTPTransport = field(default_factory=httpx.HTTPTransport)
    ways: Iterator[str] = field(default_factory=lambda: cycle(WAYS))
    failed: set[str] = field(default_factory=set)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST" or self.chance.random() > 0.16:
            return self.sound.handle_request(request)
        how = next(self.ways)
        self.failed.add(how)
        if how == "refused":
            raise httpx.ConnectError("refused")
        if how == "killed":
            raise Killed
        if how == "cut":
            answer = self.sound.handle_request(request)
            assert isinstance(answer.stream, httpx.SyncByteStream)
            cut = CutStream(answer.stream, self.chance.randint(0, 2))
            return httpx.Response(answer.status_code, headers=answer.headers, stream=cut)
        status = {"budget": 429, "token": 401, "busy": 503}[how]
        return httpx.Response(status, headers={} if how == "token" else {"Retry-After": "0"})

    def close(self) -> None:
        self.sound.close()
