"""A form that is too large gets a page that says so, not a broken connection."""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.refusals import EXPLANATIONS, FILE_TOO_LARGE, explain

TOO_LARGE: Final = 413
# A browser reads no answer before it has sent its form; beyond this it is no form of a person.
READ_AND_DROPPED_BYTES: Final = 50_000_000


class BodyLimit:
    """Refuse by the announced length; a body that announces none is counted while it is read.

    `files` are the addresses that a file is sent to, each with a limit of its own.
    """

    def __init__(self, app: ASGIApp, most: int, files: Mapping[str, int] | None = None) -> None:
        self.app = app
        self.most = most
        self.files = files or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        of_file = self.files.get(scope["path"])
        most = self.most if of_file is None else of_file
        if announced(scope) <= most:
            await self.app(scope, counted(receive, most), send)
            return
        await drop_body(receive)
        why = EXPLANATIONS[TOO_LARGE] if of_file is None else FILE_TOO_LARGE
        await explain(Request(scope), why)(scope, receive, send)


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
