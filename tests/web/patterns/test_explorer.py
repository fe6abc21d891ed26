"""Complaints are counted by what somebody asks, with how sure each figure is."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.complaints.tables import Complaint
from api.people.rules import Role
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.api.complaints.facts.known import decide
from tests.factories import make_complaint
from tests.web.cases.conftest import links, one, text
from tests.web.page import HTMX
from tests.web.patterns.conftest import FEBRUARY, MAY, Town, look_again, rows_of


def test_the_answer_is_said_before_its_table(town: Town) -> None:
    page = town.open("/patterns?by=cause")

    assert text(page.h1) == "Antal klager efter årsag"
    assert "Data pr." in text(one(page, ".as-of")).capitalize()
    assert "tilstand 1" in text(one(page, ".as-of"))
    assert text(one(page, ".answer-sentence")) == "11 klager i alt. Flest ved „Skift“: 8 (72,7 %)."
    rows = rows_of(page)
    assert list(rows) == ["Skift", "Tone", "Alle"]
    assert rows["Skift"] == ["8 se klagerne: Skift", "3,5–15,8"]


def test_rows_and_columns_are_a_heat_map_with_its_margins(town: Town) -> None:
    page = town.open("/patterns?by=cause&by=unit")

    assert [text(head) for head in page.select("#pattern thead th")] == [
        *("Årsag", "Afdeling A", "Afdeling B", "Alle")
    ]
    cells = page.select("#pattern tbody tr:first-child td")
    assert [text(cell).split()[0] for cell in cells] == ["6", "2", "8"]
    assert ["shade-5" in cell["class"] for cell in cells] == [True, False, False]
    assert "Højest er „Skift“ ved „Afdeling A“: 6" in text(one(page, ".said-of"))
    [listed] = page.select("details.chart-numbers table")
    assert text(listed.select("tbody tr")[0]).startswith("Skift Afdeling A 6")


def test_a_third_dimension_is_one_heat_map_at_a_time_the_newest_first(town: Town) -> None:
    page = town.open("/patterns?by=cause&by=unit&by=quarter")

    assert [text(chip) for chip in page.select(".thirds .chip")] == ["1. kvt. 2017", "2. kvt. 2017"]
    assert text(one(page, ".thirds [aria-current]")) == "2. kvt. 2017"
    assert list(rows_of(page)) == ["Skift"]
    first = page.select(".thirds a")[0]["href"]
    assert list(rows_of(town.open(str(first)))) == ["Tone"]
    by_unit = town.open("/patterns?by=cause&by=quarter&by=unit")
    assert text(one(by_unit, ".thirds [aria-current]")) == "Afdeling A"


def test_periods_are_drawn_with_their_band_and_told_in_a_sentence(town: Town) -> None:
    page = town.open("/patterns?by=quarter")

    course = page.select("figure.chart-figure svg")[0]
    assert course.title is not None
    assert course.select_one(".chart-band") is not None
    said = text(page.select_one("figure .said-of"))
    assert said == (
        "Højest i 2. kvt. 2017 (8), lavest i 1. kvt. 2017 (3); senest 8 i 2. kvt. 2017."
    )


def test_several_groups_over_time_stand_beside_each_other_on_one_axis(town: Town) -> None:
    page = town.open("/patterns?by=unit&by=quarter")

    assert [text(each.figcaption) for each in page.select(".multiple")] == [
        *("Afdeling A", "Afdeling B")
    ]
    assert "samme akse, fra 0 til 10" in text(page.select_one(".multiples + .legend"))


def test_a_trend_has_control_limits_or_says_why_not(town: Town) -> None:
    whole = town.open("/patterns?by=month&received_from=2017-01-01&received_before=2017-09-01")
    assert "Udvikling med kontrolgrænser" in text(whole.main)
    [limits] = whole.select(".chart-numbers table")
    assert len(limits.select("tbody tr")) == 8

    short = town.open("/patterns?by=quarter&period=2017-Q2")
    assert "Kontrolgrænser vises ikke: Der er for lidt fortid" in text(short.main)


def test_a_comparison_says_how_many_times_as_much(town: Town) -> None:
    page = town.open("/patterns?by=unit&period=2017-Q2&compare=previous_period")

    assert "Sammenlignet med 01.01.2017 til 31.03.2017" in text(page.main)
    rows = rows_of(page)
    assert rows["Afdeling A"][2:] == ["3", "2,0 gange så meget, intervallerne overlapper"]
    assert rows["Afdeling B"][2:] == ["0", "ingen før"]


def test_a_share_says_of_how_many_it_is(town: Town) -> None:
    page = town.open("/patterns?by=unit&measure=upheld_share")
    assert rows_of(page)["Afdeling A"][0].startswith("100,0")
    assert rows_of(page)["Afdeling A"][2] == "9 af 9"
    assert "Wilsons interval" in text(one(page, ".definitions"))


def test_a_share_of_points_is_nought_where_a_place_has_others(town: Town) -> None:
    page = town.open("/patterns?by=cause&by=unit&measure=points_share")

    found = {name: [cell.split()[0] for cell in cells] for name, cells in rows_of(page).items()}
    assert found["Skift"] == ["66,7", "100,0", "72,7"]
    assert found["Tone"] == ["33,3", "0,0", "27,3"]
    assert rows_of(page)["Skift"][0].endswith("6 af 9")


def test_of_marks_it_is_said_that_they_overlap(town: Town) -> None:
    legend = "derfor giver rækkerne ikke 100 % tilsammen"
    assert legend in text(town.open("/patterns?by=mark&measure=points_share").main)
    assert legend not in text(town.open("/patterns?by=cause&measure=points_share").main)


def test_how_soon_a_decision_came_is_asked_in_days(town: Town) -> None:
    page = town.open("/patterns?by=unit&measure=decided_after_share&decided_within=28")

    assert "% afgjort inden 28 dage efter klagen" in text(one(page, "#pattern thead"))
    assert one(page, "#decided_within")["value"] == "28"
    [chip] = page.select(".chips .chip")
    assert text(chip) == "Afgjort inden (dage): 28 ✕ fjern"
    assert str(chip["href"]) == "/patterns?measure=decided_after_share&by=unit"


def test_figures_of_decisions_lead_to_no_complaints(town: Town, session: Session) -> None:
    case = make_case(session, town.units[0], make_case_type(session), received_on=FEBRUARY)
    decide(session, case, MAY)
    measures = "measure=caseworker_changed_share_uncomplained&measure=complaints"

    row = one(town.open(f"/patterns?by=unit&{measures}"), "#pattern tbody tr:first-child")

    told, _, of, complaints, *_ = row.select("td")
    assert (text(told), text(of), told.select("a")) == ("0,0", "0 af 1", [])
    assert len(complaints.select("a.behind")) == 1


def test_what_is_chosen_stands_in_the_sentence_and_as_chips(town: Town) -> None:
    key = str(town.units[0].id)
    page = town.open(f"/patterns?by=cause&unit={key}&channel=phone")

    assert text(one(page, "#unit option[selected]")) == "Afdeling A"
    chips = {text(chip): str(chip["href"]) for chip in page.select(".chips .chip")}
    assert chips == {
        "Enhed: Afdeling A ✕ fjern": "/patterns?by=cause&channel=phone",
        "Kom med: telefon ✕ fjern": f"/patterns?by=cause&unit={key}",
    }
    assert one(page, "details.rare").has_attr("open")


def test_a_day_that_is_chosen_is_read_in_the_language_of_the_page(town: Town) -> None:
    query = "/patterns?by=cause&received_from=2017-05-01"
    assert text(one(town.open(query), ".chip")) == "Modtaget fra: 01.05.2017 ✕ fjern"
    town.web.cookies.set("language", "en")
    assert text(one(town.open(query), ".chip")) == "Received from: 1 May 2017 ✕ remove"


def test_an_address_with_nothing_in_it_becomes_tidy(town: Town) -> None:
    answer = town.web.get("/patterns?by=cause&by=&unit=&q=")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/patterns?by=cause")


def test_htmx_gets_the_explorer_and_its_tidy_address(town: Town) -> None:
    answer = town.web.get("/patterns?by=cause&by=&unit=", headers=HTMX)
    assert answer.headers["HX-Push-Url"] == "/patterns?by=cause"
    assert len(town.part("/patterns?by=cause&by=").select("#explorer #pattern")) == 1


@pytest.mark.parametrize(
    ("asked", "pattern"),
    [
        pytest.param("?by=unit&kind=procedural", "by=unit&kind=procedural", id="chosen"),
        pytest.param("", "by=cause_group", id="nothing chosen"),
    ],
)
def test_what_is_learnt_from_it_is_noted_with_the_data_it_was_seen_in(
    town: Town, asked: str, pattern: str
) -> None:
    [learn] = [
        each
        for each in links(town.open(f"/patterns{asked}"))
        if each.startswith("/learning-records/new")
    ]
    assert parse_qs(urlsplit(learn).query) == {"pattern": [pattern], "data_number": ["1"]}
    assert text(town.open(learn).h1) == "Notér læring"


def test_a_permanent_link_shows_the_same_after_more_have_come(town: Town, session: Session) -> None:
    link = town.open("/patterns?by=unit").select(".permanent a")[0]
    make_complaint(session, town.units[1])
    look_again(session)
    assert rows_of(town.open("/patterns?by=unit"))["Alle"][0].startswith("12")
    frozen = town.open(str(link["href"]))

    assert parse_qs(urlsplit(str(link["href"])).query)["data"] == ["1"]
    assert "fastfrosset pr." in text(one(frozen, ".as-of"))
    assert "/patterns?by=unit" in links(one(frozen, ".as-of"))
    assert rows_of(frozen)["Alle"][0].startswith("11")


def test_a_number_opens_the_complaints_behind_it_and_the_way_back(town: Town) -> None:
    page = town.open("/patterns?by=cause&by=unit")
    behind = town.open(str(page.select("#pattern tbody .behind")[0]["href"]))

    assert text(behind.h1) == "Klagerne bag tallet"
    lead = text(one(behind, ".lead"))
    assert lead.startswith("6 klager · årsag: Skift · enhed: Afdeling A")
    assert len(behind.select("#behind tbody tr[data-row]")) == 6
    assert "/patterns?by=cause&by=unit" in links(behind)


def test_a_week_is_compared_with_the_week_of_that_number(town: Town) -> None:
    page = town.open("/patterns?by=cause&period=2017-W20&compare=year_before")

    [compared] = [note for note in page.select(".legend") if "Sammenlignet" in note.text]
    days, note, *_ = text(compared).split(". U")
    assert days == "Sammenlignet med 16.05.2016 til 22.05.2016"
    assert note.startswith("gerne er sat over for ugerne med samme nummer året før")


def test_those_of_which_it_is_not_known_can_be_opened_too(town: Town) -> None:
    page = town.open("/patterns?by=case_type")
    behind = town.open(str(one(page, "#pattern tbody tr:first-child .behind")["href"]))
    assert text(one(behind, ".lead")).startswith("11 klager · sagstype: ikke oplyst")


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("by=cause&by=unit&by=kind&by=channel", "by", "Fordel efter højst tre ting"),
        ("by=year&by=month", "by", "én slags periode"),
        ("received_from=2017-05-01&received_before=2017-02-01", "received_before", ""),
        ("compare=year_before", "compare", "Vælg først en periode"),
        ("period=2015-W53&compare=year_before", "compare", "Året før har ingen uge 53"),
        ("measure=points_share&by=unit", "by", "En andel af klagepunkterne er af dem"),
        ("measure=decided_after_share&decided_within=91", "decided_within", "for stort"),
        ("measure=decided_after_share&decided_within=0", "decided_within", "for lille"),
        ("measure=decided_after_share&decided_within=snart", "decided_within", "eksempel 14."),
        ("measure=decided_after_share&decided_within=1,5", "decided_within", "eksempel 14."),
        ("q=-tone", "q", "Skriv også et ord"),
        ("period=2017-17", "period", "Skriv perioden som"),
    ],
)
def test_a_question_that_can_not_be_answered_is_shown_at_its_field(
    town: Town, query: str, name: str, words: str
) -> None:
    page = town.open(f"/patterns?{query}", 422)

    assert words in text(one(page, f"#{name}-error"))
    assert one(page, f"#{name}")["aria-invalid"] == "true"
    assert f"#{name}" in links(one(page, ".error-summary"))
    folded = one(page, f"#{name}").find_parent("details")
    assert folded is None or folded.has_attr("open")
    assert page.select("#pattern") == []


def test_what_is_no_choice_is_an_error_and_asks_nothing(town: Town) -> None:
    page = town.open("/patterns?unit=her&by=cause", 422)
    assert "Vælg en af mulighederne" in text(one(page, "#unit-error"))


def test_a_leader_is_told_of_which_units_it_counts(town: Town) -> None:
    town.as_role(Role.DEPARTMENT_LEADER, town.units[1])
    page = town.open("/patterns?by=unit")
    assert "kun klager over Afdeling B" in text(one(page, ".as-of"))
    assert list(rows_of(page)) == ["Afdeling B", "Alle"]


def test_who_may_not_read_complaints_sees_no_small_counts_and_opens_none(town: Town) -> None:
    town.as_role(Role.COMMITTEE_SECRETARY)
    page = town.open("/patterns?by=cause_group")
    assert "små tal skjult" in text(one(page, ".as-of"))
    assert not [link for link in links(page) if link.startswith("/patterns/complaints")]
    refused = town.open("/patterns?by=channel&by=unit&by=quarter&measure=upheld_share", 422)
    assert "Når små tal er skjult" in text(one(refused, ".error-summary"))


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_what_is_shown_is_given_as_a_file(town: Town, kind: str, begins: bytes) -> None:
    [link] = [each for each in links(town.open("/patterns?by=unit")) if f".{kind}" in each]
    answer = town.web.get(link)
    assert answer.content.startswith(begins)
    assert f'.{kind}"' in answer.headers["Content-Disposition"]


def test_programs_may_take_the_answer_as_it_is(town: Town) -> None:
    answer = town.web.get("/patterns/export.json?by=unit")
    assert [value["name"] for value in answer.json()["by"][0]["values"]] == [
        *("Afdeling A", "Afdeling B")
    ]
    assert "klagemoenster.json" in answer.headers["Content-Disposition"]
    assert town.web.get("/patterns/export.csv?unit=her").status_code == 422


def test_english_says_it_in_english(town: Town, web: TestClient) -> None:
    web.cookies.set("language", "en")
    page = town.open("/patterns?by=quarter&by=cause")
    assert text(page.h1) == "Number of complaints by quarter and cause"
    assert "Q2 2017" in rows_of(page)


def test_one_that_may_be_read_no_more_stands_there_without_its_words(
    town: Town, session: Session
) -> None:
    leader = town.as_role(Role.DEPARTMENT_LEADER, town.units[1])
    leader.open("/patterns?by=unit")
    [one_of_b, _] = session.exec(select(Complaint).where(Complaint.unit_id == town.units[1].id))
    one_of_b.unit_id = town.units[0].id
    session.flush()

    rows = leader.open("/patterns/complaints?data=1").select("#behind tbody tr[data-row]")

    unread = [row for row in rows if "kan ikke læses mere" in text(row)]
    assert (len(rows), len(unread)) == (2, 1)
    assert unread[0].select("a") == []
