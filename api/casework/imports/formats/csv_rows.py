"""Rows of CSV: a header that names the columns, then a row a case."""

import csv
from collections.abc import Iterable, Iterator

from api.casework.imports.columns import check_header, column_named
from api.casework.imports.formats.rows import NAMELESS, Row, cut_off, unreadable
from api.errors import InvalidInput

DELIMITERS = (";", ",", "\t")


class Told:
    """Passes lines on, and tells whether the last one was whole."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = iter(lines)
        self.whole = True

    def __iter__(self) -> Iterator[str]:
        for line in self.lines:
            self.whole = line.endswith("\n")
            yield line


def csv_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a file; a row of several lines has the number of its first.

    Raises InvalidInput for a header that can't be read, before any row.
    """
    told = Told(lines)
    numbered = enumerate(told, 1)
    above, header = next(((at, text) for at, text in numbered if text.strip()), (0, ""))
    delimiter = delimiter_of(header)
    names = check_header(cells_of(header, delimiter))
    reader = csv.reader((text for _, text in numbered), delimiter=delimiter, strict=True)
    while True:
        line = above + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if not told.whole or "end of data" in str(error):
                raise cut_off(line) from None
            yield unreadable(line, "csv_invalid", f"This row can't be read: {error}.")
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield row_of(line, above + reader.line_num, names, cells, whole=told.whole)


def delimiter_of(header: str) -> str:
    """Return what parts the columns: that by which most names are known."""
    return max(DELIMITERS, key=lambda each: known_in(cells_of(header, each)))


def known_in(words: Iterable[str]) -> int:
    return sum(column_named(word) is not None for word in words)


def cells_of(header: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([header], delimiter=delimiter, strict=True), [])
    except csv.Error:
        raise InvalidInput(
            "header_unreadable", "The first line must hold the names of the columns."
        ) from None


def row_of(line: int, last_line: int, names: list[str], cells: list[str], *, whole: bool) -> Row:
    if len(cells) != len(names):
        if len(cells) < len(names) and not whole:
            raise cut_off(last_line)
        return unreadable(
            line, "cells_other", wrong_number(len(cells), len(names), line, last_line)
        )
    found = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
    nameless = [NAMELESS] if found.pop("", "").strip() else []
    return Row(line, found, nameless)


def wrong_number(found: int, wanted: int, line: int, last_line: int) -> str:
    said = f"This row has {found} cells, and the header {wanted}."
    if line == last_line:
        return said
    return f"{said} It runs to line {last_line}: a quotation mark may be too many, or missing."
