"""Patterns of complaints over HTTP."""

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from api.complaints.patterns.answering import answered, written
from api.complaints.patterns.protected_answers import written_protected
from api.complaints.patterns.schemas import PatternsOut, PatternsQuery
from api.complaints.patterns.serving import Question, served
from api.complaints.patterns.standing import Data
from api.language import Language
from api.people.access import PatternsAsker
from api.quick_route import quick_feature
from api.reads import ReadsDep

router = quick_feature("/v1", "patterns")


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
    For the public, and for who may not read complaints, small counts are hidden, and so many others
    that they can't be worked out; then only whole years that have ended are told of.
    """

    def computed(question: Question) -> bytes:
        return written(answered(question.asked, query), question.data, question.language)

    def protected(data: Data, language: Language) -> bytes:
        return written_protected(query, data, language)

    return await served(request, reads, asking, query, computed, protected)
