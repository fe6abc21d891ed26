"""Every question about the change log."""

from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session, col, select

from api.changes.schemas import ChangeLogQuery
from api.changes.tables import Change
from api.clock import TOWN_HALL
from api.paging import Found, PageQuery, by_number, find_page


def find_history(session: Session, entity: str, key: UUID, query: PageQuery) -> Found[Change]:
    """Return the changes of one row, the oldest first."""
    statement = select(Change).where(Change.entity == entity, Change.entity_id == key)
    name = f"history {entity} {key}"
    return find_page(session, statement, query, name=name, keys=[by_number(Change.sequence)])


def find_changes(session: Session, query: ChangeLogQuery) -> Found[Change]:
    """Return changes of all rows that fit the filters, the oldest first."""
    statement = select(Change)
    if query.entity:
        statement = statement.where(Change.entity == query.entity)
    if query.entity_id:
        statement = statement.where(Change.entity_id == query.entity_id)
    if query.actor:
        statement = statement.where(Change.actor_id == query.actor)
    if query.from_on:
        statement = statement.where(col(Change.at) >= midnight(query.from_on))
    if query.before:
        statement = statement.where(col(Change.at) < midnight(query.before))
    return find_page(session, statement, query, name="changes", keys=[by_number(Change.sequence)])


def midnight(day: date) -> datetime:
    """Return when a day begins in the town hall."""
    return datetime.combine(day, time.min, TOWN_HALL)
