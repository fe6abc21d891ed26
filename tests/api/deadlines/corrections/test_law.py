"""After every correction, each open deadline is where its term ends in the calendar of now."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.calendar.days import DayKind
from api.calendar.terms import Roll, Term, TermUnit
from api.cases.tables import Case
from api.catalogue.closing_days.queries import load_calendar
from api.catalogue.closing_days.tables import CalendarCorrection, ClosingDay
from api.catalogue.terms.kinds import Clock
from api.deadlines.recounting import count_again
from api.deadlines.tables import Deadline
from api.people.rules import Role
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.corrections.makers import closing, make_counted
from tests.api.deadlines.makers import make_wait
from tests.factories import Actors, Headers, make_unit

CORRECTIONS = "/v1/calendar-corrections"
FIRST = date(2017, 8, 1)
UNDO = 0.3
KINDS = [
    frozenset(DayKind),
    frozenset({DayKind.WEEKEND, DayKind.PUBLIC_HOLIDAY}),
    frozenset({DayKind.CLOSING_DAY}),
]
LONGEST = {
    TermUnit.IMMEDIATELY: 0,
    TermUnit.HOURS: 96,
    TermUnit.DAYS: 40,
    TermUnit.WEEKDAYS: 30,
    TermUnit.WORKING_DAYS: 30,
    TermUnit.WEEKS: 6,
    TermUnit.MONTHS: 2,
}


def some_term(random: Random) -> Term:
    unit = random.choice([*TermUnit, *[TermUnit.WORKING_DAYS] * 5])
    amount = random.randint(0, LONGEST[unit])
    return Term(amount, unit, roll=random.choice(list(Roll)), closed=random.choice(KINDS))


def some_deadlines(session: Session, random: Random) -> Iterator[Deadline]:
    unit, case_type = make_unit(session), make_case_type(session)
    for number in range(60):
        received_on = FIRST + timedelta(random.randrange(60))
        case = make_case(session, unit, case_type, number=f"2017-{number}", received_on=received_on)
        ended = {"met_on": received_on} if number % 10 == 0 else {}
        clock = random.choice(list(Clock))
        deadline = make_counted(session, case, some_term(random), clock=clock, **ended)
        if clock is Clock.STOPS_WHILE_WAITING:
            wait(session, case, deadline, random)
        yield deadline


def wait(session: Session, case: Case, deadline: Deadline, random: Random) -> None:
    since_on = case.received_on + timedelta(random.randrange(10))
    make_wait(session, case, since_on, until_on=since_on + timedelta(random.randrange(10)))
    counted = count_again(session, deadline, load_calendar(session))
    deadline.raw_end_on, deadline.legal_due_on = counted.raw_end_on, counted.due_on
    deadline.due_on = counted.due_on
    session.flush()


def body(session: Session, random: Random) -> dict[str, Any]:
    """Close and open some days at once: a closed one is opened, an open one closed."""
    closed = {row.closed_on for row in session.exec(select(ClosingDay))}
    days = {FIRST + timedelta(random.randrange(110)) for _ in range(random.randint(1, 30))}
    return {
        "add": [closing(day) for day in sorted(days - closed)],
        "remove": [str(day) for day in sorted(days & closed)],
        "reason": "Prøve",
        "show": 1000,
    }


def correct_or_undo(
    api: TestClient, keeper: Headers, session: Session, random: Random
) -> dict[str, Any]:
    """Try it, then do it, and return what was told: the same."""
    address, wanted = CORRECTIONS, body(session, random)
    last = session.exec(
        select(CalendarCorrection).order_by(col(CalendarCorrection.number).desc())
    ).first()
    if last and random.random() < UNDO:
        address, wanted = f"{CORRECTIONS}/{last.id}/undoing", {"reason": "Prøve", "show": 1000}
    tried = api.post(address, json=wanted | {"dry_run": True}, headers=keeper)
    done = api.post(address, json=wanted, headers=keeper)
    assert (tried.status_code, done.status_code) == (200, 201), done.text
    told: dict[str, Any] = done.json()
    assert tried.json() == told | {"dry_run": True, "correction": None}
    return told


def stands(row: Deadline) -> tuple[date, date]:
    return row.raw_end_on, row.legal_due_on


@pytest.mark.parametrize("seed", range(4))
def test_corrections_leave_nothing_behind_and_move_nothing_else(
    api: TestClient, session: Session, actors: Actors, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - the same at each run, and no secret
    rows = list(some_deadlines(session, random))
    at_first = {row.id: (row.original_due_on, stands(row)) for row in rows}
    keeper = actors.headers(Role.STAFF_UNIT)
    moves = 0
    for _ in range(6):
        before = {row.id: stands(row) for row in rows}

        told = correct_or_undo(api, keeper, session, random)

        moved = {str(row.id) for row in rows if stands(row) != before[row.id]}
        assert {move["deadline_id"] for move in told["moves"]} == moved
        moves += len(moved)
        calendar = load_calendar(session)
        for row in rows:
            counted = count_again(session, row, calendar)
            right = (counted.raw_end_on, counted.due_on)
            assert stands(row) == (at_first[row.id][1] if row.met_on else right)
            assert row.due_on == row.legal_due_on
    assert moves >= 20
    assert all(row.original_due_on == at_first[row.id][0] for row in rows)
