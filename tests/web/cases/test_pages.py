"""The list and the page of a case: how it stands, what comes next, and what has happened."""

from typing import Any

import pytest
from sqlmodel import Session

from api.people.rules import Role
from tests.api.casework.makers import make_own_catalogue
from tests.factories import Actors, Headers
from tests.web.cases.conftest import Place, links, text
from tests.web.page import HTMX, page_of, part_of

RICH: dict[str, dict[str, Any]] = {
    "waiting": {"what": "LÆ 125", "waiting_for": "doctor", "since_on": "06.09.2017"},
    "hearing": {"party": "parent", "about": "X", "channel": "letter", "sent_on": "06.09.2017"},
    "access": {"party": "citizen", "received_on": "06.09.2017"},
    "follow-up": {"start_event": "grant_started", "started_on": "06.09.2017"},
    "decision": {
        "subject": "Kørestol",
        "outcome": "refused",
        "made_on": "20.09.2017",
        "dispatched_on": "21.09.2017",
        "channel": "digital_post",
    },
}


def test_the_head_says_what_and_whose_the_case_is(place: Place) -> None:
    page = place.open(place.case())
    assert "○ modtaget" in text(page.select_one("h1"))
    lead = text(page.select_one(".lead"))
    assert place.unit.name in lead
    assert "ingen sagsbehandler endnu" in lead
    assert "modtaget on. 16.08.2017" in lead
    assert "Opstået" in text(page.select_one(".about-case"))


def test_what_comes_next_stands_with_its_day_and_why(place: Place) -> None:
    page = place.open(place.case())
    coming = text(page.select_one("#coming"))
    assert "overskredet 35 dage" in coming
    assert "on. 23.08.2017" in coming
    assert "om 42 dage" in coming
    assert "on. 08.11.2017" in coming
    [why, *_] = page.select("#coming a[href*=explanation]")
    assert "on. 23.08.2017" in text(part_of(place.web.get(str(why["hx-get"]), headers=HTMX)))


def test_a_deadline_is_completed_from_the_case_and_leads_back_to_it(place: Place) -> None:
    case = place.case()
    [complete, *_] = [each for each in links(place.open(case)) if "/completion?" in each]
    page = place.sent(complete, met_on="20.09.2017")
    assert "1 frist, der er slut" in text(page.select_one("#deadlines"))


def test_a_kind_without_a_published_term_is_named(
    place: Place, session: Session, actors: Actors
) -> None:
    other = make_own_catalogue(session, name="Nabokommunen", own=False)
    assert other.id
    page = place.sent(
        "/cases/new",
        case_type_id=str(place.case_type.id),
        unit_id=str(place.unit.id),
        received_on="01.01.2014",
    )
    told = text(page.select_one("#notices"))
    assert "er oprettet." in told
    assert "Der er ingen offentliggjort frist for kvittering, afgørelse" in told
    assert "ingen offentliggjort frist for afgørelse" in text(page.select_one("#deadlines"))


def test_a_case_that_is_opened_says_which_deadlines_started(place: Place) -> None:
    page = place.sent(
        "/cases/new",
        case_type_id=str(place.case_type.id),
        unit_id=str(place.unit.id),
        received_on="16.08.2017",
        references="esdh S-17",
    )
    told = text(page.select_one("#notices"))
    assert "Frister: kvittering senest 23.08.2017, afgørelse senest 08.11.2017." in told
    assert "esdh S-17" in text(page.select_one(".about-case"))


def test_the_time_line_is_told_by_kind_day_and_order(place: Place) -> None:
    case = place.case()
    place.sent(f"{case}/investigation", happened_on="01.09.2017")
    first = place.open(f"{case}?order=oldest").select(".timeline li")[0]
    assert "Sagen blev modtaget: ansøgning fra borgeren." in text(first)
    assert "Sagen oplyses." in text(place.open(case).select(".timeline li")[0])

    only = place.open(f"{case}?show=deadlines").select_one(".timeline")
    assert "Sagen oplyses." not in text(only)
    assert "Fristen for afgørelse begyndte" in text(only)

    then = place.open(f"{case}?as_of=31.08.2017").select_one("#timeline")
    assert "som den stod den 31.08.2017" in text(then)
    assert "Sagen oplyses." not in text(then)
    wrong = place.open(f"{case}?as_of=i+går").select_one("#timeline")
    assert "Skriv datoen som dag.måned.år" in text(wrong)


@pytest.mark.parametrize("path", ["", "/decision", "/identity", "/lookups", "/decision/x"])
def test_a_case_of_others_is_no_page(place: Place, stranger: Headers, path: str) -> None:
    case = place.case()
    place.as_person(stranger).open(f"{case}{path}", 404)


def test_the_list_is_filtered_by_what_its_address_says(place: Place) -> None:
    first, second = place.case(), place.case(received_on="2017-09-10")
    typed = {"what": "LÆ 125", "waiting_for": "doctor", "since_on": "20.09.2017"}
    place.sent(f"{second}/waiting", **typed)
    for query, found in (
        ("", [second, first]),
        ("?order=received_on", [first, second]),
        ("?received_before=2017-09-01", [first]),
        ("?received_from=2017-09-01", [second]),
        ("?waiting=yes", [second]),
        ("?waiting=no", [first]),
        ("?hands=none", [second, first]),
        ("?hands=mine", []),
        ("?state=decided", []),
        (f"?unit={place.unit.id}", [second, first]),
        (f"?case_type={place.case_type.id}", [second, first]),
    ):
        rows = place.open(f"/cases{query}").select("tbody th a")
        assert [row["href"] for row in rows] == found, query


def test_a_filter_that_cannot_be_read_says_so_and_one_in_words_is_tidied(place: Place) -> None:
    assert "Skriv datoen" in text(place.open("/cases?received_from=i+går", 422).main)
    tidy = place.web.get("/cases?received_from=1.9.2017&state=")
    assert tidy.headers["Location"] == "/cases?received_from=2017-09-01"


def test_a_case_is_found_by_its_number_and_by_that_of_another_system(place: Place) -> None:
    reference = {"system": "esdh", "reference": "S-4711"}
    made = place.made(references=[reference])
    for number in (made["number"], "S-4711"):
        answer = place.web.get("/cases", params={"q": number})
        assert answer.headers["Location"] == f"/cases/{made['number']}"
    assert "Ingen sag har det nummer" in text(place.open("/cases?q=1899-1").main)


def test_more_cases_come_below(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.cases.list_page.PAGE", 1)
    first, second = place.case(), place.case(received_on="2017-09-10")
    [more] = place.open("/cases").select("tr.more a")
    assert second in links(place.open("/cases"))
    rows = part_of(place.web.get(str(more["href"]), headers=HTMX)).select("th a")
    assert [row["href"] for row in rows] == [first]


@pytest.mark.parametrize("role", [Role.DEPARTMENT_LEADER, Role.CITIZENS_ADVISOR])
def test_every_link_of_a_case_leads_somewhere(place: Place, actors: Actors, role: Role) -> None:
    citizen = place.post("/v1/citizens", full_name="Karla Prøve")
    case = place.case(citizen_id=citizen["id"])
    for act, typed in RICH.items():
        place.sent(f"{case}/{act}", **typed)
    place.as_person(actors.headers(role))
    leads = {href for href in links(place.open(case)) if href.startswith(("/cases", "/deadlines"))}
    answers = {href: place.web.get(href).status_code for href in leads}
    assert {href: status for href, status in answers.items() if status not in (200, 303)} == {}


def test_who_reads_no_cases_sees_no_list(place: Place, actors: Actors) -> None:
    place.as_person(actors.headers(Role.COMMITTEE_SECRETARY)).open("/cases", 403)


def test_an_empty_list_says_what_would_be_here(place: Place) -> None:
    assert "Ingen åbne sager" in text(place.open("/cases").main)
    assert "Ingen sager passer på det valgte" in text(place.open("/cases?hands=mine").main)


def test_a_new_case_is_refused_at_the_field(place: Place) -> None:
    says = place.refused("/cases/new", received_on="")
    assert "Sagstype: Feltet skal udfyldes." in says
    assert "Modtaget den: Feltet skal udfyldes." in says
    page = page_of(
        place.send(
            "/cases/new",
            case_type_id=str(place.case_type.id),
            unit_id=str(place.unit.id),
            received_on="28.09.2017",
        ),
        422,
    )
    assert "Dagen er ikke kommet endnu." in text(page.select_one("#received_on-error"))


def test_the_pages_are_read_in_english_too(place: Place) -> None:
    place.web.cookies.set("language", "en")
    page = place.open(place.case())
    assert "What comes next" in text(page.main)
    assert "The case was received: the citizen’s application." in text(page.main)
