"""What a term is: an amount of a unit, and what happens when it ends on a closed day. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from api.calendar.days import DayKind
from api.errors import InvalidInput


class TermUnit(StrEnum):
    """What a term is counted in. The words municipalities publish are kept beside it, not here."""

    IMMEDIATELY = "immediately"
    HOURS = "hours"
    DAYS = "days"
    WEEKDAYS = "weekdays"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"


class Roll(StrEnum):
    """What becomes of a term that ends on a closed day."""

    NONE = "none"
    FORWARD = "forward"


LONGEST = {
    TermUnit.IMMEDIATELY: 0,
    TermUnit.HOURS: 87_600,
    TermUnit.DAYS: 3_650,
    TermUnit.WEEKDAYS: 3_000,
    TermUnit.WORKING_DAYS: 2_500,
    TermUnit.WEEKS: 520,
    TermUnit.MONTHS: 120,
}
"""About ten years of each: no published term is longer, and a slip of the finger is."""


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit as published: `amount` of `unit`, or from `at_least` to `amount` ("0-4 uger").

    `closed` are the kinds of day that working days leave out and that a roll steps over. An amount
    of 0 ends on the day it starts.
    """

    amount: int
    unit: TermUnit
    at_least: int | None = None
    roll: Roll = Roll.NONE
    closed: frozenset[DayKind] = frozenset()

    def __post_init__(self) -> None:
        if self.amount < 0 or (self.at_least is not None and self.at_least < 0):
            raise InvalidInput("term_amount_negative", "A term can't be shorter than nothing.")
        if self.unit is TermUnit.IMMEDIATELY and self.amount:
            raise InvalidInput("term_immediately_has_amount", "At once has no amount: give 0.")
        if self.amount > LONGEST[self.unit]:
            raise InvalidInput(
                "term_amount_too_large",
                f"A term may be at most {LONGEST[self.unit]} {self.unit.replace('_', ' ')}.",
            )
        if self.at_least is not None and self.at_least > self.amount:
            raise InvalidInput(
                "term_range_reversed", "A range's lower end may not be more than its upper end."
            )
