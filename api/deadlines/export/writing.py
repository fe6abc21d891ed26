"""Lines written as CSV or XLSX into a file, a few at a time: memory does not grow with them."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import TextIOWrapper
from typing import IO, Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no stubs

from api.deadlines.export.columns import COLUMNS, Cell, Line, day_text
from api.deadlines.export.words import FILE, said
from api.language import Language

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"
DAY_FORMAT = {Language.DA: "dd.mm.yyyy", Language.EN: "yyyy-mm-dd"}


def harmless(text: str) -> str:
    """Return a text that no spreadsheet computes."""
    return f"'{text}" if text.startswith(FORMULA) else text


def headings(language: Language) -> list[str]:
    return [said(column.heading, language) for column in COLUMNS]


def cells(lines: Iterable[Line], language: Language) -> Iterator[list[Cell]]:
    for line in lines:
        yield [column.cell(line, language) for column in COLUMNS]


def write_csv(file: IO[bytes], lines: Iterable[Line], language: Language, *, bom: bool) -> None:
    """Write UTF-8 with semicolons, as Danish spreadsheets read it; a BOM tells them it is UTF-8."""
    text = TextIOWrapper(file, "utf-8", newline="")
    if bom:
        text.write(BOM)
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings(language))
    writer.writerows([as_text(cell, language) for cell in row] for row in cells(lines, language))
    text.detach()


def as_text(cell: Cell, language: Language) -> str:
    if isinstance(cell, date):
        return day_text(cell, language)
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None else str(cell)


def write_xlsx(file: IO[bytes], lines: Iterable[Line], language: Language, as_of: date) -> None:
    """Write one sheet, named for its day, with days as days and text as text."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as book:
        sheet = book.add_worksheet(f"{said(FILE, language)} {as_of.isoformat()}")
        bold, day = book.add_format({"bold": True}), {"num_format": DAY_FORMAT[language]}
        for number, column in enumerate(COLUMNS):
            sheet.set_column(number, number, column.width)
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, headings(language), bold)
        write_rows(sheet, cells(lines, language), book.add_format(day))


def write_rows(sheet: Any, rows: Iterable[list[Cell]], day: Any) -> None:
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, place, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write_number(number, place, cell)
