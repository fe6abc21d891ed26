"""Findings with what they led to, and the matrix of case types in trouble."""

from tests.web.page import page_of
from tests.web.papers import Pages, key, text

PLAN = f"/plans/{key('plan-2017')}/findings"


def marks(pages: Pages) -> dict[str, list[bool]]:
    rows = pages.open(PLAN).select("#areas tbody tr")
    return {
        text(row.th).split(" §")[0]: [bool(cell.select(".state")) for cell in row("td")]
        for row in rows
    }


def test_the_matrix_is_that_of_the_paper(pages: Pages) -> None:
    assert marks(pages) == {
        "BPA": [True, False, True],
        "Bilsager": [True, True, False],
        "Hjælpemidler": [True, False, False],
        "Personlige hjælpemidler": [False, False, True],
        "Tekniske hjælpemidler": [False, True, False],
        "Merudgifter og tabt arbejdsfortjeneste til forældre med børn med handicap": [False] * 3,
        "Merudgifter til forældre med børn med handicap": [True, True, False],
        "Tabt arbejdsfortjeneste til forældre med børn med handicap": [True, True, False],
        "Merudgifter til voksne med handicap": [True, True, False],
    }


def test_it_counts_six_five_and_two(pages: Pages) -> None:
    lead = text(pages.open(PLAN).select_one(".lead"))
    assert "6 sagstyper har været udfordret, 5 er det endnu, 2 er stabile" in lead


def test_a_part_stands_under_its_whole_with_the_quote(pages: Pages) -> None:
    page = pages.open(PLAN)
    [part] = [row for row in page.select("#areas tbody tr") if "Personlige" in row.text]
    assert part.select("th.depth-1")
    assert text(part.select_one("q"))


def test_a_finding_shows_what_it_led_to(pages: Pages) -> None:
    page = pages.open(PLAN)
    led = page.select(f"#finding-{key('F17-3')} .led-to li a:first-child")
    assert len(led) == 3
    assert led[0]["href"] == f"/initiatives/{key('I17-2.2a')}"
    heads = [text(head) for head in page.select("section h2")]
    assert "Fundet ved serviceeftersyn" in heads


def test_adds_a_finding_and_what_it_led_to(pages: Pages) -> None:
    new = f"/findings/new?plan_id={key('plan-2017')}"
    page = pages.sent(new, title="Lang ventetid", found_by="audit", found="juni 2017")
    [found] = [each for each in page.select(".finding") if "Lang ventetid" in each.text]
    link = str(found.select(".led-to a.button")[0]["href"])
    page = pages.sent(link, initiative_id=str(key("I17-1.3")))
    assert page.select(f"#{found['id']} a[href='/initiatives/{key('I17-1.3')}']")


def test_the_same_area_twice_is_refused(pages: Pages) -> None:
    new = f"/problem-areas/new?plan_id={key('plan-2017')}"
    typed = {"case_type_id": str(key("CT-bpa")), "standing": "stable", "as_of_on": "20.09.2017"}
    page = page_of(pages.send(new, **typed), 422)
    assert "findes allerede" in text(page.select_one(".error-summary"))


def test_a_plan_without_areas_says_so(pages: Pages) -> None:
    page = pages.open(f"/plans/{key('plan-2011')}/findings")
    assert "Ingen problemområder" in text(page.main)


def test_a_leader_may_read_only(pages: Pages) -> None:
    page = pages.sign_in("leder").open(PLAN)
    assert not page.select("main a[href*='edit'], main a[href*='new']")
    assert page.select(".may-not")


def test_what_a_finding_did_not_lead_to_is_removed(pages: Pages) -> None:
    [first, *_] = pages.open(PLAN).select(f"#finding-{key('F17-3')} .led-to li .quiet-act")
    page = pages.open(str(first["href"]))
    assert "Outcome fra de to workshops → " in text(page.h1)
    page = pages.sent(str(first["href"]))
    assert len(page.select(f"#finding-{key('F17-3')} .led-to li")) == 2
