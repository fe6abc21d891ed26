"""A pattern as a file, over HTTP: the answer that the pattern gives, cell by cell."""

import json
from typing import Annotated, Final

from fastapi import Query
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.complaints.files import file_response
from api.complaints.pattern_export.sheets import sheets_of
from api.complaints.patterns.routes import show_complaint_patterns
from api.complaints.patterns.schemas import PatternsQuery
from api.deadlines.export.formats import MEDIA_TYPES, ExportFormat
from api.freshness import AS_OF, CALENDAR_VERSION, FEED_POSITION
from api.language import preferred
from api.people.access import PatternsAsker
from api.people.budgets_http import spends
from api.people.budgets_rules import Budget
from api.quick_route import quick_feature
from api.reads import ReadsDep
from api.words.enumerations import Both, said

router = quick_feature("/v1", "patterns")
FRESHNESS: Final = (AS_OF, FEED_POSITION, CALENDAR_VERSION)
FILE: Final[Both] = ("klagemoenstre", "complaint-patterns")


class PatternsExportQuery(PatternsQuery):
    format: ExportFormat = ExportFormat.CSV
    bom: Annotated[
        bool, Field(description="CSV: begin with a mark by which spreadsheets know UTF-8.")
    ] = True


@router.get(
    "/complaints/patterns/export",
    response_class=Response,
    responses={200: {"content": {kind.split(";")[0]: {} for kind in MEDIA_TYPES.values()}}},
    openapi_extra=spends(Budget.EXPORT),
)
async def export_complaint_patterns(
    request: Request,
    reads: ReadsDep,
    asking: PatternsAsker,
    query: Annotated[PatternsExportQuery, Query()],
) -> Response:
    """Give a pattern as a file: a row for each cell and measure, with its interval and definition.

    It holds what the pattern answers and nothing else: what that hides is hidden here, in words. A
    workbook has a second sheet with the definitions and the permanent link.
    """
    own = set(PatternsExportQuery.model_fields) - set(PatternsQuery.model_fields)
    pattern = PatternsQuery.model_validate(query.model_dump(exclude=own, exclude_unset=True))
    answered = await show_complaint_patterns(request, reads, asking, pattern)
    answer = json.loads(bytes(answered.body))
    language = preferred(request.headers.get("accept-language", ""))
    name = f"{said(FILE, language)}-{answer['data']['number']}"

    def written() -> Response:
        sheets = sheets_of(answer, language)
        file = file_response(sheets, name, query.format, language, bom=query.bom)
        file.headers.update({each: answered.headers[each] for each in FRESHNESS})
        return file

    return await run_in_threadpool(written)
