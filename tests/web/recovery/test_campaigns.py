"""The review of old decisions: how many, of how many, and what is left."""

from tests.web.page import page_of
from tests.web.papers import Pages, key, text


def cells(pages: Pages, name: str) -> list[str]:
    row = pages.open("/review-campaigns").select_one(f"#campaign-{key(name)}")
    assert row is not None
    return [text(cell) for cell in row.select("td.number")]


def test_98_of_519_are_reviewed(pages: Pages) -> None:
    assert cells(pages, "RC11-1") == ["519", "98", "18,9 %", "421"]
    lead = text(pages.open(f"/review-campaigns/{key('RC11-1')}").select_one(".lead"))
    assert lead.startswith("98 af 519 · 18,9 % · 421 mangler · status pr. 09.09.2011")


def test_unknown_is_not_nothing(pages: Pages) -> None:
    assert cells(pages, "RC11-2") == ["ca. 3.200", "uoplyst", "uoplyst", "uoplyst"]
    page = pages.open(f"/review-campaigns/{key('RC11-2')}")
    assert not page.select("figure")
    assert "ca. 3.200" in text(page.select_one(".facts"))


def test_adds_a_count_that_draws_the_way(pages: Pages) -> None:
    new = f"/review-counts/new?campaign_id={key('RC11-1')}"
    page = pages.sent(new, cut_off_on="31.10.2011", reviewed_count="260")
    assert text(page.select_one(".lead")).startswith("260 af 519 · 50,1 % · 259 mangler")
    assert page.select("figure .chart-main")


def test_more_than_all_are_refused_at_the_field(pages: Pages) -> None:
    new = f"/review-counts/new?campaign_id={key('RC11-1')}"
    page = page_of(pages.send(new, cut_off_on="31.10.2011", reviewed_count="520"), 422)
    assert page.select_one("#reviewed_count-error")


def test_nothing_found_says_why(pages: Pages) -> None:
    page = pages.open(f"/review-campaigns?plan={key('plan-2017')}")
    assert "Ingen gennemgange passer" in text(page.select_one(".empty"))
