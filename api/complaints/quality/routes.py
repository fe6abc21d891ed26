"""What is not known of complaints, over HTTP."""

from typing import Annotated

from fastapi import Query
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.complaints.patterns.answering import asked_of
from api.complaints.patterns.serving import JSON
from api.complaints.patterns.standing import (
    check_may_see_complaints,
    exact_units,
    prepared,
    standing,
)
from api.complaints.quality.reading import quality
from api.complaints.quality.schemas import QualityOut, QualityQuery
from api.language import preferred
from api.people.access import PatternsAsker
from api.quick_route import quick_feature
from api.reads import ReadsDep

router = quick_feature("/v1", "patterns")


@router.get("/complaints/quality", response_class=Response, responses={200: {"model": QualityOut}})
async def show_complaint_quality(
    request: Request,
    reads: ReadsDep,
    asking: PatternsAsker,
    query: Annotated[QualityQuery, Query()],
) -> Response:
    """Tell how many complaints lack a cause, a finding, an outcome, a case or a complainant.

    A pattern is no better than what was registered. Each share has its interval, in all and for
    each unit, and a link to the complaints that lack it.
    """
    stands = await standing(request, reads, asking, query)
    check_may_see_complaints(stands.actor, query)
    language = preferred(request.headers.get("accept-language", ""))

    def read(session: Session) -> QualityOut:
        data = prepared(session, reads, query)
        asked = asked_of(data, query, exact_units(stands.actor))
        return quality(session, stands.actor, asked, query, data, language)

    found = await reads.run(read)
    body = found.model_dump_json(by_alias=True)
    return Response(body, media_type=JSON, headers=stands.headers | {"Vary": "Accept-Language"})
