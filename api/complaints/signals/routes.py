"""Signals and trends of complaints over HTTP."""

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from api.complaints.patterns.serving import Question, served
from api.complaints.signals.answering import signals, trend
from api.complaints.signals.schemas import SignalsOut, SignalsQuery, TrendOut, TrendQuery
from api.people.access import PatternsAsker
from api.quick_route import quick_feature
from api.reads import ReadsDep

router = quick_feature("/v1", "patterns")


@router.get("/complaints/signals", response_class=Response, responses={200: {"model": SignalsOut}})
async def list_complaint_signals(
    request: Request,
    reads: ReadsDep,
    asking: PatternsAsker,
    query: Annotated[SignalsQuery, Query()],
) -> Response:
    """List what rose, fell, keeps silent or is complained of more than chance explains.

    Every value and pair of cause, unit and case type is tested against its own past and against the
    rest; false discoveries are controlled over all tests together.
    """

    def computed(question: Question) -> bytes:
        found = signals(question.asked, question.data, query, question.today, question.language)
        return found.model_dump_json(by_alias=True).encode()

    return await served(request, reads, asking, query, computed)


@router.get("/complaints/trend", response_class=Response, responses={200: {"model": TrendOut}})
async def show_complaint_trend(
    request: Request,
    reads: ReadsDep,
    asking: PatternsAsker,
    query: Annotated[TrendQuery, Query()],
) -> Response:
    """Show the complaints of each period, per 100 decisions, with control limits.

    Within the limits 99.7 % of periods lie while nothing happens.
    """

    def computed(question: Question) -> bytes:
        found = trend(
            question.asked, question.data, query, question.today, query.by, question.language
        )
        return found.model_dump_json().encode()

    return await served(request, reads, asking, query, computed)
