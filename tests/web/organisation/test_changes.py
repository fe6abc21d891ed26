"""Who changed what when, for those with the right."""

from tests.web.papers import Pages, key, text

RENAME = f"/backlogs/{key('BL11-4')}/edit"


def test_tells_who_changed_what_from_what(pages: Pages) -> None:
    pages.sent(RENAME, title="Biler")
    page = pages.open(f"/changes?entity=backlogs&actor={key('P-admin')}")
    [row] = page.select("#changes tbody tr")
    assert "Ida Skov" in text(row)
    assert "bunke rettet · Biler" in text(row)
    assert text(row.select_one("del")) == "Handicapbiler"
    assert text(row.select_one("ins")) == "Biler"
    assert row.select(f"a[href='/backlogs/{key('BL11-4')}']")


def test_shows_the_last_week_a_page_at_a_time(pages: Pages) -> None:
    page = pages.open("/changes")
    assert len(page.select("#changes tbody tr")) == 50
    assert "50 vist her" in text(page.select_one(".lead"))
    following = page.select("a[href*='cursor=']")[0]["href"]
    assert len(pages.open(str(following)).select("#changes tbody tr")) == 50


def test_a_week_without_changes_says_so(pages: Pages) -> None:
    page = pages.open("/changes?until_on=01.01.2011")
    assert "Ingen ændringer fundet" in text(page.select_one(".empty"))


def test_an_unreadable_day_is_said_at_its_field(pages: Pages) -> None:
    page = pages.open("/changes?from_on=0", 422)
    assert page.select_one("#from_on-error")


def test_it_is_not_for_everybody(pages: Pages) -> None:
    pages.sign_in("leder")
    assert "Det må du ikke" in text(pages.open("/changes", 403).main)
    assert not pages.open("/organisation").select("a[href='/changes']")
