"""What is learnt from complaints, in which steps, and when its effect can be told: pure.

The five steps are the Citizens' Advisor's (Borgerrådgiverens fem læringstrin); what they are called
stands in the catalogue. That they follow each other is said by their name.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from api.calendar.lengths import add_months
from api.errors import InvalidInput, RuleBroken

LAST_STEP = 5


@dataclass(frozen=True)
class Months:
    """Equally long spans before and after a change; the day of the change is the first after it."""

    changed_on: date
    number: int

    @property
    def first_on(self) -> date:
        return add_months(self.changed_on, -self.number)

    @property
    def before_on(self) -> date:
        """Return the first day that lies after both spans."""
        return add_months(self.changed_on, self.number)


def check_of_one_thing(*, of_complaint: bool, of_pattern: bool, with_data: bool) -> None:
    """Refuse what is of a complaint and of a pattern, of neither, or of a complaint in old data."""
    if of_complaint == of_pattern:
        raise InvalidInput(
            "learnt_from_one_thing",
            "Say what it is learnt from: one complaint, or one pattern of them.",
            pointer="/complaint_id",
        )
    if with_data and not of_pattern:
        raise InvalidInput(
            "data_without_pattern",
            "Only a pattern was seen in a state of the data.",
            pointer="/data_number",
        )


def check_next_step(
    step: int, taken_on: date, *, current: int, current_taken_on: date | None
) -> None:
    """Refuse a step that was taken, one before which another is missing, and days in disorder."""
    if step <= current:
        raise RuleBroken(
            "step_taken", f"Step {step} was taken. Take the last one back first.", pointer="/step"
        )
    if step > current + 1:
        raise RuleBroken(
            "step_skipped", f"Step {current + 1} comes before step {step}.", pointer="/step"
        )
    if current_taken_on is not None and taken_on < current_taken_on:
        raise InvalidInput(
            "step_before_last",
            f"Step {current} was taken on {current_taken_on}; this one comes after it.",
            pointer="/taken_on",
        )


def check_last_step(step: int, current: int) -> None:
    """Refuse to take back any step but the last that was taken."""
    if step != current:
        raise RuleBroken(
            "step_not_last",
            f"The last step taken is {current}. Take steps back one by one."
            if current
            else "No step has been taken.",
        )


def check_due_on(changed_on: date | None, months: int | None) -> date | None:
    """Return the day from which the effect of a change can be told as was agreed."""
    if changed_on is None or months is None:
        return None
    return add_months(changed_on, months)


def check_is_due(due_on: date | None, checked_on: Collection[date], as_of: date) -> bool:
    """Say whether an effect should be looked at: its day has come, and nobody has since."""
    return due_on is not None and due_on <= as_of and not any(day >= due_on for day in checked_on)


def months_to_compare(
    changed_on: date | None, agreed: int | None, asked: int | None, today: date
) -> Months:
    """Return the spans to compare; refuse while what comes after the change has not passed."""
    if changed_on is None:
        raise RuleBroken("change_missing", "Say first when something was changed.")
    number = asked or agreed
    if number is None:
        raise InvalidInput(
            "months_missing", "Say how many months to compare.", pointer="/months_before"
        )
    months = Months(changed_on, number)
    if months.before_on > today:
        passed = max((n for n in range(number) if add_months(changed_on, n) <= today), default=0)
        raise RuleBroken(
            "effect_too_early",
            f"{passed} of {number} months have passed since {changed_on}; the last ends before "
            f"{months.before_on}. Wait, or compare fewer months.",
            pointer="/months_before",
        )
    return months
