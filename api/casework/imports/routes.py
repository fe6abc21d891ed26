"""Imports of cases over HTTP."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Path, Query, Response
from starlette.requests import Request
from starlette.responses import StreamingResponse

from api.casework.imports import queries, schemas, services
from api.casework.imports.columns import COLUMNS
from api.casework.imports.formats.reading import READERS
from api.casework.imports.refusal_files import pieces_of, refusals_as_csv
from api.casework.imports.uploads import FORMATS, OTHER, chunks_of, file_name, format_of
from api.clock import Today
from api.db import SessionDep
from api.paging import Page, PageQuery, page_of
from api.people.access import CasesImporter
from api.resource import tagged
from api.routing import feature

router = feature("/v1", "cases")
Key = Annotated[UUID, Path(alias="id")]
FIRST_REFUSALS = 100
# An import holds a database connection and a thread for as long as its file takes to come.
AT_ONCE = 2
ABOUT_COLUMNS = "\n".join(
    f"- `{column.name}`{' (required)' if column.required else ''}: {column.about}"
    for column in COLUMNS
)
FILE = {
    "requestBody": {
        "required": True,
        "description": "A case a line, in UTF-8; a workbook's first sheet. Columns, also known by "
        f"their Danish names:\n\n{ABOUT_COLUMNS}",
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for media_type in (*FORMATS, OTHER)
        },
    }
}


def turn() -> Iterator[None]:
    """Wait until few enough import at the same time."""
    yield


Turn = Depends(turn, scope="function", max_concurrency=AT_ONCE)


@router.post(
    "/case-imports",
    status_code=201,
    response_model=schemas.ImportDone,
    openapi_extra=FILE,
    dependencies=[Turn],
)
def import_cases(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CasesImporter,
    today: Today,
    query: Annotated[schemas.ImportQuery, Query()],
    content_disposition: Annotated[
        str | None, Header(description='What the file is called: `attachment; filename="…"`.')
    ] = None,
    content_digest: Annotated[
        str | None,
        Header(
            description="What the body's digest must come to; "
            "needed for an Idempotency-Key, which is bound to it."
        ),
    ] = None,
) -> Any:
    """Import a file of cases of any size, as it comes: NDJSON, CSV or a workbook.

    The same file can be sent again: system and reference name a case, and what differs is changed.
    The answer tells what came of the lines, also when lines were refused and nothing was imported.
    """
    asked = services.Asked(
        format=format_of(request, query.format),
        dry_run=query.dry_run,
        on_refusal=query.on_refusal,
        file_name=file_name(content_disposition),
    )
    rows = READERS[asked.format](chunks_of(request, content_digest))
    row = services.import_cases(session, actor, rows, asked, today)
    refusals = queries.find_refusals(session, row.id, PageQuery(limit=FIRST_REFUSALS))
    response.headers["Location"] = f"/v1/case-imports/{row.id}"
    done = schemas.ImportDone.of(
        row,
        refusals=[schemas.RefusalOut.of(each) for each in refusals.rows],
        refusals_next=refusals.next,
    )
    return tagged(response, done)


@router.get("/case-imports", response_model=Page[schemas.ImportOut])
def list_case_imports(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CasesImporter,
    query: Annotated[PageQuery, Query()],
) -> Any:
    """List imports, the latest first: all, or one's own if one imports in some units only."""
    found = queries.find_imports(session, actor, query)
    return page_of(request, response, found, [schemas.ImportOut.of(each) for each in found.rows])


@router.get("/case-imports/{id}")
def show_case_import(
    key: Key, response: Response, session: SessionDep, actor: CasesImporter
) -> schemas.ImportOut:
    """Show what came of an import."""
    return tagged(response, schemas.ImportOut.of(queries.case_import(session, actor, key)))


@router.get("/case-imports/{id}/refusals", response_model=Page[schemas.RefusalOut])
def list_case_import_refusals(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CasesImporter,
    query: Annotated[PageQuery, Query()],
) -> Any:
    """List why lines were refused, in the order of the file."""
    row = queries.case_import(session, actor, key)
    found = queries.find_refusals(session, row.id, query)
    return page_of(request, response, found, [schemas.RefusalOut.of(each) for each in found.rows])


@router.get(
    "/case-imports/{id}/refusals.csv",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def download_case_import_refusals(
    key: Key, session: SessionDep, actor: CasesImporter
) -> StreamingResponse:
    """Give all refusals of an import as a file, for a spreadsheet."""
    row = queries.case_import(session, actor, key)
    name = f"refusals-{row.created_at:%Y-%m-%d}.csv"
    return StreamingResponse(
        pieces_of(refusals_as_csv(session, row.id)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
