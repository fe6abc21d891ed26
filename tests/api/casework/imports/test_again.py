"""A file that comes again changes what differs, by the same acts as by hand, and nothing else."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, func, select
from starlette.testclient import TestClient

from api.cases.rules import AssignmentReason, CaseAct, CaseState, DecisionOutcome
from api.cases.tables import Assignment, Case, CaseEvent, Decision, DecisionNotice
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.catalogue.terms.tables import TermCatalogue
from api.changes.tables import Change
from api.citizens.tables import Citizen
from api.deadlines.tables import Deadline, Extension
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.imports.makers import WRITERS, line, ndjson, refusals, send
from tests.api.casework.imports.test_importing import counts, one_case
from tests.api.casework.makers import make_term
from tests.api.catalogue.makers import make_case_type
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_person, make_unit

pytestmark = pytest.mark.usefixtures("unit", "terms")

DECIDED = {"decided_on": "2017-09-01", "outcome": "refused"}
SENT = DECIDED | {"dispatched_on": "2017-09-04", "channel": "in_person"}
EXTENDED = {
    "extended_to": "2017-12-01",
    "notice_sent_on": "2017-09-20",
    "extension_reason": "Vi venter.",
}
WITHDRAWN = {"withdrawn_on": "2017-09-01"}
WHOLE = (
    EXTENDED
    | SENT
    | {
        "notice_sent_on": "2017-08-30",
        "cpr": "010180-1234",
        "caseworker": "anna",
        "acknowledged_on": "2017-08-18",
        "variant": "gentagelse",
        "number": "2017-0112465",
        "closed_on": "2017-09-10",
    }
)


def again(api: TestClient, importer: Headers, **told: Any) -> Any:
    """Import a case as it comes first, then as it comes again."""
    assert counts(send(api, importer, ndjson([line()]))) == {"lines": 1, "created": 1}
    return send(api, importer, ndjson([line(**told)]))


def running(session: Session, kind: DeadlineKind = DeadlineKind.DECISION) -> Deadline:
    """Return the one deadline of a kind that was not cancelled."""
    return session.exec(
        select(Deadline).where(Deadline.kind == kind, col(Deadline.cancelled_on).is_(None))
    ).one()


@pytest.mark.parametrize("kind", WRITERS)
def test_lines_that_say_the_same_write_nothing(
    api: TestClient, importer: Headers, session: Session, kind: str
) -> None:
    make_person(session, "anna")
    told = [line(1, **WHOLE), line(2, withdrawn_on="2017-09-01"), line(3, state="informed")]
    first = send(api, importer, WRITERS[kind](told), kind)
    before = session.exec(select(func.max(Change.sequence))).one()

    answer = send(api, importer, WRITERS[kind](told), kind)

    assert counts(first) == {"lines": 3, "created": 3}
    assert counts(answer) == {"lines": 3, "unchanged": 3}
    later = session.exec(select(Change.entity).where(Change.sequence > (before or 0))).all()
    assert set(later) == {"case_imports", "citizen_lookups"}


def test_what_a_line_leaves_out_stays_as_it_is(
    api: TestClient, importer: Headers, session: Session
) -> None:
    make_person(session, "anna")
    send(api, importer, ndjson([line(1, **WHOLE)]))

    answer = send(api, importer, ndjson([line(1)]))

    assert counts(answer) == {"lines": 1, "unchanged": 1}


def test_another_day_of_receipt_counts_the_deadlines_again(
    api: TestClient, importer: Headers, session: Session
) -> None:
    answer = again(api, importer, received_on="2017-08-10")

    assert counts(answer) == {"lines": 1, "updated": 1}
    right = running(session)
    assert (right.started_on, right.due_on) == (date(2017, 8, 10), date(2017, 11, 2))
    wrong = session.exec(select(Deadline).where(col(Deadline.cancelled_on).is_not(None))).all()
    assert {(row.cancelled_on, row.cancel_reason) for row in wrong} == {
        (date(2017, 8, 16), "corrected")
    }
    assert len(wrong) == 2


def test_other_facts_are_corrected(
    api: TestClient, importer: Headers, session: Session, catalogue: TermCatalogue
) -> None:
    pension = make_case_type(session, "foertidspension")
    make_term(session, catalogue, pension, start_event=StartEvent.CASE_OPENED_UNDER_ACT)

    answer = again(
        api,
        importer,
        case_type="foertidspension",
        origin="kommune",
        opened_under_act_on="2017-09-01",
        variant="gentagelse",
        cpr="010180-1234",
    )

    assert counts(answer) == {"lines": 1, "updated": 1}
    case, citizen = one_case(session), session.exec(select(Citizen)).one()
    assert (case.case_type_id, case.origin, case.variant) == (pension.id, "authority", "gentagelse")
    assert case.citizen_id == citizen.id
    assert running(session).started_on == date(2017, 9, 1)


def test_a_case_goes_to_another_unit_with_its_caseworker(
    api: TestClient, importer: Headers, session: Session, unit: Unit
) -> None:
    anna = make_person(session, "anna")
    other = make_unit(session, name="Afdeling 2", parent_id=unit.id)
    admin = Actors(session, TODAY).headers(Role.ADMIN)
    send(api, admin, ndjson([line(caseworker="anna")]))

    answer = send(api, admin, ndjson([line(unit="Afdeling 2")]))

    assert counts(answer) == {"lines": 1, "updated": 1}
    case = one_case(session)
    assert (case.unit_id, case.caseworker_id) == (other.id, anna.id)
    assert running(session).unit_id == other.id
    moved = session.exec(select(CaseEvent).where(CaseEvent.act == CaseAct.TRANSFER)).one()
    assert (moved.from_unit_id, moved.to_unit_id, moved.happened_on) == (unit.id, other.id, TODAY)


def test_a_case_changes_hands(api: TestClient, importer: Headers, session: Session) -> None:
    anna, bo = make_person(session, "anna"), make_person(session, "bo")
    send(api, importer, ndjson([line(1, caseworker="anna"), line(2)]))

    answer = send(api, importer, ndjson([line(1, caseworker="bo"), line(2, caseworker="bo")]))

    assert counts(answer) == {"lines": 2, "updated": 2}
    held = session.exec(select(Assignment).order_by(col(Assignment.id))).all()
    assert [(each.caseworker_id, each.until_on, each.reason) for each in held] == [
        (anna.id, TODAY, AssignmentReason.FIRST),
        (bo.id, None, AssignmentReason.TAKEOVER),
        (bo.id, None, AssignmentReason.FIRST),
    ]


def test_who_stands_in_keeps_the_case(api: TestClient, importer: Headers, session: Session) -> None:
    make_person(session, "anna")
    bo = make_person(session, "bo")
    send(api, importer, ndjson([line(caseworker="anna")]))
    cover = {"caseworker_id": str(bo.id), "from_on": "2017-09-25", "reason": "leave_cover"}
    address = f"/v1/cases/{one_case(session).id}/assignment"
    assert api.post(address, json=cover, headers=importer).status_code == 200

    answer = send(api, importer, ndjson([line(caseworker="anna")]))

    assert counts(answer) == {"lines": 1, "unchanged": 1}
    assert one_case(session).caseworker_id == bo.id


def test_an_acknowledgement_meets_its_deadline(
    api: TestClient, importer: Headers, session: Session
) -> None:
    answer = again(api, importer, acknowledged_on="2017-08-18")

    assert counts(answer) == {"lines": 1, "updated": 1}
    assert running(session, DeadlineKind.ACKNOWLEDGEMENT).met_on == date(2017, 8, 18)


def test_a_later_day_was_promised(api: TestClient, importer: Headers, session: Session) -> None:
    again(api, importer, **EXTENDED)
    later = EXTENDED | {"extended_to": "2018-01-10", "notice_sent_on": "2017-09-25"}

    answer = send(api, importer, ndjson([line(**later)]))
    repeated = send(api, importer, ndjson([line(**later)]))

    assert (counts(answer), counts(repeated)) == (
        {"lines": 1, "updated": 1},
        {"lines": 1, "unchanged": 1},
    )
    decision = running(session)
    assert (decision.extensions, decision.due_on) == (2, date(2018, 1, 10))
    assert len(session.exec(select(Extension)).all()) == 2


def test_a_case_is_decided_then_sent_then_closed(
    api: TestClient, importer: Headers, session: Session
) -> None:
    acknowledged = {"acknowledged_on": "2017-08-18"}
    steps = [
        acknowledged | DECIDED,
        acknowledged | SENT,
        acknowledged | SENT | {"closed_on": "2017-09-20"},
    ]
    send(api, importer, ndjson([line(**acknowledged)]))

    for told in steps:
        answer = send(api, importer, ndjson([line(**told)]))
        assert counts(answer) == {"lines": 1, "updated": 1}
        again = send(api, importer, ndjson([line(**told)]))
        assert counts(again) == {"lines": 1, "unchanged": 1}

    case = one_case(session)
    assert (case.state, case.closed_on) == (CaseState.CLOSED, date(2017, 9, 20))
    decision = session.exec(select(Decision)).one()
    assert (decision.outcome, decision.subject) == (DecisionOutcome.REFUSED, "Merudgifter")
    assert session.exec(select(DecisionNotice)).one().available_on == date(2017, 9, 4)
    assert running(session).met_on == date(2017, 9, 1)
    assert running(session, DeadlineKind.APPEAL).due_on == date(2017, 10, 2)


def test_a_case_is_withdrawn(api: TestClient, importer: Headers, session: Session) -> None:
    answer = again(api, importer, withdrawn_on="2017-09-01")

    assert counts(answer) == {"lines": 1, "updated": 1}
    assert one_case(session).state is CaseState.WITHDRAWN
    assert {row.cancelled_on for row in session.exec(select(Deadline))} == {date(2017, 9, 1)}


@pytest.mark.parametrize(
    ("here", "told", "becomes"),
    [
        ("informed", "investigating", "informed"),
        ("informed", "received", "informed"),
        ("investigating", "informed", "informed"),
        ("received", "investigating", "investigating"),
    ],
)
def test_a_state_moves_a_case_on_and_never_back(
    api: TestClient, importer: Headers, session: Session, here: str, told: str, becomes: str
) -> None:
    send(api, importer, ndjson([line(state=here)]))

    answer = send(api, importer, ndjson([line(state=told)]))

    assert counts(answer) == {"lines": 1, "unchanged" if here == becomes else "updated": 1}
    assert one_case(session).state == becomes


@pytest.mark.parametrize(
    ("first", "then", "field", "code"),
    [
        (SENT, DECIDED | {"outcome": "granted"}, "decided_on", "decision_other"),
        (SENT, DECIDED | {"decided_on": "2017-09-02"}, "decided_on", "decision_other"),
        (SENT, {"withdrawn_on": "2017-09-10"}, "withdrawn_on", "case_move_not_allowed"),
        (WITHDRAWN, DECIDED, "decided_on", "case_is_over"),
        (WITHDRAWN, {"withdrawn_on": "2017-09-02"}, "withdrawn_on", "case_ended_otherwise"),
        (EXTENDED, EXTENDED | {"extended_to": "2017-11-20"}, "extended_to", "extension_not_later"),
        (DECIDED, EXTENDED, "extended_to", "no_deadline_to_extend"),
        (
            {"acknowledged_on": "2017-08-18"},
            {"acknowledged_on": "2017-08-19"},
            "acknowledged_on",
            "case_acknowledged",
        ),
        (DECIDED, DECIDED | {"state": "closed"}, "state", "case_has_open_deadlines"),
        ({"caseworker": "anna"}, {"caseworker": "bo"}, "caseworker", "caseworker_not_active"),
    ],
)
def test_what_an_act_refuses_is_told_at_its_line(
    api: TestClient,
    importer: Headers,
    session: Session,
    first: dict[str, Any],
    then: dict[str, Any],
    field: str,
    code: str,
) -> None:
    make_person(session, "anna")
    make_person(session, "bo").active = False
    send(api, importer, ndjson([line(1, **first), line(2)]))
    told = [line(2, received_on="2017-08-10"), line(1, **then), line(3)]

    answer = send(api, importer, ndjson(told), on_refusal="skip")

    assert counts(answer) == {"lines": 3, "created": 1, "updated": 1, "refused": 1}
    assert refusals(answer) == {(2, field, code)}


def test_a_line_that_is_refused_changes_nothing_of_its_case(
    api: TestClient, importer: Headers, session: Session
) -> None:
    send(api, importer, ndjson([line(1, **SENT)]))
    told = line(1, **SENT | {"outcome": "granted"}, received_on="2017-08-10")

    answer = send(api, importer, ndjson([told]), on_refusal="skip")

    assert counts(answer) == {"lines": 1, "refused": 1}
    assert one_case(session).received_on == date(2017, 8, 16)
    assert running(session).started_on == date(2017, 8, 16)


def test_a_case_that_was_reopened_keeps_its_first_decision_known(
    api: TestClient, importer: Headers, session: Session
) -> None:
    send(api, importer, ndjson([line(**SENT)]))
    reopening = {"act": "reopen", "happened_on": "2017-09-20", "reason": "Ny oplysning"}
    address = f"/v1/cases/{one_case(session).id}/moves"
    assert api.post(address, json=reopening, headers=importer).status_code == 200

    same = send(api, importer, ndjson([line(**SENT | {"state": "decided"})]))
    new = send(api, importer, ndjson([line(**DECIDED | {"decided_on": "2017-09-25"})]))

    assert counts(same) == {"lines": 1, "unchanged": 1}
    assert counts(new) == {"lines": 1, "updated": 1}
    assert one_case(session).state is CaseState.DECIDED


def test_one_line_of_many_takes_few_statements_when_nothing_differs(
    api: TestClient, importer: Headers, session: Session, statements: Any
) -> None:
    told = [line(number, **SENT) for number in range(1, 40)]
    send(api, importer, ndjson(told))

    with statements() as few:
        send(api, importer, ndjson(told[:2]))
    with statements() as many:
        send(api, importer, ndjson(told))

    assert len(many) == len(few)
    assert session.exec(select(func.count(col(Case.id)))).one() == 39
