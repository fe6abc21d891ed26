"""How a move changes the way a deadline stands."""

from datetime import date

import pytest

from api.deadlines.corrections.rules import Becomes, becomes

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2017, 9, day) for day in (25, 26, 27, 28))


@pytest.mark.parametrize(
    ("before_on", "after_on", "still_since", "expected"),
    [
        pytest.param(WEDNESDAY, TUESDAY, None, Becomes.OVERDUE, id="its last day was today"),
        pytest.param(TUESDAY, WEDNESDAY, None, Becomes.TIMELY, id="its last day is today"),
        pytest.param(WEDNESDAY, THURSDAY, None, None, id="in time before and after"),
        pytest.param(TUESDAY, MONDAY, None, None, id="overdue before and after"),
        pytest.param(WEDNESDAY, TUESDAY, TUESDAY, None, id="stood still on its last day"),
        pytest.param(
            WEDNESDAY, TUESDAY, WEDNESDAY, Becomes.OVERDUE, id="stood still when it was over"
        ),
        pytest.param(
            MONDAY, TUESDAY, TUESDAY, Becomes.TIMELY, id="stood still before it was over, it shows"
        ),
    ],
)
def test_a_move_is_judged_as_of_a_day(
    before_on: date, after_on: date, still_since: date | None, expected: Becomes | None
) -> None:
    assert becomes(before_on, after_on, WEDNESDAY, still_since) is expected
