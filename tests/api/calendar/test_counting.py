"""The steps of a term: what a person is told about the way to the day."""

from datetime import UTC, date, datetime

import pytest

from api.calendar.counting import Pause, Step, StepKind, count, due_days
from api.calendar.days import PLAIN, Calendar, DayKind, SpecialDay
from api.calendar.terms import Roll, Term, TermUnit

HOLIDAYS = frozenset({DayKind.WEEKEND, DayKind.PUBLIC_HOLIDAY})
EVERY_KIND = frozenset(DayKind)

MONDAY = date(2026, 8, 3)
SATURDAY = date(2026, 8, 8)
SUNDAY = date(2026, 8, 9)
NEXT_MONDAY = date(2026, 8, 10)


def told(steps: tuple[Step, ...]) -> list[tuple[StepKind, str, str, int, int]]:
    return [
        (step.kind, f"{step.first_on:%d/%m}", f"{step.last_on:%d/%m}", step.days, step.counted)
        for step in steps
    ]


def names(days: tuple[SpecialDay, ...]) -> list[str]:
    return [day.name_da for day in days]


def test_working_days_over_easter_are_told_run_by_run() -> None:
    term = Term(7, TermUnit.WORKING_DAYS, closed=HOLIDAYS)
    steps = count(term, date(2026, 3, 30), PLAIN).steps
    assert told(steps) == [
        (StepKind.COUNTED, "31/03", "01/04", 2, 2),
        (StepKind.SKIPPED, "02/04", "06/04", 5, 0),
        (StepKind.COUNTED, "07/04", "10/04", 4, 4),
        (StepKind.SKIPPED, "11/04", "12/04", 2, 0),
        (StepKind.COUNTED, "13/04", "13/04", 1, 1),
    ]
    assert names(steps[1].because) == [
        "skærtorsdag",
        "langfredag",
        "lørdag",
        "søndag",
        "påskedag",
        "2. påskedag",
    ]


def test_weekdays_skip_a_holiday_on_a_saturday_and_do_not_blame_the_saturday() -> None:
    steps = count(Term(2, TermUnit.WEEKDAYS), date(2026, 12, 24), PLAIN).steps
    assert told(steps) == [
        (StepKind.SKIPPED, "25/12", "27/12", 3, 0),
        (StepKind.COUNTED, "28/12", "29/12", 2, 2),
    ]
    assert names(steps[0].because) == ["juledag", "2. juledag", "søndag"]


def test_weekdays_take_no_notice_of_what_the_term_calls_closed() -> None:
    term = Term(10, TermUnit.WEEKDAYS, closed=EVERY_KIND)
    calendar = Calendar([SpecialDay(SATURDAY, DayKind.CLOSING_DAY, "lukket", "closed")])
    assert count(term, MONDAY, calendar).raw_end_on == date(2026, 8, 14)


def test_a_roll_names_every_day_it_steps_over() -> None:
    term = Term(4, TermUnit.WEEKS, roll=Roll.FORWARD, closed=EVERY_KIND)
    counted = count(term, date(2026, 11, 26), PLAIN)
    assert told(counted.steps) == [
        (StepKind.COUNTED, "27/11", "24/12", 28, 4),
        (StepKind.ROLLED, "25/12", "28/12", 4, 0),
    ]
    assert names(counted.moved_because) == [
        "juleaftensdag",
        "juledag",
        "lørdag",
        "2. juledag",
        "søndag",
    ]


def test_nothing_moved_a_term_that_ends_on_an_open_day() -> None:
    term = Term(4, TermUnit.WEEKS, roll=Roll.FORWARD, closed=EVERY_KIND)
    assert count(term, MONDAY, PLAIN).moved_because == ()


def test_a_term_of_nothing_may_roll_from_its_start() -> None:
    term = Term(0, TermUnit.IMMEDIATELY, roll=Roll.FORWARD, closed=HOLIDAYS)
    counted = count(term, SATURDAY, PLAIN)
    assert (counted.raw_end_on, counted.due_on) == (SATURDAY, NEXT_MONDAY)
    assert told(counted.steps) == [(StepKind.ROLLED, "09/08", "10/08", 2, 0)]
    assert names(counted.moved_because) == ["lørdag", "søndag"]


def test_both_ends_of_a_range_roll_alike() -> None:
    term = Term(10, TermUnit.DAYS, at_least=5, roll=Roll.FORWARD, closed=HOLIDAYS)
    counted = count(term, date(2026, 8, 4), PLAIN)
    assert counted.earliest_on == NEXT_MONDAY
    assert counted.due_on == date(2026, 8, 14)


def test_a_month_without_the_date_number_is_told() -> None:
    term = Term(1, TermUnit.MONTHS, roll=Roll.FORWARD, closed=HOLIDAYS)
    assert told(count(term, date(2026, 1, 31), PLAIN).steps) == [
        (StepKind.COUNTED, "01/02", "28/02", 28, 1),
        (StepKind.CLAMPED, "28/02", "28/02", 0, 0),
        (StepKind.ROLLED, "01/03", "02/03", 2, 0),
    ]


@pytest.mark.parametrize(
    ("started_on", "months", "ends_on"),
    [
        pytest.param(date(2026, 12, 31), 2, date(2027, 2, 28), id="over New Year"),
        pytest.param(date(2026, 12, 31), 12, date(2027, 12, 31), id="December to December"),
        pytest.param(date(2026, 11, 30), 1, date(2026, 12, 30), id="into December"),
        pytest.param(date(2027, 2, 28), 12, date(2028, 2, 28), id="28 February stays the 28th"),
        pytest.param(date(2028, 2, 29), 48, date(2032, 2, 29), id="leap day to leap day"),
        pytest.param(date(2096, 2, 29), 48, date(2100, 2, 28), id="2100 is no leap year"),
        pytest.param(date(2026, 5, 31), 0, date(2026, 5, 31), id="none"),
    ],
)
def test_months_keep_the_date_number(started_on: date, months: int, ends_on: date) -> None:
    assert count(Term(months, TermUnit.MONTHS), started_on, PLAIN).raw_end_on == ends_on


def test_a_pause_cuts_weeks_and_each_run_tells_the_whole_weeks_it_completed() -> None:
    pause = Pause(date(2026, 8, 14), date(2026, 8, 24))
    counted = count(Term(4, TermUnit.WEEKS), MONDAY, PLAIN, pauses=[pause])
    assert told(counted.steps) == [
        (StepKind.COUNTED, "04/08", "13/08", 10, 1),
        (StepKind.PAUSED, "14/08", "23/08", 10, 0),
        (StepKind.COUNTED, "24/08", "10/09", 18, 3),
    ]


def test_a_pause_cuts_months_and_each_run_tells_the_whole_months_it_completed() -> None:
    pause = Pause(date(2026, 2, 28), date(2026, 3, 3))
    term = Term(3, TermUnit.MONTHS)
    assert told(count(term, date(2026, 1, 30), PLAIN, pauses=[pause]).steps) == [
        (StepKind.COUNTED, "31/01", "27/02", 28, 0),
        (StepKind.PAUSED, "28/02", "02/03", 3, 0),
        (StepKind.COUNTED, "03/03", "03/05", 62, 3),
    ]


def test_a_paused_weekend_is_paused_and_not_skipped() -> None:
    pause = Pause(date(2026, 8, 7), date(2026, 8, 9))
    term = Term(5, TermUnit.WORKING_DAYS, closed=HOLIDAYS)
    assert told(count(term, MONDAY, PLAIN, pauses=[pause]).steps) == [
        (StepKind.COUNTED, "04/08", "06/08", 3, 3),
        (StepKind.PAUSED, "07/08", "08/08", 2, 0),
        (StepKind.SKIPPED, "09/08", "09/08", 1, 0),
        (StepKind.COUNTED, "10/08", "11/08", 2, 2),
    ]


@pytest.mark.parametrize(
    "pause",
    [
        pytest.param(Pause(date(2026, 7, 1), date(2026, 8, 4)), id="until the day after the start"),
        pytest.param(Pause(MONDAY, date(2026, 8, 4)), id="the start day alone"),
        pytest.param(Pause(SUNDAY, SUNDAY), id="resumed the same day"),
        pytest.param(Pause(SUNDAY, MONDAY), id="resumed before it began"),
        pytest.param(Pause(date(2026, 8, 18), date(2026, 9, 1)), id="after it was due"),
    ],
)
def test_a_pause_without_a_day_of_the_term_changes_nothing(pause: Pause) -> None:
    term = Term(2, TermUnit.WEEKS)
    assert count(term, MONDAY, PLAIN, pauses=[pause]) == count(term, MONDAY, PLAIN)


def test_a_term_does_not_roll_to_a_paused_day() -> None:
    term = Term(5, TermUnit.DAYS, roll=Roll.FORWARD, closed=HOLIDAYS)
    pause = Pause(NEXT_MONDAY, date(2026, 8, 15))
    counted = count(term, MONDAY, PLAIN, pauses=[pause])
    assert counted.due_on == date(2026, 8, 17)
    assert told(counted.steps) == [
        (StepKind.COUNTED, "04/08", "08/08", 5, 5),
        (StepKind.ROLLED, "09/08", "09/08", 1, 0),
        (StepKind.PAUSED, "10/08", "14/08", 5, 0),
        (StepKind.ROLLED, "15/08", "17/08", 3, 0),
    ]
    assert names(counted.moved_because) == ["lørdag", "søndag", "lørdag", "søndag"]


def test_hours_of_the_start_day_are_told_before_those_of_other_days() -> None:
    started_at = datetime(2026, 3, 28, 13, tzinfo=UTC)  # 14:00, the night clocks go forward
    term = Term(48, TermUnit.HOURS)
    counted = count(term, date(2026, 3, 28), PLAIN, started_at=started_at)
    assert counted.due_at == datetime(2026, 3, 30, 13, tzinfo=UTC)
    assert told(counted.steps) == [
        (StepKind.COUNTED, "28/03", "28/03", 0, 10),
        (StepKind.COUNTED, "29/03", "30/03", 2, 38),
    ]


def test_hours_may_end_on_the_day_they_began() -> None:
    started_at = datetime(2026, 8, 3, 7, tzinfo=UTC)
    counted = count(Term(4, TermUnit.HOURS), MONDAY, PLAIN, started_at=started_at)
    assert (counted.due_on, counted.due_at) == (MONDAY, datetime(2026, 8, 3, 11, tzinfo=UTC))
    assert told(counted.steps) == [(StepKind.COUNTED, "03/08", "03/08", 0, 4)]


def test_no_hours_pass_on_a_paused_day() -> None:
    started_at = datetime(2026, 8, 3, 10, tzinfo=UTC)  # noon in Denmark
    pause = Pause(date(2026, 8, 4), date(2026, 8, 6))
    counted = count(Term(24, TermUnit.HOURS), MONDAY, PLAIN, pauses=[pause], started_at=started_at)
    assert counted.due_at == datetime(2026, 8, 6, 10, tzinfo=UTC)
    assert told(counted.steps) == [
        (StepKind.COUNTED, "03/08", "03/08", 0, 12),
        (StepKind.PAUSED, "04/08", "05/08", 2, 0),
        (StepKind.COUNTED, "06/08", "06/08", 1, 12),
    ]


def test_hours_that_are_over_as_a_pause_begins_are_over_as_it_ends() -> None:
    started_at = datetime(2026, 8, 3, 10, tzinfo=UTC)  # noon in Denmark
    pause = Pause(date(2026, 8, 4), date(2026, 8, 6))
    counted = count(Term(12, TermUnit.HOURS), MONDAY, PLAIN, pauses=[pause], started_at=started_at)
    assert counted.due_at == datetime(2026, 8, 5, 22, tzinfo=UTC)
    assert counted.due_on == date(2026, 8, 6)


def test_hours_that_roll_last_the_whole_of_the_open_day() -> None:
    started_at = datetime(2026, 8, 7, 10, tzinfo=UTC)
    term = Term(24, TermUnit.HOURS, at_least=2, roll=Roll.FORWARD, closed=HOLIDAYS)
    counted = count(term, date(2026, 8, 7), PLAIN, started_at=started_at)
    assert (counted.raw_end_on, counted.due_on, counted.due_at) == (SATURDAY, NEXT_MONDAY, None)
    assert counted.earliest_on == date(2026, 8, 7)


@pytest.mark.parametrize(
    ("hours", "ends_on"),
    [(0, MONDAY), (1, date(2026, 8, 4)), (24, date(2026, 8, 4)), (25, date(2026, 8, 5))],
)
def test_hours_from_a_day_last_as_many_days_as_they_began(hours: int, ends_on: date) -> None:
    counted = count(Term(hours, TermUnit.HOURS), MONDAY, PLAIN)
    assert (counted.due_on, counted.due_at) == (ends_on, None)
    assert sum(step.counted for step in counted.steps) == hours


def test_a_closing_day_counts_only_in_its_own_calendar() -> None:
    term = Term(1, TermUnit.WORKING_DAYS, roll=Roll.FORWARD, closed=EVERY_KIND)
    tuesday = SpecialDay(date(2026, 8, 4), DayKind.CLOSING_DAY, "lukket", "closed")
    on_sunday = SpecialDay(SUNDAY, DayKind.CLOSING_DAY, "lukket", "closed")
    assert due_days(term, MONDAY, Calendar([tuesday, on_sunday]))[1] == date(2026, 8, 5)
    assert due_days(term, MONDAY, PLAIN)[1] == date(2026, 8, 4)
