"""The list of deadlines: what breaks, whose it is, and what to do next."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from sqlmodel import Session

from api.cases.tables import Case
from api.catalogue.terms.kinds import Clock, DeadlineKind
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person
from tests.api.deadlines.makers import make_extension, make_wait
from tests.conftest import TODAY
from tests.factories import UNKNOWN_ID, Actors, make_person
from tests.web.deadlines.conftest import Made
from tests.web.page import HTMX, part_of
from tests.web.papers import Pages, text
from web.deadlines import pages as deadlines_pages

ALL = "/deadlines?order=legal_due_on"
TUESDAY, THURSDAY = date(2017, 9, 26), date(2017, 9, 28)


def numbers(page: BeautifulSoup) -> list[str]:
    return [text(link) for link in page.select("tbody[data-row] a[data-open]")]


def row(page: BeautifulSoup, deadline: Deadline) -> Tag:
    found = page.select_one(f"#deadline-{deadline.id}")
    assert found is not None
    return found


def cells(found: Tag) -> list[str]:
    return [text(cell) for cell in found.select("th, td")]


def case_of(session: Session, deadline: Deadline) -> Case:
    return session.get_one(Case, deadline.case_id)


def test_begins_with_what_breaks_this_week_and_next_in_the_readers_unit(
    pages: Pages, unit: Unit, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines_pages, "today", lambda: TODAY)
    made("2017-3", date(2017, 10, 9))
    made("2017-2", date(2017, 10, 8))
    promised = made("2017-1", date(2017, 8, 20))
    make_extension(pages.session, promised, date(2017, 12, 1))

    answer = pages.web.get("/deadlines")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/deadlines?unit={unit.id}&due_before=2017-10-09"
    page = pages.open(answer.headers["Location"])
    assert numbers(page) == ["2017-1", "2017-2"]
    assert [text(chip) for chip in page.select(".chips[aria-label] a")] == [
        "Enhed: Børnefamilier, afdeling 2 ✕ fjern",
        "Frist før: 09.10.2017 ✕ fjern",
    ]


def test_a_row_says_how_it_stands_what_is_awaited_and_who_was_told(
    pages: Pages, made: Made, leader: Person
) -> None:
    late = made("2017-1", date(2017, 9, 15), caseworker=leader)
    make_wait(pages.session, case_of(pages.session, late), date(2017, 9, 6))
    told = made("2017-2", TUESDAY)
    make_extension(pages.session, told, date(2017, 10, 11), notice_sent_on=date(2017, 9, 20))

    page = pages.open(ALL)

    assert cells(row(page, late))[1:7] == [
        "■ overskredet 12 dage fr. 15.09.2017 · hvorfor denne dato? sag 2017-1",
        "2017-1 fra 16.08.2017",
        "Merudgifter afgørelse",
        "Lægeattest læge, 21 dage",
        "■ mangler",
        "Prøve Holm",
    ]
    assert cells(row(page, told))[5:7] == ["✓ i tide svar lovet on. 11.10.2017", "ingen endnu"]
    case_link = row(page, late).select_one("a[data-open]")
    assert case_link is not None
    assert case_link["href"] == "/cases/2017-1"


@pytest.mark.parametrize(
    ("due_on", "of", "says", "notice"),
    [
        pytest.param("2017-10-17", {}, "● om 20 dage (til tiden) ti. 17.10.2017", "", id="ahead"),
        pytest.param("2017-10-05", {}, "● om 8 dage (til tiden) to. 05.10.2017", "", id="8 days"),
        pytest.param(
            "2017-10-04", {}, "▲ om 7 dage (nær frist) on. 04.10.2017", "○ ikke sendt", id="near"
        ),
        pytest.param(
            "2017-09-28", {}, "▲ i morgen (nær frist) to. 28.09.2017", "○ ikke sendt", id="tomorrow"
        ),
        pytest.param(
            "2017-09-27", {}, "▲ i dag (nær frist) on. 27.09.2017", "○ ikke sendt", id="last day"
        ),
        pytest.param(
            "2017-09-26", {}, "■ overskredet 1 dag ti. 26.09.2017", "■ mangler", id="overdue"
        ),
        pytest.param(
            "2017-09-26",
            {"kind": DeadlineKind.APPEAL},
            "○ udløbet for 1 dag siden ti. 26.09.2017",
            "",
            id="a citizen's own has run out",
        ),
        pytest.param(
            "2017-09-20",
            {"met_on": date(2017, 9, 19)},
            "✓ fuldført ti. 19.09.2017 · frist on. 20.09.2017",
            "",
            id="met",
        ),
        pytest.param(
            "2017-09-20",
            {"met_on": date(2017, 9, 22)},
            "▲ fuldført 2 dage for sent fr. 22.09.2017 · frist on. 20.09.2017",
            "○ blev ikke sendt",
            id="met late",
        ),
        pytest.param(
            "2017-09-20",
            {"cancelled_on": date(2017, 9, 1)},
            "✕ bortfaldet fr. 01.09.2017 · frist on. 20.09.2017",
            "",
            id="cancelled",
        ),
    ],
)
def test_says_each_state_in_shape_and_words(
    pages: Pages, made: Made, due_on: str, of: dict[str, Any], says: str, notice: str
) -> None:
    deadline = made("2017-1", date.fromisoformat(due_on), **of)
    found = cells(row(pages.open("/deadlines?state=all&owed_by=both"), deadline))
    assert found[1].replace(" · hvorfor denne dato? sag 2017-1", "") == says
    assert found[5] == notice


def test_a_clock_that_stands_still_is_said_to(pages: Pages, made: Made) -> None:
    still = made("2017-1", TUESDAY, clock=Clock.STOPS_WHILE_WAITING)
    make_wait(pages.session, case_of(pages.session, still), date(2017, 9, 20))
    assert cells(row(pages.open(ALL), still))[1].startswith("○ uret står stille")


def test_the_next_act_stands_beside_the_fact(pages: Pages, made: Made) -> None:
    late, ahead = made("2017-1", TUESDAY), made("2017-2", date(2017, 12, 1))
    broken = made("2017-3", date(2017, 9, 11))
    make_extension(pages.session, broken, TUESDAY, notice_sent_on=date(2017, 9, 12))

    page = pages.open(ALL)

    def beside(deadline: Deadline) -> list[str]:
        links = row(page, deadline).select(".row-acts > a")
        return [text(link).partition(" :")[0] for link in links]

    assert beside(late) == ["Send besked", "Fuldført"]
    assert beside(ahead) == ["Fuldført"]
    assert beside(broken) == ["Send besked", "Fuldført"]
    assert "ny besked mangler" in text(row(page, broken))
    assert len(row(page, late).select("a[data-edit]")) == 1
    behind = row(page, ahead).select(".more-acts a")
    assert [text(link).partition(" :")[0] for link in behind] == ["Send besked", "Lad bortfalde"]


def test_counts_what_is_overdue_and_near(pages: Pages, made: Made) -> None:
    for number, days in enumerate((-3, -1, 0, 7, 8)):
        made(f"2017-{number}", TODAY + timedelta(days))

    line = pages.open(ALL).select_one(".counts")
    assert text(line).startswith("5 frister · ■ 2 overskredet · ▲ 2 nær frist")
    links = [str(link["href"]) for link in line.select("a")] if line else []
    found = [numbers(pages.open(link)) for link in links]
    assert found == [["2017-0", "2017-1"], ["2017-2", "2017-3"]]


def test_filters(pages: Pages, made: Made, unit: Unit, leader: Person) -> None:
    appeal = DeadlineKind.APPEAL
    made("2017-11", TUESDAY, caseworker=leader)
    told = made("2017-12", THURSDAY)
    make_extension(pages.session, told, date(2017, 10, 11))
    made("2017-13", THURSDAY, met_on=TODAY)
    made("2017-14", THURSDAY, cancelled_on=TODAY)
    made("2017-15", THURSDAY, kind=appeal)
    made("2017-16", TUESDAY, met_on=TODAY)

    for query, found in (
        ("state=", ["11", "12"]),
        ("state=overdue", ["11"]),
        ("state=running", ["12"]),
        ("state=done", ["16", "13"]),
        ("state=late", ["16"]),
        ("state=cancelled", ["14"]),
        ("state=all", ["11", "16", "12", "13", "14"]),
        ("owed_by=citizen", ["15"]),
        ("owed_by=both", ["11", "12", "15"]),
        ("kind=appeal&owed_by=both", ["15"]),
        ("notice=missing", ["11"]),
        ("notice=sent", ["12"]),
        (f"caseworker={leader.id}", ["11"]),
        ("caseworker=none", ["12"]),
        ("due_before=2017-09-28", ["11"]),
        ("due_from=2017-09-28", ["12"]),
        ("q=2017-12", ["12"]),
        (f"unit={unit.id}", ["11", "12"]),
        (f"unit={UNKNOWN_ID}", []),
    ):
        address = f"/deadlines?{query}&order=legal_due_on"
        answer = pages.web.get(address, follow_redirects=True)
        page = BeautifulSoup(answer.text, "html.parser")
        assert sorted(numbers(page)) == sorted(f"2017-{number}" for number in found), query


def test_what_was_typed_becomes_a_permanent_address(pages: Pages) -> None:
    answer = pages.web.get("/deadlines?state=&due_before=1.10.2017&unit=&q=")
    assert answer.headers["Location"] == "/deadlines?due_before=2017-10-01"
    assert pages.web.get("/deadlines?unit=").headers["Location"] == ALL


def test_the_last_chip_leads_to_all_and_not_back_to_the_beginning(pages: Pages) -> None:
    [chip] = pages.open("/deadlines?state=overdue").select(".chips[aria-label] a")
    assert chip["href"] == ALL


@pytest.mark.parametrize(
    ("query", "field", "says"),
    [
        ("due_before=31.02.2017", "due_before", "findes ikke i kalenderen"),
        ("as_of=i%20går", "as_of", "Skriv datoen"),
        ("unit=nogle", "unit", "Vælg en af mulighederne"),
        ("state=ukendt", "state", "Vælg en af mulighederne"),
    ],
)
def test_an_unreadable_filter_is_said_at_its_field(
    pages: Pages, made: Made, query: str, field: str, says: str
) -> None:
    made("2017-1", TUESDAY)
    page = pages.open(f"/deadlines?{query}", 422)
    assert says in text(page.select_one(f"#{field}-error"))
    assert numbers(page) == ["2017-1"]


def test_sorts_by_the_heads(pages: Pages, made: Made) -> None:
    made("2017-1", TUESDAY)
    made("2017-2", THURSDAY)
    page = pages.open(ALL)
    [head] = page.select("th[aria-sort]")
    assert (text(head), head["aria-sort"]) == ("Frist ▲", "ascending")
    other = head.select_one("a")
    assert other is not None
    page = pages.open(f"/deadlines{other['href']}")
    assert numbers(page) == ["2017-2", "2017-1"]
    assert page.select("th[aria-sort=descending]")


def test_more_are_shown_below_or_on_the_next_page(
    pages: Pages, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines_pages, "PAGE", 2)
    for number in range(3):
        made(f"2017-{number}", TUESDAY + timedelta(number))

    page = pages.open(ALL)
    more = page.select_one("tbody.more a")
    assert more is not None
    assert more["href"] == more["hx-get"]
    assert numbers(page) == ["2017-0", "2017-1"]
    assert numbers(pages.open(str(more["href"]))) == ["2017-2"]
    part = part_of(pages.web.get(str(more["href"]), headers=HTMX))
    assert numbers(part) == ["2017-2"]
    assert part.select(".deadline a[autofocus]")
    assert not part.select("tbody.more, thead")


def test_the_past_is_shown_as_it_stood_and_not_acted_on(pages: Pages, made: Made) -> None:
    made("2017-1", TUESDAY, met_on=TODAY)
    page = pages.open("/deadlines?as_of=2017-09-26")
    assert numbers(page) == ["2017-1"]
    assert "som de stod den 26.09.2017" in text(page.main)
    assert not page.select(".row-acts a, input[type=checkbox]")
    why = page.select_one("tbody[data-row] .due a")
    assert why is not None
    assert "as_of=2017-09-26" in str(why["href"])


def test_empty_lists_say_what_would_be_there(pages: Pages) -> None:
    page = pages.open("/deadlines?state=overdue")
    act = page.select_one(".empty a")
    assert act is not None
    assert act["href"] == ALL
    assert "Ingen frister endnu" in text(pages.open(ALL).select_one(".empty"))


def test_colleagues_of_the_chosen_unit_can_be_asked_for(
    pages: Pages, unit: Unit, session: Session, actors: Actors
) -> None:
    colleague = make_person(session, "dahl")
    actors.grant(colleague, Role.CASEWORKER, unit)
    other = make_person(session, "friis")

    options = pages.open(f"/deadlines?unit={unit.id}").select("#caseworker option")
    assert [text(option) for option in options] == ["alle", "mig", "ingen endnu", "Prøve Dahl"]
    chosen = pages.open(f"/deadlines?caseworker={other.id}")
    assert "Ansvarlig: Prøve Friis" in text(chosen.select_one(".chips[aria-label]"))


def test_an_advisor_reads_and_is_offered_no_act(
    pages: Pages, made: Made, session: Session, actors: Actors
) -> None:
    made("2017-1", TUESDAY)
    advisor = make_person(session, "raadgiver")
    actors.grant(advisor, Role.CITIZENS_ADVISOR)
    page = pages.sign_in("raadgiver").open(ALL)
    assert numbers(page) == ["2017-1"]
    assert not page.select(".row-acts a, tbody input")


def test_who_has_no_right_to_deadlines_is_not_offered_them(
    pages: Pages, session: Session, actors: Actors
) -> None:
    secretary = make_person(session, "sekretaer")
    actors.grant(secretary, Role.COMMITTEE_SECRETARY)
    assert pages.open("/help/keys").select(".places a[href='/deadlines']")
    pages.sign_in("sekretaer")
    assert not pages.open("/help/keys").select(".places a[href='/deadlines']")
    assert "Det må du ikke" in text(pages.open(ALL, 403).main)


def test_the_list_is_whole_in_english(pages: Pages, made: Made) -> None:
    late = made("2017-1", TUESDAY)
    pages.web.cookies.set("language", "en")
    page = pages.open(ALL)
    assert text(page.h1) == "Deadlines"
    found = cells(row(page, late))
    assert found[1].startswith("■ overdue by 1 day Tue 26 Sept 2017")
    assert found[3] == "Additional expenses decision"
