"""A file as it comes over HTTP: in pieces, checked, and with its name."""

from collections.abc import AsyncIterator, Iterator
from email.message import Message
from pathlib import PurePath

from anyio import fail_after, from_thread
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from api.casework.imports.rules import Format, without_cpr
from api.content_digest import checked
from api.errors import InvalidInput

SECONDS_TO_WAIT = 60
MOST_OF_NAME = 200
OTHER = "application/octet-stream"
FORMATS = {
    "application/x-ndjson": Format.NDJSON,
    "text/csv": Format.CSV,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Format.XLSX,
}


def chunks_of(request: Request, digest: str | None) -> Iterator[bytes]:
    """Yield a body as it comes, from a thread; refuse one that is cut off, or comes to a stop.

    What was read so far is worth nothing then: the caller's transaction is rolled back.
    """
    if request.headers.get("content-encoding", "identity") != "identity":
        raise HTTPException(415, headers={"Accept-Encoding": "identity"})
    yield from checked(pieces(request.stream()), digest)


def pieces(stream: AsyncIterator[bytes]) -> Iterator[bytes]:
    while True:
        try:
            piece = from_thread.run(next_of, stream)
        except ClientDisconnect:
            raise InvalidInput(
                "body_cut", "The body ended before all of it had come. Nothing was changed."
            ) from None
        except TimeoutError:
            detail = f"No more of the body came in {SECONDS_TO_WAIT} s. Nothing was changed."
            raise HTTPException(408, detail) from None
        if not piece:
            return
        yield piece


async def next_of(stream: AsyncIterator[bytes]) -> bytes:
    with fail_after(SECONDS_TO_WAIT):
        return await anext(stream, b"")


def format_of(request: Request, asked: Format | None) -> Format:
    """Return the format that the media type says, or that was asked for where it says nothing."""
    sent = request.headers.get("content-type", "").split(";")[0].strip().lower()
    by_type = FORMATS.get(sent)
    found = by_type or asked
    if found is None:
        raise InvalidInput("format_missing", f"Say which format {OTHER} is in.", pointer="format")
    if asked not in {None, found}:
        raise InvalidInput(
            "format_contradicted", f"The media type {sent} is {found.value}.", pointer="format"
        )
    return found


def file_name(disposition: str | None) -> str | None:
    """Return what the file is called (Content-Disposition, RFC 6266), without what may be a CPR."""
    if disposition is None:
        return None
    message = Message()
    message["Content-Disposition"] = disposition
    return clean_name(message.get_filename() or "")


def clean_name(name: str) -> str | None:
    last = PurePath(name.replace("\\", "/")).name
    readable = "".join(letter for letter in last if letter.isprintable())
    return without_cpr(readable)[:MOST_OF_NAME] or None
