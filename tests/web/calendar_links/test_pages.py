"""A calendar of what the list shows: its address once, renewed, and revoked."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session, select

from api.calendar_links.tables import CalendarLink
from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from api.people.rules import ActorKind, Role
from api.people.tables import Person
from tests.factories import Actors, kept, make_person
from tests.web.deadlines.conftest import Made
from tests.web.page import page_of
from tests.web.papers import Pages, text
from web.settings import get_settings

NEW = "/calendar-links/new"
LINKS = "/calendar-links"
LINES = "#calendar-links tbody tr"


def address_in(page: BeautifulSoup) -> str:
    return text(page.select_one(".secret code"))


def made_link(pages: Pages, query: str = "", **typed: Any) -> str:
    """Make a link by its form, and return the path of its address."""
    page = page_of(pages.send(f"{NEW}{query}", **typed))
    return address_in(page).removeprefix("http://localhost:8001")


def act_of(pages: Pages, act: str) -> str:
    [link] = pages.open(LINKS).select(f"{LINES} a[href$='/{act}']")
    return str(link["href"])


def line(pages: Pages) -> str:
    [row] = pages.open(LINKS).select(LINES)
    return text(row)


def test_the_list_offers_a_calendar_of_what_it_shows(pages: Pages) -> None:
    [offer] = pages.open("/deadlines?state=overdue&notice=missing").select(".acts a[href^='/cal']")
    assert text(offer) == "Abonnér i kalender"
    assert offer["href"] == f"{NEW}?state=overdue&notice=missing"


def test_a_calendar_does_not_end_on_the_day_that_a_list_ends(pages: Pages) -> None:
    days = "due_from=2017-09-01&due_before=2017-10-09&as_of=2017-09-01"
    listed = pages.open(f"/deadlines?kind=appeal&{days}")
    [offer] = listed.select(".acts a[href^='/calendar-links']")
    assert offer["href"] == f"{NEW}?kind=appeal"


def test_the_form_says_what_the_calendar_will_hold(pages: Pages, unit: Unit) -> None:
    page = pages.open(f"{NEW}?state=overdue&notice=missing&unit={unit.id}&kind=appeal")

    assert [text(chip) for chip in page.select(".chips li")] == [
        "Overskredne",
        "kommunens egne",
        "Frist for: klage",
        "Enhed: Børnefamilier, afdeling 2",
        "uden besked",
    ]
    name = page.select_one("input[name=name]")
    assert name is not None
    assert name["value"] == "Frister i Børnefamilier, afdeling 2"


def test_a_calendar_of_one_s_own_is_not_named_for_oneself(pages: Pages, leader: Person) -> None:
    page = pages.open(f"{NEW}?caseworker={leader.id}")

    assert "Ansvarlig: mig" in text(page.select_one(".chips"))
    name = page.select_one("input[name=name]")
    assert name is not None
    assert name["value"] == "Mine frister"


def test_the_address_is_shown_once_and_fetched_without_a_sign_in(pages: Pages, made: Made) -> None:
    made("2017-1", date(2017, 10, 4))

    page = page_of(pages.send(f"{NEW}?state=running", name="Børn, afd. 2"))

    address = address_in(page)
    assert address.startswith("http://localhost:8001/calendars/")
    [program] = page.select("a[href^='webcal:']")
    assert program["href"] == address.replace("http:", "webcal:")
    assert address not in pages.open(LINKS).decode()
    pages.web.cookies.clear()
    answer = pages.web.get(address.removeprefix("http://localhost:8001"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Frist for afgørelse · 2017-1" in answer.text
    tags = {"If-None-Match": answer.headers["ETag"]}
    again = pages.web.get(address.removeprefix("http://localhost:8001"), headers=tags)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == answer.headers["ETag"]


def test_the_address_is_the_one_that_people_type(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_settings(), "web_origin", "https://rettidig.example.dk")

    page = page_of(pages.send(NEW))

    assert address_in(page).startswith("https://rettidig.example.dk/calendars/")


def test_the_page_says_when_a_form_was_sent_before(pages: Pages) -> None:
    form = pages.filled(NEW)
    assert page_of(pages.post(NEW, form)).select(".secret")

    again = page_of(pages.post(NEW, form))

    assert not again.select(".secret")
    assert "adressen er allerede vist" in text(again.main)
    assert len(pages.open(LINKS).select(LINES)) == 1


def test_links_are_listed_with_what_they_show_and_when_they_were_fetched(
    pages: Pages, unit: Unit, case_type: CaseType
) -> None:
    query = f"?unit={unit.id}&case_type={case_type.id}&due_before=2017-12-01&q=2017"
    address = made_link(pages, query, name="Børn")

    told = (
        "Børn Åbne · kommunens egne · Enhed: Børnefamilier, afdeling 2 · Sagstype: Merudgifter · "
        "Frist før: 01.12.2017 · Sagsnummer: 2017 endnu ikke"
    )
    assert line(pages).startswith(told)
    [opened] = pages.open(LINKS).select(f"{LINES} a[data-open]")
    assert set(str(opened["href"]).partition("?")[2].split("&")) == set(query[1:].split("&"))
    assert pages.web.get(address).status_code == 200
    assert "27.09.2017" in line(pages)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "Åbne · kommunens egne"),
        ("?state=all&owed_by=both", "Alle · kommunens og borgernes"),
        ("?caseworker=none", "Åbne · kommunens egne · Ansvarlig: ingen endnu"),
        ("?due_from=2017-10-01&notice=sent", "Frist fra: 01.10.2017 · med besked"),
        ("?order=-due_on&as_of=2017-09-01&state=done", "Fuldførte · kommunens egne"),
    ],
)
def test_what_the_list_can_choose_is_told_of_a_link(pages: Pages, query: str, told: str) -> None:
    made_link(pages, query)
    assert f"{told} endnu ikke" in line(pages)
    assert "og flere filtre" not in line(pages)


@pytest.mark.parametrize(
    "filters",
    [
        {"status": ["met"]},
        {"kind": ["appeal", "decision"]},
        {"waiting": True},
        {"unassigned": False},
        {"notified": False},
        {"due_before": "2017-10-01"},
    ],
)
def test_what_the_list_can_not_choose_is_not_passed_over(
    pages: Pages, session: Session, leader: Person, filters: dict[str, Any]
) -> None:
    owner: dict[str, Any] = {
        "owner_kind": ActorKind.PERSON,
        "owner_id": leader.id,
        "language": "da",
    }
    kept(session, CalendarLink(name="Fra et program", filters=filters, **owner))

    assert "og flere filtre" in line(pages)


def test_a_colleague_s_calendar_names_the_colleague_in_the_list_alone(
    pages: Pages, session: Session, actors: Actors, unit: Unit
) -> None:
    holm = make_person(session, "dahl")
    actors.grant(holm, Role.CASEWORKER, unit)

    address = made_link(pages, f"?caseworker={holm.id}")

    assert "Ansvarlig: Prøve Dahl" in line(pages)
    assert "Dahl" not in pages.web.get(address).text


def test_a_new_address_ends_the_old_one(pages: Pages) -> None:
    old = made_link(pages)

    new = address_in(page_of(pages.send(act_of(pages, "renew"))))

    assert pages.web.get(new.removeprefix("http://localhost:8001")).status_code == 200
    gone = pages.web.get(old)
    assert (gone.status_code, gone.headers["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert gone.text == "Kalenderen er taget ned. Slet den i dit program."


def test_a_deleted_link_is_gone_with_its_address(pages: Pages) -> None:
    address = made_link(pages, name="Børn")

    page = pages.sent(act_of(pages, "revoke"))

    assert "„Børn“ er slettet" in text(page.select_one("#notices"))
    assert "Ingen kalenderlinks endnu" in text(page.select_one(".empty"))
    assert pages.web.get(address).status_code == 410


def test_what_somebody_else_did_meanwhile_is_not_undone(pages: Pages) -> None:
    made_link(pages)
    revoke, renew = act_of(pages, "revoke"), act_of(pages, "renew")
    form = pages.filled(revoke)
    page_of(pages.send(renew))

    assert pages.post(revoke, form).status_code == 412


@pytest.mark.parametrize("name", ["", "Sag om 010203-1234", "x" * 101])
def test_a_name_that_will_not_do_is_said_at_its_field(
    pages: Pages, session: Session, name: str
) -> None:
    page = page_of(pages.send(f"{NEW}?state=overdue", name=name), 422)

    assert page.select_one("#name-error")
    assert "Overskredne" in text(page.select_one(".chips"))
    assert session.exec(select(CalendarLink)).all() == []


def test_an_address_that_never_was_is_not_found(pages: Pages) -> None:
    answer = pages.web.get("/calendars/findes%2Fikke.ics")
    assert answer.status_code == 404
    assert pages.web.get("/calendars/findes-ikke.ics").status_code == 404


def test_an_unreadable_filter_is_no_calendar(pages: Pages) -> None:
    unreadable = f"{NEW}?due_before=i%20overmorgen"
    pages.open(unreadable, 422)
    page_of(pages.post(unreadable, pages.filled(NEW)), 422)
    assert pages.open(LINKS).select_one(".empty")


def test_links_are_for_those_who_read_deadlines(
    pages: Pages, session: Session, actors: Actors
) -> None:
    actors.grant(make_person(session, "sekretaer"), Role.COMMITTEE_SECRETARY)
    pages.sign_in("sekretaer")

    for path in (LINKS, NEW):
        assert "Det må du ikke" in text(pages.open(path, 403).main)
    assert not pages.open("/meetings").select(f"a[href='{LINKS}']")


def test_other_people_s_links_do_not_exist(pages: Pages, session: Session, actors: Actors) -> None:
    made_link(pages)
    renew = act_of(pages, "renew")
    actors.grant(make_person(session, "fremmed"), Role.ADMIN)

    pages.sign_in("fremmed")

    assert pages.open(LINKS).select_one(".empty")
    pages.open(renew, 404)


def test_everything_is_said_in_english_too(pages: Pages) -> None:
    pages.web.cookies.set("language", "en")

    made_link(pages, name="Children")

    assert line(pages).startswith("Children Open · the municipality's own")
