"""What the feed holds for a reader: a page as it is sent, or events for our own programs."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from api.changes.feed import sql
from api.changes.feed.rules import READABLE, START, By, Cursor, Position, read_cursor
from api.errors import InvalidInput
from api.people.rules import Actor, Scope

MOST_SCANNED: Final = 5000


@dataclass(frozen=True)
class Window:
    """What a reader may see of the feed now, as the parameters of its statement."""

    actor: Actor

    @cached_property
    def everything(self) -> bool:
        return self.actor.has_everywhere(Scope.CHANGES_READ)

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """Name the tables whose changes the reader may see some of."""
        return tuple(name for name, needs in READABLE.items() if self.actor.has(needs.scope))

    def whole(self) -> list[str]:
        """Name the tables whose changes the reader may see all of."""
        return [
            name
            for name in self.entities
            if READABLE[name].by is By.SCOPE or self.actor.units_of(READABLE[name].scope) is None
        ]

    def parameters(self) -> dict[str, Any]:
        return {
            "everything": self.everything,
            "whole": self.whole(),
            "case_units": list(self.actor.units_of(Scope.CASES_READ) or ()),
            "deadline_units": list(self.actor.units_of(Scope.DEADLINES_READ) or ()),
            "of_case": [name for name in self.entities if READABLE[name].by is By.CASE],
            "of_deadline": [name for name in self.entities if READABLE[name].by is By.DEADLINE],
            "me": self.actor.id,
        }


@dataclass(frozen=True)
class FeedPage:
    """The items of a page as JSON, where to read on, and until when nothing is missing."""

    items: str
    shown: int
    next: Position
    more: bool
    complete_until: datetime


@dataclass(frozen=True)
class Event:
    """One change that a reader may see."""

    position: Position
    id: str
    type: str
    entity: str
    entity_id: UUID
    version: int
    at: datetime
    act: str | None
    data: dict[str, Any] | None


@dataclass(frozen=True)
class Events:
    items: list[Event]
    next: Position


def entities_of(window: Window, wanted: Iterable[str]) -> list[str] | None:
    """Return the tables to read, or None for all; what the reader may not see is not read."""
    if window.everything:
        return sorted(set(wanted)) or None
    return sorted(set(wanted) & set(window.entities)) if wanted else list(window.entities)


def read_page(
    session: Session,
    actor: Actor,
    after: Position,
    entities: Collection[str],
    limit: int,
    *,
    epoch: str = "",
) -> FeedPage:
    """Return the changes behind a position. However few may be seen, a page costs no more."""
    window = Window(actor)
    chosen = entities_of(window, entities)
    scan = limit if window.everything else max(5 * limit, MOST_SCANNED)
    values = window.parameters() | {
        "transaction": str(after.transaction),
        "sequence": after.sequence,
        "entities": chosen,
        "scan": scan,
        "limit": limit,
        "epoch": epoch,
        "reach": actor.reach,
    }
    statement = sql.PAGE_OF_ALL if chosen is None else sql.PAGE_OF_SOME
    row = session.connection().exec_driver_sql(statement, values).one()
    full, cut = row.shown == limit, row.scanned == scan
    behind = row.shown_last if full else row.scanned_last
    reached = Position(*map(int, behind)) if full or cut else Position(int(row.head), 0)
    return FeedPage(row.items or "", row.shown, reached, full or cut, row.complete_until)


def page_of_now(session: Session) -> FeedPage:
    """Return the empty page behind all that can be told now."""
    row = session.connection().exec_driver_sql(sql.NOW).one()
    head = Position(int(row.head), 0)
    return FeedPage("", 0, head, more=False, complete_until=row.complete_until)


def read_events(
    session: Session, actor: Actor, after: Position, *, entities: Collection[str] = (), limit: int
) -> Events:
    """Return what a reader may see behind a position, for our own programs."""
    page = read_page(session, actor, after, entities, limit)
    return Events([event_of(item) for item in json.loads(f"[{page.items}]")], page.next)


def event_of(item: dict[str, Any]) -> Event:
    transaction, _, sequence = item["id"].partition("-")
    return Event(
        position=Position(int(transaction), int(sequence)),
        id=item["id"],
        type=item["type"],
        entity=item["entity"],
        entity_id=UUID(item["entity_id"]),
        version=item["version"],
        at=datetime.fromisoformat(item["at"]),
        act=item["act"],
        data=item["data"],
    )


@dataclass(frozen=True)
class FeedState:
    """Which life of the database this is, and up to where its feed can be told."""

    epoch: str
    head: Position
    beyond: int

    def cursor(self, actor: Actor, position: Position | None = None) -> Cursor:
        """Return a cursor for somebody; without a position, of the newest."""
        return Cursor(self.epoch, position or self.head, actor.reach)

    def read(self, text: str | None) -> Cursor | None:
        """Read a cursor; `now` stands for the newest position, and none for the beginning."""
        if text is None:
            return Cursor(self.epoch, START, "")
        if text == "now":
            return None
        cursor = read_cursor(text, self.epoch)
        if cursor.position.transaction > self.beyond:
            raise InvalidInput(
                "cursor_invalid",
                "This cursor lies in the future: no answer of this service gave it.",
                pointer="after",
            )
        return cursor


def feed_state(session: Session) -> FeedState:
    epoch, head, beyond = session.connection().exec_driver_sql(sql.STATE).one()
    return FeedState(epoch, Position(int(head), 0), int(beyond))


def newest_position(session: Session) -> Position:
    """Return the position behind which all lies that was committed when nobody was writing."""
    return feed_state(session).head
