"""Tables as files for spreadsheets: CSV of the first, or XLSX with a sheet for each."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, TextIOWrapper
from typing import Any

from starlette.responses import Response
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no stubs

from api.conditional import digest_of
from api.deadlines.export.columns import day_text
from api.deadlines.export.formats import MEDIA_TYPES, ExportFormat
from api.deadlines.export.writing import BOM, DAY_FORMAT, harmless
from api.language import Language

Cell = str | float | date | None


@dataclass(frozen=True)
class Sheet:
    """A table under its headings; of `widths` the last holds for all further columns."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = (18,)


def file_response(
    sheets: Sequence[Sheet], name: str, form: ExportFormat, language: Language, *, bom: bool
) -> Response:
    """Return sheets as a file to be saved under a name."""
    file = BytesIO()
    if form is ExportFormat.CSV:
        write_csv(file, sheets[0], language, bom=bom)
    else:
        write_xlsx(file, sheets, language)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{form}"',
        "Content-Language": language.value,
        "Vary": "Accept-Language",
    }
    content = file.getvalue()
    headers["ETag"] = f'"{digest_of(content)}"'
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


def write_csv(file: BytesIO, sheet: Sheet, language: Language, *, bom: bool) -> None:
    text = TextIOWrapper(file, "utf-8", newline="")
    text.write(BOM if bom else "")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([harmless(heading) for heading in sheet.headings])
    writer.writerows([as_text(cell, language) for cell in row] for row in sheet.rows)
    text.detach()


def as_text(cell: Cell, language: Language) -> str:
    """Return a cell as a spreadsheet of the language reads it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day_text(cell, language)
    if isinstance(cell, str):
        return harmless(cell)
    return str(cell).replace(".", ",") if language is Language.DA else str(cell)


def write_xlsx(file: BytesIO, sheets: Iterable[Sheet], language: Language) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"in_memory": True, **options}) as book:
        bold, day = book.add_format({"bold": True}), DAY_FORMAT[language]
        day_format = book.add_format({"num_format": day})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for place in range(len(sheet.headings)):
                page.set_column(place, place, sheet.widths[min(place, len(sheet.widths) - 1)])
            page.freeze_panes(1, 0)
            page.write_row(0, 0, sheet.headings, bold)
            for number, row in enumerate(sheet.rows, start=1):
                write_row(page, number, row, day_format)


def write_row(page: Any, number: int, row: Sequence[Cell], day: Any) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, date):
            page.write_datetime(number, place, cell, day)
        elif isinstance(cell, str):
            page.write_string(number, place, cell)
        elif cell is not None:
            page.write_number(number, place, cell)
