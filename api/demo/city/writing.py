"""Rows into tables by COPY: the triggers write the change log as for any other insert."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from psycopg import sql
from sqlmodel import Session

Row = Mapping[str, Any]


def copy_rows(session: Session, table: str, rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns."""
    if not rows:
        return
    columns = list(rows[0])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([plain(row[column]) for column in columns])


def plain(value: Any) -> Any:
    """Return an enum as the text it stands for; anything else is written as it is."""
    return value.value if isinstance(value, Enum) else value
