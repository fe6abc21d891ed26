"""When a case waits: pure.

Waiting is shown, and moves no deadline of retssikkerhedsloven § 3: the time used to inform a case
lies inside them (Ankestyrelsen). Only a term whose own law says so stands still meanwhile. It is
counted again when the wait is over, for only then is it known how long the clock stood; until then
it is not overdue if it was not when the wait began.
"""

from datetime import date

from api.errors import InvalidInput, RuleBroken


def check_not_ended(until_on: date | None) -> None:
    """Refuse to end a wait that is over."""
    if until_on is not None:
        raise RuleBroken("waiting_ended", f"This wait was over on {until_on}.")


def check_ends_after(since_on: date, until_on: date | None) -> None:
    """Refuse a wait that is over before it began. One that lasted no day never was."""
    if until_on is not None and until_on < since_on:
        raise InvalidInput(
            "waiting_ends_before_start",
            f"The case has waited since {since_on}; the wait can't be over before.",
            pointer="/until_on",
        )


def waited_days(since_on: date, until_on: date | None, as_of: date) -> int:
    """Return how many days a case had waited as of a day: the last one is not counted yet."""
    last = as_of if until_on is None else min(as_of, until_on)
    return max(0, (last - since_on).days)


def runs(since_on: date, until_on: date | None, as_of: date) -> bool:
    """Say whether a wait ran on a day: `until_on` is the first day it no longer did."""
    return since_on <= as_of and (until_on is None or as_of < until_on)
