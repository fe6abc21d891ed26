"""A pattern as a file: the api's own, with what the page asks, passed on as it comes."""

from typing import Final, Literal

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from web.patterns.asked import asked_of
from web.patterns.client import Patterns
from web.refusals import EXPLANATIONS, explain
from web.signed_in import SignedIn

router = APIRouter()

NAME: Final = 'attachment; filename="klagemoenster.{}"'


@router.get("/patterns/export.{kind}")
async def export_pattern(
    request: Request, kind: Literal["csv", "xlsx", "json"], _: SignedIn, patterns: Patterns
) -> Response:
    """Give exactly what the page shows."""
    asked = asked_of(request, request.url.path)
    if asked.form.errors:
        return explain(request, EXPLANATIONS[422])
    file = await patterns.file(kind, asked.query)
    named = {"Content-Disposition": NAME.format(kind)}
    return StreamingResponse(file.parts, headers=named | dict(file.headers))
