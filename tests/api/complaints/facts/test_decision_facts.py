"""What is known of a decision: whether it was complained of, and how its deadline stood then."""

from datetime import date

from sqlmodel import Session

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from tests.api.casework.makers import make_deadline
from tests.api.catalogue.makers import make_legal_basis, make_type_basis
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


def test_a_decision_that_names_no_law_is_of_the_only_one_of_its_case_type(
    session: Session, case: Case
) -> None:
    case_type = session.get_one(CaseType, case.case_type_id)
    old = make_legal_basis(session, "§ 41", valid_until=date(2017, 6, 1))
    new = make_legal_basis(session, "§ 86", valid_from=date(2017, 6, 1))
    for basis in (old, new):
        make_type_basis(session, case_type, basis)
    before, after = (
        decide(session, case, date(2017, 5, 31)),
        decide(session, case, date(2017, 6, 1)),
    )
    own = decide(session, case, date(2017, 7, 1), legal_basis_id=old.id)

    told = [decision_fact(session, each).legal_basis_id for each in (before, after, own)]
    assert told == [old.id, new.id, old.id]

    make_type_basis(session, case_type, make_legal_basis(session, "§ 100"))
    late = decide(session, case, date(2017, 8, 1))
    assert decision_fact(session, late).legal_basis_id is None
