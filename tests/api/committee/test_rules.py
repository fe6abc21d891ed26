"""Meetings and promises as of a day, by rows."""

from datetime import date

import pytest

from api.committee.rules import (
    check_delivery,
    check_meeting,
    check_track_has_plan,
    judge,
    meeting_standing,
    slip_days,
)
from api.errors import InvalidInput


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("until", "as_of", "standing"),
    [
        ("2017-09-20", "2017-09-19", "coming"),
        ("2017-09-20", "2017-09-20", "held"),
        pytest.param("2011-12-31", "2011-12-15", "coming", id="some day of the month"),
        pytest.param(None, "2017-09-20", "coming", id="no end"),
    ],
)
def test_meeting_standing(until: str | None, as_of: str, standing: str) -> None:
    assert meeting_standing(day(until), date.fromisoformat(as_of)) == standing


@pytest.mark.parametrize(
    ("moved_from", "held_from", "held_until", "days"),
    [
        pytest.param("2017-08-30", "2017-09-20", "2017-09-20", 21, id="later"),
        pytest.param("2017-09-20", "2017-09-13", "2017-09-13", -7, id="earlier"),
        pytest.param(None, "2017-09-20", "2017-09-20", None, id="not moved"),
        pytest.param("2011-11-30", "2011-12-01", "2011-12-31", None, id="day not exact"),
    ],
)
def test_slip_days(
    moved_from: str | None, held_from: str, held_until: str, days: int | None
) -> None:
    assert slip_days(day(moved_from), date.fromisoformat(held_from), day(held_until)) == days


@pytest.mark.parametrize(
    ("due", "delivered", "as_of", "standing", "late"),
    [
        pytest.param("2017-08-30", None, "2017-08-30", "open", None, id="last day"),
        pytest.param("2017-08-30", None, "2017-08-31", "overdue", 1, id="day after"),
        pytest.param("2017-08-30", "2017-08-30", "2017-09-27", "kept", None, id="in time"),
        pytest.param("2017-08-30", "2017-08-23", "2017-09-27", "kept", None, id="early"),
        pytest.param("2017-08-30", "2017-09-20", "2017-09-27", "kept_late", 21, id="late"),
        pytest.param("2017-08-30", "2017-09-20", "2017-09-10", "overdue", 11, id="not yet"),
        pytest.param(None, None, "2020-01-01", "open", None, id="no end"),
        pytest.param(None, "2012-01-31", "2020-01-01", "kept", None, id="no end, given"),
    ],
)
def test_how_a_promise_stands(
    due: str | None, delivered: str | None, as_of: str, standing: str, late: int | None
) -> None:
    found = judge(day(due), day(delivered), date.fromisoformat(as_of))

    assert (found.standing, found.days_late) == (standing, late)


def test_refuses_a_paper_due_after_the_meeting() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_meeting(
            date(2017, 9, 20),
            paper_due_on=date(2017, 9, 21),
            moved_from_on=None,
            moved_because=None,
        )
    assert refused.value.pointer == "/paper_due_on"


def test_refuses_a_reason_without_a_move() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_meeting(None, paper_due_on=None, moved_from_on=None, moved_because="Rykket")
    assert refused.value.pointer == "/moved_from_on"


def test_refuses_a_delivery_without_its_day() -> None:
    check_delivery(date(2017, 9, 20), by_item=True)
    check_delivery(None, by_item=False)
    with pytest.raises(InvalidInput, match="which day"):
        check_delivery(None, by_item=True)


def test_refuses_a_track_without_its_plan() -> None:
    check_track_has_plan(track=False, plan=False)
    with pytest.raises(InvalidInput, match="plan"):
        check_track_has_plan(track=True, plan=False)
