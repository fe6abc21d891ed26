"""The rows of a file in any of the formats."""

from collections.abc import Callable, Iterable, Iterator

from api.casework.imports.formats.csv_rows import csv_rows
from api.casework.imports.formats.ndjson import ndjson_rows
from api.casework.imports.formats.rows import Row
from api.casework.imports.formats.text import text_lines
from api.casework.imports.formats.xlsx import xlsx_rows
from api.casework.imports.rules import Format

READERS: dict[Format, Callable[[Iterable[bytes]], Iterator[Row]]] = {
    Format.NDJSON: lambda chunks: ndjson_rows(text_lines(chunks)),
    Format.CSV: lambda chunks: csv_rows(text_lines(chunks)),
    Format.XLSX: xlsx_rows,
}
