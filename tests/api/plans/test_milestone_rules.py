"""How a milestone is judged as of a day, by rows."""

from datetime import date

import pytest

from api.errors import InvalidInput
from api.plans.timeline.rules import check_outcome, judge

PROMISED = date(2017, 8, 30)
DELIVERED = date(2017, 9, 20)
DAY_BEFORE = date(2017, 8, 29)
WEEK_AFTER = date(2017, 9, 6)


@pytest.mark.parametrize(
    ("met_on", "missed", "as_of", "standing", "late", "left"),
    [
        (None, False, DAY_BEFORE, "due", None, 1),
        (None, False, PROMISED, "due", None, 0),
        (None, False, WEEK_AFTER, "overdue", 7, None),
        (None, True, DAY_BEFORE, "due", None, 1),
        (None, True, WEEK_AFTER, "missed", 7, None),
        (PROMISED, False, WEEK_AFTER, "met", None, None),
        (DAY_BEFORE, False, WEEK_AFTER, "met", None, None),
        (DELIVERED, False, WEEK_AFTER, "overdue", 7, None),
        (DELIVERED, False, DELIVERED, "met", 21, None),
        (DELIVERED, True, WEEK_AFTER, "missed", 7, None),
        (DELIVERED, True, date(2017, 12, 31), "missed", 21, None),
    ],
)
def test_judges_as_of_a_day(
    met_on: date | None, missed: bool, as_of: date, standing: str, late: int, left: int
) -> None:
    said = judge(PROMISED, met_on, missed=missed, as_of=as_of)

    assert (said.standing, said.days_late, said.days_left) == (standing, late, left)


@pytest.mark.parametrize(
    ("met_on", "missed", "standing"),
    [(None, False, "due"), (None, True, "missed"), (DELIVERED, False, "met")],
)
def test_counts_no_days_to_what_has_no_end(
    met_on: date | None, missed: bool, standing: str
) -> None:
    said = judge(None, met_on, missed=missed, as_of=date(2030, 1, 1))

    assert (said.standing, said.days_late, said.days_left) == (standing, None, None)


def test_refuses_what_was_met_in_time_and_missed() -> None:
    check_outcome(PROMISED, DELIVERED, missed=True, period=False)
    with pytest.raises(InvalidInput, match="that is not missed"):
        check_outcome(PROMISED, PROMISED, missed=True, period=False)
