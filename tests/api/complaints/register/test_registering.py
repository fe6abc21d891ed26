"""A sentence and a unit or a case is enough; what is left out follows from the rest."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.legal_bases.tables import CaseTypeBasis
from api.citizens.tables import Citizen
from api.people.rules import Role
from tests.api.casework.makers import make_arrivals, make_own_catalogue, make_term
from tests.api.casework.places import Place
from tests.api.catalogue.makers import make_legal_basis
from tests.api.citizens.makers import ANDERS, BODIL, NANCY, make_citizen
from tests.api.complaints.registering import TEXT, register, shown
from tests.conftest import Statements
from tests.factories import Actors, kept, make_cause

REFUSED = {"subject": "Kørestol", "made_on": "2017-08-21", "outcome": "refused"}


def decided(api: TestClient, place: Place, **fields: Any) -> dict[str, Any]:
    """Return a refusal of 21 August, which came with guidance and arrived that day."""
    body = REFUSED | {"reasons_given": True, "appeal_guidance_given": True}
    sent = {"dispatched_on": "2017-08-21", "channel": "digital_post"}
    made = api.post(f"{place.address}/decisions", json=body | sent | fields, headers=place.leader)
    assert made.status_code == 201, made.text
    told: dict[str, Any] = made.json()
    return told


@pytest.fixture
def appealable(session: Session) -> None:
    """Let four weeks to appeal run from the day a decision arrives."""
    catalogue = make_own_catalogue(session)
    make_term(session, catalogue)
    make_term(session, catalogue, kind="appeal", start_event="decision_available", amount=4)
    make_arrivals(session, valid_from=date(2015, 1, 1))


def test_a_phone_call_about_a_case_is_of_now_and_of_the_case(api: TestClient, place: Place) -> None:
    complaint = register(api, place.colleague, case_id=str(place.case.id))

    assert complaint["number"].startswith("K2017-")
    assert (complaint["text"], complaint["channel"]) == (TEXT, "phone")
    assert complaint["kind"] == "procedural"
    assert complaint["received_on"] == "2017-09-27"
    assert complaint["received_at"] == "2017-09-27T12:30:00Z"
    assert complaint["unit"] == {"id": str(place.unit.id), "name": "Borgercenter Handicap"}
    assert complaint["case"] == {"id": str(place.case.id), "number": place.case.number}
    assert complaint["case_type"]["id"] == str(place.case_type.id)
    assert complaint["complainant_id"] == str(place.case.citizen_id)
    assert complaint["state"] == "received"
    assert complaint["linked"] is False


def test_what_is_answered_is_what_is_read(api: TestClient, place: Place) -> None:
    complaint = register(api, place.leader, case_id=str(place.case.id))

    assert complaint.pop("linked") is False
    assert shown(api, place.leader, complaint) == complaint


def test_a_letter_about_a_unit_came_when_it_is_said_to_have_come(
    api: TestClient, place: Place
) -> None:
    complaint = register(
        api, place.leader, unit_id=str(place.unit.id), received_on="2017-09-20", channel="letter"
    )

    assert (complaint["received_on"], complaint["received_at"]) == ("2017-09-20", None)
    assert complaint["days_since_receipt"] == 7
    assert (complaint["case"], complaint["case_type"], complaint["complainant_id"]) == (None,) * 3


def test_the_day_of_receipt_is_that_of_its_moment_in_the_town_hall(
    api: TestClient, place: Place
) -> None:
    late_at_night = "2017-09-20T22:30:00Z"

    complaint = register(api, place.leader, unit_id=str(place.unit.id), received_at=late_at_night)

    assert (complaint["received_on"], complaint["received_at"]) == ("2017-09-21", late_at_night)


def test_each_has_a_number_of_its_own(api: TestClient, place: Place) -> None:
    numbers = {register(api, place.leader, unit_id=str(place.unit.id))["number"] for _ in range(2)}

    assert len(numbers) == 2


def test_a_case_may_be_of_another_unit_than_the_one_complained_about(
    api: TestClient, place: Place, actors: Actors
) -> None:
    complaint = register(
        api,
        actors.headers(Role.STAFF_UNIT),
        case_id=str(place.case.id),
        unit_id=str(place.elsewhere.id),
    )

    assert complaint["unit"]["id"] == str(place.elsewhere.id)


def test_the_advisor_registers_complaints_over_any_unit(api: TestClient, place: Place) -> None:
    complaint = register(api, place.advisor, case_id=str(place.case.id), channel="via_advisor")

    assert complaint["unit"]["id"] == str(place.unit.id)


@pytest.mark.usefixtures("appealable")
def test_one_over_a_decision_is_of_its_case_and_its_law_and_is_looked_at_again(
    api: TestClient, session: Session, place: Place
) -> None:
    law = make_legal_basis(session)
    decision = decided(api, place, legal_basis_id=str(law.id))

    complaint = register(api, place.leader, decision_id=decision["id"], received_on="2017-09-18")

    assert complaint["case"]["id"] == str(place.case.id)
    assert complaint["kind"] == "substantive"
    assert complaint["legal_basis"]["id"] == str(law.id)
    assert (complaint["appeal_ended_on"], complaint["late"]) == ("2017-09-18", False)
    assert complaint["days_late"] == 0


@pytest.mark.usefixtures("appealable")
@pytest.mark.parametrize(("kind", "late", "days"), [("both", True, 9), ("procedural", None, None)])
def test_one_that_comes_too_late_is_received_and_says_so(
    api: TestClient, place: Place, kind: str, late: bool | None, days: int | None
) -> None:
    decision = decided(api, place)

    complaint = register(api, place.leader, decision_id=decision["id"], kind=kind)

    assert (complaint["late"], complaint["days_late"]) == (late, days)


def test_it_is_not_late_where_no_time_to_appeal_runs(api: TestClient, place: Place) -> None:
    sent = {"dispatched_on": None, "channel": None}
    decision = decided(api, place, **sent)

    complaint = register(api, place.leader, decision_id=decision["id"])

    assert (complaint["late"], complaint["appeal_ended_on"]) == (None, None)


def test_the_law_is_the_case_types_only_one_of_that_day(
    api: TestClient, session: Session, place: Place
) -> None:
    law = make_legal_basis(session)
    kept(session, CaseTypeBasis(case_type_id=place.case_type.id, legal_basis_id=law.id))

    complaint = register(api, place.leader, case_id=str(place.case.id))

    assert complaint["legal_basis"]["id"] == str(law.id)


def test_it_is_not_guessed_which_of_two_laws_it_is_about(
    api: TestClient, session: Session, place: Place
) -> None:
    for section in ("§ 41", "§ 100"):
        law = make_legal_basis(session, section=section)
        kept(session, CaseTypeBasis(case_type_id=place.case_type.id, legal_basis_id=law.id))

    complaint = register(api, place.leader, case_id=str(place.case.id))

    assert complaint["legal_basis"] is None


def test_its_points_are_noted_with_it(api: TestClient, session: Session, place: Place) -> None:
    cause = make_cause(session)
    point = {"cause_id": str(cause.id), "finding": "upheld", "shows_inefficiency": True}

    complaint = register(api, place.leader, unit_id=str(place.unit.id), points=[point])

    [line] = complaint["points"]
    assert (line["cause"]["code"], line["finding"]) == ("SKIFT", "upheld")
    [whole] = api.get(
        "/v1/complaint-points", params={"complaint": complaint["id"]}, headers=place.leader
    ).json()["items"]
    assert (whole["found_on"], whole["shows_inefficiency"]) == ("2017-09-27", True)


def test_somebody_unknown_is_named_by_number_and_their_voice_by_name(
    api: TestClient, session: Session, place: Place
) -> None:
    complaint = register(
        api,
        place.leader,
        unit_id=str(place.unit.id),
        complainant={"cpr": BODIL, "full_name": "Bodil Prøve"},
        representative={"full_name": "Anders Prøve"},
    )

    somebody = session.get_one(Citizen, complaint["complainant_id"])
    assert somebody.cpr_encrypted is not None
    voice = session.get_one(Citizen, complaint["representative_id"])
    assert (voice.cpr_encrypted, voice.name_encrypted is not None) == (None, True)


def test_somebody_known_by_number_is_found_and_never_echoed(
    api: TestClient, session: Session, place: Place
) -> None:
    known = make_citizen(session, ANDERS)
    body = {"text": TEXT, "unit_id": str(place.unit.id), "complainant": {"cpr": ANDERS}}

    answer = api.post("/v1/complaints", json=body, headers=place.leader)

    assert answer.json()["complainant_id"] == str(known.id)
    assert ANDERS[:6] not in answer.text


def test_an_anonymous_one_about_a_case_names_nobody(api: TestClient, place: Place) -> None:
    complaint = register(api, place.leader, case_id=str(place.case.id), anonymous=True)

    assert complaint["complainant_id"] is None


def test_no_answer_holds_the_name_or_number_of_a_citizen(api: TestClient, place: Place) -> None:
    body = {"text": TEXT, "case_id": str(place.case.id)}

    answer = api.post("/v1/complaints", json=body, headers=place.leader)

    assert NANCY[:6] not in answer.text
    assert "Nancy" not in answer.text


@pytest.mark.usefixtures("appealable")
def test_registering_takes_few_statements(
    api: TestClient, session: Session, place: Place, statements: Statements
) -> None:
    cause = make_cause(session)
    body = {
        "text": TEXT,
        "case_id": str(place.case.id),
        "points": [{"cause_id": str(cause.id), "affects_legality": True}],
        "handler_id": str(place.anna.id),
    }

    with statements() as seen:
        answer = api.post("/v1/complaints", json=body, headers=place.leader)

    assert answer.status_code == 201
    [known] = [place for place, each in enumerate(seen) if "set_config" in each]
    registering = [each for each in seen[known + 1 :] if "SAVEPOINT" not in each]
    assert len(registering) <= 12
