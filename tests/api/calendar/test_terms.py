"""What can be a term, and what is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from api.calendar.counting import Pause, count, due_days
from api.calendar.days import PLAIN, DayKind
from api.calendar.terms import LONGEST, Term, TermUnit
from api.errors import InvalidInput

MONDAY = date(2026, 3, 2)
LAST_DAY = date(2100, 12, 31)
FIRST_DAY = date(1980, 1, 1)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda: Term(-1, TermUnit.DAYS), "term_amount_negative", id="negative"),
        pytest.param(
            lambda: Term(4, TermUnit.WEEKS, at_least=-1),
            "term_amount_negative",
            id="from less than 0",
        ),
        pytest.param(
            lambda: Term(1, TermUnit.IMMEDIATELY), "term_immediately_has_amount", id="one at once"
        ),
        pytest.param(
            lambda: Term(4, TermUnit.WEEKS, at_least=5), "term_range_reversed", id="5-4 weeks"
        ),
        *(
            pytest.param(
                lambda unit=unit: Term(LONGEST[unit] + 1, unit),
                "term_amount_too_large",
                id=f"{unit}",
            )
            for unit in TermUnit
            if unit is not TermUnit.IMMEDIATELY
        ),
    ],
)
def test_refuses_what_is_no_term(make: Callable[[], Term], code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        make()
    assert refusal.value.code == code


@pytest.mark.parametrize("unit", TermUnit)
def test_takes_the_longest_term_and_stays_within_the_calendar(unit: TermUnit) -> None:
    term = Term(LONGEST[unit], unit, at_least=LONGEST[unit])
    assert MONDAY <= count(term, MONDAY, PLAIN).due_on <= date(2036, 12, 31)


@pytest.mark.parametrize(
    ("term", "started_on"),
    [
        pytest.param(Term(1, TermUnit.DAYS), LAST_DAY, id="days"),
        pytest.param(Term(1, TermUnit.WORKING_DAYS), LAST_DAY, id="working days"),
        pytest.param(Term(1, TermUnit.MONTHS), date(2100, 12, 1), id="months"),
        pytest.param(Term(0, TermUnit.IMMEDIATELY), date(2101, 1, 1), id="starts after it"),
        pytest.param(Term(400, TermUnit.DAYS), date(1979, 12, 31), id="starts before it"),
    ],
)
def test_refuses_a_term_that_leads_out_of_the_calendar(term: Term, started_on: date) -> None:
    for counting in (count, due_days):
        with pytest.raises(InvalidInput) as refusal:
            counting(term, started_on, PLAIN)
        assert refusal.value.code == "year_outside_calendar"


@pytest.mark.parametrize("hours", [1, 60])
def test_refuses_hours_that_lead_out_of_the_calendar(hours: int) -> None:
    started_at = datetime(2100, 12, 31, 22, 30, tzinfo=UTC)
    with pytest.raises(InvalidInput) as refusal:
        count(Term(hours, TermUnit.HOURS), LAST_DAY, PLAIN, started_at=started_at)
    assert refusal.value.code == "year_outside_calendar"


@pytest.mark.parametrize("unit", [unit for unit in TermUnit if unit is not TermUnit.IMMEDIATELY])
def test_refuses_a_pause_without_end(unit: TermUnit) -> None:
    started_at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with pytest.raises(InvalidInput) as refusal:
        count(
            Term(200, unit, at_least=100) if unit is TermUnit.HOURS else Term(100, unit),
            MONDAY,
            PLAIN,
            pauses=[Pause(date(2026, 3, 4), date.max)],
            started_at=started_at,
        )
    assert refusal.value.code == "year_outside_calendar"


def test_counts_to_the_first_and_the_last_day_of_the_calendar() -> None:
    assert count(Term(0, TermUnit.IMMEDIATELY), FIRST_DAY, PLAIN).due_on == FIRST_DAY
    assert count(Term(30, TermUnit.DAYS), date(2100, 12, 1), PLAIN).due_on == LAST_DAY


@pytest.mark.parametrize(
    ("started_on", "ends_on"),
    [
        pytest.param(date(1980, 4, 2), date(1980, 4, 8), id="over the first Easter"),
        pytest.param(date(2100, 3, 24), date(2100, 3, 30), id="over the last Easter"),
    ],
)
def test_leaves_out_the_holidays_of_the_first_and_the_last_year(
    started_on: date, ends_on: date
) -> None:
    term = Term(1, TermUnit.WORKING_DAYS, closed=frozenset({DayKind.PUBLIC_HOLIDAY}))
    assert count(term, started_on, PLAIN).due_on == ends_on


def test_refuses_a_moment_without_a_zone() -> None:
    noon = datetime(2026, 3, 2, 12)  # noqa: DTZ001 - what is refused
    with pytest.raises(InvalidInput) as refusal:
        count(Term(24, TermUnit.HOURS), MONDAY, PLAIN, started_at=noon)
    assert refusal.value.code == "moment_without_zone"


def test_refuses_a_moment_on_another_danish_day() -> None:
    half_past_midnight = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    with pytest.raises(InvalidInput) as refusal:
        count(Term(24, TermUnit.HOURS), MONDAY, PLAIN, started_at=half_past_midnight)
    assert refusal.value.code == "moment_on_other_day"


def test_units_other_than_hours_take_no_notice_of_the_moment() -> None:
    term = Term(1, TermUnit.WEEKS)
    elsewhere = datetime(2020, 1, 1, tzinfo=UTC)
    counted = count(term, MONDAY, PLAIN, started_at=elsewhere)
    assert counted == count(term, MONDAY, PLAIN)
    assert counted.due_at is None
