"""The nearest deadlines of a list as a calendar (RFC 5545)."""

from typing import NamedTuple

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.conditional import knows, not_modified
from api.deadlines.calendar_feed.reading import Entries, entries_of
from api.deadlines.calendar_feed.writing import MEDIA_TYPE, About, tag_of, write_calendar
from api.deadlines.export.words import FILE, said
from api.deadlines.schemas import DeadlineFilters
from api.freshness import note_freshness
from api.language import Language, preferred
from api.people.access import Asking
from api.people.rules import Scope
from api.reads import Reads
from api.settings import get_settings


class Asked(NamedTuple):
    """A calendar that somebody asks for."""

    request: Request
    asking: Asking
    filters: DeadlineFilters
    language: Language

    def read(self, session: Session) -> Entries:
        actor, today = self.asking.by(self.request, session), self.asking.today
        actor.require(Scope.DEADLINES_READ)
        note_freshness(self.request, session, actor.reach, today)
        return entries_of(session, actor, self.filters, today, self.language, since=today)


async def calendar(
    request: Request, reads: Reads, asking: Asking, filters: DeadlineFilters
) -> Response:
    """Answer with deadlines as of today; those that run, if no status is asked for."""
    language = preferred(request.headers.get("accept-language", ""))
    entries, left_out = await reads.run(Asked(request, asking, filters, language).read)
    pages = get_settings().web_origin.rstrip("/")
    about = About(said(FILE, language).capitalize(), language, pages, left_out)
    tag = tag_of(entries, about)
    headers = {"ETag": f'W/"{tag}"', "Vary": "Accept, Accept-Language"}
    if knows(request, tag):
        return not_modified(Response(headers=headers))
    body = await run_in_threadpool(lambda: b"".join(write_calendar(entries, about)))
    headers["Content-Language"] = language.value
    return Response(body, media_type=MEDIA_TYPE, headers=headers)
