"""Calendar links over HTTP, and the calendars at their secret addresses."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Path, Response
from sqlmodel import Session
from starlette.requests import Request

from api.calendar_links import queries, schemas, services
from api.calendar_links.tables import CalendarLink
from api.clock import TOWN_HALL, Today
from api.conditional import knows, not_modified
from api.db import SessionDep
from api.deadlines.calendar_feed.reading import entries_of
from api.deadlines.calendar_feed.writing import MEDIA_TYPE, About, tag_of, write_calendar
from api.deadlines.schemas import DeadlineFilters
from api.nouns import Noun, add_routes
from api.people.access import DeadlinesReader
from api.people.rules import Actor
from api.problems import Problem
from api.resource import IfMatchSent, check_current
from api.routing import feature
from api.secrets_shown_once import shown_once
from api.settings import get_settings

router = feature("/v1", "deadlines")
Key = Annotated[UUID, Path(alias="id")]


def show_calendar_links(
    session: Session, _: Actor, rows: Sequence[CalendarLink], __: date
) -> list[schemas.CalendarLinkOut]:
    used = queries.last_used(session, [row.id for row in rows])
    return [schemas.CalendarLinkOut.of(row, used.get(row.id)) for row in rows]


CALENDAR_LINK = Noun(
    name="calendar_link",
    plural="calendar_links",
    about="Deadlines shown in another calendar, which fetches them at a secret address.",
    body=schemas.CalendarLinkIn,
    out=schemas.CalendarLinkOut,
    query=schemas.CalendarLinksQuery,
    reader=DeadlinesReader,
    writer=DeadlinesReader,
    find=queries.find_calendar_links,
    one=queries.calendar_link,
    show=show_calendar_links,
    create=services.create_calendar_link,
    replace=services.replace_calendar_link,
    delete=services.delete_calendar_link,
)
add_routes(router, CALENDAR_LINK, with_create=False)


@router.post("/calendar-links", status_code=201)
def create_calendar_link(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: DeadlinesReader,
    today: Today,
    body: schemas.CalendarLinkIn,
) -> schemas.CalendarLinkMade:
    """Show deadlines in another calendar. Its secret address stands in this answer only."""
    link = services.create_calendar_link(session, actor, body)
    response.headers["Location"] = f"/v1/calendar-links/{link.id}"
    return made(request, response, session, actor, link, today)


@router.post("/calendar-links/{id}/secrets", status_code=201)
def renew_calendar_link(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: DeadlinesReader,
    today: Today,
    wanted: IfMatchSent,
) -> schemas.CalendarLinkMade:
    """Give a link a new address, for when others know the old one: that is over at once."""
    link = queries.calendar_link(session, actor, key, lock=True)
    [now] = show_calendar_links(session, actor, [link], today)
    check_current(link, wanted, "calendar_link", now)
    services.renew(session, link)
    return made(request, response, session, actor, link, today)


def made(
    request: Request,
    response: Response,
    session: Session,
    actor: Actor,
    link: CalendarLink,
    today: date,
) -> schemas.CalendarLinkMade:
    """Answer with a link's new address, this once."""
    secret = services.add_secret(session, link)
    out = CALENDAR_LINK.answer(response, session, actor, link, today)
    shown = schemas.CalendarLinkMade(**out.model_dump(), secret=secret)
    return shown_once(request, response, shown)


@router.get(
    "/calendars/{secret}.ics",
    response_class=Response,
    responses={
        200: {"content": {"text/calendar": {}}},
        304: {"description": "As it was when the ETag was given"},
        410: {"model": Problem, "description": "Revoked, replaced, or of an owner who is gone"},
    },
)
def read_calendar(
    secret: Annotated[str, Path(max_length=200)],
    request: Request,
    session: SessionDep,
    today: Today,
) -> Response:
    """Give deadlines as a calendar, to whoever has its address: a program that can't sign in.

    It holds what the link's owner may read today, each deadline as a whole day, without personal
    data. What ended lately is sent as cancelled, so that programs drop it.
    """
    link, owner = services.opened(session, secret, today)
    filters = DeadlineFilters.model_validate(link.filters)
    since = link.created_at.astimezone(TOWN_HALL).date()
    entries, left_out = entries_of(session, owner, filters, today, link.language, since=since)
    about = About(link.name, link.language, get_settings().web_origin.rstrip("/"), left_out)
    tag = tag_of(entries, about)
    headers = {"ETag": f'W/"{tag}"', "Content-Language": link.language.value}
    if knows(request, tag):
        return not_modified(Response(headers=headers))
    headers["Content-Disposition"] = 'inline; filename="rettidig.ics"'
    return Response(b"".join(write_calendar(entries, about)), 200, headers, MEDIA_TYPE)
