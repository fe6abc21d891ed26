"""When a follow-up may be done: pure."""

from datetime import date

from api.errors import InvalidInput


def check_done_on(done_on: date, started_on: date) -> None:
    """Refuse a look at the help before the time to look at it began."""
    if done_on < started_on:
        raise InvalidInput(
            "done_before_start",
            f"The time for this follow-up began on {started_on}.",
            pointer="/done_on",
        )
