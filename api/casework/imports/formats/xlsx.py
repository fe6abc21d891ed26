"""Rows of a workbook: the first sheet, with a header that names the columns.

A workbook is a zip, which is read from its end: it is kept in a file without a name until it is
read. What it unpacks to is bounded first, so that a small file can't fill the machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook

from api.casework.imports.columns import check_header
from api.casework.imports.formats.rows import NAMELESS, Row
from api.casework.imports.formats.zip_bounds import check_zip
from api.casework.imports.rules import Fault
from api.errors import DomainError, InvalidInput

MOST_ROWS = 1_048_576
# From there on a workbook's number is not the one that was typed.
MOST_NUMBER = 10**15
DIGITS_LOST = (
    "A workbook keeps 15 digits of a number. Format the column as text, and type it again."
)
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


def xlsx_rows(chunks: Iterable[bytes]) -> Iterator[Row]:
    """Yield the rows of the first sheet, by their numbers in it.

    Raises InvalidInput for a file that is no workbook, or unpacks to too much, before any row.
    """
    with TemporaryFile() as file:
        for chunk in chunks:
            file.write(chunk)
        check_zip(file)
        with readable(), opened(file) as workbook:
            yield from rows_of(rows_of_first_sheet(workbook))


@contextmanager
def readable() -> Iterator[None]:
    """Refuse what breaks the reader: it trusts the XML inside, and fails in any way it leads to."""
    try:
        yield
    except (DomainError, GeneratorExit):
        raise
    except Exception as error:
        raise InvalidInput("workbook_unreadable", "The file is no workbook (xlsx).") from error


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Workbook]:
    workbook = load_workbook(file, read_only=True, data_only=True)
    try:
        yield workbook
    finally:
        workbook.close()


def rows_of_first_sheet(workbook: Workbook) -> Iterator[tuple[int, Sequence[Any]]]:
    sheet = workbook.worksheets[0]
    # Some programs write a size that is wrong, and cells beyond it would be lost.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:
            raise InvalidInput("too_many_rows", f"A sheet has at most {MOST_ROWS} rows.")
        yield number, cells


def rows_of(numbered: Iterator[tuple[int, Sequence[Any]]]) -> Iterator[Row]:
    header: Sequence[Any] = next((cells for _, cells in numbered if any(map(holds, cells))), ())
    names = check_header([str(cell) if holds(cell) else "" for cell in header])
    for number, cells in numbered:
        if any(map(holds, cells)):
            yield row_of(number, names, cells)


def row_of(number: int, names: Sequence[str], cells: Sequence[Any]) -> Row:
    told = [(name, plain(cell)) for name, cell in zip_longest(names, cells) if holds(cell)]
    row = Row(number, {name: cell for name, cell in told if name})
    if len(row.cells) < len(told):
        row.faults.append(NAMELESS)
    for name, cell in row.cells.items():
        if cell in ERRORS:
            row.faults.append(Fault(name, "cell_error", f"This cell shows the error {cell}."))
        elif isinstance(cell, int | float) and abs(cell) >= MOST_NUMBER:
            row.faults.append(Fault(name, "digits_lost", DIGITS_LOST))
    return row


def plain(cell: Any) -> Any:
    """Return a cell without the way in which a workbook writes characters that XML has not."""
    return unescape(cell) if isinstance(cell, str) and "_x" in cell else cell


def holds(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
