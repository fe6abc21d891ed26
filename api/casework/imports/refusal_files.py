"""Refusals as a CSV file that a spreadsheet opens, to be mended line by line."""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO
from uuid import UUID

from sqlmodel import Session

from api.casework.imports import queries
from api.casework.imports.schemas import RefusalOut
from api.paging import PageQuery

# Without the mark at its beginning Excel does not read a file as UTF-8.
ENCODING = "utf-8-sig"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
AT_A_TIME, PIECE = 1000, 1 << 16
COLUMNS = list(RefusalOut.model_fields)


def refusals_as_csv(session: Session, import_id: UUID) -> IO[bytes]:
    """Return a file without a name that holds all refusals of an import, from its beginning."""
    file = TemporaryFile()  # noqa: SIM115 - closed when it was sent
    text = TextIOWrapper(file, ENCODING, newline="")
    rows = csv.writer(text, delimiter=";")
    rows.writerow(COLUMNS)
    for refusal in every_refusal(session, import_id):
        rows.writerow([harmless(getattr(refusal, name)) for name in COLUMNS])
    text.detach()
    file.seek(0)
    return file


def every_refusal(session: Session, import_id: UUID) -> Iterator[RefusalOut]:
    query = PageQuery(limit=AT_A_TIME)
    while True:
        found = queries.find_refusals(session, import_id, query)
        yield from map(RefusalOut.of, found.rows)
        if found.next is None:
            return
        query = PageQuery(limit=AT_A_TIME, cursor=found.next)


def harmless(value: object) -> str:
    """Return a cell that a spreadsheet does not carry out as a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
