"""The lines of a UTF-8 file that comes in pieces, or where it is none."""

from collections.abc import Iterable, Iterator

from api.errors import InvalidInput

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What the files of other programs begin with.
NOT_TEXT = {
    b"PK\x03\x04": "a workbook (xlsx)",
    b"\xd0\xcf\x11\xe0": "an old workbook (xls)",
    b"\x1f\x8b": "compressed (gzip)",
    b"%PDF": "a PDF",
}
MOST_BYTES_OF_LINE = 1 << 20
SAVE_AS_UTF8 = "Save it as UTF-8 (in Excel: CSV UTF-8), and send it again."


def text_lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a file with their ends; only the last may lack one.

    Raises InvalidInput where it is no UTF-8 text, and for a line that never ends.
    """
    position, line = 0, 1
    for block in whole_lines(chunks):
        if position == 0:
            check_beginning(block)
        yield from lines_of(block, position, line)
        position, line = position + len(block), line + block.count(b"\n")


def whole_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield blocks that end where a line does, and what is left in the end."""
    parts: list[bytes] = []
    kept = 0
    for chunk in chunks:
        end = chunk.rfind(b"\n") + 1
        if end:
            yield b"".join([*parts, chunk[:end]])
            parts, kept = [], 0
        parts.append(chunk[end:])
        kept += len(chunk) - end
        if kept > MOST_BYTES_OF_LINE:
            raise InvalidInput(
                "line_too_long", f"A line of more than {MOST_BYTES_OF_LINE} bytes is not read."
            )
    if kept:
        yield b"".join(parts)


def check_beginning(block: bytes) -> None:
    for mark, kind in NOT_TEXT.items():
        if block.startswith(mark):
            raise InvalidInput("format_other", f"The file is {kind}, and was sent as text.")
    if block.startswith(UTF16_MARKS):
        raise InvalidInput("not_utf8", f"From its first byte on the file is UTF-16. {SAVE_AS_UTF8}")


def lines_of(block: bytes, position: int, line: int) -> Iterator[str]:
    """Yield a block's lines; `position` and `line` say where in the file it begins."""
    if (nul := block.find(0)) >= 0:
        where = place(block, nul, position, line)
        raise InvalidInput("not_utf8", f"{where} is NUL: this may be UTF-16. {SAVE_AS_UTF8}")
    try:
        text = block.decode()
    except UnicodeDecodeError as error:
        where = place(block, error.start, position, line)
        raise InvalidInput(
            "not_utf8",
            f"{where} is 0x{block[error.start]:02X}, which is no UTF-8; in Latin-1 it would be "
            f"{block[error.start : error.start + 1].decode('latin-1')!r}. {SAVE_AS_UTF8}",
        ) from None
    *lines, last = text.removeprefix("\ufeff" if position == 0 else "").split("\n")
    yield from (f"{each}\n" for each in lines)
    if last:
        yield last


def place(block: bytes, at: int, position: int, line: int) -> str:
    """Say where a byte of a block stands in the file, counting both from one."""
    in_line = line + block.count(b"\n", 0, at)
    return f"Byte {position + at + 1}, in line {in_line},"
