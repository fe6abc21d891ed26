"""Deadlines as a file, over HTTP: exactly what the list shows."""

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated

from fastapi import Query
from pydantic import Field
from starlette.responses import StreamingResponse

from api.clock import Today
from api.db import SessionDep
from api.deadlines.export.formats import MEDIA_TYPES, ExportFormat
from api.deadlines.export.reading import check_size, lines_of
from api.deadlines.export.words import FILE, said
from api.deadlines.export.writing import write_csv, write_xlsx
from api.deadlines.rules import AsOf
from api.deadlines.schemas import JudgedFilters
from api.language import Language, Preferred
from api.people.access import DeadlinesReader
from api.people.budgets_http import spends
from api.people.budgets_rules import Budget
from api.routing import feature

router = feature("/v1", "deadlines")
IN_MEMORY = 1_000_000
AT_A_TIME = 64_000


class ExportQuery(JudgedFilters):
    format: ExportFormat = ExportFormat.CSV
    lang: Annotated[
        Language | None, Field(description="Of headings, words and days; else Accept-Language.")
    ] = None
    bom: Annotated[
        bool, Field(description="CSV: begin with a mark by which spreadsheets know UTF-8.")
    ] = True


@router.get(
    "/deadlines/export",
    response_class=StreamingResponse,
    responses={200: {"content": {kind.split(";")[0]: {} for kind in MEDIA_TYPES.values()}}},
    openapi_extra=spends(Budget.EXPORT),
)
def export_deadlines(
    session: SessionDep,
    actor: DeadlinesReader,
    today: Today,
    preferred: Preferred,
    query: Annotated[ExportQuery, Query()],
) -> StreamingResponse:
    """Give the list as a file: the same deadlines in the same order, as of the same day.

    It is read by one statement, and written to disk before it is sent: a reader who is slow holds
    no connection to the database, and a fault is answered as one instead of cutting the file off.
    """
    as_of = AsOf(query.as_of or today, today)
    language = query.lang or preferred
    check_size(session, actor, query, as_of)
    with ExitStack() as unless_written:
        file = unless_written.enter_context(SpooledTemporaryFile(IN_MEMORY))
        lines = lines_of(session, actor, query, as_of, language)
        if query.format is ExportFormat.CSV:
            write_csv(file, lines, language, bom=query.bom)
        else:
            write_xlsx(file, lines, language, as_of.day)
        unless_written.pop_all()
    name = f"{said(FILE, language)}-{as_of.day}.{query.format}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Language": language.value,
        "Content-Length": str(file.tell()),
        "Vary": "Accept-Language",
    }
    return StreamingResponse(sent(file), media_type=MEDIA_TYPES[query.format], headers=headers)


def sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while part := file.read(AT_A_TIME):
            yield part
