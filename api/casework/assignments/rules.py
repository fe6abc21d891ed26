"""In whose hands a case is, and how often and how long it was in whose: pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.calendar.lengths import add_months
from api.cases.rules import AssignmentReason, Held, change_days, in_charge
from api.errors import InvalidInput, RuleBroken

MONTHS = 12
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """The days from `first_on` to `last_on`, both counted."""

    first_on: date
    last_on: date

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class Hands:
    """How many were in charge, and how often a case changed hands for good."""

    caseworkers: int
    changes: int


def year_until(as_of: date) -> Window:
    """Return the twelve months that end with a day (domain, 4.3)."""
    return Window(add_months(as_of, -MONTHS) + DAY, as_of)


def hands_in(cases: Iterable[Sequence[Held]], window: Window) -> Hands:
    """Count over some cases: each person once, each change of each case."""
    people: set[str] = set()
    changes = 0
    for held in cases:
        began = [each for each in held if each.from_on <= window.last_on]
        people |= {each.caseworker for each in in_charge(began) if overlaps(each, window)}
        changes += sum(day in window for day in change_days(began))
    return Hands(len(people), changes)


def overlaps(held: Held, window: Window) -> bool:
    return held.until_on is None or held.until_on > window.first_on


def days_without(held: Iterable[Held], stretch: Window) -> int:
    """Count the days of a stretch on which a case was in nobody's hands, not even a stand-in's."""
    free, at = 0, stretch.first_on
    after = stretch.last_on + DAY
    for each in sorted(held, key=lambda each: each.from_on):
        free += max(0, (min(each.from_on, after) - at).days)
        at = max(at, min(each.until_on or after, after))
    return free + max(0, (after - at).days)


def check_someone_else(
    new: object | None, now: object | None, reason: AssignmentReason, *, covers: bool
) -> None:
    """Refuse to give a case to who has it. A stand-in may take it over for good."""
    if new is None and now is None:
        raise RuleBroken(
            "case_has_no_caseworker", "The case has no caseworker.", pointer="/caseworker_id"
        )
    stays_for_good = covers and reason is not AssignmentReason.LEAVE_COVER
    if new == now and not stays_for_good:
        raise RuleBroken(
            "caseworker_has_case", "The case is in these hands.", pointer="/caseworker_id"
        )


def check_reason(reason: AssignmentReason, *, first: bool, had_it: bool) -> None:
    """Refuse a first assignment that is none, and a return to who never had the case."""
    if reason is AssignmentReason.FIRST and not first:
        raise InvalidInput(
            "assignment_not_first", "Somebody had this case before.", pointer="/reason"
        )
    if reason is AssignmentReason.RETURNED and not had_it:
        raise InvalidInput(
            "never_had_case", "A case returns only to who had it before.", pointer="/reason"
        )


def check_after(day: date, held: Sequence[Held], pointer: str) -> None:
    """Refuse a day before the latest change of hands."""
    latest = max((each.until_on or each.from_on for each in held), default=None)
    if latest is not None and day < latest:
        raise InvalidInput(
            "before_last_assignment",
            f"The case changed hands on {latest}; this can't have come before.",
            pointer=pointer,
        )
