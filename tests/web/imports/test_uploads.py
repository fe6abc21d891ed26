"""A form's file is taken out of it piece by piece, however the pieces fall."""

from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request

from tests.own_loop import in_own_loop
from web.imports.uploads import MOST_OF_FIELDS, NoUpload, upload_of

FILE = b"system;reference\r\n--x\r\n" + bytes(range(256)) * 40
FORM = (
    b'--b\r\nContent-Disposition: form-data; name="on_refusal"\r\n\r\nskip\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="s\xc3\xa5.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\n" + FILE + b"\r\n--b--\r\n"
)


def request_of(body: bytes, size: int, kind: str = "multipart/form-data; boundary=b") -> Request:
    """Return a request whose body comes in pieces of one size."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    messages = [{"type": "http.request", "body": each, "more_body": True} for each in pieces]
    left = iter([*messages, {"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, object]:
        return next(left)

    headers = [(b"content-type", kind.encode())]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def taken(request: Request) -> tuple[dict[str, str], str, list[bytes]]:
    upload = await upload_of(request)
    return upload.fields, upload.file_name, [piece async for piece in upload.parts()]


@pytest.mark.parametrize("size", [1, 7, 64, 1000, 100_000])
def test_the_file_is_the_same_in_pieces_of_any_size(size: int) -> None:
    fields, name, pieces = in_own_loop(taken(request_of(FORM, size)))

    assert (fields, name) == ({"on_refusal": "skip"}, "så.csv")
    assert b"".join(pieces) == FILE
    assert max(map(len, pieces)) <= max(size + 10, 64), "no more is held than what came"


def test_nothing_is_read_of_the_file_before_it_is_asked_for() -> None:
    read: list[int] = []

    async def begun() -> AsyncIterator[bytes]:
        request = request_of(FORM, 64)
        receive = request.receive

        async def counted() -> object:
            read.append(1)
            return await receive()

        return (await upload_of(Request(request.scope, counted))).parts()  # type: ignore[arg-type]  # as an app gives it

    in_own_loop(begun())
    assert len(read) < len(FORM) // 64 // 10


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--b\r\nno header",
        FORM.partition(b'--b\r\nContent-Disposition: form-data; name="file"')[0],
        FORM[:-8],
    ],
    ids=["empty", "no form", "no file", "cut"],
)
def test_what_holds_no_whole_file_is_refused(body: bytes) -> None:
    with pytest.raises(NoUpload):
        in_own_loop(taken(request_of(body, 50)))


def test_a_form_of_another_kind_is_refused() -> None:
    with pytest.raises(NoUpload):
        in_own_loop(taken(request_of(b"file=1", 50, "application/x-www-form-urlencoded")))


def test_fields_before_the_file_may_not_be_endless() -> None:
    long = FORM.replace(b"skip", b"x" * (MOST_OF_FIELDS + 1))
    with pytest.raises(NoUpload):
        in_own_loop(taken(request_of(long, 5000)))
