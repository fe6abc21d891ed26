"""Whom a case is about: found and opened for a reason, and in no address and no page besides."""

import logging
from typing import Any

import pytest
from httpx2 import Response

from api.people.rules import Role
from tests.factories import Actors
from tests.web.cases.conftest import CPR, Place, links, one, text
from tests.web.page import HTMX, SAME_ORIGIN, page_of, part_of

WRITTEN = f"{CPR[:6]}-{CPR[6:]}"
NAME = "Karla Prøve"


@pytest.fixture
def case(place: Place) -> str:
    citizen = place.post("/v1/citizens", cpr=CPR, full_name=NAME, address_protected=True)
    return place.case(citizen_id=citizen["id"])


def without_number(answer: Response) -> bool:
    return not any(each in answer.text for each in (CPR, WRITTEN, CPR[6:]))


def test_the_page_names_a_birth_year_and_that_the_address_is_protected(
    place: Place, case: str
) -> None:
    answer = place.web.get(case)
    citizen = text(page_of(answer).select_one("#citizen"))
    assert "født 1985" in citizen
    assert "navn og adresse er beskyttet" in citizen
    assert without_number(answer)
    assert NAME not in answer.text


def test_the_identity_is_opened_for_a_reason_and_shown_once(
    place: Place, case: str, actors: Actors
) -> None:
    says = place.refused(f"{case}/identity", purpose="")
    assert "Formål: Feltet skal udfyldes." in says
    answer = place.send(f"{case}/identity", purpose="Borgeren ringer")
    shown = text(page_of(answer).main)
    assert WRITTEN in shown
    assert NAME in shown
    assert answer.headers["Cache-Control"] == "no-store"
    assert without_number(place.web.get(case))

    place.as_person(actors.headers(Role.STAFF_UNIT))
    told = text(place.open(f"{case}/lookups").main)
    assert "åbnede identiteten" in told
    assert "Borgeren ringer" in told


def test_the_identity_opens_beside_the_case(place: Place, case: str) -> None:
    form = part_of(place.web.get(f"{case}/identity", headers=HTMX))
    assert one(form, "form")["action"] == f"{case}/identity"
    answer = place.web.post(f"{case}/identity", data={"purpose": "X"}, headers=HTMX | SAME_ORIGIN)
    assert WRITTEN in text(part_of(answer))
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_reason_that_names_a_number_is_refused(place: Place, case: str) -> None:
    says = place.refused(f"{case}/identity", purpose=f"Vedr. {WRITTEN}")
    assert "Skriv formålet uden CPR-nummer." in says


def test_who_has_looked_is_for_those_who_may_audit(place: Place, case: str) -> None:
    assert f"{case}/lookups" not in links(place.open(case))
    place.open(f"{case}/lookups", 403)


def test_the_cases_of_a_number_are_found_by_a_form(place: Place, case: str) -> None:
    answer = place.send("/cases/find", cpr=WRITTEN, purpose="Borgeren ringer")
    assert answer.status_code == 303
    assert CPR not in answer.headers["Location"]
    assert WRITTEN not in answer.headers["Location"]
    page = place.open(answer.headers["Location"])
    assert case in links(page)
    assert "Opslaget er skrevet i loggen." in text(page.select_one("#notices"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param({"cpr": "0202921234"}, "Der er ingen borger med det nummer her.", id="nobody"),
        pytest.param({"cpr": "3201851234"}, "Et CPR-nummer har ti cifre", id="no such day"),
        pytest.param({}, "Skriv et CPR-nummer eller et erstatningsnummer.", id="no number"),
        pytest.param(
            {"replacement_number": "0101851234"}, "Det er et CPR-nummer.", id="in the wrong field"
        ),
        pytest.param({"cpr": CPR, "purpose": ""}, "Formål: Feltet skal udfyldes.", id="no reason"),
    ],
)
def test_a_number_that_leads_nowhere_is_not_shown_again(
    place: Place, typed: dict[str, str], says: str
) -> None:
    answer = place.send("/cases/find", **{"purpose": "Borgeren ringer"} | typed)
    assert says in text(page_of(answer, 422).select_one(".error-summary"))
    for number in typed.values():
        assert not number or number not in answer.text


def new_case(place: Place, **typed: Any) -> Response:
    known = {"case_type_id": str(place.case_type.id), "unit_id": str(place.unit.id)}
    return place.send("/cases/new", **known | {"received_on": "16.08.2017"} | typed)


def test_a_new_case_takes_the_citizen_that_is_known_and_adds_who_is_not(
    place: Place, case: str
) -> None:
    known = new_case(place, cpr=CPR).headers["Location"]
    [cases] = {href for href in links(place.open(known)) if href.startswith("/cases?citizen=")}
    assert {case, known} <= links(place.open(cases))

    added = new_case(place, cpr="0202921234", full_name="Ny Borger").headers["Location"]
    assert "født 1992" in text(place.open(added).select_one("#citizen"))


def test_a_citizen_who_was_found_stays_chosen_while_the_rest_is_corrected(place: Place) -> None:
    answer = new_case(place, cpr=CPR, received_on="28.09.2017")
    page = page_of(answer, 422)
    assert without_number(answer)
    chosen = page.select_one("input[name=citizen_id]")
    assert chosen is not None
    saved = new_case(place, citizen_id=str(chosen["value"])).headers["Location"]
    assert "født 1985" in text(place.open(saved).select_one("#citizen"))


def test_a_number_is_in_no_log(
    place: Place, case: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        place.send("/cases/find", cpr=WRITTEN, purpose="Borgeren ringer")
        place.send(f"{case}/identity", purpose="Borgeren ringer")
    out, err = capsys.readouterr()
    assert out
    for number in (CPR, WRITTEN):
        assert number not in out + err + caplog.text


def test_a_number_is_not_carried_through_the_sign_in(place: Place) -> None:
    form = place.filled("/cases/find") | {"cpr": CPR, "purpose": "Borgeren ringer"}
    place.web.cookies.clear()
    answer = place.web.post("/cases/find", data=form)
    assert "Borgeren ringer" in answer.text
    assert CPR not in answer.text


def test_who_may_not_identify_is_not_asked(place: Place, actors: Actors) -> None:
    place.as_person(actors.headers(Role.COMMITTEE_SECRETARY)).open("/cases/find", 403)
