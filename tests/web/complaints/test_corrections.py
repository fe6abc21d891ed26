"""What is corrected changes alone: what its form can't offer anew stays as it was."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session

from api.cases.tables import Case, Decision
from api.complaints.rules import ReassessmentOutcome
from api.complaints.tables import Complaint, ComplaintPoint, Reassessment
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_grade
from tests.api.complaints.facts.known import decide
from tests.factories import (
    cause_group,
    make_cause,
    make_complaint,
    make_person,
    make_point,
    make_unit,
)
from tests.web.cases.conftest import Place, links, text
from tests.web.complaints.conftest import TEXT, page_at, register

MADE_ON = date(2017, 9, 14)


def offered(page: BeautifulSoup, field: str) -> list[str]:
    return [text(option) for option in page.select(f"select[name={field}] option")]


def now(place: Place, complaint: Any) -> Any:
    """Return a complaint as it stands now."""
    return place.api.get(f"/v1/complaints/{complaint['id']}", headers=place.headers).json()


@pytest.fixture
def decision(place: Place, session: Session) -> Decision:
    """Return a decision in a case of another unit, which a leader of this one may not read."""
    elsewhere = make_case(session, make_unit(session, name="Et andet center"), place.case_type)
    return decide(session, elsewhere, MADE_ON)


@pytest.fixture
def complaint(place: Place, session: Session, decision: Decision) -> Complaint:
    """Return a complaint over that decision, which this unit treats."""
    names: dict[str, Any] = {"case_id": decision.case_id, "decision_id": decision.id}
    return make_complaint(session, place.unit, kind="substantive", **names)


def test_an_anonymous_complaint_stays_so(place: Place) -> None:
    citizen = place.post("/v1/citizens", full_name="Karla Prøve")
    case = place.made(citizen_id=citizen["id"])
    complaint = register(place, case_id=case["id"], anonymous=True)

    place.sent(f"{page_at(complaint)}/correction", text=f"{TEXT}.")

    seen = now(place, complaint)
    assert (seen["text"], seen["complainant_id"]) == (f"{TEXT}.", None)
    assert seen["case"]["id"] == case["id"]


def test_who_speaks_for_somebody_unnamed_stays_and_names_nobody(place: Place) -> None:
    citizen = place.post("/v1/citizens", full_name="Karla Prøve")
    friend = place.post("/v1/citizens", full_name="Frida Prøve")
    named = {"representative_id": friend["id"], "anonymous": True}
    case = place.made(citizen_id=citizen["id"])
    complaint = register(place, case_id=case["id"], **named)

    place.sent(f"{page_at(complaint)}/correction", text="Et andet ord.")

    seen = now(place, complaint)
    assert (seen["complainant_id"], seen["representative_id"]) == (None, friend["id"])


def test_who_complained_stays_when_another_case_is_named(place: Place) -> None:
    first, second = (place.post("/v1/citizens", full_name=name) for name in ("Karla", "Viggo"))
    complaint = register(place, case_id=place.made(citizen_id=first["id"])["id"])

    other = place.made(citizen_id=second["id"])
    place.sent(f"{page_at(complaint)}/correction", case_number=other["number"])

    seen = now(place, complaint)
    assert (seen["case"]["id"], seen["complainant_id"]) == (other["id"], first["id"])


def test_a_case_and_its_decision_stay_though_they_are_not_seen(
    place: Place, session: Session, complaint: Complaint, decision: Decision
) -> None:
    where = f"/complaints/{complaint.number}/correction"
    assert offered(place.open(where), "decision_id") == ["Vælg", "uændret"]

    place.sent(where, text="Et andet ord.")

    session.refresh(complaint)
    assert complaint.text == "Et andet ord."
    assert (complaint.case_id, complaint.decision_id) == (decision.case_id, decision.id)


def test_another_case_that_is_not_seen_is_not_named(
    place: Place, session: Session, complaint: Complaint
) -> None:
    third = make_unit(session, name="Et tredje center")
    hidden = make_case(session, third, place.case_type, number="2017-0112466")
    where = f"/complaints/{complaint.number}/correction"
    refused = place.refused(where, case_number=hidden.number, decision_id="")
    assert "Der er ingen sag med det nummer" in refused


def test_a_case_that_is_not_seen_may_still_be_taken_away(
    place: Place, session: Session, complaint: Complaint
) -> None:
    where = f"/complaints/{complaint.number}/correction"
    place.sent(where, case_number="", decision_id="", kind="procedural")
    session.refresh(complaint)
    assert (complaint.case_id, complaint.decision_id) == (None, None)


def test_the_new_decision_of_a_reassessment_stays_though_it_is_not_seen(
    place: Place, session: Session, complaint: Complaint, decision: Decision
) -> None:
    anew = decide(session, session.get_one(Case, decision.case_id), date(2017, 9, 25))
    noted = Reassessment(
        complaint_id=complaint.id,
        outcome=ReassessmentOutcome.PARTLY_CHANGED,
        made_on=date(2017, 9, 25),
        reason="Ny oplysning.",
        new_decision_id=anew.id,
    )
    session.add(noted)
    session.flush()

    where = f"/complaints/{complaint.number}/reassessment-correction/{noted.id}"
    place.sent(where, reason="En ny oplysning.")

    session.refresh(noted)
    assert (noted.reason, noted.new_decision_id) == ("En ny oplysning.", anew.id)


@pytest.fixture
def judged(place: Place, session: Session) -> ComplaintPoint:
    """Return a point whose cause and criticism were both taken out of use since."""
    service = cause_group(session, "SERVICE").id
    cause = make_cause(session, name_da="Tonen", group_id=service)
    grade = make_grade(session, name_da="Skarp kritik")
    found: dict[str, Any] = {"finding": "upheld", "found_on": date(2017, 9, 25)}
    complaint = make_complaint(session, place.unit)
    point = make_point(session, complaint, cause, **found, criticism_grade_id=grade.id)
    cause.retired = grade.retired = True
    session.flush()
    return point


def page_of_point(place: Place, point: ComplaintPoint) -> str:
    answer = place.api.get(f"/v1/complaints/{point.complaint_id}", headers=place.headers)
    return page_at(answer.json())


def test_words_used_no_more_stay_with_their_point(
    place: Place, session: Session, judged: ComplaintPoint
) -> None:
    known = (judged.cause_id, judged.criticism_grade_id)
    [edit] = [
        link
        for link in links(place.open(page_of_point(place, judged)))
        if "/point-correction/" in link
    ]
    form = place.open(edit)
    assert "Tonen (kan ikke vælges på ny)" in offered(form, "cause_id")
    assert "Skarp kritik (kan ikke vælges på ny)" in offered(form, "criticism_grade_id")

    place.sent(edit, text="Kun ordene er rettet.")

    session.refresh(judged)
    assert judged.text == "Kun ordene er rettet."
    assert (judged.cause_id, judged.criticism_grade_id) == known


def test_words_used_no_more_are_not_offered_to_a_new_point(
    place: Place, judged: ComplaintPoint
) -> None:
    form = place.open(f"{page_of_point(place, judged)}/point")
    assert not [word for word in offered(form, "cause_id") if "Tonen" in word]
    assert offered(form, "criticism_grade_id") == ["ingen kritik"]


def test_two_corrections_name_what_is_used_no_more(place: Place, judged: ComplaintPoint) -> None:
    where = f"{page_of_point(place, judged)}/point-correction/{judged.id}"
    mine = place.filled(where) | {"criticism_grade_id": ""}
    place.sent(where, text="En andens ord.")
    page = BeautifulSoup(place.web.post(where, data=mine).text, "html.parser")
    assert "Skarp kritik (kan ikke vælges på ny)" in text(page.main)
    assert str(judged.criticism_grade_id) not in text(page.main)


def test_a_handler_who_left_stays(place: Place, session: Session) -> None:
    left = make_person(session, "gerda")
    complaint = make_complaint(session, place.unit, handler_id=left.id)
    left.active = False
    session.flush()
    where = f"/complaints/{complaint.number}/correction"
    assert "Prøve Gerda (kan ikke vælges på ny)" in offered(place.open(where), "handler_id")

    place.sent(where, text="Et andet ord.")

    session.refresh(complaint)
    assert complaint.handler_id == left.id


def test_a_filter_of_the_register_names_a_cause_used_no_more(
    place: Place, judged: ComplaintPoint
) -> None:
    page = place.open(f"/complaints?cause={judged.cause_id}")
    assert "Tonen (bruges ikke mere)" in offered(page, "cause")
    assert len(page.select("main tbody tr")) == 1


def test_a_talk_is_noted_in_the_minute_that_the_complaint_came(place: Place) -> None:
    complaint = register(place, received_on=None, received_at="2017-09-27T09:15:41+02:00")
    moment = {"moment_on": "27.09.2017", "moment_at": "09:15"}

    place.sent(f"{page_at(complaint)}/contact", **moment, reached="yes")

    assert now(place, complaint)["first_contact_hours"] == 0


def test_a_moment_left_at_its_minute_keeps_its_seconds(place: Place) -> None:
    complaint = register(place, received_on=None, received_at="2017-09-27T09:15:41+02:00")
    tried = {"reached": False, "attempted_at": "2017-09-27T10:20:33+02:00"}
    contact = place.post(f"/v1/complaints/{complaint['id']}/contacts", **tried)

    where = f"{page_at(complaint)}/contact-correction/{contact['id']}"
    place.sent(where, note="Talte ind på svareren.")
    place.sent(f"{page_at(complaint)}/correction", text="Et andet ord.")

    assert now(place, complaint)["received_at"] == "2017-09-27T07:15:41Z"
    address = f"/v1/complaint-contacts/{contact['id']}"
    kept = place.api.get(address, headers=place.headers).json()
    assert (kept["attempted_at"], kept["note"]) == (
        "2017-09-27T08:20:33Z",
        "Talte ind på svareren.",
    )
