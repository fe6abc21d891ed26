"""The list as a file: the api's own, with the filters of the page, passed on as it comes."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from web.deadlines.client import Deadlines
from web.deadlines.filters import asked_of
from web.refusals import EXPLANATIONS, explain
from web.signed_in import SignedIn

router = APIRouter()


@router.get("/deadlines/export.{kind}")
async def export_deadlines(
    request: Request, kind: Literal["csv", "xlsx"], _: SignedIn, deadlines: Deadlines
) -> Response:
    """Give exactly what the list shows, under the name that the api gives the file."""
    asked = asked_of(request, request.url.path)
    if asked.form.errors:
        return explain(request, EXPLANATIONS[422])
    file = await deadlines.api.file("/v1/deadlines/export", format=kind, **asked.filters)
    return StreamingResponse(file.parts, headers=dict(file.headers))
