"""What is said in SQL of many deadlines is what the rules say of one."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlmodel import Session, select

from api.cases.tables import WaitingPeriod
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import Clock
from api.deadlines.documents.selecting import Reader, Selection
from api.deadlines.documents.sql import TABLE, judged
from api.deadlines.rules import AsOf, Status, days_left, expected_on, status_of
from api.deadlines.schemas import DeadlineFilters
from api.deadlines.tables import Deadline, Extension
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case, make_deadline
from tests.api.deadlines.makers import make_extension, make_wait
from tests.conftest import TODAY

STARTED = date(2017, 9, 1)
DAYS = (TODAY - STARTED).days
EVERYWHERE = Reader(None, None, None)


def some_day(chance: Random) -> date:
    """Return a day between the start and today."""
    return STARTED + timedelta(days=chance.randint(0, DAYS))


def make_at_random(session: Session, chance: Random, unit: Unit, case_type: CaseType) -> None:
    """Make twenty deadlines, each with an end, notices, waits and a kind of clock, or without."""
    for number in range(20):
        case = make_case(session, unit, case_type, number=str(number), received_on=STARTED)
        ended = {chance.choice(["met_on", "cancelled_on"]): some_day(chance)}
        due_on = STARTED + timedelta(days=chance.randint(0, 40))
        clock = chance.choice(list(Clock))
        row = make_deadline(
            session, case, due_on, clock=clock, **ended if chance.random() < 0.6 else {}
        )
        for _ in range(chance.randint(0, 2)):
            sent_on = some_day(chance)
            undone_on = sent_on + timedelta(days=chance.randint(0, (TODAY - sent_on).days))
            undone = {"undone_on": undone_on} if chance.random() < 0.5 else {}
            later = row.due_on + timedelta(days=chance.randint(1, 9))
            make_extension(session, row, later, notice_sent_on=sent_on, **undone)
        if chance.random() < 0.5:
            since_on = some_day(chance)
            until_on = min(TODAY, since_on + timedelta(days=chance.randint(0, 9)))
            make_wait(session, case, since_on, until_on=chance.choice([None, until_on]))


@pytest.mark.parametrize("seed", range(3))
def test_sql_says_what_the_rules_say(
    session: Session, unit: Unit, case_type: CaseType, seed: int
) -> None:
    make_at_random(session, Random(seed), unit, case_type)  # noqa: S311 - the same rows each time

    for days in range(0, DAYS + 20, 5):
        as_of = AsOf(STARTED + timedelta(days=days), TODAY)
        assert judged_in_sql(session, as_of) == judged_by_rules(session, as_of)


Judged = dict[str, tuple[Status, date, bool, bool]]


def judged_in_sql(session: Session, as_of: AsOf) -> Judged:
    how = judged(past=as_of.past)
    late = Selection(DeadlineFilters(overdue_days_min=5), as_of, EVERYWHERE)
    said = [f"coalesce({how.has(status)}, false)" for status in Status]
    columns = ["case_number", how.status, how.due_on, how.notified, late.where, *said]
    session.flush()
    rows = session.connection().exec_driver_sql(
        f"SELECT {', '.join(columns)} FROM {TABLE}",  # noqa: S608 - expressions of our own
        late.values,
    )
    found: Judged = {}
    for number, status, due_on, notified, overdue, *each in rows:
        assert [Status(status)] == [named for named, says in zip(Status, each, strict=True) if says]
        found[number] = (Status(status), due_on, notified, bool(overdue))
    return found


def judged_by_rules(session: Session, as_of: AsOf) -> Judged:
    notices, waits = (
        session.exec(select(Extension)).all(),
        session.exec(select(WaitingPeriod)).all(),
    )
    return {
        row.case_number: by_rules(
            row,
            [notice for notice in notices if notice.deadline_id == row.id],
            [wait for wait in waits if wait.case_id == row.case_id],
            as_of,
        )
        for row in session.exec(select(Deadline))
    }


def by_rules(
    row: Deadline, notices: list[Extension], waits: list[WaitingPeriod], as_of: AsOf
) -> tuple[Status, date, bool, bool]:
    stand = [
        notice.due_on
        for notice in notices
        if notice.notice_sent_on <= as_of.day
        and (notice.undone_on is None or notice.undone_on > as_of.day)
    ]
    still = row.clock is Clock.STOPS_WHILE_WAITING and any(
        wait.since_on <= min(as_of.day, row.legal_due_on)
        and (wait.until_on is None or wait.until_on > as_of.day)
        for wait in waits
    )
    days = (row.legal_due_on, row.met_on, row.cancelled_on, as_of.day)
    status = status_of(*days, stands_still=still)
    overdue = status is Status.OVERDUE and days_left(row.legal_due_on, as_of.day) <= -5
    return status, expected_on(row.legal_due_on, stand), bool(stand), overdue
