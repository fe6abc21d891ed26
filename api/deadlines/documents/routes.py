"""The list of deadlines over HTTP: a page of it, or with another Accept all of it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api import freshness
from api.accept import chosen_form
from api.conditional import digest_of, knows, not_modified
from api.deadlines.documents.calendars import calendar
from api.deadlines.documents.pages import PageStatement
from api.deadlines.documents.selecting import Reader, Selection
from api.deadlines.documents.streams import Format, Stream
from api.deadlines.rules import AsOf
from api.deadlines.schemas import DeadlineOut, DeadlinesQuery, JudgedFilters
from api.errors import InvalidInput
from api.paging import Page, by_day, by_id, fingerprint, read_cursor, write_cursor
from api.people.access import Asking, DeadlinesAsker
from api.people.budgets_rules import Budget
from api.people.remembered import HOLDS, Known, remembered, signed_out
from api.people.rules import Scope
from api.quick_route import quick_feature
from api.reads import Reads, ReadsDep
from api.settings import get_settings
from api.streaming import StreamedResponse, packing_of

router = quick_feature("/v1", "deadlines")
JSON, NDJSON, CSV = "application/json", "application/x-ndjson", "text/csv"
CALENDAR: Final = "text/calendar"
FORMS: Final = (JSON, NDJSON, CSV, CALENDAR)
KEYS: Final = (by_day(None), by_id(None))
# What each form takes beside the filters. A calendar is of today, by day.
TAKES: Final[Mapping[str, frozenset[str]]] = {
    JSON: frozenset({"limit", "cursor", "count", "as_of", "order"}),
    NDJSON: frozenset({"as_of", "order"}),
    CSV: frozenset({"as_of", "order", "separator", "bom"}),
    CALENDAR: frozenset(),
}
OF_SOME_FORM: Final = frozenset[str]().union(*TAKES.values())


@router.get(
    "/deadlines",
    response_class=Response,
    responses={200: {"model": Page[DeadlineOut], "content": {NDJSON: {}, CSV: {}, CALENDAR: {}}}},
)
async def list_deadlines(
    request: Request,
    reads: ReadsDep,
    asking: DeadlinesAsker,
    query: Annotated[DeadlinesQuery, Query()],
) -> Response:
    """List the deadlines that may be read and had started, each as it stood on a day.

    The last day itself is in time. A deadline is judged by its legal day, never by a later day that
    was promised. With `Accept: application/x-ndjson` or `text/csv` all that fit the filters come in
    one answer, from one moment of the database, in any order unless one is asked for. With
    `text/calendar` they come as a calendar, which holds those that run if no status is asked for.
    """
    form = chosen_form(request.headers.get("accept"), FORMS)
    check_parameters(query, form)
    if form == JSON:
        return await page(request, reads, asking, query)
    request.state.budget = Budget.EXPORT
    if form == CALENDAR:
        return await calendar(request, reads, asking, query)
    separator = query.separator.character if query.separator else ","
    how = Format(form) if form == NDJSON else Format(form, separator, bom=bool(query.bom))
    return await stream(request, reads, asking, query, how)


@router.get(
    "/snapshots/deadlines",
    response_class=Response,
    responses={200: {"description": "A deadline a line", "content": {NDJSON: {}}}},
)
async def snapshot_deadlines(
    request: Request,
    reads: ReadsDep,
    asking: DeadlinesAsker,
    query: Annotated[JudgedFilters, Query()],
) -> Response:
    """Load all deadlines first, to follow the feed from there: one line each, and a last one.

    The last line says that this is the whole, and holds the `feed_position` to ask the feed for
    changes after: what is in these lines lies before it, and what is not comes behind it.
    """
    request.state.budget = Budget.EXPORT
    return await stream(request, reads, asking, query, Format(NDJSON))


def check_parameters(query: DeadlinesQuery, form: str) -> None:
    """Refuse what means nothing in this form, so that nobody takes a page for the whole."""
    for name in sorted(query.model_fields_set & OF_SOME_FORM - TAKES[form]):
        raise InvalidInput(
            "parameter_not_for_form", f"{name} means nothing for {form}.", pointer=name
        )


def selection(known: Known, asking: Asking, query: JudgedFilters) -> Selection:
    known.actor.require(Scope.DEADLINES_READ)
    units = known.units.under(query.unit) if query.unit else None
    as_of = AsOf(query.as_of or asking.today, asking.today)
    return Selection(query, as_of, known.once(Reader.of), units)


async def page(request: Request, reads: Reads, asking: Asking, query: DeadlinesQuery) -> Response:
    bound_to = fingerprint("deadlines", query.filters())
    after: tuple[date, UUID] | None = None
    if query.cursor:
        on, key = read_cursor(query.cursor, bound_to, KEYS)
        after = (on, key)
    for _ in range(2):
        known = await remembered().who(request, reads, asking)
        wanted = selection(known, asking, query)
        statement = PageStatement(wanted, query.order, query.limit, after, query.count is not None)
        text = f"SELECT {HOLDS}, {freshness.COLUMNS}, page.* FROM ({statement.text}) AS page"
        row = await reads.fetch(text, statement.values | known.values, steady=statement.steady)
        if remembered().still(known, row, asking):
            return written(request, row, bound_to, told(known, row, wanted))
    raise signed_out()


def told(known: Known, row: Any, wanted: Selection) -> dict[str, str]:
    return freshness.freshness(row, known.epoch, known.actor.reach, wanted.as_of.day)


def written(request: Request, row: Any, bound_to: str, headers: Mapping[str, str]) -> Response:
    """Return a page as it is sent, with the address of the next in its Link header (RFC 8288)."""
    following, more = "null", dict(headers)
    if row.more:
        cursor = write_cursor((row.last_on.decode(), row.last_id.decode()), bound_to)
        following = f'"{cursor}"'
        kept = ((name, to) for name, to in request.query_params.multi_items() if name != "cursor")
        following_page = urlencode([*kept, ("cursor", cursor)])
        more["Link"] = f'<{request.url.path}?{following_page}>; rel="next"'
    total = b"" if row.total is None else b',"total":%d' % row.total
    body = b'{"items":[%b],"next":%b%b}' % (row.items or b"", following.encode(), total)
    return Response(body, media_type=JSON, headers=more)


async def stream(
    request: Request, reads: Reads, asking: Asking, query: JudgedFilters, how: Format
) -> Response:
    order = query.order if "order" in query.model_fields_set else None
    for _ in range(2):
        known = await remembered().who(request, reads, asking)
        wanted = selection(known, asking, query)
        reading = Stream(wanted, order, how, wanted.values | known.values)
        try:
            opened = await run_in_threadpool(reading.open, reads.connected())
            if remembered().still(known, opened, asking):
                return await begun(request, reading, opened, known)
        except BaseException:
            await run_in_threadpool(reading.close)
            raise
        await run_in_threadpool(reading.close)
    raise signed_out()


async def begun(request: Request, reading: Stream, opened: Any, known: Known) -> Response:
    """Answer with the stream, or that it would be the same as the asker has."""
    headers = told(known, opened, reading.wanted)
    headers[freshness.FEED_POSITION] = headers[freshness.FEED_POSITION].replace(
        f".{opened.head}.", f".{opened.newest}."
    )
    if not opened.being_written:
        tag = tag_of(request, reading, opened, known)
        headers["ETag"] = f'W/"{tag}"'
        if knows(request, tag):
            await run_in_threadpool(reading.close)
            return not_modified(Response(headers=headers))
    if reading.format.separator is not None:
        headers["Rettidig-Row-Count"] = str(await run_in_threadpool(reading.count))
        headers["Content-Disposition"] = 'attachment; filename="deadlines.csv"'
    return StreamedResponse(
        reading.whole(headers),
        close=reading.close,
        headers=headers,
        media_type=reading.format.media_type,
        packing=packing_of(request.headers.get("accept-encoding")),
        stall_seconds=get_settings().stream_stall_seconds,
    )


def tag_of(request: Request, reading: Stream, opened: Any, known: Known) -> str:
    """Return the tag of all that a stream is made of.

    It is a weak one: the feed has perhaps moved on, past what tells nothing of deadlines.
    """
    as_of = reading.wanted.as_of.day
    made_of = (known.epoch, opened.state, opened.calendar_version, known.actor.reach, as_of)
    return digest_of(f"{made_of} {request.url.query} {reading.format}".encode())
