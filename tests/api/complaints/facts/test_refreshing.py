"""What is counted keeps up with what is registered, and what was known stays known."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from api.calendar.arrival import Channel
from api.cases.rules import AssignmentReason, DecisionOutcome
from api.cases.tables import Assignment, Case, Decision
from api.citizens.tables import Citizen
from api.complaints.facts.refreshing import State, refresh
from api.complaints.facts.tables import ComplaintFact, DecisionFact
from api.complaints.rules import (
    BoardResult,
    ClosingWay,
    ContactChannel,
    PointFinding,
    ReassessmentOutcome,
)
from api.complaints.tables import BoardOutcome, Complaint, ComplaintContact, Reassessment
from api.deadlines.tables import Extension
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case, make_deadline
from tests.api.catalogue.makers import make_case_type
from tests.factories import kept, make_cause, make_complaint, make_person, make_point, make_unit

RECEIVED = date(2017, 9, 1)


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def case(session: Session, unit: Unit) -> Case:
    return make_case(session, unit, make_case_type(session), received_on=date(2017, 3, 1))


def fact(session: Session, complaint: Complaint) -> ComplaintFact:
    """Return what is known of a complaint now."""
    refresh(session)
    session.expire_all()
    statement = select(ComplaintFact).where(
        ComplaintFact.complaint_id == complaint.id, col(ComplaintFact.until).is_(None)
    )
    return session.exec(statement).one()


def decision_fact(session: Session, decision: Decision) -> DecisionFact:
    refresh(session)
    session.expire_all()
    statement = select(DecisionFact).where(
        DecisionFact.decision_id == decision.id, col(DecisionFact.until).is_(None)
    )
    return session.exec(statement).one()


def decide(session: Session, case: Case, made_on: date) -> Decision:
    row = Decision(
        case_id=case.id,
        subject="Ansøgningen",
        made_on=made_on,
        outcome=DecisionOutcome.REFUSED,
        reasons_given=True,
        appeal_guidance_given=True,
    )
    return kept(session, row)


def assign(session: Session, case: Case, name: str, from_on: date, **fields: Any) -> Assignment:
    person = make_person(session, name)
    defaults: dict[str, Any] = {"reason": AssignmentReason.TAKEOVER}
    row = Assignment(case_id=case.id, caseworker_id=person.id, from_on=from_on, **defaults | fields)
    return kept(session, row)


def test_a_complaint_is_known_as_it_was_registered(session: Session, unit: Unit) -> None:
    cause = make_cause(session)
    complaint = make_complaint(session, unit, received_on=RECEIVED)
    make_point(session, complaint, cause, finding=PointFinding.UPHELD, bound_by_law=True)

    known = fact(session, complaint)

    assert known.outcome == "open"
    assert known.points == [[str(cause.id), "upheld", 4]]
    assert (known.has_case, known.caseworker_changes, known.deadline_state) == (False, None, "none")


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


@pytest.mark.parametrize(
    ("met_on", "notified", "expected"),
    [
        (date(2017, 5, 24), False, "within"),
        (None, False, "overdue_not_notified"),
        (None, True, "overdue"),
        (date(2017, 6, 30), False, "overdue_not_notified"),
    ],
)
def test_the_deadline_is_judged_on_the_day_of_the_complaint(
    session: Session, unit: Unit, case: Case, met_on: date | None, notified: bool, expected: str
) -> None:
    deadline = make_deadline(session, case, date(2017, 5, 24), met_on=met_on)
    if notified:
        extend(session, deadline.id, date(2017, 5, 20))
    complaint = make_complaint(session, unit, case_id=case.id, received_on=RECEIVED)

    assert fact(session, complaint).deadline_state == expected


def extend(session: Session, deadline_id: Any, sent_on: date) -> None:
    row = Extension(
        deadline_id=deadline_id,
        due_on=date(2017, 10, 1),
        before_due_on=date(2017, 5, 24),
        reason="Lægeerklæring",
        notice_sent_on=sent_on,
        channel=Channel.LETTER,
    )
    kept(session, row)


def test_changes_of_caseworker_count_for_six_months_and_cover_does_not(
    session: Session, unit: Unit, case: Case
) -> None:
    first = assign(session, case, "a", date(2017, 1, 1), reason=AssignmentReason.FIRST)
    first.until_on = date(2017, 2, 28)
    session.flush()
    second = assign(session, case, "b", date(2017, 2, 28), until_on=date(2017, 6, 1))
    cover = AssignmentReason.LEAVE_COVER
    assign(session, case, "vikar", date(2017, 6, 1), until_on=date(2017, 6, 20), reason=cover)
    back = AssignmentReason.RETURNED
    kept(
        session,
        Assignment(
            case_id=case.id,
            caseworker_id=second.caseworker_id,
            from_on=date(2017, 6, 20),
            until_on=date(2017, 8, 15),
            reason=back,
        ),
    )
    assign(session, case, "c", date(2017, 8, 15))
    complaint = make_complaint(session, unit, case_id=case.id, received_on=RECEIVED)

    assert fact(session, complaint).caseworker_changes == 1

    earlier = make_complaint(session, unit, case_id=case.id, received_on=date(2017, 3, 15))
    assert fact(session, earlier).caseworker_changes == 1


def test_contact_counts_in_hours_from_receipt(session: Session, unit: Unit) -> None:
    received = datetime(2017, 9, 1, 8, 0, tzinfo=UTC)
    complaint = make_complaint(session, unit, received_on=RECEIVED, received_at=received)
    for hour, reached in ((9, False), (12, True), (14, True)):
        attempted = datetime(2017, 9, 1, hour, 30, tzinfo=UTC)
        kept(
            session,
            ComplaintContact(
                complaint_id=complaint.id,
                attempted_at=attempted,
                channel=ContactChannel.PHONE,
                reached=reached,
                note="Talt sammen" if reached else None,
            ),
        )

    known = fact(session, complaint)

    assert (known.contacted, known.noted, known.first_contact_hours) == (True, True, 4.5)


def test_without_a_moment_contact_counts_from_the_danish_midnight(
    session: Session, unit: Unit
) -> None:
    complaint = make_complaint(session, unit, received_on=RECEIVED)
    attempted = datetime(2017, 9, 1, 8, 0, tzinfo=UTC)
    kept(
        session,
        ComplaintContact(
            complaint_id=complaint.id,
            attempted_at=attempted,
            channel=ContactChannel.PHONE,
            reached=True,
        ),
    )

    assert fact(session, complaint).first_contact_hours == 10


def test_the_boards_word_is_the_last(session: Session, unit: Unit) -> None:
    complaint = make_complaint(session, unit, received_on=RECEIVED)
    upheld = ReassessmentOutcome.UPHELD
    kept(
        session,
        Reassessment(complaint_id=complaint.id, outcome=upheld, made_on=date(2017, 9, 10)),
    )
    assert fact(session, complaint).outcome == "reassessed_upheld"

    remitted = BoardResult.REMITTED
    kept(
        session,
        BoardOutcome(complaint_id=complaint.id, result=remitted, received_on=date(2017, 9, 20)),
    )
    known = fact(session, complaint)
    assert (known.outcome, known.board_result) == ("board_remitted", "remitted")


def test_who_complains_again_is_known_by_it_even_if_the_first_comes_late(
    session: Session, unit: Unit
) -> None:
    citizen = kept(session, Citizen(name_encrypted=b"x"))
    second = make_complaint(session, unit, received_on=RECEIVED, complainant_id=citizen.id)
    assert not fact(session, second).repeated

    make_complaint(session, unit, received_on=date(2017, 8, 1), complainant_id=citizen.id)
    assert fact(session, second).repeated


def test_a_decision_knows_that_it_was_complained_of(session: Session, case: Case) -> None:
    decision = decide(session, case, date(2017, 6, 1))
    assert not decision_fact(session, decision).complained

    unit = session.get_one(Unit, case.unit_id)
    make_complaint(session, unit, case_id=case.id, received_on=date(2017, 6, 20))
    assert decision_fact(session, decision).complained


def test_a_decision_is_judged_as_of_the_first_complaint(session: Session, case: Case) -> None:
    make_deadline(session, case, date(2017, 5, 24), met_on=date(2017, 6, 1))
    decision = decide(session, case, date(2017, 6, 1))
    assert decision_fact(session, decision).deadline_state == "overdue_not_notified"

    unit = session.get_one(Unit, case.unit_id)
    make_complaint(session, unit, case_id=case.id, received_on=date(2017, 5, 2))
    assert decision_fact(session, decision).deadline_state == "within"


def test_a_later_complaint_belongs_to_the_later_decision(session: Session, case: Case) -> None:
    first = decide(session, case, date(2017, 4, 1))
    second = decide(session, case, date(2017, 7, 1))
    unit = session.get_one(Unit, case.unit_id)
    make_complaint(session, unit, case_id=case.id, received_on=date(2017, 7, 10))

    assert decision_fact(session, second).complained
    assert not decision_fact(session, first).complained


def test_more_than_anybody_waits_for_is_left_to_the_worker(session: Session, unit: Unit) -> None:
    first: State = refresh(session)
    for day in range(1, 4):
        make_complaint(session, unit, received_on=date(2017, 9, day))

    assert refresh(session, most=2).number == first.number
    assert refresh(session, most=3).number == first.number + 1


def test_what_the_worker_does_not_do_is_done_by_who_asks(session: Session, unit: Unit) -> None:
    first = refresh(session)
    for day in range(1, 4):
        make_complaint(session, unit, received_on=date(2017, 9, day))
    late = "UPDATE pattern_data SET checked_at = checked_at - interval '1 hour'"
    session.connection().exec_driver_sql(late)

    assert refresh(session, most=2).number == first.number + 1
