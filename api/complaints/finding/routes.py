"""Complaints found by their words, over HTTP: the newest first, in one exchange with the database.

The list of complaints takes words too, beside all its other filters, and tells all of each.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from api import freshness
from api.complaints.finding import sql
from api.complaints.finding.schemas import ComplaintHitsQuery, FoundComplaints
from api.complaints.lookups.noting import noted_of, without_cpr
from api.complaints.patterns.schemas import query_string
from api.complaints.search.marking import pieces
from api.complaints.search.meaning import Search
from api.complaints.search.queries import search_by_memory, search_for
from api.paging import Found, by_day, by_id, fingerprint, page_of, read_cursor, write_cursor
from api.people.access import ComplaintsAsker
from api.people.remembered import remembered, signed_out
from api.people.rules import Scope
from api.quick_route import quick_feature
from api.reads import Reads, ReadsDep

router = quick_feature("/v1", "complaints")
JSON: Final = "application/json"
KEYS: Final = (by_day(None), by_id(None))


@router.get("/complaint-hits", response_class=Response, responses={200: {"model": FoundComplaints}})
async def find_complaint_hits(
    request: Request,
    reads: ReadsDep,
    asking: ComplaintsAsker,
    query: Annotated[ComplaintHitsQuery, Query()],
) -> Response:
    """Find complaints by what they say, in any form and within compounds, the newest first."""
    known = await remembered().who(request, reads, asking)
    known.actor.require(Scope.COMPLAINTS_READ)
    bound_to = fingerprint("complaint hits", {"q": query.q})
    after = read_cursor(query.cursor, bound_to, KEYS) if query.cursor is not None else None
    search = await search_of(reads, query.q) if query.q is not None else None
    for _ in range(2):
        units = known.actor.units_of(Scope.COMPLAINTS_READ)
        statement = sql.found(everywhere=units is None, further=after is not None)
        said = query_string(without_cpr(query))
        values = known.values | noted_of(known.actor, request.scope["route"].path, said)
        most = query.limit + 1 if search else 0
        values |= {"rights": known.rights, "units": list(units or ()), "most": most}
        row = await reads.fetch(statement, values | asked_for(search, after), steady=True)
        if remembered().still(known, row, asking):
            told = freshness.freshness(row, known.epoch, known.actor.reach, asking.today)
            return answer(request, query, search, row, bound_to, told)
        known = await remembered().who(request, reads, asking)
        known.actor.require(Scope.COMPLAINTS_READ)
    raise signed_out()


def asked_for(search: Search | None, after: Sequence[Any] | None) -> dict[str, Any]:
    last_on, last_id = after or (None, None)
    return {
        "tsquery": search.tsquery if search else "",
        "last_on": last_on,
        "last_id": last_id,
    }


async def search_of(reads: Reads, words: str) -> Search:
    """Return what a query means; words that were not met before are asked of the database."""
    if known := search_by_memory(words):
        return known
    return await reads.run(lambda session: search_for(session, words))


def answer(
    request: Request,
    query: ComplaintHitsQuery,
    search: Search | None,
    row: Any,
    bound_to: str,
    headers: dict[str, str],
) -> Response:
    """Return a page of what was found, with the words marked in their texts."""
    items = json.loads(row.items) if row.items else []
    following = None
    if len(items) > query.limit:
        items = items[: query.limit]
        last = items[-1]
        keys = (date.fromisoformat(last["received_on"]), UUID(last["id"]))
        following = write_cursor(keys, bound_to)
    for item in items:
        words = item.pop("words")
        places = search.places(words) if search else set[int]()
        shown = pieces(item.pop("text"), places)
        item["hits"] = [{"text": piece.text, "hit": piece.hit} for piece in shown]
    body = json.dumps({"found": items, "next": following}, ensure_ascii=False)
    response = Response(body.encode(), media_type=JSON, headers=headers)
    page_of(request, response, Found(items, following, None), items)
    return response
