"""How much of a request's body is read.

The framework's own limit answers in plain text and outside the request's log line; this one is
refused like anything else.
"""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOO_LARGE = 413


class BodyLimit:
    """Reads at most `most_bytes` of a body; `streamed` are addresses with limits of their own."""

    def __init__(
        self, app: ASGIApp, most_bytes: int, streamed: Mapping[str, int] | None = None
    ) -> None:
        self.app = app
        self.most_bytes = most_bytes
        self.streamed = streamed or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.streamed.get(scope["path"], self.most_bytes)
        announced = Headers(scope=scope).get("content-length", "0")
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            if announced.isdecimal() and int(announced) > most:
                raise HTTPException(TOO_LARGE)
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise HTTPException(TOO_LARGE)
            return message

        await self.app(scope, limited, send)
