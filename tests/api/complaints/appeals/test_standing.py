"""Of a decision changed in part, the complainant has four weeks to say whether the rest stands."""

from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.catalogue.terms.tables import TermCatalogue
from api.complaints.appeals.rules import may_still_stand
from api.complaints.rules import ReassessmentOutcome
from api.complaints.tables import Complaint
from tests.api.casework.deciding import decide
from tests.api.casework.makers import make_term
from tests.api.complaints.appeals.appealing import done, post, put, reassess
from tests.factories import Headers

NEW = {"outcome": "partly_granted", "made_on": "2017-09-20", "concludes": False}


@pytest.fixture
def four_weeks(session: Session, terms: None) -> None:
    """Publish the time to complain of a decision."""
    catalogue = session.exec(select(TermCatalogue)).one()
    make_term(session, catalogue, kind="appeal", start_event="decision_available", amount=4)


@pytest.fixture
def new_decision(
    api: TestClient, leader: Headers, case_key: str, complaint: Complaint
) -> dict[str, Any]:
    return decide(api, leader, case_key, **NEW)


def send(api: TestClient, headers: Headers, decision: dict[str, Any], **notice: str) -> None:
    body = {"party": "citizen", "channel": "digital_post", "dispatched_on": "2017-09-20"}
    address = f"/v1/decisions/{decision['id']}/notices"
    done(api.post(address, json=body | {"guidance_given": True} | notice, headers=headers))


def appeal_of(api: TestClient, headers: Headers, complaint: Complaint) -> dict[str, Any]:
    found: dict[str, Any] = done(api.get(f"/v1/complaints/{complaint.id}", headers=headers))
    appeal: dict[str, Any] = found["appeal"]
    return appeal


@pytest.mark.parametrize("outcome", ReassessmentOutcome)
def test_only_of_what_was_changed_in_part_may_the_rest_stand(outcome: ReassessmentOutcome) -> None:
    assert may_still_stand(outcome, None) is (outcome is ReassessmentOutcome.PARTLY_CHANGED)


@pytest.mark.usefixtures("four_weeks")
def test_it_is_the_time_to_complain_of_the_new_decision_for_each_who_got_it(
    api: TestClient, leader: Headers, complaint: Complaint, new_decision: dict[str, Any]
) -> None:
    send(api, leader, new_decision)
    send(api, leader, new_decision, party="parent", channel="letter")
    reassess(api, leader, complaint, outcome="partly_changed", new_decision_id=new_decision["id"])

    appeal = appeal_of(api, leader, complaint)

    told = {(each["party"], each["started_on"], each["due_on"]) for each in appeal["standing"]}
    assert told == {
        ("citizen", "2017-09-20", "2017-10-18"),
        ("parent", "2017-09-28", "2017-10-26"),
    }
    assert {each["kind"] for each in appeal["standing"]} == {"appeal"}
    assert appeal["missing"] == []


@pytest.mark.usefixtures("four_weeks")
def test_what_was_forwarded_stood(
    api: TestClient, leader: Headers, complaint: Complaint, new_decision: dict[str, Any]
) -> None:
    send(api, leader, new_decision)
    reassess(api, leader, complaint, outcome="partly_changed", new_decision_id=new_decision["id"])
    assert len(appeal_of(api, leader, complaint)["standing"]) == 1

    done(post(api, leader, complaint, "forwarding", {"forwarded_on": "2017-09-27"}))

    appeal = appeal_of(api, leader, complaint)
    assert (appeal["standing"], appeal["missing"]) == ([], [])


@pytest.mark.usefixtures("four_weeks")
@pytest.mark.parametrize("named", [True, False])
def test_without_a_new_decision_that_was_sent_it_does_not_run(
    api: TestClient,
    leader: Headers,
    complaint: Complaint,
    new_decision: dict[str, Any],
    named: bool,
) -> None:
    key = new_decision["id"] if named else None
    made = reassess(api, leader, complaint, outcome="partly_changed", new_decision_id=key)

    appeal = appeal_of(api, leader, complaint)
    assert (appeal["standing"], appeal["missing"]) == ([], ["new_decision"])

    put(api, leader, made, "reassessments", outcome="fully_changed", made_on="2017-09-20")
    assert appeal_of(api, leader, complaint)["missing"] == []
