"""How a deadline stands on a day, and what may be done to it: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.catalogue.terms.kinds import DeadlineKind, OwedBy
from api.errors import InvalidInput, RuleBroken

# Why a deadline is cancelled that was counted from a wrong fact: it never held.
CORRECTED = "corrected"
# Why a deadline is cancelled that ended with its case; it runs again if the case is reopened.
WITHDRAWN, CLOSED = "withdrawn", "closed"
ENDED_WITH_CASE = (WITHDRAWN, CLOSED)
# Why the time to reassess is cancelled: nobody complains of the decision any more.
COMPLAINT_WITHDRAWN = "complaint_withdrawn"
# What a decision ends: a deadline that was met by one runs again if the decision is corrected.
ENDED_BY_DECISION = frozenset({DeadlineKind.DECISION, DeadlineKind.REMITTAL})


@dataclass(frozen=True)
class AsOf:
    """The day a deadline is judged on, and today: in the past, what came later does not count."""

    day: date
    today: date

    @property
    def past(self) -> bool:
        return self.day < self.today


class Status(StrEnum):
    """How a deadline stands at the end of a day in Copenhagen: the last day itself is in time."""

    OPEN = "open"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    CANCELLED = "cancelled"


def status_of(
    legal_due_on: date,
    met_on: date | None,
    cancelled_on: date | None,
    as_of: date,
    *,
    stands_still: bool = False,
) -> Status:
    """Judge a deadline by its legal day, never by a later day that was promised.

    What happened after `as_of` does not count. A clock that stands still while its case waits is
    not overdue: its last day is not known before the wait is over.
    """
    if cancelled_on is not None and cancelled_on <= as_of:
        return Status.CANCELLED
    if met_on is not None and met_on <= as_of:
        return Status.MET if met_on <= legal_due_on else Status.MET_LATE
    return Status.OPEN if as_of <= legal_due_on or stands_still else Status.OVERDUE


class Because(StrEnum):
    """Why a deadline stands as it does. A later day that was promised excuses nothing."""

    NOT_DUE_YET = "not_due_yet"
    LAST_DAY = "last_day"
    STANDS_STILL = "stands_still"
    DAY_PASSED = "day_passed"
    DAY_PASSED_LATER_DAY_PROMISED = "day_passed_later_day_promised"
    MET_BY_THE_DAY = "met_by_the_day"
    MET_AFTER_THE_DAY = "met_after_the_day"
    MET_AFTER_THE_DAY_AS_PROMISED = "met_after_the_day_as_promised"
    CANCELLED = "cancelled"
    COUNTED_FROM_A_WRONG_FACT = "counted_from_a_wrong_fact"


def because(
    status: Status,
    *,
    legal_due_on: date,
    expected_on: date,
    met_on: date | None,
    cancel_reason: str | None,
    as_of: date,
) -> Because:
    """Return the reason for a status as of a day, in one word a page can make a sentence of."""
    if status is Status.CANCELLED:
        never_held = cancel_reason == CORRECTED
        return Because.COUNTED_FROM_A_WRONG_FACT if never_held else Because.CANCELLED
    if status is Status.MET:
        return Because.MET_BY_THE_DAY
    if status is Status.MET_LATE:
        promised = met_on is not None and met_on <= expected_on
        return Because.MET_AFTER_THE_DAY_AS_PROMISED if promised else Because.MET_AFTER_THE_DAY
    if status is Status.OVERDUE:
        promised = as_of <= expected_on
        return Because.DAY_PASSED_LATER_DAY_PROMISED if promised else Because.DAY_PASSED
    if as_of > legal_due_on:
        return Because.STANDS_STILL
    return Because.LAST_DAY if as_of == legal_due_on else Because.NOT_DUE_YET


def expected_on(legal_due_on: date, promised: Iterable[date]) -> date:
    """Return the day an answer is expected: the last one promised, else the legal day."""
    return max(promised, default=legal_due_on)


def happened(on: date | None, as_of: date) -> date | None:
    """Return a day if it had come."""
    return on if on is not None and on <= as_of else None


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


def check_cancelled_on(cancelled_on: date, started_on: date, today: date) -> None:
    """Refuse a cancellation in the future, or before the deadline began."""
    if cancelled_on > today:
        raise InvalidInput("in_future", "This day has not come yet.", pointer="/cancelled_on")
    if cancelled_on < min(started_on, today):
        raise InvalidInput(
            "cancelled_before_start",
            f"The deadline started on {started_on}.",
            pointer="/cancelled_on",
        )


def check_own_words(reason: str) -> None:
    """Refuse a reason that says, word for word, that something else ended the deadline."""
    if reason in {CORRECTED, COMPLAINT_WITHDRAWN, *ENDED_WITH_CASE}:
        raise InvalidInput(
            "reason_is_code",
            f"“{reason}” is noted by acts on the case. Say in your own words why nothing is owed.",
            pointer="/reason",
        )


def check_reopening(
    *,
    met_on: date | None,
    cancelled_on: date | None,
    cancel_reason: str | None,
    case_withdrawn: bool,
    case_closed: bool,
    decided_on: Iterable[date],
) -> None:
    """Refuse to reopen what is open, what never held, and what a fact of the case ended."""
    if met_on is None and cancelled_on is None:
        raise RuleBroken("deadline_open", "This deadline is open.")
    if cancel_reason == CORRECTED:
        raise RuleBroken(
            "deadline_corrected",
            "This deadline was counted from a wrong fact; another one holds in its place.",
        )
    if case_withdrawn:
        raise RuleBroken("case_withdrawn", "The case was withdrawn. Reopen the case instead.")
    if case_closed and cancel_reason == CLOSED:
        raise RuleBroken("case_closed", "This ended with its case. Reopen the case instead.")
    if met_on is not None and met_on in decided_on:
        raise RuleBroken(
            "deadline_met_by_decision",
            f"The case was decided on {met_on}. If that decision did not answer all, correct it.",
        )


def check_undoing(
    undone_on: date, *, notice_sent_on: date, already_on: date | None, today: date
) -> None:
    """Refuse to undo a notice twice, in the future, or before it was sent."""
    if already_on is not None:
        raise RuleBroken("extension_undone", f"This notice was undone on {already_on}.")
    if undone_on > today:
        raise InvalidInput("in_future", "This day has not come yet.", pointer="/undone_on")
    if undone_on < notice_sent_on:
        raise InvalidInput(
            "undone_before_notice",
            f"The notice was sent on {notice_sent_on}.",
            pointer="/undone_on",
        )


def days_left(due_on: date, as_of: date) -> int:
    """Return the calendar days from a day to the due day; negative when it has passed."""
    return (due_on - as_of).days


def notified_in_time(notice_sent_on: date, before_due_on: date) -> bool:
    """Say whether a notice was sent on or before the day that was then expected."""
    return notice_sent_on <= before_due_on
