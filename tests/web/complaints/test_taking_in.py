"""A complaint is taken in while somebody is on the telephone, and nothing typed is lost."""

from typing import Any

import pytest
from sqlmodel import Session

from tests.factories import make_unit
from tests.web.cases.conftest import CPR, Place, links, one, text
from tests.web.complaints.conftest import ON, TEXT, page_at, register
from tests.web.page import HTMX, page_of, part_of

NEW = "/complaints/new"


def typed(place: Place, **fields: Any) -> dict[str, Any]:
    return {"text": TEXT, "unit_id": str(place.unit.id), **ON, **fields}


def test_a_sentence_and_a_unit_are_enough(place: Place) -> None:
    page = place.sent(NEW, **typed(place))
    assert "er gemt." in text(page.select_one("#notices"))
    assert TEXT in text(page.main)
    assert "kom på telefon" in text(page.select_one(".lead"))


def test_the_text_comes_first_and_has_the_caret(place: Place) -> None:
    page = place.open(NEW)
    [first, *_] = page.select("main form textarea, main form input:not([type=hidden]), select")
    assert first["name"] == "text"
    assert first.has_attr("autofocus")


def test_the_first_button_saves_so_that_enter_does(place: Place) -> None:
    [first, *_] = place.open(NEW).select("main button[type=submit]")
    assert first["form"] == "new-complaint"
    assert not first.has_attr("formaction")


def test_a_complaint_takes_unit_type_and_citizen_from_its_case(place: Place) -> None:
    citizen = place.post("/v1/citizens", full_name="Karla Prøve")
    case = place.made(citizen_id=citizen["id"])
    page = place.sent(NEW, text=TEXT, case_number=case["number"], **ON)
    assert f"/cases/{case['number']}" in links(page)
    assert place.unit.name in text(page.select_one(".lead"))
    assert "fødselsår uoplyst" in text(page.select_one("#complainant"))


def test_nobody_is_named_when_it_is_not_the_citizen_of_the_case(place: Place) -> None:
    citizen = place.post("/v1/citizens", full_name="Karla Prøve")
    case = place.made(citizen_id=citizen["id"])
    page = place.sent(NEW, text=TEXT, case_number=case["number"], of_citizen=None, **ON)
    assert "Det er ikke noteret, hvem der klager." in text(page.select_one("#complainant"))


def test_somebody_who_speaks_for_the_citizen_is_named_by_number(place: Place) -> None:
    citizen = place.post("/v1/citizens", full_name="Karla Prøve")
    case = place.made(citizen_id=citizen["id"])
    page = place.sent(
        NEW, text=TEXT, case_number=case["number"], other="representative", cpr=CPR, **ON
    )
    assert "Taler for borgeren født 1985" in text(page.select_one("#complainant"))
    assert CPR not in page.text


def test_who_somebody_is_must_be_said_with_their_number(place: Place) -> None:
    answer = place.send(NEW, **typed(place, cpr=CPR))
    says = text(page_of(answer, 422).select_one(".error-summary"))
    assert "Vælg, om personen klager selv eller taler for borgeren." in says
    assert CPR not in answer.text


@pytest.mark.parametrize("other", ["representative", "complainant"])
def test_somebody_chosen_without_a_number_is_asked_for_it(place: Place, other: str) -> None:
    page = page_of(place.send(NEW, **typed(place, other=other)), 422)
    says = text(page.select_one("#cpr-error"))
    assert "Skriv nummeret, eller vælg „ingen anden“." in says
    assert one(page, "details:has(#cpr)").has_attr("open")


@pytest.mark.parametrize("button", ["/case", "/points", "/suggestions"])
def test_a_number_that_does_not_come_back_is_asked_for_again(place: Place, button: str) -> None:
    who = {"other": "representative", "cpr": CPR, "full_name": "Karla Prøve"}
    form = place.filled(NEW) | typed(place, **who)
    page = page_of(place.web.post(f"{NEW}{button}", data=form))
    assert "Skriv nummeret igen." in text(page.select_one("#cpr-error"))
    assert page.select_one("#replacement_number-error") is None
    assert CPR not in page.text


def test_a_number_that_does_not_come_back_with_another_error_is_asked_for_again(
    place: Place,
) -> None:
    who = {"other": "representative", "cpr": CPR, "moment_on": "28.09.2017"}
    page = page_of(place.send(NEW, **typed(place, **who)), 422)
    assert "ikke kommet endnu" in text(page.select_one("#moment_on-error"))
    assert "Skriv nummeret igen." in text(page.select_one("#cpr-error"))


@pytest.mark.parametrize("button", ["case", "points", "suggestions"])
def test_a_part_of_the_form_holds_nobody_s_number(place: Place, button: str) -> None:
    form = place.filled(NEW) | typed(place, other="representative", cpr=CPR)
    part = part_of(place.web.post(f"{NEW}/{button}", data=form, headers=HTMX))
    names = {str(field["name"]) for field in part.select("[name]")}
    assert not names & {"of_citizen", "handler_id", "other", "cpr", "full_name"}
    assert "Skriv nummeret igen." not in text(part)


@pytest.mark.parametrize(("number", "focus"), [("", "found-case"), ("1899-1", "case_number")])
def test_a_look_up_says_where_to_go_on(place: Place, number: str, focus: str) -> None:
    form = place.filled(NEW) | {"case_number": number or place.made()["number"]}
    part = part_of(place.web.post(f"{NEW}/case", data=form, headers=HTMX))
    assert one(part, "#whereabouts")["data-refocus"] == focus
    assert part.select_one(f"#{focus}") is not None
    assert place.open(NEW).select_one("[data-refocus]") is None


def test_the_case_is_looked_up_in_the_form(place: Place) -> None:
    case = place.made()
    form = place.filled(NEW) | {"text": TEXT, "case_number": case["number"]}
    part = part_of(place.web.post(f"{NEW}/case", data=form, headers=HTMX))
    assert case["case_type"]["name"] in text(part)
    [unit] = part.select("#unit_id option[selected]")
    assert unit["value"] == str(place.unit.id)
    whole = page_of(place.web.post(f"{NEW}/case", data=form))
    assert TEXT in text(whole.select_one("#text"))


def test_a_case_that_may_not_be_seen_is_no_case(place: Place) -> None:
    assert "Der er ingen sag med det nummer" in place.refused(
        NEW, **typed(place, case_number="1899-0000001")
    )
    form = place.filled(NEW) | {"case_number": "1899-0000001"}
    part = part_of(place.web.post(f"{NEW}/case", data=form, headers=HTMX))
    assert "Der er ingen sag med det nummer" in text(part)


def test_points_are_saved_with_their_causes(place: Place, cause: str) -> None:
    points = {"point-0-cause_id": cause, "point-0-text": "tre på et år"}
    page = place.sent(NEW, **typed(place, **points))
    point = text(one(page, "#points article"))
    assert "Sagsbehandlerskift" in point
    assert "tre på et år" in point
    assert "ikke vurderet endnu" in point


def test_words_without_a_cause_are_asked_for_theirs(place: Place) -> None:
    says = place.refused(NEW, **typed(place, **{"point-1-text": "tre på et år"}))
    assert "Årsag 2: Feltet skal udfyldes." in says


def test_a_refused_point_is_told_at_its_own_row(place: Place, cause: str) -> None:
    group = place.api.get(f"/v1/complaint-causes/{cause}", headers=place.headers).json()
    points = {"point-0-cause_id": cause, "point-1-cause_id": group["group_id"]}
    page = page_of(place.send(NEW, **typed(place, **points)), 422)
    assert "gruppe" in text(page.select_one("#point-1-cause_id-error"))
    assert page.select_one("#point-0-cause_id-error") is None
    assert TEXT in text(page.select_one("#text"))


def test_there_is_room_for_more_points(place: Place, cause: str) -> None:
    form = place.filled(NEW) | {"text": TEXT, "point-0-cause_id": cause}
    part = part_of(place.web.post(f"{NEW}/points", data=form | {"more": "on"}, headers=HTMX))
    assert len(part.select("select")) == 3
    [chosen] = part.select("#point-0-cause_id option[selected]")
    assert chosen["value"] == cause
    whole = page_of(place.web.post(f"{NEW}/points", data=form | {"more": "on"}))
    assert TEXT in text(whole.select_one("#text"))


def test_a_suggested_cause_takes_the_first_row_that_is_free(place: Place, cause: str) -> None:
    form = place.filled(NEW) | {"text": TEXT, "use": cause}
    part = part_of(place.web.post(f"{NEW}/points", data=form, headers=HTMX))
    [chosen] = part.select("option[selected][value]:not([value=''])")
    assert chosen["value"] == cause
    assert len(part.select("select")) == 2
    assert part.select_one("#point-0-text[data-focus]") is not None


def test_the_talk_is_noted_with_the_complaint(place: Place) -> None:
    talk = {"spoke_now": "on", "written_answer_wanted": "yes", "note": "Vi aftalte et møde."}
    page = place.sent(NEW, **typed(place, **talk))
    contacts = text(page.select_one("#contacts"))
    assert "nået" in contacts
    assert "ønsker et skriftligt svar" in contacts
    assert "Vi aftalte et møde." in contacts


def test_a_complaint_that_a_talk_resolved_is_closed_and_stays(place: Place) -> None:
    talk = {"spoke_now": "on", "resolved_by_dialogue": "on", "close": "on"}
    page = place.sent(NEW, **typed(place, **talk))
    assert "lukket: løst ved samtale" in text(page.select_one("h1"))
    assert "Ingen åbne klager" in text(place.open("/complaints").main)
    assert TEXT in text(place.open("/complaints?state=closed").main)


def test_a_note_without_a_talk_is_asked_about(place: Place) -> None:
    says = place.refused(NEW, **typed(place, note="Vi aftalte et møde."))
    assert "Sæt kryds her, hvis du talte med borgeren." in says


def test_a_talk_that_is_refused_is_mended_on_its_own_form(place: Place) -> None:
    talk = {"spoke_now": "on", "note": f"Nummeret er {CPR}."}
    page = page_of(place.send(NEW, **typed(place, **talk)), 422)
    says = text(page.select_one(".error-summary"))
    assert "Klagen er gemt. Kontakten er ikke: ret den her." in says
    assert "Der står et CPR-nummer" in says
    assert TEXT in text(page.main)


def test_a_number_of_a_person_in_the_text_is_refused_there(place: Place) -> None:
    page = page_of(place.send(NEW, **typed(place, text=f"{TEXT} {CPR}")), 422)
    assert "Der står et CPR-nummer" in text(page.select_one("#text-error"))


def test_a_complaint_from_tomorrow_is_refused_at_its_day(place: Place) -> None:
    page = page_of(place.send(NEW, **typed(place, moment_on="28.09.2017")), 422)
    assert "ikke kommet endnu" in text(page.select_one("#moment_on-error"))


def test_a_complaint_from_later_today_is_refused_at_its_clock(place: Place) -> None:
    page = page_of(place.send(NEW, **typed(place, moment_at="14:31")), 422)
    assert "Klokkeslættet den dag er ikke kommet endnu." in text(
        page.select_one("#moment_at-error")
    )
    assert page.select_one("#moment_on-error") is None


def test_a_complaint_about_nothing_is_asked_for_its_unit(place: Place) -> None:
    page = page_of(place.send(NEW, **typed(place, unit_id="")), 422)
    assert page.select_one("#unit_id-error") is not None


def test_a_complaint_over_others_is_refused_at_the_unit_and_kept(
    place: Place, session: Session
) -> None:
    other = make_unit(session, name="En anden afdeling")
    page = page_of(place.send(NEW, **typed(place, unit_id=str(other.id))), 422)
    assert "behandles af andre" in text(page.select_one("#unit_id-error"))
    assert TEXT in text(page.select_one("#text"))


def test_the_same_words_saved_again_from_another_form_are_asked_about(place: Place) -> None:
    place.sent(NEW, **typed(place))
    page = page_of(place.send(NEW, **typed(place)), 422)
    says = text(one(page, ".alert-warning"))
    assert "Du gemte en klage med de samme ord for 1 minut siden: K2017-" in says
    assert "Denne er ikke gemt." in says
    assert one(page, ".alert-warning").has_attr("data-came-back"), "no draft is laid over it"
    assert one(page, ".alert-warning a")["href"] in links(place.open("/complaints"))
    assert len(place.open("/complaints").select("tbody tr")) == 1
    place.sent(NEW, **typed(place, anyway="on"))
    assert len(place.open("/complaints").select("tbody tr")) == 2


def test_a_form_that_is_sent_twice_is_saved_once_and_not_asked_about(place: Place) -> None:
    form = place.filled(NEW) | typed(place)
    first, second = (place.web.post(NEW, data=form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize("cookie", ["x", "_" * 9, "a_b_c_d", "1_2_3"])
def test_a_complaint_of_other_words_is_saved_at_once(place: Place, cookie: str) -> None:
    place.sent(NEW, **typed(place))
    place.sent(NEW, **typed(place, text="Der kom aldrig svar på brevet."))
    place.web.cookies.set("saved-complaint", cookie)
    place.sent(NEW, **typed(place))


def test_who_writes_no_complaints_has_no_form(place: Place, reader: Any) -> None:
    place.as_person(reader).open(NEW, 403)


@pytest.mark.usefixtures("taught")
def test_causes_are_suggested_with_their_reason_and_chosen_by_hand(
    place: Place, cause: str
) -> None:
    form = place.filled(NEW) | {"text": "Der er kommet et nyt sagsbehandlerskifte."}
    part = part_of(place.web.post(f"{NEW}/suggestions", data=form, headers=HTMX))
    suggestion = text(one(part, ".suggestion"))
    assert "Sagsbehandlerskift" in suggestion
    assert "„sagsbehandlerskifte“ (i 30 klager)" in suggestion
    assert one(part, ".suggestion button")["value"] == cause
    whole = page_of(place.web.post(f"{NEW}/suggestions", data=form))
    assert "Sagsbehandlerskift" in text(one(whole, "#proposed"))
    assert not whole.select("#points option[selected][value]:not([value=''])")


@pytest.mark.usefixtures("taught")
def test_a_suggested_cause_of_a_complaint_opens_the_form_of_a_point_with_it(
    place: Place, cause: str
) -> None:
    page = place.open(page_at(register(place, text="Et sagsbehandlerskifte til.")))
    use = str(one(page, ".suggestion a")["href"])
    [chosen] = place.open(use).select("#point-cause_id option[selected]")
    assert chosen["value"] == cause


def test_words_that_say_little_get_no_suggestions(place: Place) -> None:
    form = place.filled(NEW) | {"text": "Hej"}
    part = part_of(place.web.post(f"{NEW}/suggestions", data=form, headers=HTMX))
    assert "Vælg selv en årsag." in text(part)
