"""Days are set beside those they are compared with: as many of them, at every end of a month."""

from datetime import date, timedelta

import pytest

from api.complaints.patterns.dimensions import Comparison
from api.complaints.patterns.spans import Span, compared_span, compared_spans, written_span
from api.errors import InvalidInput

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


@pytest.mark.parametrize(
    ("span", "on", "how", "day", "now", "then"),
    [
        ("2026-Q4", "2026-11-22", "year_before", None, "2026-11-22", "2025-10-01 2025-11-22"),
        ("2024", "2024-02-29", "year_before", None, "2024-02-29", "2023-01-01 2023-02-28"),
        ("2026-Q4", "2026-11-22", "previous_period", None, "2026-11-22", "2026-07-01 2026-08-22"),
        ("2026-W47", "2026-11-18", "year_before", None, "2026-11-18", "2025-11-17 2025-11-19"),
        ("2026-03", "2026-03-31", "previous_period", None, "2026-03-31", "2026-02-01 2026-02-28"),
        ("2026-03", "2026-03-30", "previous_period", None, "2026-03-30", "2026-02-01 2026-02-28"),
        (
            "2026-Q4",
            "2026-11-22",
            "before_day",
            "2026-01-01",
            "2026-11-22",
            "2025-11-09 2025-12-31",
        ),
        ("2026-Q4", "2026-10-01", "year_before", None, "2026-10-01", "2025-10-01 2025-10-01"),
        ("2025", "2026-11-22", "year_before", None, "2025-12-31", "2024-01-01 2024-12-31"),
    ],
)
def test_of_a_period_that_runs_the_days_that_have_come_are_set_beside_as_many(
    span: str, on: str, how: str, day: str | None, now: str, then: str
) -> None:
    whole, divided = written_span(span), date.fromisoformat(day) if day else None

    found = compared_spans(whole, date.fromisoformat(on), Comparison(how), divided)

    assert whole.first_on
    assert found == (until(f"{whole.first_on}", now), until(*then.split()))


def test_a_period_that_has_not_begun_is_compared_with_nothing() -> None:
    with pytest.raises(InvalidInput) as refused:
        compared_spans(written_span("2027"), date(2026, 12, 31), Comparison.YEAR_BEFORE, None)

    assert refused.value.code == "comparison_not_begun"
