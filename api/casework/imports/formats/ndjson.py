"""Rows of NDJSON: one object a line, with the columns as its members."""

from collections.abc import Iterable, Iterator
from json import JSONDecoder
from typing import Any

from api.casework.imports.formats.rows import Row, cut_off, named_row, unreadable


class Members(list[tuple[str, Any]]):
    """An object of JSON as it was written, also what it says twice."""


DECODER = JSONDecoder(object_pairs_hook=Members)


def ndjson_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a file. Empty lines say nothing, and are counted."""
    for number, text in enumerate(lines, 1):
        if text.strip():
            yield row_of(number, text)


def row_of(number: int, text: str) -> Row:
    try:
        value = DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        if not text.endswith("\n"):
            raise cut_off(number) from error
        return unreadable(number, "json_invalid", "This line is no JSON.")
    if not isinstance(value, Members):
        return unreadable(number, "object_expected", "A line is one JSON object, a case.")
    return named_row(number, value)
