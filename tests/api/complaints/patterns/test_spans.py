"""Days are set beside those they are compared with: as many of them, at every end of a month."""

from datetime import date, timedelta

import pytest

from api.complaints.patterns.dimensions import Comparison
from api.complaints.patterns.spans import Span, compared_span, written_span

DAY = timedelta(days=1)


def until(first: str, last: str) -> Span:
    """Return the days from one to another, both with them."""
    return Span(date.fromisoformat(first), date.fromisoformat(last) + DAY)


@pytest.mark.parametrize(
    ("first", "last", "first_before", "last_before"),
    [
        ("2024-02-28", "2024-02-28", "2023-02-28", "2023-02-28"),
        ("2024-02-28", "2024-02-29", "2023-02-28", "2023-02-28"),
        ("2024-02-29", "2024-02-29", "2023-02-28", "2023-02-28"),
        ("2024-02-29", "2024-03-09", "2023-02-28", "2023-03-09"),
        ("2024-01-15", "2024-02-28", "2023-01-15", "2023-02-28"),
        ("2024-01-15", "2024-02-29", "2023-01-15", "2023-02-28"),
        ("2024-01-15", "2024-03-01", "2023-01-15", "2023-03-01"),
        ("2024-02-01", "2024-02-28", "2023-02-01", "2023-02-28"),
        ("2024-02-01", "2024-02-29", "2023-02-01", "2023-02-28"),
        ("2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29"),
        ("2025-02-15", "2025-02-28", "2024-02-15", "2024-02-28"),
        ("2025-02-28", "2025-02-28", "2024-02-28", "2024-02-28"),
        ("2025-01-15", "2025-02-28", "2024-01-15", "2024-02-28"),
        ("2025-03-01", "2025-03-15", "2024-03-01", "2024-03-15"),
        ("2025-06-15", "2025-08-31", "2024-06-15", "2024-08-31"),
        ("2024-03-01", "2025-02-28", "2023-03-01", "2024-02-29"),
        ("2024-01-01", "2024-12-31", "2023-01-01", "2023-12-31"),
    ],
)
def test_the_year_before_has_the_same_days(
    first: str, last: str, first_before: str, last_before: str
) -> None:
    found = compared_span(until(first, last), Comparison.YEAR_BEFORE, None)

    assert found == until(first_before, last_before)


@pytest.mark.parametrize("length", [1, 2, 28, 29, 31, 45, 60, 365, 366])
def test_a_29_february_is_a_difference_of_one_day_at_most(length: int) -> None:
    start = date(2023, 1, 1)
    for later in range(3 * 366):
        span = Span(start + later * DAY, start + (later + length) * DAY)
        if not span.of_weeks:
            beside = compared_span(span, Comparison.YEAR_BEFORE, None)
            assert beside.days >= 1, span
            assert abs(beside.days - span.days) <= 1, span


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (written_span("2024-02"), "2024-01-01", "2024-01-31"),
        (written_span("2024-03"), "2024-02-01", "2024-02-29"),
        (written_span("2017-Q3"), "2017-04-01", "2017-06-30"),
        (until("2024-02-28", "2024-02-29"), "2024-02-26", "2024-02-27"),
        (until("2017-06-15", "2017-08-31"), "2017-03-29", "2017-06-14"),
    ],
)
def test_the_period_before_ends_where_the_other_begins(span: Span, first: str, last: str) -> None:
    assert compared_span(span, Comparison.PREVIOUS_PERIOD, None) == until(first, last)
