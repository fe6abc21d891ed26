"""Judged are whole periods that had ended, and nothing that is still to come."""

from datetime import date

import pytest

from api.complaints.patterns.dimensions import Dimension
from api.complaints.patterns.spans import Span
from api.complaints.signals.ended import last_ended, next_begun, periods_of_trend, quarter_asked
from api.errors import InvalidInput

NOVEMBER = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "months", "ended", "begun"),
    [
        (date(2026, 11, 22), 1, date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 11, 1), 1, date(2026, 11, 1), date(2026, 11, 1)),
        (date(2026, 11, 22), 3, date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), 3, date(2026, 10, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), 3, date(2027, 1, 1), date(2027, 1, 1)),
        (date(2025, 2, 15), 3, date(2025, 1, 1), date(2025, 4, 1)),
        (date(2026, 11, 22), 12, date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_day_lies_between_the_period_that_has_ended_and_the_next_whole_one(
    day: date, months: int, ended: date, begun: date
) -> None:
    assert (last_ended(day, months), next_begun(day, months)) == (ended, begun)


def test_a_quarter_is_judged_from_the_day_after_its_last() -> None:
    third = Span(date(2026, 7, 1), date(2026, 10, 1))

    assert quarter_asked(third, date(2026, 10, 1)) == date(2026, 10, 1)
    with pytest.raises(InvalidInput, match="2026-09-30") as refused:
        quarter_asked(third, date(2026, 9, 30))
    assert refused.value.code == "quarter_not_ended"


@pytest.mark.parametrize(
    ("by", "span", "first", "last"),
    [
        ("month", Span(date(2026, 1, 1), date(2027, 1, 1)), "2026-01", "2026-10"),
        ("quarter", Span(date(2024, 1, 1), date(2028, 1, 1)), "2024-Q1", "2026-Q3"),
        ("quarter", Span(date(2025, 2, 15)), "2025-Q2", "2026-Q3"),
        ("quarter", Span(date(2025, 2, 15), date(2026, 8, 31)), "2025-Q2", "2026-Q2"),
        ("month", Span(date(2026, 2, 1), date(2026, 11, 23)), "2026-02", "2026-10"),
        ("year", Span(date(2020, 1, 2)), "2021", "2025"),
        ("month", Span(), "2023-11", "2026-10"),
        ("quarter", Span(None, date(2020, 5, 1)), "2017-Q2", "2020-Q1"),
    ],
)
def test_a_trend_is_of_the_whole_periods_in_its_span_that_have_ended(
    by: str, span: Span, first: str, last: str
) -> None:
    names = periods_of_trend(span, NOVEMBER, Dimension(by)).names

    assert (names[0], names[-1]) == (first, last)


@pytest.mark.parametrize(
    ("by", "span"),
    [
        ("quarter", Span(date(2025, 7, 2), date(2027, 1, 1))),
        ("month", Span(date(2026, 7, 1), date(2027, 1, 1))),
        ("month", Span(date(2027, 1, 1), date(2028, 1, 1))),
        ("year", Span(date(2022, 1, 1))),
    ],
)
def test_periods_to_come_do_not_make_up_for_too_little_past(by: str, span: Span) -> None:
    with pytest.raises(InvalidInput) as refused:
        periods_of_trend(span, NOVEMBER, Dimension(by))

    assert refused.value.code == "too_little_past"


@pytest.mark.parametrize("by", ["week", "unit"])
def test_a_trend_is_by_month_quarter_or_year(by: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        periods_of_trend(Span(), NOVEMBER, Dimension(by))

    assert refused.value.code == "trend_by_period"
