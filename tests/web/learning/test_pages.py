"""What is learnt from a complaint: noted, taken step by step, and looked at afterwards."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session

from api.plans.outline.tables import Initiative
from tests.factories import Headers, make_initiative, make_plan, make_unit
from tests.web.cases.conftest import Place, links, text
from tests.web.complaints.conftest import page_at, register
from tests.web.page import HTMX, page_of, part_of

TITLE = "Nye sagsbehandlere læser sagen før det første møde."


def learn(place: Place, points: Any = None, **fields: object) -> str:
    """Note something learnt from a complaint on its form; return the address of its page."""
    complaint = register(place, points=points or [])
    page = place.open(page_at(complaint))
    [new] = [link for link in links(page) if link.startswith("/learning-records/new")]
    place.sent(new, title=TITLE, **fields)
    [record] = [link for link in links(place.open(page_at(complaint))) if "/learning/" in link]
    return record


def test_learning_is_noted_from_its_complaint(place: Place) -> None:
    record = learn(place, what_changed="En tjekliste.", told_whom="De andre afdelinger.")
    page = place.open(record)
    assert text(page.h1) == TITLE
    assert "lært af klage K2017-" in text(page.select_one(".lead"))
    assert "En tjekliste." in text(page.main)
    assert "De andre afdelinger." in text(page.main)


def test_the_steps_have_the_names_of_the_catalogue(place: Place) -> None:
    steps = place.open(learn(place)).select(".stepper .step")
    assert [text(step.select_one(".step-name")) for step in steps] == [
        f"Trin {number}" for number in range(1, 6)
    ]
    [next_step] = [step for step in steps if step.has_attr("aria-current")]
    assert "næste" in text(next_step)


def test_a_step_is_taken_and_told_and_taken_back(place: Place) -> None:
    record = learn(place)
    page = place.sent(f"{record}/step", taken_on="27.09.2017", text="Talt igennem på holdet.")
    first = page.select(".stepper .step")[0]
    assert "✓" in text(first)
    assert "27.09.2017" in text(first)
    assert "Talt igennem på holdet." in text(page.main)
    [complaint] = [link for link in links(page) if link.startswith("/complaints/K")]
    timeline = text(place.open(complaint).select_one("#timeline"))
    assert f"Læring, trin 1: {TITLE} Talt igennem på holdet." in timeline
    etag = page.select_one("form[action$='step-back'] [name=etag]")
    assert etag is not None
    answer = place.web.post(f"{record}/step-back", data={"etag": etag["value"]})
    assert answer.headers["Location"] == record
    assert "✓" not in text(place.open(record).select_one(".stepper"))


def test_a_step_of_tomorrow_is_refused_at_its_day(place: Place) -> None:
    page = page_of(place.send(f"{learn(place)}/step", taken_on="28.09.2017"), 422)
    assert "ikke kommet endnu" in text(page.select_one("#step-taken_on-error"))


def test_the_effect_is_looked_at_once_something_was_changed(place: Place) -> None:
    record = learn(place)
    assert "Skriv først, hvornår noget blev ændret." in text(place.open(record).main)
    place.open(f"{record}/effect", 409)


def test_the_effect_is_told_with_its_interval(place: Place, cause: str) -> None:
    points = [{"cause_id": cause}]
    record = learn(place, points, changed_on="20.06.2017", check_after_months="3")
    page = place.open(record)
    assert "skal ses efter siden on. 20.09.2017" in text(page.select_one("#effect"))
    page = place.sent(f"{record}/effect")
    effect = text(page.select_one("#effect"))
    assert "3 måneder efter" in effect
    assert "klager" in effect
    assert "95 %" in effect


def test_an_effect_that_is_too_early_says_how_long_to_wait(place: Place) -> None:
    record = learn(place, changed_on="20.09.2017", check_after_months="3")
    assert place.send(f"{record}/effect").status_code in (409, 422)


def test_the_list_shows_how_far_each_has_come(place: Place) -> None:
    record = learn(place, changed_on="20.06.2017", check_after_months="3")
    place.sent(f"{record}/step", taken_on="27.09.2017")
    [row] = place.open("/learning").select("tbody tr")
    assert TITLE in text(row)
    assert "Trin 1 1 af 5" in text(row)
    assert "skal ses efter" in text(row)
    assert len(place.open("/learning?show=due&hands=mine").select("tbody tr")) == 1
    place.open("/learning?show=x", 422)


def test_the_list_shows_when_an_effect_was_looked_at_and_what_was_seen(
    place: Place, cause: str
) -> None:
    points = [{"cause_id": cause}]
    record = learn(place, points, changed_on="20.06.2017", check_after_months="3")
    place.sent(f"{record}/effect")
    [row] = place.open("/learning").select("tbody tr")
    assert text(row.select("td")[-1]) == (
        "20.09.2017 set efter 27.09.2017: for lidt at sige noget ud fra"
    )


def test_an_empty_list_says_what_would_be_here(place: Place) -> None:
    assert "Ingen læring noteret endnu" in text(place.open("/learning").main)
    assert "Ingen læring passer" in text(place.open("/learning?show=open").main)


def test_what_is_learnt_from_a_pattern_leads_to_it(place: Place) -> None:
    record = place.post(
        "/v1/learning-records",
        title=TITLE,
        pattern="by=unit",
        unit_id=str(place.unit.id),
        owner_id=place.api.get("/v1/me", headers=place.headers).json()["id"],
    )
    assert "/patterns?by=unit" in links(place.open(f"/learning/{record['id']}"))
    assert "/patterns?by=unit" in links(place.open("/learning"))


FROM_A_PATTERN = "/learning-records/new?pattern=by%3Dunit&data_number="


def test_learning_is_noted_from_a_pattern_with_the_data_it_was_seen_in(place: Place) -> None:
    place.api.get("/v1/complaints/patterns?by=unit", headers=place.headers)
    page = place.sent(f"{FROM_A_PATTERN}1", title=TITLE, unit_id=str(place.unit.id))
    assert text(page.h1) == TITLE
    assert "/patterns?by=unit&data=1" in links(page)


@pytest.mark.parametrize(
    ("number", "says"),
    [
        pytest.param("x1", "Et helt tal kan ikke læses.", id="no number"),
        pytest.param("9" * 5000, "Et helt tal kan ikke læses.", id="longer than any number"),
        pytest.param("9999999999", "Tallet er for stort.", id="too large"),
    ],
)
def test_data_of_an_address_that_cannot_be_read_is_refused_in_danish(
    place: Place, number: str, says: str
) -> None:
    refused = place.refused(f"{FROM_A_PATTERN}{number}", title=TITLE, unit_id=str(place.unit.id))
    assert says in refused
    assert "Input" not in refused


def led_to(place: Place, initiative: Initiative) -> BeautifulSoup:
    record = place.post(
        "/v1/learning-records",
        title=TITLE,
        pattern="by=unit",
        unit_id=str(place.unit.id),
        owner_id=place.api.get("/v1/me", headers=place.headers).json()["id"],
        initiative_id=str(initiative.id),
    )
    return place.open(f"/learning/{record['id']}")


def test_what_led_to_an_initiative_leads_to_it_by_its_name(place: Place, session: Session) -> None:
    initiative = make_initiative(session, make_plan(session, place.unit), title="Workshop om skift")
    page = led_to(place, initiative)
    assert text(page.select_one(f"a[href='/initiatives/{initiative.id}']")) == "Workshop om skift"
    assert "Workshop om skift" in text(place.open(f"/initiatives/{initiative.id}").h1)


def test_an_initiative_that_may_not_be_seen_is_not_named(place: Place, session: Session) -> None:
    elsewhere = make_plan(session, make_unit(session, name="En anden forvaltning"))
    page = led_to(place, make_initiative(session, elsewhere, title="Workshop om skift"))
    assert "et, som din rolle ikke giver adgang til" in text(page.main)
    assert "Workshop" not in text(page.main)


def test_a_form_opens_where_it_is_read(place: Place) -> None:
    record = learn(place)
    page = place.open(record)
    for link in page.select("[hx-target^='#']"):
        assert page.select_one(str(link["hx-target"])) is not None, link
    assert "Trinnet er taget" in text(part_of(place.web.get(f"{record}/step", headers=HTMX)))


def test_what_others_learnt_is_no_page(place: Place, stranger: Headers) -> None:
    record = learn(place)
    place.as_person(stranger).open(record, 404)
    assert TITLE not in place.web.get("/learning").text


def test_who_reads_no_complaints_sees_no_learning(place: Place, reader: Headers) -> None:
    place.as_person(reader).open("/learning", 403)


def test_an_act_that_is_none_is_no_page(place: Place) -> None:
    place.open(f"{learn(place)}/x", 404)
