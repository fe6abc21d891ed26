"""Terms in hours from a known moment: real hours, whatever the clocks do. Pure."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from api.calendar.lengths import checked
from api.calendar.pauses import spans
from api.calendar.steps import Step, StepKind, step, step_on
from api.errors import InvalidInput

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
HOUR = timedelta(hours=1)


def check_moment(started_at: datetime, started_on: date) -> None:
    """Refuse a moment without a time zone, or one that is not on the day the term starts."""
    if started_at.tzinfo is None:
        raise InvalidInput("moment_without_zone", "The moment has no time zone.")
    day = day_of(started_at)
    if day != started_on:
        raise InvalidInput(
            "moment_on_other_day", f"The moment is on {day}, and the term starts on {started_on}."
        )


def day_of(moment: datetime) -> date:
    return moment.astimezone(COPENHAGEN).date()


def moment_after(
    started_at: datetime, hours: int, stops: Sequence[tuple[int, int]] = ()
) -> datetime:
    """Return the moment some hours later, in UTC. On paused days no hours pass.

    Hours that would be over as a pause begins are over as it ends: no term ends on a paused day.
    """
    at, left = started_at.astimezone(UTC), hours * HOUR
    for first, before in stops:
        stopped_at = _midnight(first)
        if at + left < stopped_at:
            break
        left -= stopped_at - at
        at = _midnight(before)
    return at + left


def steps_of_hours(
    started_at: datetime, due_at: datetime, stops: Sequence[tuple[int, int]]
) -> Iterator[Step]:
    """Yield the start day's hours as a step of 0 days, then the steps to the day of `due_at`."""
    start, end = day_of(started_at).toordinal(), day_of(due_at).toordinal()
    passed = min(_midnight(start + 1), due_at) - started_at
    told = passed // HOUR
    yield step_on(StepKind.COUNTED, date.fromordinal(start), told)
    for first, before, paused in spans(start + 1, end + 1, stops):
        if paused:
            yield step(StepKind.PAUSED, first, before)
            continue
        passed += min(_midnight(before), due_at) - _midnight(first)
        yield step(StepKind.COUNTED, first, before, passed // HOUR - told)
        told = passed // HOUR


def _midnight(ordinal: int) -> datetime:
    """Return the moment a day begins in Denmark, in UTC."""
    day = date.fromordinal(checked(ordinal))
    return datetime.combine(day, time(), COPENHAGEN).astimezone(UTC)
