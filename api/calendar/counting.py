"""Where a term ends, when it is due, and each step on the way. Pure.

The start is day zero: it is not counted (Justitsministeriets vejledning nr. 9533 af 26/06/2018).
A pause stops the count whatever its unit, and no term ends, and none rolls, on a paused day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from api.calendar.days import Calendar, SpecialDay
from api.calendar.hours import check_moment, day_of, moment_after, steps_of_hours
from api.calendar.lengths import checked, days_to_count, nth_day
from api.calendar.open_days import left_out_of_count, left_out_of_ends, open_days
from api.calendar.pauses import Pause, merged
from api.calendar.steps import Step, StepKind, steps_of_count, steps_of_roll
from api.calendar.terms import Roll, Term, TermUnit

__all__ = ["Counted", "Pause", "Step", "StepKind", "count", "due_days"]

Stops = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A term's end. `earliest_on` is the lower end of a range, rolled alike.

    `due_at` is there only for hours from a known moment that end on an open day; a term that was
    rolled lasts the whole of the day it was rolled to. `moved_because` is what was stepped over.
    """

    started_on: date
    earliest_on: date | None
    raw_end_on: date
    due_on: date
    due_at: datetime | None
    moved_because: tuple[SpecialDay, ...]
    steps: tuple[Step, ...]


def count(
    term: Term,
    started_on: date,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    started_at: datetime | None = None,
) -> Counted:
    """Count a term. `started_at` matters to hours alone, and lies on `started_on` in Denmark.

    Raises InvalidInput if the term leads out of the calendar's years.
    """
    start = checked(started_on.toordinal())
    stops = merged(pauses, after=started_on)
    if term.unit is not TermUnit.HOURS:
        started_at = None
    if started_at is not None:
        check_moment(started_at, started_on)
    end, due_at = _raw_end(term, term.amount, start, calendar, stops, started_at)
    if started_at is not None and due_at is not None:
        steps = steps_of_hours(started_at, due_at, stops)
    else:
        steps = steps_of_count(term, start, end, calendar, stops)
    due = _due(term, end, calendar, stops)
    rolled = tuple(steps_of_roll(term, end, due, calendar, stops))
    return Counted(
        started_on=started_on,
        earliest_on=_earliest_on(term, start, calendar, stops, started_at),
        raw_end_on=date.fromordinal(end),
        due_on=date.fromordinal(due),
        due_at=due_at if due == end else None,
        moved_because=tuple(special for step in rolled for special in step.because),
        steps=(*steps, *rolled),
    )


@lru_cache(maxsize=1 << 16)
def due_days(term: Term, started_on: date, calendar: Calendar) -> tuple[date, date]:
    """Return the raw end and the day it is due, without steps or pauses: what an import needs."""
    start = checked(started_on.toordinal())
    end, _ = _raw_end(term, term.amount, start, calendar)
    return date.fromordinal(end), date.fromordinal(_due(term, end, calendar))


def _raw_end(
    term: Term,
    amount: int,
    start: int,
    calendar: Calendar,
    stops: Stops = (),
    started_at: datetime | None = None,
) -> tuple[int, datetime | None]:
    """Return the day, and the moment if one is known, on which an amount of the term is over."""
    if started_at is not None:
        due_at = moment_after(started_at, amount, stops)
        return checked(day_of(due_at).toordinal()), due_at
    days = open_days(calendar, left_out_of_count(term))
    to_count = days_to_count(term.unit, amount, date.fromordinal(start))
    return nth_day(days, start, to_count, stops), None


def _due(term: Term, end: int, calendar: Calendar, stops: Stops = ()) -> int:
    """Return the raw end, or the first open and unpaused day from it on."""
    if term.roll is Roll.NONE:
        return end
    return nth_day(open_days(calendar, left_out_of_ends(term)), end - 1, 1, stops)


def _earliest_on(
    term: Term, start: int, calendar: Calendar, stops: Stops, started_at: datetime | None
) -> date | None:
    if term.at_least is None:
        return None
    end, _ = _raw_end(term, term.at_least, start, calendar, stops, started_at)
    return date.fromordinal(_due(term, end, calendar, stops))
