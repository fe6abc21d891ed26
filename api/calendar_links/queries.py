"""Every question about calendar links: each sees their own."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.calendar_links.schemas import CalendarLinksQuery
from api.calendar_links.tables import CalendarLink, CalendarSecret
from api.paging import Found, Key, by_id, find_page
from api.people.rules import Actor
from api.resource import one


def calendar_links_visible_to(actor: Actor) -> SelectOfScalar[CalendarLink]:
    return select(CalendarLink).where(
        CalendarLink.owner_kind == actor.kind, CalendarLink.owner_id == actor.id
    )


def calendar_link(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> CalendarLink:
    return one(session, calendar_links_visible_to(actor), "calendar_link", key, lock=lock)


def find_calendar_links(
    session: Session, actor: Actor, query: CalendarLinksQuery, _: date
) -> Found[CalendarLink]:
    """Return the links by their names."""
    keys = [Key(CalendarLink.name), by_id(CalendarLink.id)]
    visible = calendar_links_visible_to(actor)
    return find_page(session, visible, query, name="calendar_links", keys=keys)


def last_used(session: Session, ids: Collection[UUID]) -> dict[UUID, date | None]:
    """Return the day on which each link's present address was last fetched."""
    of_link: Any = col(CalendarSecret.calendar_link_id)
    statement = select(of_link, col(CalendarSecret.used_on)).where(
        of_link.in_(ids), col(CalendarSecret.ended_at).is_(None)
    )
    return dict(session.exec(statement).all())


def secret_with_link(
    session: Session, secret_hash: bytes
) -> tuple[CalendarSecret, CalendarLink | None] | None:
    """Return a secret that was given out, with its link if that was not revoked."""
    statement = (
        select(CalendarSecret, CalendarLink)
        .outerjoin(CalendarLink, col(CalendarLink.id) == CalendarSecret.calendar_link_id)
        .where(CalendarSecret.hash == secret_hash)
    )
    return session.exec(statement).one_or_none()
