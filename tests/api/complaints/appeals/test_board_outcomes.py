"""The appeals board answers; what it sends back is to be decided anew in its case."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.appeals.clock import settle_reassessment
from api.complaints.appeals.reading import show_appeals
from api.complaints.tables import Complaint
from api.errors import DomainError
from api.organisation.tables import Unit
from api.people.rules import Actor, ActorKind, Grant, Role, Scope
from api.resource import change
from tests.api.casework.deciding import deadlines
from tests.api.complaints.appeals.appealing import CHANGED, done, post, put, reassess, refused
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_complaint

ADMIN = Actor(ActorKind.PROGRAM, None, "test", (Grant(Role.ADMIN, frozenset(Scope)),))
AFFIRMED = {"result": "affirmed", "decided_on": "2017-09-24", "received_on": "2017-09-26"}
REMITTED = AFFIRMED | {"result": "remitted", "reference": "17-12345"}


@pytest.fixture
def forwarded(api: TestClient, leader: Headers, complaint: Complaint) -> dict[str, Any]:
    """Return the reassessment that was forwarded on 22 September."""
    return reassess(api, leader, complaint, forwarded_on="2017-09-22")


def answered(
    api: TestClient, headers: Headers, complaint: Complaint, **body: Any
) -> dict[str, Any]:
    return done(post(api, headers, complaint, "board-outcome", body))


@pytest.mark.usefixtures("forwarded")
@pytest.mark.parametrize("result", ["affirmed", "changed", "annulled", "dismissed", "referred"])
def test_an_answer_is_noted_and_moves_no_clock(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint, result: str
) -> None:
    outcome = answered(api, leader, complaint, **AFFIRMED | {"result": result})

    assert (outcome["result"], outcome["remittal_id"]) == (result, None)
    assert api.get(f"/v1/board-outcomes/{outcome['id']}", headers=leader).json() == outcome
    assert deadlines(session, str(complaint.case_id), "remittal") == []


@pytest.mark.usefixtures("forwarded")
def test_what_is_sent_back_is_to_be_decided_anew_from_the_day_it_came(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    outcome = answered(api, leader, complaint, **REMITTED)

    [anew] = deadlines(session, str(complaint.case_id), "remittal")
    assert (anew.started_on, anew.legal_due_on) == (date(2017, 9, 26), date(2017, 11, 21))
    remittal = api.get(f"/v1/remittals/{outcome['remittal_id']}", headers=leader).json()
    assert remittal["board_reference"] == "17-12345"
    assert remittal["decision_id"] == str(complaint.decision_id)
    case = api.get(f"/v1/cases/{complaint.case_id}", headers=leader).json()
    assert case["state"] == "remitted"


@pytest.mark.usefixtures("forwarded")
def test_what_was_sent_back_already_is_linked(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    body = {"decision_id": str(complaint.decision_id), "received_on": "2017-09-25"}
    address = f"/v1/cases/{complaint.case_id}/remittals"
    remittal = done(api.post(address, json=body, headers=leader))

    outcome = answered(api, leader, complaint, **REMITTED)

    assert outcome["remittal_id"] == remittal["id"]
    [anew] = deadlines(session, str(complaint.case_id), "remittal")
    assert anew.started_on == date(2017, 9, 25)


def test_an_answer_comes_after_the_complaint_was_forwarded(
    api: TestClient, leader: Headers, complaint: Complaint
) -> None:
    early = post(api, leader, complaint, "board-outcome", AFFIRMED)
    assert refused(early) == (409, "complaint_not_forwarded", None)

    reassess(api, leader, complaint)

    unsent = post(api, leader, complaint, "board-outcome", AFFIRMED)
    assert refused(unsent) == (409, "complaint_not_forwarded", None)


@pytest.mark.usefixtures("forwarded")
@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"received_on": "2017-09-28"}, "in_future", "/received_on"),
        ({"decided_on": "2017-09-28"}, "in_future", "/decided_on"),
        ({"decided_on": "2017-09-21"}, "board_before_forwarding", "/decided_on"),
        (
            {"decided_on": None, "received_on": "2017-09-05"},
            "board_before_forwarding",
            "/received_on",
        ),
        ({"received_on": "2017-09-23"}, "received_before_decided", "/received_on"),
    ],
)
def test_days_that_can_not_be_are_refused(
    api: TestClient,
    leader: Headers,
    complaint: Complaint,
    fields: dict[str, Any],
    code: str,
    pointer: str,
) -> None:
    answer = post(api, leader, complaint, "board-outcome", AFFIRMED | fields)

    assert refused(answer) == (422, code, pointer)


@pytest.mark.usefixtures("terms")
def test_nothing_is_sent_back_of_a_complaint_without_a_decision(
    api: TestClient, session: Session, unit: Unit, leader: Headers
) -> None:
    found = make_complaint(session, unit, kind="substantive", received_on=date(2017, 9, 6))
    reassess(api, leader, found, forwarded_on="2017-09-22")

    answer = post(api, leader, found, "board-outcome", REMITTED)

    assert refused(answer) == (409, "complaint_without_decision", "/result")


@pytest.mark.usefixtures("forwarded")
def test_who_may_not_write_the_case_sends_nothing_back_in_it(
    api: TestClient, session: Session, actors: Actors, leader: Headers, complaint: Complaint
) -> None:
    advisor = actors.headers(Role.CITIZENS_ADVISOR)

    answer = post(api, advisor, complaint, "board-outcome", REMITTED)

    assert refused(answer)[:2] == (403, "not_allowed")
    assert deadlines(session, str(complaint.case_id), "remittal") == []


@pytest.mark.usefixtures("forwarded")
def test_the_board_answers_once(api: TestClient, leader: Headers, complaint: Complaint) -> None:
    answered(api, leader, complaint, **AFFIRMED)

    twice = post(api, leader, complaint, "board-outcome", AFFIRMED)

    assert refused(twice) == (409, "board_has_answered", None)


@pytest.mark.usefixtures("forwarded")
def test_an_answer_that_was_wrong_is_corrected_also_to_one_that_sends_back(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    outcome = answered(api, leader, complaint, **AFFIRMED)

    changed = put(api, leader, outcome, "board-outcomes", **AFFIRMED | {"result": "changed"})
    remitted = put(api, leader, changed.json(), "board-outcomes", **REMITTED)

    assert (changed.json()["result"], changed.json()["remittal_id"]) == ("changed", None)
    assert remitted.json()["remittal_id"] is not None
    assert len(deadlines(session, str(complaint.case_id), "remittal")) == 1


@pytest.mark.usefixtures("forwarded")
@pytest.mark.parametrize("fields", [{"result": "affirmed"}, {"received_on": "2017-09-27"}])
def test_what_started_a_clock_stays(
    api: TestClient, leader: Headers, complaint: Complaint, fields: dict[str, str]
) -> None:
    outcome = answered(api, leader, complaint, **REMITTED)

    changed = put(api, leader, outcome, "board-outcomes", **REMITTED | fields)
    tag = {"If-Match": "*"}
    gone = api.delete(f"/v1/board-outcomes/{outcome['id']}", headers=leader | tag)

    assert refused(changed) == (409, "remittal_started_clock", None)
    assert refused(gone) == (409, "remittal_started_clock", None)


@pytest.mark.usefixtures("forwarded")
def test_the_rest_of_what_was_sent_back_is_corrected_in_the_case_too(
    api: TestClient, leader: Headers, complaint: Complaint
) -> None:
    outcome = answered(api, leader, complaint, **REMITTED)

    right = REMITTED | {"reference": "17-54321", "decided_on": "2017-09-25"}
    done(put(api, leader, outcome, "board-outcomes", **right))

    remittal = api.get(f"/v1/remittals/{outcome['remittal_id']}", headers=leader).json()
    told = (remittal["board_reference"], remittal["board_decided_on"])
    assert told == ("17-54321", "2017-09-25")


def test_an_answer_that_was_a_mistake_is_taken_back_before_the_reassessment_is(
    api: TestClient, leader: Headers, complaint: Complaint, forwarded: dict[str, Any]
) -> None:
    outcome = answered(api, leader, complaint, **AFFIRMED)
    tag = {"If-Match": "*"}
    address = f"/v1/reassessments/{forwarded['id']}"
    early = api.delete(address, headers=leader | tag)
    assert refused(early) == (409, "board_has_answered", None)
    unsent = put(api, leader, forwarded, "reassessments", **CHANGED)
    assert refused(unsent) == (409, "complaint_not_forwarded", None)

    gone = api.delete(f"/v1/board-outcomes/{outcome['id']}", headers=leader | tag)

    assert gone.status_code == 204
    assert api.delete(address, headers=leader | tag).status_code == 204


@pytest.mark.usefixtures("forwarded")
def test_the_case_of_what_was_sent_back_stays(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    answered(api, leader, complaint, **REMITTED)
    session.expire_all()
    change(session, complaint, {"decision_id": None})

    with pytest.raises(DomainError) as caught:
        settle_reassessment(session, complaint)

    assert (caught.value.code, caught.value.pointer) == ("complaint_remitted", "/case_id")


@pytest.mark.usefixtures("forwarded")
def test_lists_by_complaint_result_and_day(
    api: TestClient, leader: Headers, stranger: Headers, complaint: Complaint
) -> None:
    outcome = answered(api, leader, complaint, **AFFIRMED)

    def found(**params: str) -> list[str]:
        answer = api.get("/v1/board-outcomes", params=params, headers=leader)
        return [item["id"] for item in answer.json()["items"]]

    assert found() == found(complaint=str(complaint.id)) == [outcome["id"]]
    assert found(result="affirmed") == found(received_from="2017-09-26") == [outcome["id"]]
    assert found(result="changed") == found(received_before="2017-09-26") == []
    assert api.get("/v1/board-outcomes", headers=stranger).json()["items"] == []
    unseen = api.get(f"/v1/board-outcomes/{outcome['id']}", headers=stranger)
    assert unseen.status_code == 404


def test_the_way_of_a_complaint_is_told_step_by_step(
    api: TestClient, session: Session, leader: Headers, complaint: Complaint
) -> None:
    def way() -> Any:
        session.expire_all()
        return show_appeals(session, ADMIN, [complaint], TODAY)[complaint.id]

    assert (way().may, way().missing, str(way().deadline.due_on)) == (
        ["reassess"],
        [],
        "2017-10-04",
    )
    reassess(api, leader, complaint)
    assert (way().may, way().forwarded_on, way().reassessment.outcome) == (
        ["forward"],
        None,
        "upheld",
    )
    post(api, leader, complaint, "forwarding", {"forwarded_on": "2017-09-22"})
    assert (way().may, way().forwarded_on) == (["note_board_outcome"], date(2017, 9, 22))
    answered(api, leader, complaint, **REMITTED)
    assert (way().may, way().board_outcome.result) == ([], "remitted")
    assert way().remittal.deadline.due_on == date(2017, 11, 21)


def test_what_the_time_lacks_is_told(
    session: Session, unit: Unit, decision: dict[str, Any]
) -> None:
    nowhere = make_complaint(session, unit, kind="substantive")
    without_term = make_complaint(session, unit, kind="both", case_id=decision["case_id"])
    over_casework = make_complaint(session, unit)

    ways = show_appeals(session, ADMIN, [nowhere, without_term, over_casework], TODAY)

    assert {key: way.missing for key, way in ways.items()} == {
        nowhere.id: ["case"],
        without_term.id: ["term"],
    }
