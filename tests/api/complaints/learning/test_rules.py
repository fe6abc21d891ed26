"""When the effect of a change is looked at, and over which months."""

from datetime import date

import pytest

from api.complaints.learning import rules
from api.errors import DomainError

MARCH = date(2017, 3, 31)


@pytest.mark.parametrize(
    ("changed_on", "months", "due_on"),
    [
        (MARCH, 6, date(2017, 9, 30)),
        (date(2017, 1, 31), 1, date(2017, 2, 28)),
        (None, 6, None),
        (MARCH, None, None),
    ],
)
def test_an_effect_is_due_so_many_months_after_the_change(
    changed_on: date | None, months: int | None, due_on: date | None
) -> None:
    assert rules.check_due_on(changed_on, months) == due_on


@pytest.mark.parametrize(
    ("due_on", "checked_on", "due"),
    [
        (None, [], False),
        (date(2017, 9, 27), [], True),
        (date(2017, 9, 28), [], False),
        (date(2017, 9, 20), [date(2017, 9, 19)], True),
        (date(2017, 9, 20), [date(2017, 9, 20)], False),
    ],
)
def test_it_is_due_until_somebody_looks(
    due_on: date | None, checked_on: list[date], due: bool
) -> None:
    assert rules.check_is_due(due_on, checked_on, date(2017, 9, 27)) is due


def test_spans_are_equally_many_months_and_the_day_of_the_change_is_after_it() -> None:
    months = rules.months_to_compare(date(2017, 3, 15), 6, None, date(2017, 9, 15))

    assert (months.first_on, months.changed_on, months.before_on) == (
        date(2016, 9, 15),
        date(2017, 3, 15),
        date(2017, 9, 15),
    )


@pytest.mark.parametrize(
    ("changed_on", "agreed", "asked", "code"),
    [
        (None, 6, None, "change_missing"),
        (MARCH, None, None, "months_missing"),
        (MARCH, 6, None, "effect_too_early"),
        (MARCH, 3, 12, "effect_too_early"),
    ],
)
def test_what_can_not_be_told_is_refused(
    changed_on: date | None, agreed: int | None, asked: int | None, code: str
) -> None:
    with pytest.raises(DomainError) as caught:
        rules.months_to_compare(changed_on, agreed, asked, date(2017, 9, 27))

    assert caught.value.code == code


def test_a_check_that_comes_early_says_how_far_it_has_come() -> None:
    with pytest.raises(DomainError, match=r"5 of 6 months have passed since 2017-03-31"):
        rules.months_to_compare(MARCH, 6, None, date(2017, 9, 27))
