"""How a complaint stands, and what its days may be."""

from datetime import UTC, date, datetime

import pytest

from api.complaints.moments import day_of, start_of
from api.complaints.register.rules import ComplaintState, days_late, number_of, state_of
from api.complaints.rules import check_names_no_cpr, hours_between
from api.errors import InvalidInput


@pytest.mark.parametrize(
    ("closed", "reached", "state"),
    [
        (False, [], ComplaintState.RECEIVED),
        (False, [False, False], ComplaintState.SOUGHT),
        (False, [False, True, False], ComplaintState.CONTACTED),
        (True, [True], ComplaintState.CLOSED),
        (True, [], ComplaintState.CLOSED),
    ],
)
def test_a_complaint_stands_as_its_attempts_tell(
    *, closed: bool, reached: list[bool], state: ComplaintState
) -> None:
    assert state_of(closed=closed, reached=reached) is state


@pytest.mark.parametrize(
    ("received_on", "ended_on", "days"),
    [
        (date(2017, 9, 18), date(2017, 9, 18), 0),
        (date(2017, 9, 19), date(2017, 9, 18), 1),
        (date(2017, 9, 1), date(2017, 9, 18), 0),
        (date(2017, 9, 1), None, None),
    ],
)
def test_the_last_day_to_appeal_is_in_time(
    received_on: date, ended_on: date | None, days: int | None
) -> None:
    assert days_late(received_on, ended_on) == days


def test_a_number_tells_the_year_it_came() -> None:
    assert number_of(date(2017, 9, 27), 123) == "K2017-0000123"


def test_a_day_is_the_town_halls() -> None:
    assert day_of(datetime(2017, 9, 26, 22, 0, tzinfo=UTC)) == date(2017, 9, 27)
    assert start_of(date(2017, 9, 27)) == datetime(2017, 9, 26, 22, 0, tzinfo=UTC)


def test_hours_are_counted_through_the_night_the_clocks_change() -> None:
    """On 29 October 2017 the clocks went back at three: that day had 25 hours."""
    assert hours_between(start_of(date(2017, 10, 29)), start_of(date(2017, 10, 30))) == 25


@pytest.mark.parametrize(
    "text", ["010190-1234", "Mit nr. er 0101901234.", "cpr 010190 1234, ring", "610190-1234"]
)
def test_a_text_may_not_name_a_cpr_number(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_names_no_cpr(text, "/text")

    assert (refused.value.code, refused.value.pointer) == ("text_names_cpr", "/text")


@pytest.mark.parametrize(
    "text", [None, "", "Ring 33 66 33 66", "sag 2017-0112465", "9999991234", "10.000 kr. 010190"]
)
def test_other_numbers_may_stand_in_it(text: str | None) -> None:
    check_names_no_cpr(text, "/text")
