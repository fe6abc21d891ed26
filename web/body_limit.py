"""A form that is too large gets a page that says so, not a broken connection."""

from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.refusals import EXPLANATIONS, explain

TOO_LARGE: Final = 413
# A browser reads no answer before it has sent its form; beyond this it is no form of a person.
READ_AND_DROPPED_BYTES: Final = 50_000_000


class BodyLimit:
    """Refuse by the announced length; a body that announces none is counted while it is read."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or announced(scope) <= self.most:
            await self.app(scope, counted(receive, self.most), send)
            return
        await drop_body(receive)
        await explain(Request(scope), EXPLANATIONS[TOO_LARGE])(scope, receive, send)


def announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() else 0


def counted(receive: Receive, most: int) -> Receive:
    """Return a receive that stops reading when there is too much."""
    read = 0

    async def receive_counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise HTTPException(TOO_LARGE)
        return message

    return receive_counted


async def drop_body(receive: Receive) -> None:
    dropped = 0
    while dropped < READ_AND_DROPPED_BYTES:
        message = await receive()
        dropped += len(message.get("body", b""))
        if not message.get("more_body"):
            return
