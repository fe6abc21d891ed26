"""What a deadline's day rests on, said in codes: pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from api.calendar.counting import Step, StepKind
from api.calendar.days import SpecialDay


class Differs(StrEnum):
    """Why the steps lead to another day than the one that a deadline is judged by."""

    CALENDAR_CORRECTED_AFTER_END = "calendar_corrected_after_end"
    RECORDED_OTHERWISE = "recorded_otherwise"


def differs(
    counted_due_on: date, legal_due_on: date, *, ended: bool, calendar_newer: bool
) -> Differs | None:
    """Say why a count does not lead to the legal day; None if it does.

    A correction of the calendar moves the open deadlines alone: what had ended stays as judged.
    """
    if counted_due_on == legal_due_on:
        return None
    if ended and calendar_newer:
        return Differs.CALENDAR_CORRECTED_AFTER_END
    return Differs.RECORDED_OTHERWISE


def skipped(steps: Iterable[Step]) -> Iterator[SpecialDay]:
    """Yield the days that were not counted, each with all it is called."""
    for step in steps:
        if step.kind is StepKind.SKIPPED:
            yield from step.because


def waited_days(since_on: date, until_on: date | None, as_of: date) -> int:
    """Return how many days a wait had lasted; the first day it no longer lasts is not one."""
    return (min(until_on or as_of, as_of) - since_on).days
