"""An answer that is sent while it is read, to a reader who may be slow, or go away."""

import asyncio
import zlib
from collections.abc import Callable, Generator, Mapping
from typing import Final, Protocol

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from zstandard import ZstdCompressor

LEVEL: Final = 1


class Packing(Protocol):
    """A compressor that is fed block by block."""

    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


class Plain:
    """No compression."""

    def compress(self, data: bytes, /) -> bytes:
        return data

    def flush(self) -> bytes:
        return b""


def gzip() -> Packing:
    return zlib.compressobj(LEVEL, wbits=zlib.MAX_WBITS | 16)


def zstd() -> Packing:
    return ZstdCompressor(level=LEVEL).compressobj()


PACKINGS: Final[Mapping[str, Callable[[], Packing]]] = {"zstd": zstd, "gzip": gzip}


def packing_of(accepted: str | None) -> str | None:
    """Return the best compression that a reader accepts (RFC 9110, section 12.5.3)."""
    wanted = {
        name.strip().lower(): quality.replace(" ", "")
        for name, _, quality in (part.partition(";") for part in (accepted or "").split(","))
    }
    refused = {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return next((name for name in PACKINGS if wanted.get(name, "q=0") not in refused), None)


class StreamedResponse(Response):
    """Blocks as they are read, one read ahead of the one that is sent.

    A reader that takes nothing for so many seconds is cut off, so that it holds neither memory nor
    the database. What is cut off lacks its end, and HTTP tells the reader so.
    """

    def __init__(
        self,
        blocks: Generator[bytes],
        close: Callable[[], None],
        *,
        headers: Mapping[str, str],
        media_type: str,
        packing: str | None,
        stall_seconds: float,
    ) -> None:
        super().__init__(headers=headers, media_type=media_type)
        del self.headers["content-length"]
        self.headers["Vary"] = "Accept, Accept-Encoding"
        if packing:
            self.headers["Content-Encoding"] = packing
        self.blocks, self.close = blocks, close
        self.packing = PACKINGS[packing]() if packing else Plain()
        self.stall_seconds = stall_seconds
        del self.body

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        gone = asyncio.create_task(disconnected(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            if await self.sent(send, gone):
                await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()
            await run_in_threadpool(self.end)

    async def sent(self, send: Send, gone: asyncio.Task[None]) -> bool:
        """Send all blocks; False if the reader went away or took nothing any more."""
        ahead = asyncio.create_task(run_in_threadpool(self.packed))
        while (block := await ahead) is not None:
            ahead = asyncio.create_task(run_in_threadpool(self.packed))
            message = {"type": "http.response.body", "body": block, "more_body": True}
            sending = asyncio.ensure_future(send(message))
            await asyncio.wait(
                {sending, gone}, timeout=self.stall_seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if gone.done() or not sending.done():
                sending.cancel()
                await asyncio.wait({ahead})
                why = "reader left" if gone.done() else "reader stalled"
                structlog.get_logger().warning("stream cut", why=why)
                return False
            await sending
        return True

    def end(self) -> None:
        self.blocks.close()
        self.close()

    def packed(self) -> bytes | None:
        """Return the next block as it is sent, or None after the last."""
        while (block := next(self.blocks, None)) is not None:
            if data := self.packing.compress(block):
                return data
        rest, self.packing = self.packing.flush(), Plain()
        return rest or None


async def disconnected(receive: Receive) -> None:
    """Wait until the reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
