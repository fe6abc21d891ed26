"""Rows of CSV: a header that names the columns, then a row a case."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.casework.imports.cells import day
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


@dataclass(frozen=True)
class Header:
    """The columns of a file, and what parts them."""

    names: Sequence[str]
    delimiter: str


def csv_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a file; a row of several lines has the number of its first.

    Raises InvalidInput for a header that can't be read, before any row.
    """
    told = Told(lines)
    numbered = enumerate(told, 1)
    above, first = next(((at, text) for at, text in numbered if text.strip()), (0, ""))
    header = header_of(first)
    reader = csv.reader((text for _, text in numbered), delimiter=header.delimiter, strict=True)
    while True:
        line = above + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if not told.whole or "end of data" in str(error):
                raise cut_off(line) from None
            to = to_line(line, above + reader.line_num)
            yield unreadable(line, "csv_invalid", f"This row can't be read: {error}.{to}")
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            last_line = above + reader.line_num
            if len(cells) < len(header.names) and not told.whole:
                raise cut_off(last_line)
            yield row_of(header, line, last_line, cells)


def header_of(text: str) -> Header:
    """Return the columns, parted by that by which most names are known."""
    words, delimiter = max(
        ((cells_of(text, each), each) for each in DELIMITERS), key=lambda found: known_in(found[0])
    )
    if not words:
        raise InvalidInput(
            "header_unreadable", "The first line must hold the names of the columns."
        )
    return Header(check_header(words), delimiter)


def cells_of(text: str, delimiter: str) -> list[str]:
    """Return the cells of a line; none if it can't be parted so."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def known_in(words: Iterable[str]) -> int:
    return sum(column_named(word) is not None for word in words)


def row_of(header: Header, line: int, last_line: int, cells: Sequence[str]) -> Row:
    found, wanted = len(cells), len(header.names)
    if found != wanted:
        to = to_line(line, last_line)
        detail = f"This row has {found} cells, and the header {wanted}.{to}"
        return unreadable(line, "cells_other", detail)
    if last_line > line and any(holds_row(cell, header) for cell in cells):
        detail = f"A cell holds other rows, to line {last_line}: its quotation mark has no end."
        return unreadable(line, "rows_swallowed", detail)
    told = {name: cell for name, cell in zip(header.names, cells, strict=True) if cell}
    nameless = [NAMELESS] if told.pop("", "").strip() else []
    return Row(line, told, nameless)


def to_line(line: int, last_line: int) -> str:
    return f" It runs to line {last_line}." if last_line > line else ""


def holds_row(cell: str, header: Header) -> bool:
    """Say whether a line of a cell is a row itself, so that no case is lost unseen."""
    at = header.names.index("received_on")
    rows = (cells_of(line, header.delimiter) for line in cell.splitlines())
    return any(len(row) == len(header.names) and is_day(row[at]) for row in rows)


def is_day(cell: str) -> bool:
    try:
        return day(cell) is not None
    except InvalidInput:
        return False
