"""Which complaints a figure counts, the latest first, and which of them are on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import numpy as np

from api.complaints.behind.schemas import ComplaintsBehindQuery
from api.complaints.facts.columns import Column, Rows
from api.complaints.patterns.dimensions import check_dimensions
from api.complaints.patterns.grouping import members
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.spans import ordinal
from api.errors import InvalidInput
from api.paging import Key, by_id, fingerprint, read_cursor, write_cursor

NAME: Final = "complaints_behind"


@dataclass(frozen=True)
class Latest:
    """A column of a cursor's place, which no table has."""

    key: str


DAY: Final = Key(Latest("day"), date.fromisoformat)
DATA: Final = Key(Latest("data"), int)
PLACE: Final = (DATA, DAY, by_id(Latest("id")))


@dataclass(frozen=True)
class Chosen:
    """Rows of the facts, the latest complaint first; those of a page, and where the next begins.

    `so_far` are those of the page and of all before it.
    """

    rows: Column
    so_far: Column
    page: Column
    next: str | None


def rows_behind(asked: Asked, query: ComplaintsBehindQuery) -> Column:
    """Return the rows that a pattern's cell counts, by the same members as the pattern's."""
    check_cell(query)
    if not query.cell:
        return np.flatnonzero(asked.complaints)
    found = members(asked, query.by)
    code = 0
    for wanted, values in zip(query.cell, found.shape, strict=True):
        if (wanted or None) not in values:
            return np.zeros(0, np.int64)
        code = code * len(values) + values.index(wanted or None)
    cells, rows = found.once
    chosen: Column = rows[cells == code]
    return chosen


def check_cell(query: ComplaintsBehindQuery) -> None:
    check_dimensions(query.by)
    if query.cell and len(query.cell) != len(query.by):
        raise InvalidInput(
            "cell_incomplete",
            f"A cell has a key for each dimension it is grouped by: {len(query.by)}.",
            pointer="cell",
        )


def latest_first(rows: Rows, chosen: Column) -> Column:
    halves = halves_of(rows, chosen)
    order = np.lexsort((halves[:, 1], halves[:, 0], rows["day"][chosen]))
    found: Column = chosen[order[::-1]]
    return found


def halves_of(rows: Rows, chosen: Column) -> Any:
    """Return the two halves of the complaints' ids as numbers, which sort like them."""
    ids = np.ascontiguousarray(rows["complaint"][chosen])
    return ids.view(">u8").reshape(-1, 2)


def as_of_cursor(query: ComplaintsBehindQuery) -> ComplaintsBehindQuery:
    """Return the query of the state of the data that a page goes on in: of the page before."""
    return query.model_copy(update={"data": place_of(query)[0]}) if query.cursor else query


def place_of(query: ComplaintsBehindQuery) -> Sequence[Any]:
    return read_cursor(query.cursor or "", fingerprint(NAME, query.filters()), PLACE)


def chosen_by(asked: Asked, behind: Column, query: ComplaintsBehindQuery) -> Chosen:
    rows = asked.facts.complaints
    ordered = latest_first(rows, behind)
    begin = after(rows, ordered, query) if query.cursor else 0
    end = begin + query.limit
    page = ordered[begin:end]
    following = None
    if len(ordered) > end:
        last = (asked.number, day_of(rows, page[-1]), id_of(rows, page[-1]))
        following = write_cursor(last, fingerprint(NAME, query.filters()))
    return Chosen(ordered, ordered[:end], page, following)


def after(rows: Rows, ordered: Column, query: ComplaintsBehindQuery) -> int:
    """Return how many of the ordered rows lie up to the cursor's place."""
    _, day, key = place_of(query)
    high, low = (int.from_bytes(part, "big") for part in (key.bytes[:8], key.bytes[8:]))
    halves, days, on = halves_of(rows, ordered), rows["day"][ordered], ordinal(day)
    same_day, same_half = days == on, halves[:, 0] == high
    not_later = (halves[:, 0] > high) | (same_half & (halves[:, 1] >= low))
    return int(((days > on) | (same_day & not_later)).sum())


def day_of(rows: Rows, row: int) -> date:
    day: date = rows["day"][row].astype("datetime64[D]").item()
    return day


def id_of(rows: Rows, row: int) -> UUID:
    return UUID(bytes=rows["complaint"][row].tobytes())
