"""A file in a form as it comes from the browser, passed on piece by piece and never kept.

The form's other fields stand before the file: they are known when the file begins.
"""

from collections.abc import AsyncIterator
from typing import Final

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

MOST_OF_FIELDS: Final = 20_000


class NoUpload(Exception):
    """What came is no form with a file, or ended before the file did."""


class Incoming:
    """What a parser tells of a form: its fields, then the name and the pieces of its file."""

    def __init__(self, boundary: bytes) -> None:
        self.fields: dict[str, str] = {}
        self.file_name: str | None = None
        self.ended = False
        self._name = ""
        self._text: list[bytes] = []
        self._pieces: list[bytes] = []
        self._header: dict[bytes, bytes] = {}
        self._word = b""
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_begin": self._begin_header,
                "on_header_field": self._field,
                "on_header_value": self._value,
                "on_headers_finished": self._headed,
                "on_part_data": self._data,
                "on_part_end": self._end,
            },
        )

    def feed(self, chunk: bytes) -> bytes:
        """Read on, and return what of the file has come."""
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise NoUpload from error
        piece = b"".join(self._pieces)
        self._pieces.clear()
        return piece

    def _begin(self) -> None:
        self._header = {}
        self._text = []

    def _begin_header(self) -> None:
        self._word = b""

    def _field(self, data: bytes, start: int, end: int) -> None:
        self._word += data[start:end].lower()

    def _value(self, data: bytes, start: int, end: int) -> None:
        self._header[self._word] = self._header.get(self._word, b"") + data[start:end]

    def _headed(self) -> None:
        _, told = parse_options_header(self._header.get(b"content-disposition"))
        self._name = told.get(b"name", b"").decode(errors="replace")
        if b"filename" in told and self.file_name is None:
            self.file_name = told[b"filename"].decode(errors="replace")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self.file_name is None:
            self._text.append(data[start:end])
            if sum(map(len, self._text)) > MOST_OF_FIELDS:
                raise NoUpload
        elif not self.ended:
            self._pieces.append(data[start:end])

    def _end(self) -> None:
        if self.file_name is None:
            self.fields[self._name] = b"".join(self._text).decode(errors="replace")
        else:
            self.ended = True


class Upload:
    """A form whose file has begun to come."""

    def __init__(self, incoming: Incoming, first: bytes, rest: AsyncIterator[bytes]) -> None:
        self.fields = incoming.fields
        self.file_name = incoming.file_name or ""
        self._incoming = incoming
        self._first = first
        self._rest = rest

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the file; raises NoUpload if the form ends before it, so that none is cut short."""
        yield self._first
        async for chunk in self._rest:
            if piece := self._incoming.feed(chunk):
                yield piece
        if not self._incoming.ended:
            raise NoUpload

    async def drop(self) -> None:
        """Read what is still to come: a browser takes no answer before it has sent all."""
        async for _ in self._rest:
            pass


async def upload_of(request: Request) -> Upload:
    """Read a form up to the beginning of its file; raises NoUpload if it has none."""
    kind, told = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or b"boundary" not in told:
        raise NoUpload
    incoming, stream = Incoming(told[b"boundary"]), request.stream()
    async for chunk in stream:
        first = incoming.feed(chunk)
        if incoming.file_name is not None:
            return Upload(incoming, first, stream)
    raise NoUpload
