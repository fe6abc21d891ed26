"""Temporary tables that hold what a file says until all of it was read.

They end with the transaction. Nobody else sees them or waits for them, and memory holds one batch
at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from psycopg import Connection, sql
from sqlalchemy import text
from sqlmodel import Session

from api.casework.imports.staged import COLUMNS, OF_CLOCK

# Rows that go to a table have its columns, and those that say how they get there.
MORE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "citizens": (),
        "cases": ("cpr_index bytea",),
        "deadlines": ("clock_number integer",),
        "clocks": ("number integer",),
        "lines": ("line integer", "system text", "reference text", "number text"),
        "changes": ("line integer", "told jsonb", "cpr_index bytea"),
        "refusals": (
            "line integer",
            "field text",
            "code text",
            "detail text",
            "system text",
            "reference text",
        ),
    }
)
LIKE: Mapping[str, tuple[str, Sequence[str]]] = MappingProxyType(
    {name: (name, columns) for name, columns in COLUMNS.items()}
    | {"clocks": ("deadlines", OF_CLOCK)}
)
NAMES = tuple(dict.fromkeys([*LIKE, *MORE]))
MADE = sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} {} WITH NO DATA")
INDEXES = (
    "CREATE INDEX ON staged_lines (system, reference, line)",
    "CREATE INDEX ON staged_lines (number, line) WHERE number IS NOT NULL",
    "CREATE INDEX ON staged_citizens (cpr_index)",
)
# One look into the index for each: a join would read all lines before for every batch.
EARLIER_REFERENCES = text("""
SELECT told.system, told.reference, first.line
FROM unnest(CAST(:systems AS text[]), CAST(:names AS text[])) told(system, reference)
CROSS JOIN LATERAL (
    SELECT known.line FROM staged_lines known
    WHERE known.system = told.system AND known.reference = told.reference
    ORDER BY known.line LIMIT 1
) first
""")
EARLIER_NUMBERS = text("""
SELECT told.number, first.line FROM unnest(CAST(:numbers AS text[])) told(number)
CROSS JOIN LATERAL (
    SELECT known.line FROM staged_lines known
    WHERE known.number = told.number ORDER BY known.line LIMIT 1
) first
""")
NEXT_CHANGES = text("""
SELECT changed.line, changed.told::text, citizens.id
FROM staged_changes changed LEFT JOIN citizens USING (cpr_index)
WHERE changed.line > :after ORDER BY changed.line LIMIT :most
""")
REPORT = text("""
INSERT INTO case_import_refusals
    (import_id, number, line, field, code, detail, system, reference)
SELECT :id, row_number() OVER (ORDER BY line, ctid), line, field, code, detail, system, reference
FROM staged_refusals
""")

Rows = dict[str, list[tuple[Any, ...]]]


def driver(session: Session) -> Connection[Any]:
    """Return the driver's own connection, inside the session's transaction."""
    session.flush()
    proxied = session.connection().connection
    return cast("Connection[Any]", proxied.driver_connection)


def run(session: Session, statement: sql.Composable) -> Any:
    """Run a statement that is put together from names of our own."""
    connection = driver(session)
    return session.connection().exec_driver_sql(statement.as_string(connection))


def columns_of(name: str) -> list[str]:
    return [*LIKE.get(name, ("", ()))[1], *(column.split()[0] for column in MORE.get(name, ()))]


def make_tables(session: Session) -> None:
    """Make the tables, empty."""
    for name in NAMES:
        staged = sql.Identifier(f"staged_{name}")
        table, columns = LIKE.get(name, ("", ()))
        source = sql.SQL("FROM {}").format(sql.Identifier(table)) if table else sql.SQL("")
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        run(session, sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(staged))
        run(session, MADE.format(staged, listed, source))
        for column in MORE.get(name, ()):
            run(session, sql.SQL("ALTER TABLE {} ADD {}").format(staged, sql.SQL(column)))
    for index in INDEXES:
        run(session, sql.SQL(index))


def copy_rows(session: Session, rows: Rows) -> None:
    """Add rows to the tables, and forget them here."""
    connection = driver(session)
    for name in [name for name in NAMES if rows.get(name)]:
        names = sql.SQL(", ").join(map(sql.Identifier, columns_of(name)))
        target = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(f"staged_{name}"), names)
        with connection.cursor() as cursor, cursor.copy(target) as copy:
            for row in rows[name]:
                copy.write_row(row)
    rows.clear()


def earlier_references(
    session: Session, keys: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Return in which lines of the batches before some references stood first."""
    told = {"systems": [system for system, _ in keys], "names": [name for _, name in keys]}
    rows = session.connection().execute(EARLIER_REFERENCES, told)
    return {(system, name): line for system, name, line in rows}


def earlier_numbers(session: Session, numbers: Sequence[str]) -> dict[str, int]:
    """Return in which lines of the batches before some case numbers stood first."""
    if not numbers:
        return {}
    rows = session.connection().execute(EARLIER_NUMBERS, {"numbers": list(numbers)})
    return {row.number: row.line for row in rows}


def changes(session: Session, most: int = 500) -> Iterator[tuple[str, UUID | None]]:
    """Yield the lines that change a case, in the order of the file, each with its new citizen."""
    after = 0
    while rows := session.connection().execute(NEXT_CHANGES, {"after": after, "most": most}).all():
        for line, told, citizen_id in rows:
            after = line
            yield told, citizen_id


def keep_refusals(session: Session, import_id: UUID) -> None:
    """Keep the refusals with their import, in the order of the file."""
    session.connection().execute(REPORT, {"id": import_id})
