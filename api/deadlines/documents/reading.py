"""Deadlines as they are answered, read from their documents."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session, select

from api.deadlines.documents import sql
from api.deadlines.documents.selecting import Reader, Selection
from api.deadlines.rules import AsOf
from api.deadlines.schemas import DeadlineFilters, DeadlineOut, Order
from api.deadlines.tables import Deadline
from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.people.rules import Actor

AT_A_TIME: Final = 500
ALL_OF: Final = "deadline_id = ANY(%(keys)s)"


def selected(
    session: Session,
    actor: Actor,
    filters: DeadlineFilters,
    as_of: AsOf,
    *,
    of_known: bool = False,
) -> Selection:
    """Return the deadlines that had started, fit the filters and may be seen by somebody."""
    units: Sequence[UUID] | None = None
    if filters.unit:
        units = session.exec(select(Unit.id).where(units_under([filters.unit]))).all()
    return Selection(filters, as_of, Reader.of(actor), units, of_known=of_known)


def run(session: Session, statement: str, values: dict[str, Any]) -> Any:
    session.flush()
    return session.connection().exec_driver_sql(statement, values)


def show_deadlines(
    session: Session, actor: Actor, rows: Sequence[Deadline], as_of: AsOf
) -> list[DeadlineOut]:
    """Return some deadlines as of a day, in their order."""
    keys = [row.id for row in rows]
    wanted = Selection(DeadlineFilters(), as_of, Reader.of(actor))
    statement = f"SELECT deadline_id, {wanted.line} FROM {sql.TABLE} WHERE {ALL_OF}"
    lines = dict(run(session, statement, wanted.values | {"keys": keys}).all())
    return [DeadlineOut.model_validate_json(lines[key]) for key in keys]


def deadlines_of(session: Session, wanted: Selection, order: Order) -> Iterator[DeadlineOut]:
    """Yield deadlines in an order, as the database finds them."""
    statement = f"""
        SELECT {wanted.line} FROM {sql.TABLE} WHERE {wanted.where} {sorted_by(wanted, order)}
    """
    session.flush()
    connection: Any = session.connection().connection.driver_connection
    with (
        connection.cursor() as cursor,
        closing(cursor.stream(statement, wanted.values, size=AT_A_TIME)) as rows,
    ):
        for (line,) in rows:
            yield DeadlineOut.model_validate_json(line)


def ids_of(session: Session, wanted: Selection, *, most: int) -> Sequence[UUID]:
    """Return the ids of the deadlines that fit, or of so many of them at most."""
    statement = f"SELECT deadline_id FROM {sql.TABLE} WHERE {wanted.where} LIMIT %(most)s"
    return list(run(session, statement, wanted.values | {"most": most}).scalars())


def nearest(
    session: Session, wanted: Selection, *, most: int, ended_from: date | None = None
) -> Sequence[UUID]:
    """Return the ids of so many deadlines at most, the nearest to the day first.

    With `ended_from`, of those that ended on that day or later.
    """
    ended = "AND coalesce(met_on, cancelled_on) >= %(ended_from)s" if ended_from else ""
    statement = f"""
        SELECT deadline_id FROM {sql.TABLE} WHERE {wanted.where} {ended}
        ORDER BY abs(legal_due_on - %(as_of)s), deadline_id LIMIT %(most)s
    """
    values = wanted.values | {"most": most, "ended_from": ended_from}
    return list(run(session, statement, values).scalars())


def count_of(session: Session, wanted: Selection, *, most: int) -> int:
    """Return how many deadlines fit; counting ends at `most`."""
    statement = f"""
        SELECT count(*) FROM (
            SELECT FROM {sql.TABLE} WHERE {wanted.where} LIMIT %(most)s
        ) AS found
    """
    return int(run(session, statement, wanted.values | {"most": most}).scalar_one())


def key_of(wanted: Selection, order: Order) -> str:
    """Return the day that a list is sorted by."""
    return wanted.judged.due_on if order.column == "due_on" else order.column


def sorted_by(wanted: Selection, order: Order) -> str:
    direction = "DESC" if order.descending else "ASC"
    return f"ORDER BY {key_of(wanted, order)} {direction}, deadline_id {direction}"
