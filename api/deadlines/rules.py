"""How a deadline stands on a day, and what may be done to it: pure."""

from datetime import date
from enum import StrEnum

from api.catalogue.terms.kinds import OwedBy
from api.errors import InvalidInput, RuleBroken

# Why a deadline is cancelled that was counted from a wrong fact: it never held.
CORRECTED = "corrected"


class Status(StrEnum):
    """How a deadline stands at the end of a day in Copenhagen: the last day itself is in time."""

    OPEN = "open"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    CANCELLED = "cancelled"


def status_of(
    legal_due_on: date, met_on: date | None, cancelled_on: date | None, as_of: date
) -> Status:
    """Judge a deadline by its legal day, never by a later day that was promised.

    What happened after `as_of` does not count.
    """
    if cancelled_on is not None and cancelled_on <= as_of:
        return Status.CANCELLED
    if met_on is not None and met_on <= as_of:
        return Status.MET if met_on <= legal_due_on else Status.MET_LATE
    return Status.OPEN if as_of <= legal_due_on else Status.OVERDUE


def check_open(met_on: date | None, cancelled_on: date | None) -> None:
    """Refuse to act on a deadline that has ended."""
    if met_on is not None:
        raise RuleBroken("deadline_met", f"This deadline was met on {met_on}.")
    if cancelled_on is not None:
        raise RuleBroken("deadline_cancelled", f"This deadline was cancelled on {cancelled_on}.")


def check_authoritys(owed_by: OwedBy) -> None:
    """Refuse to extend the citizen's own deadline: an authority can't invent one (domain, 2.11)."""
    if owed_by is OwedBy.CITIZEN:
        raise RuleBroken("deadline_is_citizens", "This deadline is the citizen's; law sets it.")


def check_extension(
    due_on: date, *, current_due_on: date, notice_sent_on: date, started_on: date, today: date
) -> None:
    """Refuse a new day that is no later than the one expected, or a notice that can't be."""
    if notice_sent_on > today:
        raise InvalidInput("in_future", "This day has not come yet.", pointer="/notice_sent_on")
    if notice_sent_on < started_on:
        raise InvalidInput(
            "notice_before_start",
            f"The deadline started on {started_on}; no notice was sent before.",
            pointer="/notice_sent_on",
        )
    if due_on <= max(current_due_on, notice_sent_on):
        raise InvalidInput(
            "extension_not_later",
            f"The answer is expected on {current_due_on}; the new day must be later than that, "
            "and later than the notice.",
            pointer="/due_on",
        )


def check_met_on(met_on: date, started_on: date, today: date) -> None:
    """Refuse a completion in the future, or before the deadline began."""
    if met_on > today:
        raise InvalidInput("in_future", "This day has not come yet.", pointer="/met_on")
    if met_on < started_on:
        raise InvalidInput(
            "met_before_start", f"The deadline started on {started_on}.", pointer="/met_on"
        )


def days_left(due_on: date, as_of: date) -> int:
    """Return the calendar days from a day to the due day; negative when it has passed."""
    return (due_on - as_of).days


def notified_in_time(notified_on: date | None, before_due_on: date) -> bool:
    """Say whether a notice was sent on or before the day that was then expected."""
    return notified_on is not None and notified_on <= before_due_on
