"""How a deadline stands on a day, row by row."""

from datetime import date

import pytest

from api.catalogue.terms.kinds import OwedBy
from api.deadlines.rules import (
    CORRECTED,
    Because,
    Status,
    because,
    check_authoritys,
    check_cancelled_on,
    days_left,
    expected_on,
    happened,
    notified_in_time,
    status_of,
)
from api.errors import InvalidInput, RuleBroken

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2017, 9, day) for day in (25, 26, 27, 28))


@pytest.mark.parametrize(
    ("met_on", "cancelled_on", "as_of", "stands_still", "status"),
    [
        pytest.param(None, None, MONDAY, False, Status.OPEN, id="before its day"),
        pytest.param(None, None, TUESDAY, False, Status.OPEN, id="on its last day"),
        pytest.param(None, None, WEDNESDAY, False, Status.OVERDUE, id="the day after"),
        pytest.param(None, None, WEDNESDAY, True, Status.OPEN, id="the clock stands still"),
        pytest.param(TUESDAY, None, THURSDAY, False, Status.MET, id="met on its last day"),
        pytest.param(WEDNESDAY, None, THURSDAY, False, Status.MET_LATE, id="met the day after"),
        pytest.param(WEDNESDAY, None, TUESDAY, False, Status.OPEN, id="met later"),
        pytest.param(THURSDAY, None, WEDNESDAY, False, Status.OVERDUE, id="met later still"),
        pytest.param(None, MONDAY, MONDAY, False, Status.CANCELLED, id="cancelled that day"),
        pytest.param(None, WEDNESDAY, TUESDAY, False, Status.OPEN, id="cancelled later"),
        pytest.param(None, THURSDAY, WEDNESDAY, False, Status.OVERDUE, id="cancelled too late"),
    ],
)
def test_status(
    met_on: date | None,
    cancelled_on: date | None,
    as_of: date,
    stands_still: bool,
    status: Status,
) -> None:
    assert status_of(TUESDAY, met_on, cancelled_on, as_of, stands_still=stands_still) is status


@pytest.mark.parametrize(
    ("status", "expected", "met_on", "reason", "as_of", "why"),
    [
        (Status.OPEN, TUESDAY, None, None, MONDAY, Because.NOT_DUE_YET),
        (Status.OPEN, TUESDAY, None, None, TUESDAY, Because.LAST_DAY),
        (Status.OPEN, TUESDAY, None, None, WEDNESDAY, Because.STANDS_STILL),
        (Status.OVERDUE, TUESDAY, None, None, WEDNESDAY, Because.DAY_PASSED),
        (Status.OVERDUE, THURSDAY, None, None, WEDNESDAY, Because.DAY_PASSED_LATER_DAY_PROMISED),
        (Status.OVERDUE, WEDNESDAY, None, None, THURSDAY, Because.DAY_PASSED),
        (Status.MET, TUESDAY, TUESDAY, None, THURSDAY, Because.MET_BY_THE_DAY),
        (Status.MET_LATE, TUESDAY, WEDNESDAY, None, THURSDAY, Because.MET_AFTER_THE_DAY),
        (
            Status.MET_LATE,
            THURSDAY,
            WEDNESDAY,
            None,
            THURSDAY,
            Because.MET_AFTER_THE_DAY_AS_PROMISED,
        ),
        (Status.CANCELLED, TUESDAY, None, "Trukket", MONDAY, Because.CANCELLED),
        (Status.CANCELLED, TUESDAY, None, CORRECTED, MONDAY, Because.COUNTED_FROM_A_WRONG_FACT),
    ],
)
def test_why(
    status: Status,
    expected: date,
    met_on: date | None,
    reason: str | None,
    as_of: date,
    why: Because,
) -> None:
    found = because(
        status,
        legal_due_on=TUESDAY,
        expected_on=expected,
        met_on=met_on,
        cancel_reason=reason,
        as_of=as_of,
    )

    assert found is why


def test_what_was_promised_last_is_expected_even_if_the_legal_day_is_later() -> None:
    assert expected_on(TUESDAY, []) == TUESDAY
    assert expected_on(TUESDAY, [WEDNESDAY, THURSDAY]) == THURSDAY
    assert expected_on(THURSDAY, [WEDNESDAY]) == WEDNESDAY


def test_a_notice_on_the_last_day_is_in_time() -> None:
    assert notified_in_time(TUESDAY, TUESDAY)
    assert not notified_in_time(WEDNESDAY, TUESDAY)


def test_days_left_are_negative_when_the_day_has_passed() -> None:
    assert [days_left(TUESDAY, day) for day in (MONDAY, TUESDAY, THURSDAY)] == [1, 0, -2]


def test_what_lies_after_the_day_has_not_happened() -> None:
    assert [happened(day, TUESDAY) for day in (None, TUESDAY, WEDNESDAY)] == [None, TUESDAY, None]


def test_the_citizens_deadline_is_not_the_authoritys_to_move() -> None:
    check_authoritys(OwedBy.AUTHORITY)
    with pytest.raises(RuleBroken, match="citizen's"):
        check_authoritys(OwedBy.CITIZEN)


def test_what_has_not_begun_yet_may_be_cancelled_today() -> None:
    check_cancelled_on(TUESDAY, started_on=THURSDAY, today=TUESDAY)
    with pytest.raises(InvalidInput, match="started on"):
        check_cancelled_on(MONDAY, started_on=THURSDAY, today=TUESDAY)
