"""What is counted keeps up with what is registered."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from api.calendar.arrival import Channel
from api.cases.rules import AssignmentReason
from api.cases.tables import Assignment, Case
from api.citizens.tables import Citizen
from api.complaints.rules import (
    BoardResult,
    ContactChannel,
    PointFinding,
    ReassessmentOutcome,
)
from api.complaints.tables import BoardOutcome, ComplaintContact, Reassessment
from api.deadlines.rules import CORRECTED
from api.deadlines.tables import Extension
from api.organisation.tables import Unit
from tests.api.casework.makers import make_deadline
from tests.api.complaints.facts.known import decide, fact
from tests.factories import kept, make_cause, make_complaint, make_person, make_point

RECEIVED = date(2017, 9, 1)


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


@pytest.mark.parametrize(
    ("met_on", "decided_on", "expected"),
    [
        (None, None, (True, None)),
        (date(2017, 9, 12), date(2017, 9, 12), (True, 11)),
        (date(2017, 9, 2), date(2017, 9, 2), (True, 1)),
        (RECEIVED, RECEIVED, (False, None)),
        (date(2017, 8, 1), date(2017, 8, 1), (False, None)),
    ],
)
def test_a_case_waits_for_its_decision_until_the_day_ends_on_which_it_is_made(
    session: Session,
    unit: Unit,
    case: Case,
    met_on: date | None,
    decided_on: date | None,
    expected: tuple[bool, int | None],
) -> None:
    make_deadline(session, case, date(2017, 10, 1), met_on=met_on)
    complaint = make_complaint(session, unit, case_id=case.id, received_on=RECEIVED)
    assert fact(session, complaint).undecided is expected[0]

    if decided_on:
        decide(session, case, decided_on)
    known = fact(session, complaint)
    assert (known.undecided, known.decision_days) == expected


def test_a_case_without_a_term_waits_until_it_is_decided_or_closed(
    session: Session, unit: Unit, case: Case
) -> None:
    complaint = make_complaint(session, unit, case_id=case.id, received_on=RECEIVED)
    assert fact(session, complaint).undecided

    case.closed_on = RECEIVED
    session.flush()
    assert fact(session, complaint).undecided is False

    case.closed_on = None
    decide(session, case, date(2017, 8, 30))
    assert fact(session, complaint).undecided is False


def test_a_deadline_of_a_wrong_fact_lets_nobody_wait(
    session: Session, unit: Unit, case: Case
) -> None:
    wrong = {"cancelled_on": date(2017, 9, 20), "cancel_reason": CORRECTED}
    make_deadline(session, case, date(2017, 10, 1), **wrong)
    make_deadline(session, case, date(2017, 5, 24), met_on=date(2017, 5, 2))
    complaint = make_complaint(session, unit, case_id=case.id, received_on=RECEIVED)

    assert fact(session, complaint).undecided is False


def test_a_complaint_without_a_case_waits_for_no_decision(session: Session, unit: Unit) -> None:
    known = fact(session, make_complaint(session, unit, received_on=RECEIVED))

    assert (known.undecided, known.decision_days) == (None, None)


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


def test_one_that_is_linked_to_an_earlier_one_repeats_it_though_nobody_is_named(
    session: Session, unit: Unit
) -> None:
    first = make_complaint(session, unit, received_on=RECEIVED)
    second = make_complaint(session, unit, received_on=RECEIVED, repeat_of_id=first.id)
    assert fact(session, second).repeated

    second.repeat_of_id = None
    session.flush()
    assert not fact(session, second).repeated
    assert not fact(session, first).repeated
