"""A complaint is passed on from its page, which tells who has had it."""

import pytest
from sqlmodel import Session

from api.organisation.tables import Unit
from api.people.rules import Role
from tests.factories import Actors, Headers, make_unit
from tests.web.cases.conftest import Place, one, text
from tests.web.complaints.conftest import page_at, register

BIF = "Beskæftigelses- og Integrationsforvaltningen"
WHY = "Klagen er over deres afgørelse"
ON = {"transferred_on": "27.09.2017", "reason": WHY}


@pytest.fixture
def other(session: Session) -> Unit:
    return make_unit(session, name="Børnefamiliecenter")


@pytest.fixture
def taker(actors: Actors, other: Unit) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, other)


def test_another_authority_has_it_and_it_comes_back(place: Place) -> None:
    where = page_at(register(place))
    sent = {"authority": BIF, "transferred_on": "22.09.2017", "reason": WHY}
    page = place.sent(f"{where}/transfer", **sent)
    assert f"Klagen ligger nu hos {BIF}." in text(page.main)
    told = f"Klagen blev sendt videre fra {place.unit.name} til {BIF}. {WHY}"
    assert told in text(one(page, "#timeline"))
    assert f"nu hos {BIF}" in text(place.open("/complaints").main)
    assert f"nu hos {BIF}" in text(place.open("/complaints/today").main)

    back = {"unit_id": str(place.unit.id), "transferred_on": "27.09.2017"}
    page = place.sent(f"{where}/transfer", **back, reason="De har svaret")
    assert "Klagen ligger nu" not in text(page.main)
    held = [text(each) for each in one(page, "#holdings").select("li")]
    assert held == [
        f"{place.unit.name} 20.09.2017 – 22.09.2017 · 2 dage",
        f"{BIF} anden myndighed 22.09.2017 – 27.09.2017 · 5 dage {WHY}",
        f"{place.unit.name} siden 27.09.2017 · 0 dage De har svaret",
    ]


def test_one_that_was_never_passed_on_tells_nothing_of_it(place: Place) -> None:
    assert place.open(page_at(register(place))).select("#holdings") == []


def test_who_passed_it_on_is_led_to_the_register_and_who_took_it_over_is_asked_to_call(
    place: Place, other: Unit, taker: Headers
) -> None:
    where = page_at(register(place))

    answer = place.send(f"{where}/transfer", **ON, unit_id=str(other.id))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/complaints")
    page = place.open("/complaints")
    assert "Klagen er sendt videre: gemt i klage" in text(one(page, "#notices"))
    place.open(where, 404)

    place.as_person(taker)
    assert where in str(place.open("/complaints/today").main)
    assert place.unit.name in text(one(place.open(where), "#holdings"))


def test_what_can_not_be_is_said_at_its_field(place: Place, other: Unit) -> None:
    form = f"{page_at(register(place))}/transfer"
    both = {**ON, "unit_id": str(other.id), "authority": BIF}
    assert "Vælg den enhed" in place.refused(form, 422, **both)
    early = {"authority": BIF, "transferred_on": "19.09.2017", "reason": WHY}
    assert "var ikke kommet til den" in place.refused(form, 422, **early)
    here = str(place.unit.id)
    assert "Klagen er der i forvejen." in place.refused(form, 409, **ON, unit_id=here)


def test_an_authority_is_suggested_by_the_name_it_was_given_before(place: Place) -> None:
    first, second = page_at(register(place)), page_at(register(place))
    assert place.open(f"{first}/transfer").select("datalist") == []
    place.sent(f"{first}/transfer", **ON, authority=BIF)

    form = place.open(f"{second}/transfer")
    known = one(form, f"#{one(form, '[name=authority]')['list']}")
    assert [option["value"] for option in known.select("option")] == [BIF]


def test_a_correction_leaves_it_in_its_unit(place: Place) -> None:
    where = page_at(register(place))
    page = place.sent(f"{where}/correction", channel="letter")
    assert "kom med brev" in text(page.main)
    assert place.open(f"{where}/correction").select("[name=unit_id]") == []
