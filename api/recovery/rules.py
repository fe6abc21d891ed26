"""What counts of a backlog or a review tell: pure.

Unknown stays unknown, never 0, and nothing is clamped: a backlog may grow, and a review of "ca."
so many decisions may pass its total.
"""

from collections.abc import Collection
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from api.errors import RuleBroken

FOUR_PLACES = Decimal("0.0001")


def change_since(baseline: int | None, latest: int | None) -> int | None:
    """Return how much a backlog grew (more than 0) or shrank since its baseline."""
    if baseline is None or latest is None:
        return None
    return latest - baseline


def share(part: int | None, whole: int | None) -> Decimal | None:
    """Return a part of a whole, rounded to four places: 98 of 519 is 0.1888."""
    if part is None or not whole:
        return None
    return (Decimal(part) / whole).quantize(FOUR_PLACES, ROUND_HALF_UP)


def remaining(total: int | None, reviewed: int | None) -> int | None:
    if total is None or reviewed is None:
        return None
    return total - reviewed


def check_cut_off(cut_off_on: date, today: date) -> None:
    """Refuse the count of a day that has not come."""
    if cut_off_on > today:
        raise RuleBroken(
            "cut_off_in_future",
            f"The cut-off day {cut_off_on} has not come yet.",
            pointer="/cut_off_on",
        )


def check_free_day(cut_off_on: date, taken: Collection[date]) -> None:
    """Refuse a second count of one day: a count that was wrong is changed."""
    if cut_off_on in taken:
        raise RuleBroken(
            "day_already_counted",
            f"There is a count as of {cut_off_on} already. Change that one if it is wrong.",
            pointer="/cut_off_on",
        )


def check_reviewed(
    reviewed: int | None, total: int | None, *, approximate: bool, pointer: str
) -> None:
    """Refuse more reviewed than there are, unless nobody knows exactly how many there are."""
    if reviewed is None or total is None or approximate:
        return
    if reviewed > total:
        raise RuleBroken(
            "reviewed_more_than_total",
            f"{reviewed} reviewed is more than the total of {total}.",
            pointer=pointer,
        )
