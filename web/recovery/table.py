"""The table of backlogs as the papers print it: a column for each cut-off day, and what adds up.

Pure. Only what is known exactly, on the same day, in our own administration is added up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from web.recovery.client import Backlog, Count

MOST_COLUMNS: Final = 4
FOUR_PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True)
class Line:
    """A backlog with its count on each day of the table; None where it was not counted."""

    backlog: Backlog
    counts: list[Count | None]


@dataclass(frozen=True)
class Sum:
    """What some backlogs come to, which they are, and which were left out."""

    cut_off_on: date
    baseline: int
    latest: int
    members: list[Backlog]
    left_out: list[Backlog]

    @property
    def change(self) -> int:
        return self.latest - self.baseline

    @property
    def change_share(self) -> Decimal | None:
        return share(self.change, self.baseline)


@dataclass(frozen=True)
class BacklogTable:
    days: list[date]
    lines: list[Line]
    sum: Sum | None


def share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(FOUR_PLACES, ROUND_HALF_UP) if whole else None


def backlog_table(backlogs: Sequence[Backlog], counts: Iterable[Count]) -> BacklogTable:
    """Put counts under their cut-off days, the latest days to the right."""
    known = {backlog.id for backlog in backlogs}
    by_place = {(c.backlog_id, c.cut_off_on): c for c in counts if c.backlog_id in known}
    days = sorted({day for _, day in by_place})[-MOST_COLUMNS:]
    lines = [Line(each, [by_place.get((each.id, day)) for day in days]) for each in backlogs]
    return BacklogTable(days, lines, sum_of(backlogs))


def sum_of(backlogs: Sequence[Backlog]) -> Sum | None:
    """Add up what may be added up; nothing if that is fewer than two."""
    days = [each.latest.cut_off_on for each in backlogs if can_add(each) and each.latest]
    if not days:
        return None
    latest_day = max(days)
    members = [each for each in backlogs if can_add(each) and on_day(each, latest_day)]
    if len(members) < len(("one", "another")):
        return None
    return Sum(
        cut_off_on=latest_day,
        baseline=sum(each.baseline_count or 0 for each in members),
        latest=sum(each.latest.open_count or 0 for each in members if each.latest),
        members=members,
        left_out=[each for each in backlogs if each not in members],
    )


def can_add(backlog: Backlog) -> bool:
    """Say whether both ends are known exactly and the pile is ours."""
    latest = backlog.latest
    if backlog.elsewhere or latest is None or latest.approximate or backlog.baseline_approximate:
        return False
    return backlog.baseline_count is not None and latest.open_count is not None


def on_day(backlog: Backlog, day: date) -> bool:
    return backlog.latest is not None and backlog.latest.cut_off_on == day
