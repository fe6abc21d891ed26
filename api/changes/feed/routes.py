"""The change feed over HTTP: every change once and in order, at once or when it comes."""

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Annotated, Final

from fastapi import Query
from pydantic import TypeAdapter
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from api.changes.feed.reading import FeedPage, FeedState, feed_state, page_of_now, read_page
from api.changes.feed.rules import READABLE, Cursor
from api.changes.feed.schemas import Feed, FeedActor, FeedItem, FeedQuery
from api.changes.feed.watching import look_out
from api.errors import InvalidInput, NotAllowed
from api.freshness import note_freshness
from api.people.access import Asking, AskingDep
from api.people.budgets_http import spends
from api.people.budgets_rules import Budget
from api.people.rules import Actor, Scope
from api.quick_route import quick_feature
from api.reads import ReadsDep
from api.table import logged_tables, now

router = quick_feature("/v1", "changes")
# Whoever waits is looked up so often: they may be gone, or may not read any more.
SECONDS_TO_LOOK_UP: Final = 5.0
MOMENT: Final = TypeAdapter(datetime | None)


@dataclass(frozen=True)
class Answer:
    """A page of the feed as it is sent."""

    body: bytes
    next: str
    empty: bool


@router.get(
    "/changes",
    response_class=Response,
    responses={200: {"model": Feed}},
    openapi_extra=spends(Budget.FEED),
)
async def list_changes(
    request: Request, reads: ReadsDep, asking: AskingDep, query: Annotated[FeedQuery, Query()]
) -> Response:
    """Give every change that the reader may see, in one order, and none too few.

    A change is told of when no other can still come before it, so following `next` misses none,
    whatever others write at the same time. What is told twice has the same `id`.
    """
    news, until = look_out(reads), time.monotonic() + query.wait
    while True:
        signal = news.signal
        answer = await reads.run(partial(read, request, asking, query))
        left = until - time.monotonic()
        if not answer.empty or left <= 0 or await request.is_disconnected():
            break
        await news.wait(signal, min(left, SECONDS_TO_LOOK_UP))
        query = query.model_copy(update={"after": answer.next})
    link = request.url.include_query_params(after=answer.next)
    headers = {"Link": f'<{link.path}?{link.query}>; rel="next"'}
    return Response(answer.body, media_type="application/json", headers=headers)


def read(request: Request, asking: Asking, query: FeedQuery, session: Session) -> Answer:
    """Read one page with the rights of now."""
    actor = asking.by(request, session)
    note_freshness(request, session, actor.reach, asking.today)
    check_entities(actor, query.entity or [])
    state = feed_state(session)
    cursor = state.read(query.after)
    if cursor is None:
        return written(page_of_now(session), state, actor)
    page = read_page(
        session, actor, cursor.position, query.entity or [], query.limit, epoch=state.epoch
    )
    if cursor.reach not in {"", actor.reach}:
        page = replace(page, items=",".join(filter(None, (told_anew(actor, cursor), page.items))))
    return written(page, state, actor)


def check_entities(actor: Actor, wanted: Collection[str]) -> None:
    """Refuse a table that the log does not know, and one that the reader has no right for."""
    for entity in wanted:
        if entity not in logged_tables():
            raise InvalidInput(
                "entity_unknown", f"There are no changes of {entity[:80]!r}.", pointer="entity"
            )
        needs = READABLE.get(entity)
        if actor.has_everywhere(Scope.CHANGES_READ) or (needs and actor.has(needs.scope)):
            continue
        scope = needs.scope if needs else f"{Scope.CHANGES_READ} everywhere"
        raise NotAllowed("not_allowed", f"Changes of {entity} need the right {scope}.")


def told_anew(actor: Actor, cursor: Cursor) -> str:
    """Return the item that says that the reader's own rights changed since the cursor was given."""
    assert actor.id is not None  # noqa: S101 - whoever signs in has an id
    reach = actor.reach
    place = Cursor(cursor.epoch, cursor.position, reach)
    return FeedItem(
        cursor=str(place),
        id=f"{cursor.position.transaction}-{cursor.position.sequence}-{reach}",
        type="access.changed",
        entity="access",
        entity_id=actor.id,
        version=0,
        at=now(),
        act=None,
        actor=FeedActor(kind=actor.kind, id=actor.id, name=actor.name),
        data={"first_load": "/v1/deadlines"},
    ).model_dump_json()


def written(page: FeedPage, state: FeedState, actor: Actor) -> Answer:
    following = str(state.cursor(actor, page.next))
    until = None if page.more else page.complete_until
    body = (
        f'{{"items":[{page.items}],"next":"{following}",'
        f'"complete_until":{MOMENT.dump_json(until).decode()}}}'
    )
    return Answer(body.encode(), following, empty=not page.items and not page.more)
