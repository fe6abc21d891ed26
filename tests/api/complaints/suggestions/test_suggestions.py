"""Causes are suggested with their reason, from what several complaints said; nothing is kept."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.causes.tables import ComplaintCause
from api.complaints.suggestions.memory import KEPT_FOR, memory
from api.complaints.tables import Complaint
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.factories import (
    UNKNOWN_ID,
    Actors,
    Headers,
    make_cause,
    make_complaint,
    make_point,
    make_unit,
)

SHIFTS, SILENCE = "Et nyt sagsbehandlerskifte igen.", "Der kom aldrig svar på brevet."
ASKED = "Jeg har haft tre Skift af sagsbehandler."


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def shifts(session: Session) -> ComplaintCause:
    return make_cause(session, "SKIFT")


@pytest.fixture
def silence(session: Session) -> ComplaintCause:
    return make_cause(session, "TID-SVAR")


@pytest.fixture
def leader(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, unit)


def classified(
    session: Session, unit: Unit, cause: ComplaintCause, text: str, many: int
) -> Complaint:
    for _ in range(many):
        complaint = make_complaint(session, unit, text=text)
        make_point(session, complaint, cause)
    return complaint


@pytest.fixture
def known(session: Session, unit: Unit, shifts: ComplaintCause, silence: ComplaintCause) -> None:
    classified(session, unit, shifts, SHIFTS, 30)
    classified(session, unit, silence, SILENCE, 30)


def asked(api: TestClient, headers: Headers, text: str = ASKED) -> Any:
    answer = api.post("/v1/cause-suggestions", json={"text": text}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.usefixtures("known")
def test_says_which_words_point_at_a_cause_and_from_how_many_complaints(
    api: TestClient, shifts: ComplaintCause, leader: Headers
) -> None:
    told = asked(api, leader)

    [suggested] = told["suggestions"]
    assert suggested["cause"]["id"] == str(shifts.id)
    assert suggested["certainty"] > 0.9
    assert suggested["complaints"] == 30
    assert suggested["words"] == [
        {"word": "sagsbehandler", "complaints": 30},
        {"word": "Skift", "complaints": 30},
    ]
    assert told["learnt_from"] == 60


@pytest.mark.usefixtures("known")
def test_suggests_what_a_complaint_does_not_have_yet(
    api: TestClient, session: Session, unit: Unit, shifts: ComplaintCause, leader: Headers
) -> None:
    complaint = make_complaint(session, unit, text=ASKED)
    address = f"/v1/complaints/{complaint.id}/suggested-causes"

    [suggested] = api.get(address, headers=leader).json()["suggestions"]
    assert suggested["cause"]["code"] == "SKIFT"

    make_point(session, complaint, shifts)
    assert api.get(address, headers=leader).json()["suggestions"] == []


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("text", ["", "   ", "og det er", "Isbjørne!", "12 34", "😀"])
def test_suggests_nothing_where_nothing_points(api: TestClient, leader: Headers, text: str) -> None:
    assert asked(api, leader, text)["suggestions"] == []


def test_suggests_nothing_where_too_little_is_known(
    api: TestClient, session: Session, unit: Unit, shifts: ComplaintCause, leader: Headers
) -> None:
    classified(session, unit, shifts, SHIFTS, 49)

    told = asked(api, leader)

    assert (told["suggestions"], told["learnt_from"]) == ([], 40)


@pytest.mark.usefixtures("known")
def test_a_word_of_two_complaints_is_no_reason(
    api: TestClient, session: Session, unit: Unit, shifts: ComplaintCause, leader: Headers
) -> None:
    classified(session, unit, shifts, "Fætter Guttorm skiftede.", 2)

    [suggested] = asked(api, leader, "Guttorm sagde: skift!")["suggestions"]

    assert [each["word"] for each in suggested["words"]] == ["skift"]


@pytest.mark.usefixtures("known")
def test_a_cause_that_is_used_no_more_is_not_suggested(
    api: TestClient, session: Session, shifts: ComplaintCause, leader: Headers
) -> None:
    asked(api, leader)
    shifts.retired = True
    session.flush()

    assert asked(api, leader)["suggestions"] == []
    memory.forget()
    assert asked(api, leader)["learnt_from"] == 30


@pytest.mark.usefixtures("known")
def test_is_learnt_anew_after_a_while_and_says_when(
    api: TestClient, session: Session, unit: Unit, silence: ComplaintCause, leader: Headers
) -> None:
    first = asked(api, leader)
    classified(session, unit, silence, SILENCE, 1)

    assert asked(api, leader)["learnt_from"] == 60
    assert memory.kept
    kept = memory.kept
    memory.kept = replace(kept, at=kept.at - KEPT_FOR)
    later = asked(api, leader)
    assert later["learnt_from"] == 60
    assert later["learnt_at"] >= first["learnt_at"]


def test_is_for_those_who_read_complaints(
    api: TestClient, session: Session, unit: Unit, actors: Actors
) -> None:
    complaint = make_complaint(session, unit, text=ASKED)
    elsewhere = actors.headers(Role.DEPARTMENT_LEADER, make_unit(session, name="Jobcentret"))
    secretary = actors.headers(Role.COMMITTEE_SECRETARY)

    def of(key: object, headers: Headers) -> int:
        return api.get(f"/v1/complaints/{key}/suggested-causes", headers=headers).status_code

    assert of(complaint.id, elsewhere) == 404
    assert of(UNKNOWN_ID, elsewhere) == 404
    assert of(complaint.id, secretary) == 403
    refused = api.post("/v1/cause-suggestions", json={"text": ASKED}, headers=secretary)
    assert refused.status_code == 403


def test_refuses_what_is_no_text(api: TestClient, leader: Headers) -> None:
    for body in ({}, {"text": None}, {"text": "a" * 20_001}, {"text": "x", "more": 1}):
        refused = api.post("/v1/cause-suggestions", json=body, headers=leader)
        assert refused.status_code == 422
