"""What people type is read without guessing, or answered with what to write."""

from datetime import date
from decimal import Decimal

import pytest

from web.typed import Unreadable, read_day, read_decimal, read_span, read_whole

NEW_YEARS_EVE = date(2026, 12, 31)


@pytest.mark.parametrize(
    "text", ["31.12.2026", "31-12-2026", "31/12 2026", "31/12/2026", "2026-12-31", "31. 12. 2026"]
)
def test_reads_a_day_as_it_is_written_in_denmark(text: str) -> None:
    assert read_day(text) == NEW_YEARS_EVE


NO_DAYS = """31.02.2026 0 00.00.0000 29.02.2025 31.12 12/31/2026 0001-01-01 morgen 31.12.2026.
31.12.20266 31.12.9999 ٣١.١٢.٢٠٢٦"""


@pytest.mark.parametrize("text", NO_DAYS.split())
def test_refuses_a_day_that_is_none(text: str) -> None:
    with pytest.raises(Unreadable):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.600", "1600"),
        ("1600", "1600"),
        ("1 600", "1600"),
        ("1.600.000,50", "1600000.50"),
        ("12,25", "12.25"),
        ("-634", "-634"),
        ("−634", "-634"),
        ("0", "0"),
        ("½", "0.5"),
        ("1½", "1.5"),
    ],
)
def test_reads_a_number_the_danish_way(text: str, number: str) -> None:
    assert read_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["12.25", "1.60", "1,6,0", "NaN", "1e9", "0x10", "9" * 16, "½½"])
def test_refuses_a_number_that_could_mean_two(text: str) -> None:
    with pytest.raises(Unreadable):
        read_decimal(text)


def test_a_count_has_no_decimals() -> None:
    assert read_whole("1.600") == 1600
    with pytest.raises(Unreadable):
        read_whole("12,25")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("½-1", "0.5", "1"),
        ("½ – 1", "0.5", "1"),
        ("2", "2", "2"),
        ("3 til 4", "3", "4"),
        ("1,5-2", "1.5", "2"),
    ],
)
def test_reads_a_range(text: str, first: str, last: str) -> None:
    assert read_span(text) == (Decimal(first), Decimal(last))


@pytest.mark.parametrize("text", ["1-½", "1-2-3", "-", "til", "en måned"])
def test_refuses_a_range_that_runs_backwards_or_is_none(text: str) -> None:
    with pytest.raises(Unreadable):
        read_span(text)
