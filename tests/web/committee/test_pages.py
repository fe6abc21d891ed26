"""Meetings: the word of each decision, what was promised, and how late it was kept."""

import pytest

from tests.web.page import page_of
from tests.web.papers import Pages, key, text

SEPTEMBER = f"/meetings/{key('M17')}"


def paper(pages: Pages, meeting: str, item: str) -> str:
    return text(pages.open(f"/meetings/{key(meeting)}").select_one(f"#item-{key(item)}"))


def test_noted_is_not_approved(pages: Pages) -> None:
    page = pages.open("/meetings")
    noted = text(page.select_one(f"#meeting-{key('M17')}"))
    approved = text(page.select_one(f"#meeting-{key('M11')}"))
    assert "● taget til efterretning" in noted
    assert "godkendt" not in noted
    assert "✓ godkendt" in approved


def test_a_promise_kept_late_says_by_how_much_and_why(pages: Pages) -> None:
    promise = text(pages.open("/meetings").select_one(f"#promise-{key('P17-1')}"))
    assert "▲ indfriet 21 dage for sent" in promise
    assert "lovet: 30. august 2017 · indfriet 20.09.2017" in promise
    assert "Orienteringen er imidlertid rykket" in promise
    assert "1 indfriet for sent" in text(pages.open("/meetings").select_one(".lead"))


def test_the_meetings_stand_under_their_committee(pages: Pages) -> None:
    heads = [text(head) for head in pages.open("/meetings").select("section h2")]
    assert heads[:2] == ["Socialudvalget", "Økonomiudvalget"]


def test_a_paper_is_shown_whole(pages: Pages) -> None:
    whole = paper(pages, "M17", "AI17-09-20")
    for part in (
        "Socialforvaltningen indstiller at Socialudvalget tager orienteringen",
        "Beslutning Indstillingen blev taget til efterretning.",
        "Nina Eg Hansen",
        "borgercenterchef Mette Boskov Vedsmand deltog",
        "Indstillingen har ingen økonomiske konsekvenser.",
        "Indfriet med dette punkt Ny status d. 30. august 2017",
    ):
        assert part in whole
    assert "sag 2017-0224640" in paper(pages, "M17-06-21", "AI17-06-21")


def test_a_meeting_to_come_shows_what_is_promised_for_it(pages: Pages) -> None:
    page = pages.open(f"/meetings/{key('M17-12-13')}")
    assert "Mødet forestår" in text(page.select_one(".lead"))
    due = text(page.select_one("section[aria-labelledby=due-heading]"))
    assert "Konsolideret handleplan" in due
    assert "○ åbent" in due


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        (f"committee={key('oekonomiudvalget')}", "M11-12-oekonomi", "M17"),
        (f"plan={key('plan-2017')}", "M17", "M11"),
        ("outcome=approved", "M11", "M17"),
        ("q=Forældrerådets", "M17-12-13", "M11"),
    ],
)
def test_filters(pages: Pages, query: str, there: str, gone: str) -> None:
    page = pages.open(f"/meetings?{query}")
    assert page.select(f"#meeting-{key(there)}")
    assert not page.select(f"#meeting-{key(gone)}")
    assert page.select(".chip")


def test_reports_that_come_again(pages: Pages) -> None:
    rows = [text(row) for row in pages.open("/meetings").select("#schedules tbody tr")]
    assert any("månedligt Socialudvalget" in row for row in rows)
    assert any("kvartalsvis fra primo 2012" in row for row in rows)


def test_adds_a_meeting_a_paper_and_a_promise(pages: Pages) -> None:
    pages.sign_in("sekretaer")
    page = pages.sent(
        "/meetings/new",
        committee_id=str(key("socialudvalget")),
        held="08.11.2017",
        starts_at="13.30",
        moved_from_on="01.11.2017",
        moved_because="Lokalet var optaget",
    )
    assert "kl. 13:30" in text(page.h1)
    assert "Rykket 7 dage" in text(page.select_one(".facts"))
    new_item = str(page.select("#new-item a")[0]["href"])
    page = pages.sent(new_item, title="Ankestatistik", recommendations="at A\nat B")
    assert [text(each) for each in page.select(".said-list li")] == ["at A", "at B"]
    new_promise = str(page.select("a[href^='/promises/new']")[0]["href"])
    page = pages.sent(new_promise, title="Ny statistik", due="marts 2018")
    assert "Ny statistik" in text(page.select_one(".promises"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"held": "31.02.2017"}, "held"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"moved_because": "glemt"}, "moved_from_on"),
        ({"committee_id": "x"}, "committee_id"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    pages: Pages, typed: dict[str, str], field: str
) -> None:
    start = {"committee_id": str(key("socialudvalget")), "held": "08.11.2017"}
    page = page_of(pages.send("/meetings/new", **start | typed), 422)
    assert page.select_one(f"#{field}-error")


def test_keeps_a_promise(pages: Pages) -> None:
    edit = f"/promises/{key('P17-3')}/edit"
    page = pages.sent(edit, delivered_on="20.09.2017")
    assert "✓ indfriet" in text(page.select_one(f"#promise-{key('P17-3')}"))


def test_a_leader_may_read_only(pages: Pages) -> None:
    page = pages.sign_in("leder").open(SEPTEMBER)
    assert not page.select("main a[href*='edit'], main a[href*='new']")
    assert page.select(".may-not")
    assert pages.open("/meetings/new", 403)
