"""Who had a complaint, and for how many days each: examples with named days."""

from datetime import date
from uuid import UUID

from api.complaints.holdings.rules import Holder, Passed, Pause, held_by_each, holdings_of

HERE = Holder(unit_id=UUID(int=1))
THERE = Holder(unit_id=UUID(int=2))
BIF = Holder(authority="Beskæftigelses- og Integrationsforvaltningen")
Told = list[tuple[Holder, int, int | None, int]]


def sept(day: int) -> date:
    return date(2017, 9, day)


def passed(day: int, giver: Holder, taker: Holder) -> Passed:
    return Passed(sept(day), giver, taker, "Hører til der")


def held(
    holder: Holder, *ways: Passed, closed: int | None = None, pauses: tuple[Pause, ...] = ()
) -> Told:
    """Tell on 27 September who had a complaint of the 4th: the days in September, and how many."""
    rows = holdings_of(
        sept(4),
        holder,
        ways,
        pauses=pauses,
        closed_on=sept(closed) if closed else None,
        today=sept(27),
    )
    return [
        (row.holder, row.from_on.day, row.until_on.day if row.until_on else None, row.days)
        for row in rows
    ]


def test_who_received_it_has_it_until_today_or_until_it_was_closed() -> None:
    assert held(HERE) == [(HERE, 4, None, 23)]
    assert held(HERE, closed=14) == [(HERE, 4, 14, 10)]


def test_each_has_it_until_they_pass_it_on() -> None:
    there_and_back = passed(8, HERE, BIF), passed(18, BIF, HERE), passed(18, HERE, THERE)

    assert held(THERE, *there_and_back, closed=20) == [
        (HERE, 4, 8, 4),
        (BIF, 8, 18, 10),
        (HERE, 18, 18, 0),
        (THERE, 18, 20, 2),
    ]


def test_nobody_has_it_while_it_is_closed() -> None:
    closed_for_a_week = Pause(sept(10), sept(17))

    assert held(THERE, passed(8, HERE, THERE), pauses=(closed_for_a_week,)) == [
        (HERE, 4, 8, 4),
        (THERE, 8, None, 12),
    ]


def test_one_that_came_back_is_one_complaint_with_all_its_days() -> None:
    back = holdings_of(
        sept(4), HERE, [passed(8, HERE, BIF), passed(19, BIF, HERE)], closed_on=None, today=sept(27)
    )
    away = holdings_of(sept(4), HERE, [passed(5, HERE, BIF)], closed_on=sept(9), today=sept(27))

    figures = [
        (each.holder, each.complaints, each.now, each.days_total, each.days_median)
        for each in held_by_each([back, away])
    ]

    assert figures == [(BIF, 2, 0, 15, 7.5), (HERE, 2, 1, 13, 6.5)]


def test_an_authority_is_the_same_however_it_is_cased() -> None:
    shouted = Holder(authority=(BIF.authority or "").upper())

    assert shouted.key == BIF.key
    assert HERE.key != THERE.key
