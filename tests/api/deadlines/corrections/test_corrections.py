"""A correction of the calendar moves the open deadlines that counted the day, and no other."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.calendar.terms import Term, TermUnit
from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.closing_days.queries import calendar_version
from api.catalogue.closing_days.tables import ClosingDay
from api.catalogue.terms.kinds import Clock
from api.changes.tables import Change
from api.deadlines.tables import DeadlineMove
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case
from tests.api.deadlines.corrections.makers import (
    CORRECTIONS,
    FOUR_WEEKS_ROLLED,
    FRIDAY,
    MONDAY,
    RECEIVED,
    adding,
    corrected,
    make_counted,
    removing,
)
from tests.api.deadlines.makers import make_extension, make_wait
from tests.conftest import Statements
from tests.factories import Headers, kept

DUE, DAY_AFTER = date(2017, 10, 4), date(2017, 10, 5)


def test_closing_a_day_moves_what_counted_it(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    deadline = make_counted(session, case)

    told = corrected(api, keeper, adding(FRIDAY))

    assert (deadline.legal_due_on, deadline.due_on, deadline.raw_end_on) == (DAY_AFTER,) * 3
    assert (deadline.original_due_on, deadline.calendar_version) == (DUE, 1)
    assert told["totals"] == {"moved": 1, "become_overdue": 0, "become_timely": 0}
    assert told["by_kind"] == [{"kind": "decision", **told["totals"]}]
    [move] = told["moves"]
    assert move["deadline_id"] == str(deadline.id)
    assert (move["legal_due_before_on"], move["legal_due_after_on"]) == ("2017-10-04", "2017-10-05")
    assert (move["case_number"], move["unit"]["name"]) == (case.number, "Borgercenter Handicap")
    assert [row.closed_on for row in session.exec(select(ClosingDay))] == [FRIDAY]


def test_each_moved_deadline_tells_why(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    deadline = make_counted(session, case)

    told = corrected(api, keeper, adding(FRIDAY))

    [row] = session.exec(select(DeadlineMove))
    assert (row.deadline_id, row.reason) == (deadline.id, "Besluttet af direktionen")
    assert str(row.calendar_correction_id) == told["correction"]["id"]
    assert (row.due_before_on, row.due_after_on) == (DUE, DAY_AFTER)
    statement = select(Change.act).where(
        Change.entity_id == deadline.id, Change.operation == "update"
    )
    assert session.exec(statement).all() == ["correct_calendar"]


def test_a_dry_run_tells_the_same_and_changes_nothing(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    deadline = make_counted(session, case)

    tried = corrected(api, keeper, adding(FRIDAY, dry_run=True))

    assert (deadline.legal_due_on, deadline.version) == (DUE, 1)
    assert calendar_version(session) == 0
    assert session.exec(select(ClosingDay)).all() == []
    made = corrected(api, keeper, adding(FRIDAY))
    assert tried["correction"] is None
    assert made | {"dry_run": True, "correction": None} == tried


def test_what_was_due_yesterday_becomes_timely_and_overdue_again(
    api: TestClient, session: Session, unit: Unit, case: Case, keeper: Headers
) -> None:
    due_yesterday = make_counted(session, case, started_on=date(2017, 9, 12))

    told = corrected(api, keeper, adding(MONDAY))
    assert due_yesterday.legal_due_on == date(2017, 9, 27)
    assert told["totals"] == {"moved": 1, "become_overdue": 0, "become_timely": 1}
    assert (told["moves"][0]["becomes_timely"], told["moves"][0]["becomes_overdue"]) == (
        True,
        False,
    )

    told = corrected(api, keeper, removing(MONDAY))
    assert due_yesterday.legal_due_on == date(2017, 9, 26)
    assert told["totals"] == {"moved": 1, "become_overdue": 1, "become_timely": 0}
    assert told["moves"][0]["becomes_overdue"] is True


def test_what_becomes_overdue_is_named_first(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    kept(session, ClosingDay(closed_on=MONDAY, name_da="lukkedag", name_en="closing day"))
    make_counted(session, case, started_on=date(2017, 9, 19))
    late = make_counted(session, case, started_on=date(2017, 9, 12))
    make_counted(session, case, started_on=date(2017, 9, 14))

    told = corrected(api, keeper, removing(MONDAY, show=2))

    assert told["totals"] == {"moved": 3, "become_overdue": 1, "become_timely": 0}
    assert [move["becomes_overdue"] for move in told["moves"]] == [True, False]
    assert told["moves"][0]["deadline_id"] == str(late.id)


@pytest.mark.parametrize(
    "ended", [{"met_on": date(2017, 9, 26)}, {"cancelled_on": date(2017, 9, 26)}]
)
def test_what_has_ended_stays_as_it_was_judged(
    api: TestClient, session: Session, case: Case, keeper: Headers, ended: dict[str, Any]
) -> None:
    deadline = make_counted(session, case, **ended)

    told = corrected(api, keeper, adding(MONDAY))

    assert told["totals"]["moved"] == 0
    assert (deadline.legal_due_on, deadline.calendar_version, deadline.version) == (DUE, 0, 1)


def test_what_did_not_count_the_day_stays(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    started_that_day = make_counted(session, case, started_on=MONDAY)
    ended_before = make_counted(session, case, started_on=date(2017, 9, 8))
    in_weeks = make_counted(session, case, Term(2, TermUnit.WEEKS))

    told = corrected(api, keeper, adding(MONDAY))

    assert told["totals"]["moved"] == 0
    assert {row.version for row in (started_that_day, ended_before, in_weeks)} == {1}


def test_a_term_that_ends_on_the_day_rolls_over_it(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    rolled = make_counted(session, case, FOUR_WEEKS_ROLLED)
    end, friday = date(2017, 10, 18), date(2017, 10, 20)

    corrected(api, keeper, adding(end, date(2017, 10, 19)))

    assert (rolled.raw_end_on, rolled.legal_due_on) == (end, friday)


def test_what_was_promised_to_the_citizen_stands(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    promised = date(2017, 11, 1)
    deadline = make_counted(session, case)
    make_extension(session, deadline, promised)

    told = corrected(api, keeper, adding(FRIDAY))

    assert (deadline.legal_due_on, deadline.due_on) == (DAY_AFTER, promised)
    [move] = told["moves"]
    assert (move["due_before_on"], move["due_after_on"]) == ("2017-11-01", "2017-11-01")


def test_a_notice_that_was_undone_promises_nothing(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    deadline = make_counted(session, case)
    undone_on = date(2017, 9, 27)
    make_extension(session, deadline, date(2017, 11, 1), undone_on=undone_on)

    told = corrected(api, keeper, adding(FRIDAY))

    assert deadline.due_on == DAY_AFTER
    assert told["moves"][0]["due_after_on"] == "2017-10-05"


@pytest.mark.parametrize(
    ("clock", "due"), [(Clock.STOPS_WHILE_WAITING, date(2017, 10, 9)), (Clock.RUNS, DAY_AFTER)]
)
def test_a_clock_that_stops_while_the_case_waits_keeps_its_pauses(
    api: TestClient, session: Session, case: Case, keeper: Headers, clock: Clock, due: date
) -> None:
    """Two working days of waiting, 21 and 22 September; a third wait has no end yet."""
    make_wait(session, case, date(2017, 9, 21), until_on=date(2017, 9, 22))
    make_wait(session, case, date(2017, 9, 22), until_on=date(2017, 9, 23))
    make_wait(session, case, date(2017, 9, 26))
    deadline = make_counted(session, case, clock=clock)

    corrected(api, keeper, adding(FRIDAY))

    assert deadline.legal_due_on == due


def test_a_clock_that_stands_still_does_not_become_overdue(
    api: TestClient, session: Session, case: Case, keeper: Headers
) -> None:
    """One waits since before its last day; the other's wait began after it had ended."""
    kept(session, ClosingDay(closed_on=MONDAY, name_da="lukkedag", name_en="closing day"))
    stops = Clock.STOPS_WHILE_WAITING
    other_case = make_case(
        session,
        session.get_one(Unit, case.unit_id),
        session.get_one(CaseType, case.case_type_id),
        number="2017-2",
        received_on=RECEIVED,
    )
    still = make_counted(session, case, started_on=date(2017, 9, 12), clock=stops)
    late = make_counted(session, other_case, started_on=date(2017, 9, 12), clock=stops)
    make_wait(session, case, date(2017, 9, 26))
    make_wait(session, other_case, date(2017, 9, 27))

    told = corrected(api, keeper, removing(MONDAY))

    overdue = {move["deadline_id"]: move["becomes_overdue"] for move in told["moves"]}
    assert overdue == {str(still.id): False, str(late.id): True}
    address = f"{CORRECTIONS}/{told['correction']['id']}/moves"
    [item] = api.get(address, params={"becomes": "overdue"}, headers=keeper).json()["items"]
    assert item["deadline_id"] == str(late.id)


def test_deadlines_move_in_few_statements(
    api: TestClient, session: Session, case: Case, keeper: Headers, statements: Statements
) -> None:
    for day in (13, 14, 15, 18, 19, 20):
        for _ in range(3):
            make_counted(session, case, started_on=date(2017, 9, day))

    with statements() as seen:
        told = corrected(api, keeper, adding(MONDAY))

    assert told["totals"]["moved"] == 18
    written = [sql for sql in seen if "deadlines" in sql and not sql.startswith("SELECT")]
    assert len(written) == 1
