"""All complaints of a year as a de-identified list, over HTTP."""

from typing import Annotated, Any

from fastapi import Query
from starlette.requests import Request

from api.clock import Today
from api.complaints.analysis_list.reading import analysis_list
from api.complaints.analysis_list.schemas import (
    AnalysisFormat,
    AnalysisListOut,
    AnalysisListQuery,
)
from api.complaints.analysis_list.sheets import FILE, sheet_of
from api.complaints.files import file_response
from api.complaints.lookups.noting import note_lookup
from api.complaints.patterns.schemas import query_string
from api.db import SessionDep
from api.deadlines.export.formats import MEDIA_TYPES, ExportFormat
from api.language import Preferred
from api.people.access import ComplaintsReader
from api.people.budgets_http import spends
from api.people.budgets_rules import Budget
from api.routing import feature
from api.words.enumerations import said

router = feature("/v1", "patterns")


@router.get(
    "/complaints/analysis-list",
    response_model=AnalysisListOut,
    responses={200: {"content": {kind.split(";")[0]: {} for kind in MEDIA_TYPES.values()}}},
    openapi_extra=spends(Budget.EXPORT),
)
def list_for_analysis(
    request: Request,
    session: SessionDep,
    actor: ComplaintsReader,
    today: Today,
    preferred: Preferred,
    query: Annotated[AnalysisListQuery, Query()],
) -> Any:
    """Give all complaints of a year that may be read, with nobody in them, to be read through.

    They have a running number of the list's own, and the month they came in. Names, numbers and
    addresses that the system knows, or that look like it, are taken out of the texts; whoever
    passes the list on should still read it first.
    """
    note_lookup(session, actor, request.scope["route"].path, query_string(query))
    found = analysis_list(session, actor, query, today)
    if query.format is AnalysisFormat.JSON:
        return found
    name = f"{said(FILE, preferred)}-{found.year}"
    form = ExportFormat(query.format.value)
    return file_response([sheet_of(found, preferred)], name, form, preferred, bom=query.bom)
