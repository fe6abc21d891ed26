"""The timeline: every dated entry as it was written, in order, with what became of it."""

import pytest

from tests.web.page import page_of
from tests.web.papers import Pages, key, text

PLAN = f"/plans/{key('plan-2017')}/timeline"
NEW = f"/milestones/new?plan_id={key('plan-2017')}"


def shown(pages: Pages, query: str = "") -> list[str]:
    return [text(head) for head in pages.open(f"{PLAN}{query}").select(".timeline h3")]


def test_the_entries_of_both_papers_are_there(pages: Pages) -> None:
    assert len(shown(pages)) == 15
    older = pages.open(f"/plans/{key('plan-2011')}/timeline")
    assert len(older.select(".timeline h3")) == 17


def test_they_stand_in_order_year_by_year(pages: Pages) -> None:
    years = [text(head) for head in pages.open(PLAN).select("section h2")]
    assert years == ["2016", "2017", "2019"]
    assert shown(pages)[1] == "Aktuelle udfordringer i Borgercenter Handicap"


def test_a_written_date_keeps_its_words_and_has_its_days(pages: Pages) -> None:
    page = pages.open(f"/plans/{key('plan-2011')}/timeline")
    [primo, *_] = [span for span in page.select(".imprecise") if "primo 2012" in span.text]
    assert primo["title"] == "01.01.2012 – 31.01.2012"


def test_what_was_moved_says_why(pages: Pages) -> None:
    [entry] = [each for each in pages.open(PLAN).select(".moment") if "30. august" in each.text]
    assert "▲ rykket" in text(entry)
    assert "Flyttet, fordi: Orienteringen er imidlertid rykket" in text(entry)


def test_a_case_number_leads_to_the_paper(pages: Pages) -> None:
    [link] = pages.open(PLAN).select("a:-soup-contains('2017-0224640')")
    meeting, _, item = str(link["href"]).partition("#")
    page = pages.open(meeting)
    assert "Status på initiativerne" in text(page.select_one(f"#{item}"))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        pytest.param("?year=2019", 1, id="by year"),
        pytest.param(f"?track={key('T17-4')}", 1, id="by track"),
        pytest.param("?q=forældrerådet", 1, id="by words, whatever their case"),
        pytest.param("?open=yes", 5, id="only what is open"),
        pytest.param("?q=findes+slet+ikke", 0, id="nothing found"),
    ],
)
def test_filters(pages: Pages, query: str, count: int) -> None:
    assert len(shown(pages, query)) == count


def test_nothing_found_leads_back(pages: Pages) -> None:
    page = pages.open(f"{PLAN}?q=findes+slet+ikke")
    assert page.select(f".empty a[href='{PLAN}']")


def test_as_it_stood(pages: Pages) -> None:
    page = pages.open(f"{PLAN}?as_of=2017-06-01")
    [survey] = [each for each in page.select(".moment") if "Medarbejdersurvey" in each.text]
    [coming] = [each for each in page.select(".moment") if "Status på init" in each.text]
    assert "✓ nået" in text(survey)
    assert "om 20 dage" in text(coming)


def test_adds_a_date_in_words(pages: Pages) -> None:
    page = pages.sent(NEW, title="Ny evaluering", kind="target", when="4. kvartal 2017")
    [entry] = [each for each in page.select(".moment") if "Ny evaluering" in each.text]
    assert entry.select("[title='01.10.2017 – 31.12.2017']")


@pytest.mark.parametrize("when", ["31.02.2017", "engang", "december"])
def test_a_date_that_cannot_be_read_says_which_can(pages: Pages, when: str) -> None:
    page = page_of(pages.send(NEW, title="x", kind="target", when=when), 422)
    assert page.select_one("#when-error")


def test_words_left_alone_keep_their_days(pages: Pages) -> None:
    """ "i maj" has no year of its own: an edit of the title must not lose what it means."""
    page = pages.sent(f"/milestones/{key('D17-02')}/edit", title="Survey blandt medarbejdere")
    [entry] = [each for each in page.select(".moment") if "Survey blandt" in each.text]
    assert entry.select("time[datetime='2017-05'][title='01.05.2017 – 31.05.2017']")


def test_a_leader_may_read_only(pages: Pages) -> None:
    page = pages.sign_in("leder").open(PLAN)
    assert not page.select("main a[href*='edit'], main a[href*='new']")
    assert page.select(".may-not")


def test_a_plan_out_of_sight_is_not_there(pages: Pages) -> None:
    pages.open("/plans/00000000-0000-0000-0000-000000000000/timeline", 404)
