"""What is known of a decision: whether it was complained of, and how its deadline stood then."""

from datetime import date

from sqlmodel import Session

from api.cases.tables import Case
from api.organisation.tables import Unit
from tests.api.casework.makers import make_deadline
from tests.api.complaints.facts.known import decide, decision_fact
from tests.factories import make_complaint


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
