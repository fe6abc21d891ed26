"""Files of cases, as other systems and spreadsheets write them."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import httpx2
import xlsxwriter  # type: ignore[import-untyped]  # it has none
from sqlmodel import Session, func, select
from starlette.testclient import TestClient

from api.cases.tables import Case

MEDIA = {
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LINE: Mapping[str, Any] = {
    "system": "esdh",
    "reference": "S2017-1",
    "case_type": "merudgifter",
    "unit": "Borgercenter Handicap",
    "origin": "citizen",
    "received_on": "2017-08-16",
}
Lines = Sequence[Mapping[str, Any]]


def line(which: int = 1, /, **fields: Any) -> dict[str, Any]:
    """Return a line in order; a field that is None is left out."""
    told = {**LINE, "reference": f"S2017-{which}", **fields}
    return {name: value for name, value in told.items() if value is not None}


def ndjson(lines: Lines) -> bytes:
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in lines).encode()


def csv_file(lines: Lines, *, delimiter: str = ";", end: str = "\r\n") -> bytes:
    names = list(dict.fromkeys(name for each in lines for name in each))
    rows = [names, *([str(each.get(name, "")) for name in names] for each in lines)]
    return "".join(f"{delimiter.join(map(quoted, row))}{end}" for row in rows).encode()


def quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set(';,"\n') else cell


def workbook(lines: Lines) -> bytes:
    """Return a workbook whose days are real days, as Excel keeps them."""
    names = list(dict.fromkeys(name for each in lines for name in each))
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        as_day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, names)
        for at, each in enumerate(lines, 1):
            for place, name in enumerate(names):
                write_cell(sheet, at, place, each.get(name), as_day)
    return file.getvalue()


def write_cell(sheet: Any, row: int, column: int, value: Any, as_day: Any) -> None:
    if isinstance(value, str) and is_day(value):
        sheet.write_datetime(row, column, date.fromisoformat(value), as_day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


WRITERS = {"ndjson": ndjson, "csv": csv_file, "xlsx": workbook}


def send(
    api: TestClient,
    headers: Mapping[str, str],
    body: bytes | Iterable[bytes],
    kind: str = "ndjson",
    **asked: Any,
) -> httpx2.Response:
    typed = {"Content-Type": MEDIA[kind], **headers}
    return api.post("/v1/case-imports", params=asked, content=body, headers=typed)


EXTENDED = {
    "extended_to": "2017-12-01",
    "notice_sent_on": "2017-09-20",
    "extension_reason": "Vi venter.",
}


def cases(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Case)).one()


def refusals(answer: Any) -> set[tuple[int, str, str]]:
    """Return line, column and code of what was refused."""
    return {(each["line"], each["field"], each["code"]) for each in answer.json()["refusals"]}
