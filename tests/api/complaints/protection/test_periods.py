"""When a period is told, and from which data."""

from datetime import date

import pytest

from api.complaints.protection.periods import (
    DataVersion,
    PeriodMonths,
    ProtectedPeriod,
    protected_periods,
    protected_version,
)

NEW_YEAR_2016 = date(2016, 1, 1)
IN_2016 = ProtectedPeriod(NEW_YEAR_2016, date(2016, 12, 31))
LONG_AGO = date(2000, 1, 1)


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2016, 12, 31), []),
        (date(2017, 1, 31), []),
        (date(2017, 2, 1), [2016]),
        (date(2018, 1, 31), [2016]),
        (date(2018, 2, 1), [2016, 2017]),
    ],
)
def test_a_year_is_told_when_a_whole_month_has_passed(today: date, years: list[int]) -> None:
    periods = protected_periods(date(2016, 5, 17), today)
    assert [period.first_on.year for period in periods] == years
    assert all(period.last_on == date(period.first_on.year, 12, 31) for period in periods)


def test_quarters_are_those_of_the_calendar() -> None:
    quarters = protected_periods(date(2016, 8, 9), date(2017, 5, 1), PeriodMonths.QUARTER)
    assert [(quarter.first_on, quarter.last_on) for quarter in quarters] == [
        (date(2016, 7, 1), date(2016, 9, 30)),
        (date(2016, 10, 1), date(2016, 12, 31)),
        (date(2017, 1, 1), date(2017, 3, 31)),
    ]


def versions(*made_on: date) -> list[DataVersion]:
    return [DataVersion(number, day) for number, day in enumerate(made_on, start=1)]


def test_it_is_told_from_the_first_data_after_that_and_from_no_later() -> None:
    made = versions(date(2017, 1, 31), date(2017, 2, 1), date(2017, 2, 1), date(2017, 3, 1))
    for known in (made[:2], made[:3], made, made[::-1]):
        assert protected_version(known, IN_2016, LONG_AGO) == made[1]


def test_it_is_not_told_before_there_is_such_data() -> None:
    assert protected_version(versions(date(2017, 1, 31)), IN_2016, LONG_AGO) is None


def test_data_from_before_the_figures_were_offered_do_not_count() -> None:
    made = versions(date(2017, 2, 1), date(2017, 6, 1), date(2017, 6, 2))
    assert protected_version(made, IN_2016, date(2017, 6, 1)) == made[1]
