"""What was known stays known under its number, and only what differs begins a new one."""

from datetime import date

from sqlmodel import Session, col, select

from api.complaints.facts.refreshing import State, refresh
from api.complaints.facts.tables import ComplaintFact
from api.complaints.rules import (
    ClosingWay,
)
from api.organisation.tables import Unit
from tests.factories import make_complaint, make_person

RECEIVED = date(2017, 9, 1)


def test_what_was_known_stays_known_under_its_number(session: Session, unit: Unit) -> None:
    complaint = make_complaint(session, unit, received_on=RECEIVED)
    before = refresh(session)

    complaint.closed_on, complaint.closed_how = RECEIVED, ClosingWay.ANSWERED
    session.flush()
    after = refresh(session)

    states = session.exec(select(ComplaintFact).order_by(col(ComplaintFact.since))).all()
    assert after.number == before.number + 1
    assert [(row.since, row.until, row.outcome) for row in states] == [
        (before.number, after.number, "open"),
        (after.number, None, "answered"),
    ]


def test_a_refresh_that_finds_nothing_new_begins_no_state(session: Session, unit: Unit) -> None:
    complaint = make_complaint(session, unit)
    first = refresh(session)

    complaint.handler_id = make_person(session, "sagsbehandler").id
    session.flush()
    again = refresh(session)

    assert again.number == first.number
    assert again.at == first.at
    assert again.checked_at > first.checked_at


def test_other_words_are_another_state(session: Session, unit: Unit) -> None:
    complaint = make_complaint(session, unit)
    first = refresh(session)

    complaint.text = "Det samme med andre ord"
    session.flush()

    assert refresh(session).number == first.number + 1


def test_a_deleted_complaint_is_counted_no_more(session: Session, unit: Unit) -> None:
    complaint = make_complaint(session, unit)
    refresh(session)

    session.delete(complaint)
    session.flush()
    state = refresh(session)

    [row] = session.exec(select(ComplaintFact)).all()
    assert row.until == state.number


def test_more_than_anybody_waits_for_is_left_to_the_worker(session: Session, unit: Unit) -> None:
    first: State = refresh(session)
    for day in range(1, 4):
        make_complaint(session, unit, received_on=date(2017, 9, day))

    left = refresh(session, most=2)
    assert (left.number, left.behind) == (first.number, True)
    assert refresh(session, most=3).number == first.number + 1


def test_what_the_worker_does_not_do_is_done_by_who_asks(session: Session, unit: Unit) -> None:
    first = refresh(session)
    for day in range(1, 4):
        make_complaint(session, unit, received_on=date(2017, 9, day))
    late = "UPDATE pattern_data SET checked_at = checked_at - interval '1 hour'"
    session.connection().exec_driver_sql(late)

    assert refresh(session, most=2).number == first.number + 1
