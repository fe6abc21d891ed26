"""One page of a list, written by the database as it is sent.

A page starts behind the last deadline of the one before, however deep: it costs the same anywhere.
With units to look in, each unit's own index is read, so that it costs the same in a large table.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from api.deadlines.documents import sql
from api.deadlines.documents.reading import key_of
from api.deadlines.documents.selecting import Selection
from api.deadlines.rules import Status
from api.deadlines.schemas import Order

MOST_UNITS: Final = 500
RUNNING: Final = frozenset({Status.OPEN, Status.OVERDUE})


@dataclass(frozen=True)
class PageStatement:
    """The statement of one page, and its parameters."""

    wanted: Selection
    order: Order
    limit: int
    after: tuple[date, UUID] | None
    counted: bool

    @property
    def text(self) -> str:
        # The window hands its rows on in its order, so the lines need not be sorted once more.
        total = f"(SELECT count(*) FROM {sql.TABLE} WHERE {self.wanted.where})"
        return f"""
            SELECT
                string_agg(line, ',') FILTER (WHERE place <= %(limit)s) AS items,
                max(place) > %(limit)s AS more,
                max(sorted_by::text) FILTER (WHERE place = %(limit)s) AS last_on,
                max(deadline_id::text) FILTER (WHERE place = %(limit)s) AS last_id,
                {total if self.counted else "NULL::bigint"} AS total
            FROM (
                SELECT {self.wanted.line} AS line, sorted_by, deadline_id,
                    row_number() OVER (ORDER BY {self.direction("sorted_by")}) AS place
                FROM {self.documents}
            ) AS page
        """

    @property
    def documents(self) -> str:
        """Return where the page's documents come from, and one more."""
        if not self.by_unit:
            return f"({self.found('*')}) AS document"
        if self.wanted.units is not None and len(self.look_in) == 1:
            return f"({self.found('*', 'unit_id = %(one_unit)s')}) AS document"
        return f"({self.of_units}) AS found JOIN {sql.TABLE} USING (deadline_id)"

    @property
    def of_units(self) -> str:
        """Return the statement that finds the page's deadlines in each unit's part of the index."""
        branches = f"""
            SELECT found.* FROM unnest(%(look_in)s::uuid[]) AS looked_in,
            LATERAL ({self.found("deadline_id", "unit_id = looked_in")}) AS found
        """
        if self.wanted.reader.reads is not None and self.wanted.units is None:
            own = "caseworker_id = %(me)s AND NOT (unit_id = ANY(%(look_in)s::uuid[]))"
            branches = f"{branches} UNION ALL ({self.found('deadline_id', own)})"
        return f"""
            SELECT * FROM ({branches}) AS each
            ORDER BY {self.direction("sorted_by")} LIMIT %(limit)s + 1
        """

    @property
    def look_in(self) -> list[UUID]:
        """Name the units that hold all of the page, but for the reader's own cases elsewhere."""
        return list(
            self.wanted.units if self.wanted.units is not None else self.wanted.reader.reads or ()
        )

    @property
    def by_day(self) -> bool:
        """Say that an index over days holds the page in its order, and few others with it."""
        filters = self.wanted.filters
        in_order = self.order.column == "due_on" and not self.wanted.as_of.past
        return in_order and not (filters.id or filters.case)

    @property
    def by_unit(self) -> bool:
        bounded = self.wanted.units is not None or self.wanted.reader.reads is not None
        return bounded and self.by_day and len(self.look_in) <= MOST_UNITS

    @property
    def steady(self) -> bool:
        """Say that walking such an index is the one good plan, whatever the values."""
        filters = self.wanted.filters
        runs = filters.status is not None and RUNNING.issuperset(filters.status)
        return self.by_day and (self.by_unit or runs) and not (filters.caseworker or filters.q)

    def found(self, columns: str, here: str = "true") -> str:
        key = key_of(self.wanted, self.order)
        beyond = "<" if self.order.descending else ">"
        behind = f"AND ({key}, deadline_id) {beyond} (%(after_on)s, %(after_id)s)"
        return f"""
            SELECT {columns}, {key} AS sorted_by FROM {sql.TABLE}
            WHERE {here} AND {self.wanted.where} {behind if self.after else ""}
            ORDER BY {self.direction(key)} LIMIT %(limit)s + 1
        """

    def direction(self, key: str) -> str:
        way = "DESC" if self.order.descending else "ASC"
        return f"{key} {way}, deadline_id {way}"

    @property
    def values(self) -> dict[str, Any]:
        on, key = self.after or (None, None)
        behind = {"after_on": on, "after_id": key} if self.after else {}
        here = {"look_in": self.look_in, "one_unit": next(iter(self.look_in), None)}
        return self.wanted.values | here | {"limit": self.limit} | behind
