"""What a correction of the calendar may change, and which deadlines it moves: pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Self
from uuid import UUID

from api.calendar.counting import Pause, count, due_days
from api.calendar.days import (
    FIRST_YEAR,
    LAST_YEAR,
    Calendar,
    DayKind,
    SpecialDay,
    national_days,
)
from api.calendar.terms import Term
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.rules import Status, status_of
from api.errors import InvalidInput, RuleBroken


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which the municipality is closed."""

    closed_on: date
    name_da: str
    name_en: str
    source: str | None = None

    @classmethod
    def kept(cls, said: Mapping[str, Any]) -> Self:
        """Return a day as a correction keeps it."""
        return cls(**{**said, "closed_on": date.fromisoformat(said["closed_on"])})

    def special(self) -> SpecialDay:
        return SpecialDay(self.closed_on, DayKind.CLOSING_DAY, self.name_da, self.name_en)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The days that shall be closing days from now on, and those that shall be no more."""

    add: Sequence[ClosedDay]
    remove: Sequence[date]

    def days(self) -> list[date]:
        return sorted([*self.remove, *(day.closed_on for day in self.add)])


def check_wanted(wanted: Wanted) -> None:
    """Refuse a correction that says nothing, one thing twice, or what the calendar can't hold."""
    if not wanted.days():
        raise InvalidInput(
            "calendar_correction_empty", "Name a day to add or to remove.", pointer="/add"
        )
    seen: set[date] = set()
    for day, pointer in pointed(wanted):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise InvalidInput(
                "day_outside_calendar",
                f"The calendar holds the years {FIRST_YEAR} to {LAST_YEAR}; {day} is in none.",
                pointer=pointer,
            )
        if day in seen:
            raise InvalidInput(
                "calendar_day_twice", f"{day} is named twice in this correction.", pointer=pointer
            )
        seen.add(day)


def pointed(wanted: Wanted) -> Iterable[tuple[date, str]]:
    """Yield each day with the place in the body that names it."""
    for place, added in enumerate(wanted.add):
        yield added.closed_on, f"/add/{place}/closed_on"
    for place, removed in enumerate(wanted.remove):
        yield removed, f"/remove/{place}"


def check_no_holidays(wanted: Wanted) -> None:
    """Refuse to close what the whole country has closed: that would move nothing."""
    for place, added in enumerate(wanted.add):
        for special in national_days(added.closed_on.year).get(added.closed_on, ()):
            if special.kind is DayKind.PUBLIC_HOLIDAY:
                raise InvalidInput(
                    "calendar_day_is_holiday",
                    f"{added.closed_on} is a public holiday ({special.name_da}) and closed "
                    "already; adding it changes nothing.",
                    pointer=f"/add/{place}/closed_on",
                )


def check_fits(wanted: Wanted, closed: Collection[date]) -> None:
    """Refuse to close a closed day, or to open one that is not closed."""
    removed = set(wanted.remove)
    for day, pointer in pointed(wanted):
        if day not in removed and day in closed:
            raise RuleBroken(
                "calendar_day_closed", f"{day} is a closing day already.", pointer=pointer
            )
        if day in removed and day not in closed:
            raise RuleBroken(
                "calendar_day_not_closed", f"{day} is not a closing day.", pointer=pointer
            )


class Said(NamedTuple):
    """A correction that was made: its number, the days it touched, and which one it took back."""

    id: UUID
    number: int
    days: frozenset[date]
    undoes_id: UUID | None


def undone_by(said: Said, all_said: Iterable[Said]) -> Said | None:
    return next((other for other in all_said if other.undoes_id == said.id), None)


def touched_later(said: Said, all_said: Iterable[Said]) -> list[tuple[int, date]]:
    """Return the later corrections that touched a day of this one, with the day, in order."""
    return sorted(
        (other.number, day)
        for other in all_said
        if other.number > said.number
        for day in other.days & said.days
    )


def check_can_undo(said: Said, all_said: Collection[Said]) -> None:
    """Refuse to take back what was taken back before, or what was built upon since."""
    if before := undone_by(said, all_said):
        raise RuleBroken(
            "calendar_correction_undone",
            f"Correction {said.number} was taken back by correction {before.number}.",
        )
    if later := touched_later(said, all_said):
        which = ", ".join(f"{day} by correction {number}" for number, day in later)
        raise RuleBroken(
            "calendar_day_corrected_later", f"These days were corrected again since: {which}."
        )


@dataclass(frozen=True, slots=True)
class Alike:
    """Open deadlines that run alike: what moves one moves them all, and to the same day.

    `still_since` is the first day of a wait that runs today and that stops their clock.
    """

    kind: DeadlineKind
    term: Term
    started_on: date
    pauses: tuple[Pause, ...]
    still_since: date | None
    raw_end_on: date
    legal_due_on: date
    ids: Sequence[UUID]


class Becomes(StrEnum):
    """How a move changes the way an open deadline stands as of a day."""

    OVERDUE = "overdue"
    TIMELY = "timely"


@dataclass(frozen=True, slots=True)
class Move:
    """Where the deadlines that run alike end in the corrected calendar."""

    alike: Alike
    raw_end_on: date
    legal_due_on: date

    def becomes(self, as_of: date) -> Becomes | None:
        still_since = self.alike.still_since
        return becomes(self.alike.legal_due_on, self.legal_due_on, as_of, still_since)


def becomes(
    before_on: date, after_on: date, as_of: date, still_since: date | None
) -> Becomes | None:
    """Judge an open deadline by its legal day before and after a move."""
    was, will_be = (stands(day, as_of, still_since) for day in (before_on, after_on))
    if was is will_be:
        return None
    return Becomes.OVERDUE if will_be is Status.OVERDUE else Becomes.TIMELY


def stands(legal_due_on: date, as_of: date, still_since: date | None) -> Status:
    """Judge an open deadline; one whose clock stopped before its last day is not overdue."""
    stands_still = still_since is not None and still_since <= legal_due_on
    return status_of(legal_due_on, None, None, as_of, stands_still=stands_still)


def recounted(alike: Alike, calendar: Calendar) -> tuple[date, date]:
    """Return the raw end and the legal day in a calendar."""
    if not alike.pauses:
        return due_days(alike.term, alike.started_on, calendar)
    counted = count(alike.term, alike.started_on, calendar, pauses=alike.pauses)
    return counted.raw_end_on, counted.due_on


def moves_in(calendar: Calendar, running: Iterable[Alike], today: date) -> list[Move]:
    """Return what moves in a corrected calendar: what becomes overdue, then timely, goes first."""
    moves = [Move(alike, *recounted(alike, calendar)) for alike in running]
    order = {Becomes.OVERDUE: 0, Becomes.TIMELY: 1, None: 2}
    return sorted(
        filter(has_moved, moves),
        key=lambda move: (order[move.becomes(today)], move.legal_due_on),
    )


def has_moved(move: Move) -> bool:
    before = (move.alike.raw_end_on, move.alike.legal_due_on)
    return (move.raw_end_on, move.legal_due_on) != before


@dataclass(frozen=True, slots=True)
class Totals:
    """How many deadlines move, and how many of them become overdue or timely by that."""

    moved: int
    become_overdue: int
    become_timely: int


def totals(moves: Iterable[Move], today: date) -> Totals:
    counted: Counter[Becomes | None] = Counter()
    for move in moves:
        counted[move.becomes(today)] += len(move.alike.ids)
    return Totals(counted.total(), counted[Becomes.OVERDUE], counted[Becomes.TIMELY])


def totals_by_kind(moves: Collection[Move], today: date) -> dict[DeadlineKind, Totals]:
    """Return the totals of each kind that moves."""
    moved = {move.alike.kind for move in moves}
    return {
        kind: totals((move for move in moves if move.alike.kind is kind), today)
        for kind in DeadlineKind
        if kind in moved
    }
