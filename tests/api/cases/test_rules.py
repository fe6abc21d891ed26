"""How often a case changed hands for good."""

from datetime import date

import pytest

from api.cases.rules import AssignmentReason as Why
from api.cases.rules import Held, caseworker_changes, change_days

MARCH, MAY, JUNE, JULY = (date(2017, month, 1) for month in (3, 5, 6, 7))


def hands(*rows: tuple[str, Why]) -> list[Held]:
    """Return assignments that follow each other month by month; the last one still runs."""
    days = [date(2017, month, 1) for month in range(1, len(rows) + 1)]
    ends = [*days, None][1:]
    return [
        Held(who, from_on, until_on, why)
        for (who, why), from_on, until_on in zip(rows, days, ends, strict=True)
    ]


@pytest.mark.parametrize(
    ("rows", "changes"),
    [
        ([], 0),
        ([("A", Why.FIRST)], 0),
        ([("A", Why.FIRST), ("B", Why.RESIGNATION)], 1),
        ([("A", Why.FIRST), ("B", Why.TAKEOVER), ("A", Why.TAKEOVER)], 2),
        ([("A", Why.FIRST), ("B", Why.LEAVE_COVER)], 0),
        ([("A", Why.FIRST), ("B", Why.LEAVE_COVER), ("A", Why.RETURNED)], 0),
        ([("A", Why.FIRST), ("B", Why.LEAVE_COVER), ("B", Why.TAKEOVER)], 1),
        ([("A", Why.FIRST), ("B", Why.LEAVE_COVER), ("C", Why.TAKEOVER)], 1),
        (
            [
                ("A", Why.FIRST),
                ("B", Why.LEAVE_COVER),
                ("C", Why.LEAVE_COVER),
                ("A", Why.RETURNED),
            ],
            0,
        ),
        ([("B", Why.LEAVE_COVER), ("A", Why.TAKEOVER)], 0),
    ],
)
def test_a_case_that_comes_back_from_a_stand_in_did_not_change_hands(
    rows: list[tuple[str, Why]], changes: int
) -> None:
    assert caseworker_changes(hands(*rows)) == changes


def test_a_stand_in_who_left_the_case_to_nobody_was_no_change() -> None:
    held = [
        Held("A", MARCH, MAY, Why.FIRST),
        Held("B", MAY, JUNE, Why.LEAVE_COVER),
    ]

    assert caseworker_changes(held) == 0


def test_hands_that_held_a_case_for_no_whole_day_never_had_it() -> None:
    slip = [
        Held("A", MARCH, MAY, Why.FIRST),
        Held("B", MAY, MAY, Why.TAKEOVER),
        Held("C", MAY, None, Why.TAKEOVER),
    ]

    assert change_days(slip) == [MAY]


def test_a_time_in_nobodys_hands_is_no_change_of_its_own() -> None:
    back = [Held("A", MARCH, MAY, Why.FIRST), Held("A", JULY, None, Why.TAKEOVER)]
    other = [Held("A", MARCH, MAY, Why.FIRST), Held("B", JULY, None, Why.TAKEOVER)]

    assert (change_days(back), change_days(other)) == ([], [JULY])
