"""How requests are counted by the minute, by the second and at the edges."""

import pytest

from api.people.budgets_rules import Budget, Spent, Tally, minute_of, seconds_left, settled, spend

HALF_PAST_NINE = 1_790_674_200.0


@pytest.mark.parametrize(
    ("after", "minutes_on", "left"),
    [
        (0.0, 0, 60),
        (0.001, 0, 60),
        (1.0, 0, 59),
        (59.0, 0, 1),
        (59.999, 0, 1),
        (60.0, 1, 60),
        (119.5, 1, 1),
    ],
)
def test_a_minute_is_the_clock_s(after: float, minutes_on: int, left: int) -> None:
    now = HALF_PAST_NINE + after

    assert minute_of(now) == minute_of(HALF_PAST_NINE) + minutes_on
    assert seconds_left(now) == left
    assert minute_of(now + left) == minute_of(now) + 1


def spent(tally: Tally, limit: int) -> tuple[bool, int]:
    answer = spend(tally, Budget.FEED, limit, HALF_PAST_NINE + 45)
    assert answer == Spent(Budget.FEED, limit, answer.remaining, 15, answer.allowed)
    return answer.allowed, answer.remaining


def test_counts_down_and_then_refuses() -> None:
    tally = Tally(minute_of(HALF_PAST_NINE))

    assert [spent(tally, 2) for _ in range(4)] == [(True, 1), (True, 0), (False, 0), (False, 0)]
    assert tally.requests == 2


def test_no_limit_counts_and_never_refuses() -> None:
    tally = Tally(minute_of(HALF_PAST_NINE))

    assert [spent(tally, 0) for _ in range(3)] == [(True, 0)] * 3
    assert tally.requests == 3


def test_what_others_spent_counts_too() -> None:
    tally = Tally(minute_of(HALF_PAST_NINE), unsettled=3)
    sent = tally.unsettled
    spent(tally, 10)

    settled(tally, sent, total=9)

    assert (tally.told, tally.unsettled, tally.requests) == (9, 1, 10)
    assert spent(tally, 10) == (False, 0)


def test_a_limit_that_is_lowered_leaves_nothing_and_not_less() -> None:
    assert spent(Tally(minute_of(HALF_PAST_NINE), told=9), 5) == (False, 0)
