"""Patterns of complaints over HTTP."""

from typing import Annotated

from fastapi import Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.complaints.patterns.answering import answered, asked_of, written
from api.complaints.patterns.memory import held_for
from api.complaints.patterns.schemas import PatternsOut, PatternsQuery
from api.complaints.patterns.standing import exact_units, prepared, standing
from api.language import preferred
from api.people.access import PatternsAsker
from api.quick_route import quick_feature
from api.reads import ReadsDep

router = quick_feature("/v1", "patterns")
JSON = "application/json"


@router.get(
    "/complaints/patterns", response_class=Response, responses={200: {"model": PatternsOut}}
)
async def show_complaint_patterns(
    request: Request,
    reads: ReadsDep,
    asking: PatternsAsker,
    query: Annotated[PatternsQuery, Query()],
) -> Response:
    """Count complaints by up to three dimensions, with how sure each figure is.

    The answer says which state of the data it is of; its `link` gives the same figures for ever.
    """
    stands = await standing(request, reads, asking)
    language = preferred(request.headers.get("accept-language", ""))
    units = exact_units(stands.actor)
    question = (stands.named, units, language, query.model_dump_json())
    holding = held_for(reads)
    if stands.current and not query.q:
        kept = holding.kept.get((stands.number, stands.checked_at, *question))
        if kept:
            return Response(kept, media_type=JSON, headers=stands.headers)
    data = await reads.run(lambda session: prepared(session, reads, query.data))

    def compute() -> bytes:
        return written(answered(asked_of(data, query, units, None), query), data, language)

    body = await run_in_threadpool(compute)
    holding.kept.put((data.number, data.checked_at, *question), body)
    return Response(body, media_type=JSON, headers=stands.headers)
