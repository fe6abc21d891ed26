"""Checks that look at all rows of a table need that nobody else writes to it meanwhile."""

from sqlalchemy import text
from sqlmodel import Session

from api.table import Entity


def stop_writers(session: Session, table: type[Entity]) -> None:
    """Let nobody else write to a table until the transaction ends; it can still be read."""
    name = str(table.__tablename__)
    session.connection().execute(text(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE"))
