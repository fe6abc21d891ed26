"""When messages arrive."""

from datetime import date

import pytest

from api.calendar.arrival import LETTER_2018, PUBLISHED_ARRIVALS, Arrival, Channel, available_on
from api.calendar.days import PLAIN, Calendar, DayKind, SpecialDay
from api.calendar.terms import Term, TermUnit
from api.errors import InvalidInput

FRIDAY = date(2026, 8, 7)
MONDAY_AFTER = date(2026, 8, 17)
FIRST_OF_THE_GUIDANCE = date(2018, 6, 26)
THE_DAY_BEFORE = date(2018, 6, 25)
SUNDAY = date(2026, 8, 9)

TWO_WORKING_DAYS = Arrival(
    Channel.LETTER, Term(2, TermUnit.WORKING_DAYS), date(2026, 8, 1), date(2026, 9, 1), "a trial"
)


@pytest.mark.parametrize(
    ("channel", "dispatched_on", "arrives_on"),
    [
        pytest.param(Channel.DIGITAL_POST, SUNDAY, SUNDAY, id="digital the same day, Sundays too"),
        pytest.param(Channel.LETTER, FRIDAY, MONDAY_AFTER, id="a letter after six working days"),
        pytest.param(Channel.QUICK_LETTER, FRIDAY, SUNDAY, id="a quick letter after two days"),
        pytest.param(Channel.IN_PERSON, SUNDAY, SUNDAY, id="handed over"),
        pytest.param(Channel.PHONE, SUNDAY, SUNDAY, id="spoken"),
        pytest.param(Channel.LETTER, date(2026, 12, 18), date(2026, 12, 29), id="over Christmas"),
        pytest.param(Channel.LETTER, date(2026, 12, 28), date(2027, 1, 6), id="over New Year"),
        pytest.param(Channel.LETTER, date(2023, 5, 4), date(2023, 5, 15), id="over prayer day"),
        pytest.param(Channel.LETTER, date(2024, 4, 25), date(2024, 5, 3), id="prayer day is gone"),
        pytest.param(Channel.LETTER, FIRST_OF_THE_GUIDANCE, date(2018, 7, 4), id="the first day"),
    ],
)
def test_messages_arrive(channel: Channel, dispatched_on: date, arrives_on: date) -> None:
    assert available_on(channel, dispatched_on, PUBLISHED_ARRIVALS, PLAIN) == arrives_on


def test_a_closing_day_of_the_municipality_does_not_delay_a_letter() -> None:
    closed = SpecialDay(date(2026, 8, 10), DayKind.CLOSING_DAY, "lukket", "closed")
    assert (
        available_on(Channel.LETTER, FRIDAY, PUBLISHED_ARRIVALS, Calendar([closed])) == MONDAY_AFTER
    )


@pytest.mark.parametrize(
    ("channel", "dispatched_on"),
    [
        pytest.param(Channel.LETTER, THE_DAY_BEFORE, id="before the guidance"),
        pytest.param(Channel.EMAIL, FRIDAY, id="no rule for email"),
    ],
)
def test_refuses_to_guess_without_a_rule(channel: Channel, dispatched_on: date) -> None:
    with pytest.raises(InvalidInput) as refusal:
        available_on(channel, dispatched_on, PUBLISHED_ARRIVALS, PLAIN)
    assert refusal.value.code == "arrival_rule_missing"


@pytest.mark.parametrize(
    ("dispatched_on", "arrives_on"),
    [
        pytest.param(date(2026, 7, 31), date(2026, 8, 10), id="before it"),
        pytest.param(date(2026, 8, 31), date(2026, 9, 2), id="its last day"),
        pytest.param(date(2026, 9, 1), date(2026, 9, 9), id="the first day after it"),
    ],
)
@pytest.mark.parametrize(
    "rules", [(LETTER_2018, TWO_WORKING_DAYS), (TWO_WORKING_DAYS, LETTER_2018)]
)
def test_the_newest_rule_that_holds_goes_before(
    rules: tuple[Arrival, ...], dispatched_on: date, arrives_on: date
) -> None:
    assert available_on(Channel.LETTER, dispatched_on, rules, PLAIN) == arrives_on


def test_a_rule_may_say_that_even_the_spoken_word_takes_time() -> None:
    rule = Arrival(Channel.PHONE, Term(1, TermUnit.DAYS), date(2026, 1, 1), None, "a message left")
    assert available_on(Channel.PHONE, SUNDAY, [rule], PLAIN) == date(2026, 8, 10)
