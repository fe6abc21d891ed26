"""What people and systems do with their calendar links. The caller owns the transaction."""

from datetime import date
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col

from api.calendar_links import queries
from api.calendar_links.rules import check_name
from api.calendar_links.schemas import CalendarLinkIn
from api.calendar_links.tables import CalendarLink, CalendarSecret
from api.errors import Gone, NotFound
from api.people.access import actor_of
from api.people.passwords import new_secret, secret_hash
from api.people.rules import Actor
from api.resource import add, change, remove
from api.table import now


def create_calendar_link(session: Session, actor: Actor, body: CalendarLinkIn) -> CalendarLink:
    assert actor.id is not None  # noqa: S101 - only people and clients ask
    check_name(body.name)
    link = CalendarLink(owner_kind=actor.kind, owner_id=actor.id, **contents(body))
    return add(session, link)


def replace_calendar_link(
    session: Session, _: Actor, link: CalendarLink, body: CalendarLinkIn
) -> CalendarLink:
    """Give a link new content under the same address."""
    check_name(body.name)
    return change(session, link, contents(body))


def delete_calendar_link(session: Session, _: Actor, link: CalendarLink) -> None:
    """Revoke a link: its address is told to be gone."""
    end_secrets(session, link, calendar_link_id=None)
    remove(session, link, "calendar_link")


def contents(body: CalendarLinkIn) -> dict[str, Any]:
    filters = body.filters.model_dump(mode="json", exclude_none=True)
    return dict(body) | {"filters": filters}


def renew(session: Session, link: CalendarLink) -> None:
    """End a link's address, so that it can have a new one."""
    end_secrets(session, link)
    change(session, link, {"renewed_at": now()})


def add_secret(session: Session, link: CalendarLink) -> str:
    """Give a link a secret. It is returned this once and kept as a hash."""
    secret = new_secret()
    session.add(CalendarSecret(hash=secret_hash(secret), calendar_link_id=link.id))
    session.flush()
    return secret


def end_secrets(session: Session, link: CalendarLink, **values: Any) -> None:
    """End the addresses of a link. Those that ended before keep their moment."""
    ended_at = func.coalesce(CalendarSecret.ended_at, now())
    of_link = col(CalendarSecret.calendar_link_id) == link.id
    ending = update(CalendarSecret).where(of_link).values(ended_at=ended_at, **values)
    session.connection().execute(ending)


def opened(session: Session, secret: str, today: date) -> tuple[CalendarLink, Actor]:
    """Return the link at an address, with its owner and their rights of today; note the use.

    An address that is over, or whose owner is, is gone for good, so that programs stop asking.
    """
    found = queries.secret_with_link(session, secret_hash(secret))
    if found is None:
        raise NotFound("calendar", "at this address")
    kept, link = found
    owner = actor_of(session, link.owner_kind, link.owner_id, today) if link else None
    if kept.ended_at or link is None or owner is None:
        raise Gone("calendar_gone", "This calendar was taken away. Delete it in your program.")
    if kept.used_on != today:
        kept.used_on = today
    return link, owner
