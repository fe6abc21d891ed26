"""What counts tell, by rows."""

from datetime import date
from decimal import Decimal

import pytest

from api.errors import RuleBroken
from api.recovery.rules import (
    change_since,
    check_cut_off,
    check_free_day,
    check_reviewed,
    remaining,
    share,
)

FRIDAY = date(2011, 9, 9)
SATURDAY = date(2011, 9, 10)


@pytest.mark.parametrize(
    ("baseline", "latest", "change", "part"),
    [
        pytest.param(1600, 966, -634, "-0.3963", id="shrank"),
        pytest.param(80, 30, -50, "-0.6250", id="keeps its zeros"),
        pytest.param(174, 0, -174, "-1.0000", id="cleared"),
        pytest.param(95, 106, 11, "0.1158", id="grew"),
        pytest.param(10, 40, 30, "3.0000", id="grew beyond double"),
        pytest.param(0, 3, 3, None, id="nothing to be a part of"),
        pytest.param(None, 125, None, None, id="baseline unknown"),
        pytest.param(95, None, None, None, id="count unknown"),
    ],
)
def test_change_since_the_baseline(
    baseline: int | None, latest: int | None, change: int | None, part: str | None
) -> None:
    assert change_since(baseline, latest) == change
    assert share(change, baseline) == (Decimal(part) if part else None)


@pytest.mark.parametrize(
    ("total", "reviewed", "left", "part"),
    [
        pytest.param(519, 98, 421, "0.1888", id="under way"),
        pytest.param(519, 0, 519, "0.0000", id="not begun"),
        pytest.param(519, 519, 0, "1.0000", id="done"),
        pytest.param(3200, None, None, None, id="reviewed unknown"),
        pytest.param(None, 98, None, None, id="total unknown"),
        pytest.param(3200, 3250, -50, "1.0156", id="an approximate total was too low"),
    ],
)
def test_what_remains_of_a_review(
    total: int | None, reviewed: int | None, left: int | None, part: str | None
) -> None:
    assert remaining(total, reviewed) == left
    assert share(reviewed, total) == (Decimal(part) if part else None)


@pytest.mark.parametrize(
    ("reviewed", "total", "approximate"),
    [(519, 519, False), (520, 519, True), (520, None, False), (None, 519, False)],
)
def test_allows_what_may_be(reviewed: int | None, total: int | None, approximate: bool) -> None:
    check_reviewed(reviewed, total, approximate=approximate, pointer="/reviewed_count")


def test_refuses_more_reviewed_than_there_are() -> None:
    with pytest.raises(RuleBroken, match="520 reviewed is more than the total of 519"):
        check_reviewed(520, 519, approximate=False, pointer="/reviewed_count")


def test_refuses_the_count_of_a_day_to_come() -> None:
    check_cut_off(FRIDAY, FRIDAY)
    with pytest.raises(RuleBroken, match="has not come yet"):
        check_cut_off(SATURDAY, FRIDAY)


def test_refuses_two_counts_of_one_day() -> None:
    check_free_day(SATURDAY, [FRIDAY])
    with pytest.raises(RuleBroken, match="2011-09-09 already"):
        check_free_day(FRIDAY, [FRIDAY, SATURDAY])
