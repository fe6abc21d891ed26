"""The register and the page of a complaint: how it stands, what comes next, what has happened."""

import re
from typing import Any

import pytest
from sqlmodel import Session

from api.complaints.patterns.words import NOT_KNOWN
from api.people.rules import Role
from tests.factories import Actors, Headers, make_unit
from tests.web.cases.conftest import Place, links, one, text
from tests.web.complaints.conftest import TEXT, page_at, register
from tests.web.page import HTMX, page_of, part_of

ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-")
MORNING = "2017-09-20T08:00:00+02:00"


def contact(place: Place, complaint: Any, **fields: Any) -> Any:
    body = {"reached": True, "attempted_at": "2017-09-20T12:00:00+02:00"}
    return place.post(f"/v1/complaints/{complaint['id']}/contacts", **body | fields)


def numbers(page: Any) -> list[str]:
    return [text(link) for link in page.select("tbody th a")]


def test_the_head_says_what_is_complained_of_whose_and_how_it_came(place: Place) -> None:
    page = place.open(page_at(register(place, channel="via_advisor")))
    assert "● åben" in text(page.select_one("h1"))
    lead = text(page.select_one(".lead"))
    assert "over sagsbehandlingen" in lead
    assert place.unit.name in lead
    assert "kom gennem Borgerrådgiveren" in lead
    assert TEXT in text(page.main)


def test_a_complaint_is_opened_by_its_id_too(place: Place) -> None:
    complaint = register(place)
    answer = place.web.get(f"/complaints/{complaint['id']}")
    assert answer.headers["Location"] == page_at(complaint)


def test_a_complaint_without_points_says_where_it_stands_in_the_patterns(place: Place) -> None:
    points = text(place.open(page_at(register(place))).select_one("#points"))
    assert f"Uden en årsag står klagen under „{NOT_KNOWN[0]}“ i mønstrene." in points


def test_contact_is_told_in_hours_from_receipt(place: Place) -> None:
    complaint = register(place, received_at=MORNING)
    contact(place, complaint, note="Vi aftalte et møde.", written_answer_wanted=False)
    page = place.open(page_at(complaint))
    contacts = text(page.select_one("#contacts"))
    assert "✓ nået efter 4 timer" in contacts
    assert "ønsker ikke et skriftligt svar" in contacts
    assert "Vi aftalte et møde." in contacts


def test_a_contact_without_a_note_says_so(place: Place) -> None:
    complaint = register(place, received_at=MORNING)
    contact(place, complaint)
    assert "○ intet notat" in text(place.open(page_at(complaint)).select_one("#contacts"))


def test_who_was_only_sought_is_not_reached(place: Place) -> None:
    complaint = register(place, received_at=MORNING)
    contact(place, complaint, reached=False)
    contacts = text(place.open(page_at(complaint)).select_one("#contacts"))
    assert "▲ ikke nået i" in contacts
    assert "4 timer efter modtagelsen" in contacts


def test_a_complaint_that_repeats_another_leads_to_it_and_back(place: Place) -> None:
    first = register(place)
    again = register(place, repeat_of_id=first["id"])
    assert page_at(first) in links(one(place.open(page_at(again)), ".complaint-marks"))
    assert page_at(again) in links(one(place.open(page_at(first)), ".about-case"))


def test_the_time_line_tells_in_sentences_the_latest_first(place: Place) -> None:
    complaint = register(place, received_at=MORNING)
    contact(place, complaint, note="Vi aftalte et møde.")
    latest, first = place.open(page_at(complaint)).select(".timeline li")
    assert "Borgeren blev nået med telefon. Vi aftalte et møde." in text(latest)
    assert "Klagen kom på telefon: over sagsbehandlingen." in text(first)


def test_the_time_line_shows_the_clock_of_contacts_the_latest_first(place: Place) -> None:
    complaint = register(place, received_at=MORNING)
    for hour, reached in (("09:30", False), ("16:00", True), ("12:15", False)):
        contact(place, complaint, attempted_at=f"2017-09-20T{hour}:00+02:00", reached=reached)
    shown = place.open(page_at(complaint)).select(".timeline .moment-when")
    assert [text(each) for each in shown] == [
        f"on. 20.09.2017 kl. {clock}" for clock in ("16.00", "12.15", "09.30", "08.00")
    ]


def test_the_history_says_who_changed_what(place: Place) -> None:
    complaint = register(place)
    place.sent(f"{page_at(complaint)}/correction", kind="both", text="Jeg har fået fire.")
    changes = place.open(f"{page_at(complaint)}/changes")
    assert "Klagen er over sagsbehandlingen → over begge dele" in text(changes.main)
    assert "Jeg har fået fire." not in changes.text


def test_the_history_names_what_was_chosen_and_shows_moments(place: Place) -> None:
    citizen = place.post("/v1/citizens", full_name="Karla Prøve")
    case = place.made(citizen_id=citizen["id"])
    first = register(place)
    complaint = register(
        place, handler_id=place.api.get("/v1/me", headers=place.headers).json()["id"]
    )
    changed = {"case_number": case["number"], "repeat_of_number": first["number"]}
    changed |= {"case_type_id": str(place.case_type.id), "moment_at": "08:00", "handler_id": ""}
    place.sent(f"{page_at(complaint)}/correction", **changed)
    told = text(place.open(f"{page_at(complaint)}/changes").main)
    person = place.api.get("/v1/me", headers=place.headers).json()["full_name"]
    for said in (
        f"Enhed {place.unit.name}",
        f"Sag {case['number']}",
        f"Sagstype {place.case_type.name_da}",
        f"Gentager klagen {first['number']}",
        f"Behandler {person} → (tomt)",
        "Klageren en borger",
        "Tidspunkt 20.09.2017 kl. 08.00",
        "Hvad borgeren siger (vises ikke)",
    ):
        assert said in told
    assert not ID.search(told)
    place.web.cookies.set("language", "en")
    told = text(place.open(f"{page_at(complaint)}/changes").main)
    assert "20 Sept 2017 at 08:00" in told
    assert "(not shown)" in told


def test_the_history_says_of_what_may_not_be_seen_only_that_it_is_there(
    place: Place, actors: Actors, session: Session
) -> None:
    case, other = place.made(), make_unit(session, name="En anden afdeling")
    complaint = register(place, case_id=case["id"])
    passed_on = {
        "unit_id": str(other.id),
        "transferred_on": "2017-09-25",
        "reason": "Det er deres.",
    }
    place.post(f"/v1/complaints/{complaint['id']}/transfers", **passed_on)
    place.as_person(actors.headers(Role.DEPARTMENT_LEADER, other))
    told = text(place.open(f"{page_at(complaint)}/changes").main)
    assert "Sag (noget, du ikke kan se)" in told
    assert case["number"] not in told
    assert not ID.search(told)


@pytest.mark.parametrize("path", ["", "/contact", "/changes", "/identity/complainant", "/point/x"])
def test_a_complaint_of_others_is_no_page(place: Place, stranger: Headers, path: str) -> None:
    complaint = register(place)
    place.as_person(stranger).open(f"{page_at(complaint)}{path}", 404)


def test_the_register_is_filtered_by_what_its_address_says(place: Place, cause: str) -> None:
    first = register(place, points=[{"cause_id": cause}])
    second = register(place, received_on="2017-09-25", kind="substantive", channel="letter")
    contact(place, second, attempted_at="2017-09-26T12:00:00+02:00")
    closed = register(place, received_on="2017-09-26")
    place.post(f"/v1/complaints/{closed['id']}/closing", how="withdrawn")
    one_, two, three = (each["number"] for each in (first, second, closed))
    for query, found in (
        ("", [two, one_]),
        ("?order=received_on", [one_, two]),
        ("?state=all", [three, two, one_]),
        ("?state=closed", [three]),
        (f"?cause={cause}", [one_]),
        ("?kind=substantive", [two]),
        ("?channel=letter", [two]),
        ("?contact=missing", [one_]),
        ("?contact=made", [two]),
        ("?hands=none", [two, one_]),
        ("?hands=mine", []),
        (f"?unit={place.unit.id}", [two, one_]),
        ("?received_from=2017-09-21", [two]),
        ("?received_before=2017-09-21", [one_]),
    ):
        assert numbers(place.open(f"/complaints{query}")) == found, query


def test_words_are_found_in_the_texts_and_marked(place: Place) -> None:
    complaint = register(place)
    register(place, text="Der kom aldrig svar på brevet.")
    page = place.open("/complaints?q=sagsbehandler")
    assert numbers(page) == [complaint["number"]]
    assert text(one(page, "mark")) == "sagsbehandlere"
    assert "Ingen klage indeholder de ord" in text(place.open("/complaints?q=kørestol").main)


@pytest.mark.parametrize("words", ["-", '""', "*", "OR"])
def test_a_search_without_words_says_what_to_write(place: Place, words: str) -> None:
    answer = place.web.get("/complaints", params={"q": words})
    page = page_of(answer, 422)
    assert "Skriv mindst ét." in text(page.select_one("#q-error"))
    assert "Ingen klage" not in text(page.main)
    assert "0 klager" not in text(page.main)


def test_a_complaint_is_found_by_its_number(place: Place) -> None:
    complaint = register(place)
    answer = place.web.get("/complaints", params={"q": complaint["number"].lower()})
    assert answer.headers["Location"] == page_at(complaint)


def test_a_filter_that_cannot_be_read_says_so_and_one_in_words_is_tidied(place: Place) -> None:
    assert "Skriv datoen" in text(place.open("/complaints?received_from=i+går", 422).main)
    tidy = place.web.get("/complaints?received_from=1.9.2017&state=")
    assert tidy.headers["Location"] == "/complaints?received_from=2017-09-01"


def test_more_complaints_come_below(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.complaints.list_page.PAGE", 1)
    first, _ = register(place), register(place, received_on="2017-09-25")
    [more] = place.open("/complaints").select("tr.more a")
    rows = part_of(place.web.get(str(more["href"]), headers=HTMX)).select("th a")
    assert [row["href"] for row in rows] == [page_at(first)]


def test_an_empty_register_says_what_would_be_here(place: Place) -> None:
    assert "Ingen åbne klager" in text(place.open("/complaints").main)
    assert "Ingen klager passer på det valgte" in text(place.open("/complaints?hands=mine").main)


def test_who_reads_no_complaints_sees_no_register(place: Place, reader: Headers) -> None:
    place.as_person(reader).open("/complaints", 403)


def test_a_case_leads_to_what_was_complained_of_in_it(place: Place) -> None:
    case = place.made()
    complaint = register(place, case_id=case["id"])
    register(place)
    [way] = [link for link in links(place.open(f"/cases/{case['number']}")) if "case=" in link]
    assert numbers(place.open(way)) == [complaint["number"]]
    assert case["number"] in text(one(place.open(way), ".chips"))


def test_who_needs_contact_stands_by_how_long_they_waited(place: Place) -> None:
    later = register(place, received_at="2017-09-20T14:00:00+02:00")
    first = register(place, received_at=MORNING)
    reached = register(place, received_at=MORNING)
    contact(place, reached, written_answer_wanted=True)
    page = place.open("/complaints/today")
    waiting, _, answers = page.select("main section")
    found = [text(link) for link in waiting.select("h3 a")]
    assert found == [first["number"], later["number"]]
    assert [text(link) for link in answers.select("h3 a")] == [reached["number"]]


def test_contact_is_noted_from_the_list_and_leads_back_to_it(place: Place) -> None:
    complaint = register(place, received_at=MORNING)
    [note] = place.open("/complaints/today").select("a[data-edit]")
    part = part_of(place.web.get(str(note["hx-get"]), headers=HTMX))
    assert part.select_one("form[action$='from=today']") is not None
    answer = place.send(str(note["href"]), moment_on="20.09.2017", moment_at="12:00")
    assert answer.headers["Location"] == "/complaints/today"
    assert "Alle, der har klaget, er nået." in text(place.open("/complaints/today").main)
    assert "nået efter 4 timer" in text(place.open(page_at(complaint)).main)


def test_the_advisor_reads_without_identities_and_opens_one_for_a_reason(
    place: Place, actors: Actors
) -> None:
    citizen = place.post("/v1/citizens", full_name="Karla Prøve")
    complaint = register(place, complainant_id=citizen["id"])
    place.as_person(actors.headers(Role.CITIZENS_ADVISOR))
    assert "Karla" not in place.web.get(page_at(complaint)).text
    where = f"{page_at(complaint)}/identity/complainant"
    assert "Formål: Feltet skal udfyldes." in place.refused(where, purpose="")
    answer = place.send(where, purpose="Borgeren har skrevet til os")
    assert "Karla Prøve" in text(page_of(answer).main)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Karla" not in place.web.get(page_at(complaint)).text


def test_the_pages_are_read_in_english_too(place: Place) -> None:
    complaint = register(place)
    place.web.cookies.set("language", "en")
    page = place.open(page_at(complaint))
    assert "What is complained of" in text(page.main)
    assert "The complaint came by phone: over the casework." in text(page.main)
    assert "Need contact" in text(place.open("/complaints/today").main)
