"""The way from a term's start to its end, in runs of days a person can follow. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from api.calendar.days import Calendar, SpecialDay
from api.calendar.lengths import is_clamped, units_in
from api.calendar.open_days import Closed, left_out_of_count, left_out_of_ends, open_days, runs
from api.calendar.pauses import spans
from api.calendar.terms import Term


class StepKind(StrEnum):
    """What a run of days did for the term."""

    COUNTED = "counted"
    SKIPPED = "skipped"
    PAUSED = "paused"
    CLAMPED = "clamped"
    ROLLED = "rolled"


@dataclass(frozen=True, slots=True)
class Step:
    """A run of consecutive days after the start: the start plus all `days` is the day it is due.

    `counted` is in the term's own unit, whole units only. A step of 0 days tells what happened on
    one day: hours that passed on the start day, or a month that lacks the date number.
    """

    kind: StepKind
    first_on: date
    last_on: date
    days: int
    counted: int
    because: tuple[SpecialDay, ...] = ()


@lru_cache(maxsize=1 << 14)
def step(
    kind: StepKind, first: int, before: int, counted: int = 0, because: tuple[SpecialDay, ...] = ()
) -> Step:
    """Return the step of the days from one ordinal on and before another.

    Kept, as the steps over closed days are: most terms run over the same weeks.
    """
    return Step(
        kind,
        date.fromordinal(first),
        date.fromordinal(before - 1),
        before - first,
        counted,
        because,
    )


def step_on(kind: StepKind, day: date, counted: int = 0) -> Step:
    """Return a step of 0 days."""
    return Step(kind, day, day, 0, counted)


def steps_of_count(
    term: Term, start: int, end: int, calendar: Calendar, stops: Sequence[tuple[int, int]]
) -> Iterator[Step]:
    """Yield the steps from the day after the start to the raw end."""
    started_on = date.fromordinal(start)
    closed = left_out_of_count(term)
    days = open_days(calendar, closed)
    counted_days = told = 0
    for first, before, paused in spans(start + 1, end + 1, stops):
        if paused:
            yield step(StepKind.PAUSED, first, before)
            continue
        window = days[bisect_left(days, first) : bisect_left(days, before)]
        at = first
        for run_first, run_before in runs(window):
            if at < run_first:
                yield _skipped(closed, at, run_first, calendar)
            counted_days += run_before - run_first
            units = units_in(term, started_on, counted_days)
            yield step(StepKind.COUNTED, run_first, run_before, units - told)
            at, told = run_before, units
        if at < before:
            yield _skipped(closed, at, before, calendar)
    if is_clamped(term, started_on):
        yield step_on(StepKind.CLAMPED, date.fromordinal(end))


def steps_of_roll(
    term: Term, end: int, due: int, calendar: Calendar, stops: Sequence[tuple[int, int]]
) -> Iterator[Step]:
    """Yield the steps from the day after the raw end to the day it is due.

    The first names the raw end too, because that day is closed and is what set the roll off.
    """
    closed = left_out_of_ends(term)
    because = closed.because(calendar, end) if end < due else ()
    for first, before, paused in spans(end + 1, due + 1, stops):
        if paused:
            yield step(StepKind.PAUSED, first, before)
            continue
        because += _because(closed, first, before, calendar)
        yield step(StepKind.ROLLED, first, before, because=because)
        because = ()


@lru_cache(maxsize=1 << 13)
def _skipped(closed: Closed, first: int, before: int, calendar: Calendar) -> Step:
    """Return the step over closed days."""
    because = _because(closed, first, before, calendar)
    return step(StepKind.SKIPPED, first, before, because=because)


def _because(closed: Closed, first: int, before: int, calendar: Calendar) -> tuple[SpecialDay, ...]:
    named = (closed.because(calendar, ordinal) for ordinal in range(first, before))
    return tuple(special for specials in named for special in specials)
