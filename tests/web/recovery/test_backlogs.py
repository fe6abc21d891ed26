"""Backlogs are shown as the paper of 2011 prints them, and counted on."""

from datetime import date

import pytest

from tests.web.page import HTMX, page_of, part_of
from tests.web.papers import Pages, key, text

CARS = f"/backlogs/{key('BL11-4')}"
ONE_OFF = f"/backlogs/{key('BL11-1')}"
NEW_COUNT = f"/backlog-counts/new?backlog_id={key('BL11-4')}"


def cells(pages: Pages, name: str) -> list[str]:
    row = pages.open("/backlogs").select_one(f"#backlog-{key(name)}")
    assert row is not None
    return [text(cell) for cell in row.select("td.number")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("BL11-1", ["1.600", "966", "−634", "−39,6 %"], id="one-off benefits"),
        pytest.param("BL11-2", ["80", "30", "−50", "−62,5 %"], id="additional costs"),
        pytest.param("BL11-3", ["174", "0", "−174", "−100,0 %"], id="none left is 0"),
        pytest.param("BL11-4", ["95", "106", "+11 (vokset)", "+11,6 %"], id="one that grew"),
        pytest.param("BL11-5", ["uoplyst", "ca. 125", "uoplyst", "uoplyst"], id="unknown start"),
    ],
)
def test_each_row_says_what_the_paper_says(pages: Pages, name: str, shown: list[str]) -> None:
    assert cells(pages, name) == shown


def test_the_columns_are_those_of_the_paper(pages: Pages) -> None:
    heads = [text(head) for head in pages.open("/backlogs").select("#backlogs thead th")]
    assert heads[:5] == ["Bunke", "Oprindelig bunke", "Status 9/9 2011", "Ændring", "%"]


def test_the_sum_holds_what_may_be_added_and_says_so(pages: Pages) -> None:
    page = pages.open("/backlogs")
    numbers = [text(cell) for cell in page.select("tr.sum td.number")]
    assert numbers == ["1.949", "1.102", "−847", "−43,5 %"]
    note = text(page.select_one("#note-sum"))
    assert "Enkeltydelser, Merudgifter til voksne" in note
    assert "Ikke med: Egenansøgninger om førtidspension." in note


def test_growth_is_explained_and_no_alarm(pages: Pages) -> None:
    page = pages.open("/backlogs")
    assert not page.select("main .state-bad, main .alert-error, main .alert-warning")
    note = text(page.select_one(f"#note-{key('BL11-4')}"))
    assert note.startswith("** Handicapbiler Vokset med 11.")
    assert "Sagsbehandlingstiden er på ca. et halvt år" in note


def test_anothers_pile_is_marked(pages: Pages) -> None:
    row = pages.open("/backlogs").select_one(f"#backlog-{key('BL11-5')}")
    assert "i anden forvaltning: Beskæftigelses- og Integrationsforvaltningen" in text(row)


def test_before_the_count_nothing_is_known(pages: Pages) -> None:
    page = pages.open("/backlogs?as_of=2011-09-08")
    assert not page.select("tr.sum")
    assert "Som det stod 08.09.2011" in text(page.main)
    row = page.select_one(f"#backlog-{key('BL11-1')}")
    assert [text(cell) for cell in row.select("td.number")] == ["1.600", "uoplyst", "uoplyst"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        pytest.param(f"plan={key('plan-2011')}", 5, id="by plan"),
        pytest.param(f"plan={key('plan-2017')}", 0, id="a plan without backlogs"),
        pytest.param(f"unit={key('U-bif')}", 1, id="by unit"),
    ],
)
def test_filters(pages: Pages, query: str, rows: int) -> None:
    page = pages.open(f"/backlogs?{query}")
    assert len(page.select("#backlogs tbody tr[data-row]")) == rows
    assert page.select(".chip")
    assert bool(page.select(".empty")) is (rows == 0)


def test_an_unreadable_day_is_said_at_its_field(pages: Pages) -> None:
    page = pages.open("/backlogs?as_of=31.02.2011", 422)
    assert "findes ikke i kalenderen" in text(page.select_one("#as_of-error"))


def test_the_picture_has_its_numbers_in_a_table(pages: Pages) -> None:
    page = pages.open(ONE_OFF)
    assert page.select("figure svg title")
    assert page.select("figure svg .chart-baseline")
    [first, last] = [[text(cell) for cell in row("td")] for row in page.select("figure tbody tr")]
    assert first == ["966", "966", "1.600"]
    assert last == ["– uoplyst", "0", "1.600"]


def test_adds_a_count(pages: Pages) -> None:
    page = pages.sent(NEW_COUNT, cut_off_on="11.11.2011", open_count="1.080")
    [newest, *_] = page.select("#counts tbody tr")
    assert [text(cell) for cell in newest.select("th, td.number")] == [
        "11.11.2011",
        "1.080",
        "+974 (vokset)",
    ]
    assert "„11.11.2011“ er gemt." in text(page.select_one("#notices"))


def test_an_unknown_number_stays_unknown(pages: Pages) -> None:
    page = pages.sent(NEW_COUNT, cut_off_on="11.11.2011", open_count="")
    assert text(page.select_one("#counts tbody td.number")) == "uoplyst"
    assert text(page.select_one(".facts dd")) == "uoplyst"


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"cut_off_on": "31.02.2011"}, "cut_off_on", "findes ikke i kalenderen"),
        ({"cut_off_on": "0"}, "cut_off_on", "Skriv datoen"),
        ({"cut_off_on": "09.09.2011"}, "cut_off_on", "allerede en optælling"),
        ({"cut_off_on": "01.01.2018"}, "cut_off_on", "ikke kommet endnu"),
        ({"cut_off_on": "11.11.2011", "open_count": "-1"}, "open_count", "mindst 0"),
        ({"cut_off_on": "11.11.2011", "open_count": "12,5"}, "open_count", "helt tal"),
        ({"cut_off_on": "11.11.2011", "source": "a\x00b"}, "source", "ikke kan gemmes"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    pages: Pages, typed: dict[str, str], field: str, says: str
) -> None:
    page = page_of(pages.send(NEW_COUNT, **typed), 422)
    assert says in text(page.select_one(f"#{field}-error"))
    assert page.select(f".error-summary a[href='#{field}']")


def test_two_versions_stand_side_by_side(pages: Pages) -> None:
    edit = f"/backlog-counts/{key('BC11-4')}/edit"
    mine = pages.filled(edit)
    pages.sent(edit, open_count="107")
    page = page_of(pages.post(edit, mine | {"open_count": "105"}), 412)
    versions = page.select("input[type=radio][name=open_count]")
    assert [version["value"] for version in versions] == ["105", "107"]
    form = {str(tag["name"]): str(tag["value"]) for tag in page.select("main [type=hidden]")}
    answer = pages.post(edit, form | {"open_count": "105"})
    assert answer.status_code == 303
    assert text(pages.open(CARS).select_one(".facts dd")) == "105"


def test_the_form_opens_in_its_row(pages: Pages) -> None:
    row = part_of(pages.web.get(f"/backlog-counts/{key('BC11-4')}/edit?in=row", headers=HTMX))
    assert row.select("tr > td form[method=post] input[name=open_count][value='106']")


def test_a_leader_reads_and_is_told_why_not_more(pages: Pages) -> None:
    page = pages.sign_in("leder").open(CARS)
    assert not page.select(f"a[href*='{key('BL11-4')}/edit'], main a[href*='new']")
    assert "ikke til at rette den" in text(page.select_one(".may-not"))
    assert "Det må du ikke" in text(pages.open(NEW_COUNT, 403).main)
    assert pages.open(f"{CARS}/edit", 403)


def test_adds_edits_and_deletes_a_backlog(pages: Pages) -> None:
    page = pages.sent("/backlogs/new", title="Ankesager", unit_id=str(key("U-bch")))
    assert text(page.h1) == "Ankesager"
    here = str(page.select("a[href$='/edit']")[0]["href"]).removesuffix("/edit")
    page = pages.sent(
        f"{here}/edit", baseline_count="40", baseline_on=f"{date(2017, 1, 2):%d.%m.%Y}"
    )
    assert "40" in text(page.select_one(".facts"))
    history = text(pages.open(f"{here}/changes").select_one("#changes"))
    assert "Oprindelig bunke" in history
    assert "oprettet" in history
    assert "Ankesager" not in text(pages.sent(f"{here}/delete").select_one("#main"))


def test_what_has_history_is_not_deleted(pages: Pages) -> None:
    page = page_of(pages.send(f"{CARS}/delete"), 422)
    assert "kan ikke slettes" in text(page.select_one(".error-summary"))


def test_the_page_is_whole_in_english(pages: Pages) -> None:
    pages.web.cookies.set("language", "en")
    page = pages.open("/backlogs")
    assert text(page.h1) == "Backlogs: how far is the clearing?"
    assert "1,600" in text(page.select_one("#backlogs"))


def test_is_linked_to_a_track_and_from_it(pages: Pages) -> None:
    link = f"/track-backlogs/new?backlog_id={key('BL11-1')}"
    page = pages.sent(link, track_id=str(key("T11-1")))
    part = page.select_one(f"a[href='/tracks/{key('T11-1')}'] + a")
    assert part is not None
    page = pages.sent(str(part["href"]))
    assert not page.select(f"a[href='/tracks/{key('T11-1')}']")
    assert page.select(f"a[href='/tracks/{key('T11-2')}']")
