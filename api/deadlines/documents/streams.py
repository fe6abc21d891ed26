"""All deadlines of a selection in one answer: from one snapshot of the database, a block at a time.

Memory holds a block and no more. The last line says how many lines there were, so that a connection
that was cut is never taken for the end.
"""

import json
from collections.abc import Generator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Any, Final

from psycopg import Connection, IsolationLevel
from psycopg.rows import namedtuple_row, tuple_row
from psycopg.types.string import ByteaBinaryLoader

from api import freshness
from api.deadlines.documents import sql
from api.deadlines.documents.reading import sorted_by
from api.deadlines.documents.selecting import Selection
from api.deadlines.schemas import Order
from api.people.remembered import HOLDS

AT_A_TIME: Final = 2000
HEADINGS: Final = (
    *("id", "version", "case_id", "case_number", "kind", "owed_by", "party", "start_event"),
    *("started_on", "raw_end_on", "legal_due_on", "original_due_on", "term_amount"),
    *("term_at_least", "term_unit", "legal_basis", "notice_owed", "unit_id", "unit"),
    *("case_type_id", "case_type", "caseworker_id", "caseworker", "received_on", "updated_at"),
    *("status", "days_left", "due_on", "met_on", "cancelled_on", "extensions", "notified_on"),
    *("notified_in_time", "waiting"),
)
# What a stream is made of: if nothing of it changed, the same stream would come again.
MADE_OF: Final = (
    *("deadlines", "extensions", "cases", "decisions", "waiting_periods", "units", "people"),
    *("case_types", "published_terms", "unit_successions"),
)
OPENING: Final = f"""
    WITH bound AS MATERIALIZED (SELECT feed_head() AS newest)
    SELECT {HOLDS}, {freshness.COLUMNS}, (SELECT newest::text FROM bound) AS newest,
    (
        SELECT string_agg(concat_ws(' ', entity, transaction_id, sequence), ',' ORDER BY entity)
        FROM unnest(%(made_of)s::text[]) AS entity, LATERAL (
            SELECT transaction_id, sequence FROM changes
            WHERE changes.entity = entity.entity
            ORDER BY transaction_id DESC, sequence DESC LIMIT 1
        ) AS last
    ) AS state,
    EXISTS (
        SELECT FROM changes WHERE transaction_id >= (SELECT newest FROM bound)
        AND transaction_id < pg_snapshot_xmax(pg_current_snapshot())
    ) AS being_written
"""


@dataclass(frozen=True)
class Format:
    """How lines are written: as JSON, or as CSV with a separator."""

    media_type: str
    separator: str | None = None
    bom: bool = False

    def column(self, wanted: Selection) -> str:
        if self.separator is None:
            return wanted.line
        return f"replace({sql.record(wanted.judged)}, {sql.SEPARATOR}, %(separator)s)"

    def head(self) -> bytes:
        if self.separator is None:
            return b""
        line = self.separator.join(HEADINGS).encode() + b"\n"
        return b"\xef\xbb\xbf" + line if self.bom else line

    def tail(self, count: int, told: dict[str, str]) -> bytes:
        """Return the last line: it says that this is the whole, and where to follow from."""
        if self.separator is not None:
            return b""
        end = {
            "complete": True,
            "count": count,
            "as_of": told[freshness.AS_OF],
            "feed_position": told[freshness.FEED_POSITION],
            "calendar_version": int(told[freshness.CALENDAR_VERSION]),
        }
        return json.dumps(end, separators=(",", ":")).encode() + b"\n"


@dataclass
class Stream:
    """A selection that is being read on a connection of its own."""

    wanted: Selection
    order: Order | None
    format: Format
    values: dict[str, Any]
    held: ExitStack = field(default_factory=ExitStack)
    lines: int = 0

    def open(self, connected: AbstractContextManager[Connection[Any]]) -> Any:
        """Fix the snapshot, and return what it says of the asker and of itself."""
        self.connection = self.held.enter_context(connected)
        if not self.connection.info.transaction_status:
            self.connection.isolation_level = IsolationLevel.REPEATABLE_READ
            self.connection.read_only = True
        with self.connection.cursor(row_factory=namedtuple_row) as cursor:
            return cursor.execute(OPENING, self.values | {"made_of": list(MADE_OF)}).fetchone()

    def count(self) -> int:
        """Return how many lines will come, in the same snapshot."""
        statement = f"SELECT count(*) FROM {sql.TABLE} WHERE {self.wanted.where}"
        with self.connection.cursor(row_factory=tuple_row) as cursor:
            [(lines,)] = cursor.execute(statement, self.values)
            return int(lines)

    def blocks(self) -> Generator[bytes]:
        """Yield the lines, some thousands at a time."""
        order = sorted_by(self.wanted, self.order) if self.order else ""
        statement = f"""
            SELECT {self.format.column(self.wanted)} FROM {sql.TABLE}
            WHERE {self.wanted.where} {order}
        """
        values = self.values | {"separator": self.format.separator}
        with self.connection.cursor(row_factory=tuple_row, binary=True) as cursor:
            cursor.adapters.register_loader("text", ByteaBinaryLoader)
            lines: list[bytes] = []
            for (line,) in cursor.stream(statement, values, size=AT_A_TIME):
                lines.append(line)
                if len(lines) == AT_A_TIME:
                    yield self.block(lines)
                    lines = []
            if lines:
                yield self.block(lines)

    def whole(self, told: dict[str, str]) -> Generator[bytes]:
        """Yield all that is sent: a heading, the lines, and the last line."""
        yield self.format.head()
        yield from self.blocks()
        yield self.format.tail(self.lines, told)

    def block(self, lines: list[bytes]) -> bytes:
        self.lines += len(lines)
        lines.append(b"")
        return b"\n".join(lines)

    def close(self) -> None:
        self.held.close()
