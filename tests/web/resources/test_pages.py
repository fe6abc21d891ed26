"""Money and full-time equivalents: each line as the paper gives it, and sums that agree."""

import pytest

from tests.web.page import HTMX, page_of, part_of
from tests.web.papers import Pages, key, text

PLAN = f"/plans/{key('plan-2011')}/resources"
NEW = f"/resource-lines/new?plan_id={key('plan-2011')}"


def line(pages: Pages, name: str) -> list[str]:
    row = pages.open(PLAN).select_one(f"#line-{key(name)}")
    assert row is not None
    return [text(cell) for cell in row("td")[:4]]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("B11-1", ["i 2011 1-årig", "uoplyst", "uoplyst", "9,70"]),
        ("B11-2", ["fra 2012 varig", "drift", "(23,7)", "12,25"]),
        ("B11-2a", ["2012 og frem varig", "drift", "12,8", "6,60 2012-pl"]),
        ("B11-2b", ["2012 og frem varig", "drift", "10,9", "5,65 2012-pl"]),
        ("B11-3", ["i 2012 1-årig", "drift", "8,6", "4,30 2012-pl"]),
        ("B11-5", ["i 2012 1-årig", "anlæg", "uoplyst", "1,00"]),
        ("B11-6", ["i 2012 og 2013 flere år", "drift", "uoplyst", "1,00"]),
    ],
)
def test_each_line_says_what_the_paper_says(pages: Pages, name: str, shown: list[str]) -> None:
    assert line(pages, name) == shown


def test_what_is_granted_and_what_is_asked_for_stand_apart(pages: Pages) -> None:
    page = pages.open(PLAN)
    lead = text(page.select_one(".lead"))
    assert "bevilget 9,70 mio. kr. · ønsket 19,55 mio. kr." in lead
    asked = [text(cell) for cell in page.select("#lines-requested tr.sum td.number")]
    assert asked == ["32,3", "19,55"]


def test_a_sum_is_laid_beside_its_parts(pages: Pages) -> None:
    page = pages.open(PLAN)
    checks = text(page.select_one(f"#line-{key('B11-2')} .checks"))
    assert checks == "12,25 = 6,60 + 5,65 mio. kr. ✓ stemmer 12,8 + 10,9 = 23,7 årsværk"
    whole = page.select_one(f"#line-{key('B11-2')}")
    assert whole is not None
    parts = [row["id"] for row in whole.find_next_siblings("tr")[:2]]
    assert parts == [f"line-{key('B11-2a')}", f"line-{key('B11-2b')}"]
    assert page.select(f"tr.part#line-{key('B11-2a')}")


def test_a_sum_that_does_not_agree_shows_the_difference(pages: Pages) -> None:
    pages.sent(f"/resource-lines/{key('B11-2a')}/edit", million_dkk="6,50")
    checks = text(pages.open(PLAN).select_one(f"#line-{key('B11-2')} .checks"))
    assert checks.startswith("12,25 ≠ 6,50 + 5,65 mio. kr. forskel 0,10")


def test_adds_a_line(pages: Pages) -> None:
    page = pages.sent(
        NEW,
        label="Ekstra oplæring",
        standing="requested",
        million_dkk="1.200,5",
        period_from="2013",
        duration="one_year",
    )
    assert "„Ekstra oplæring“ er gemt." in text(page.select_one("#notices"))
    assert "1.200,50" in text(page.select_one("#lines-requested"))


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"million_dkk": "1.60"}, "million_dkk", "Skriv et tal"),
        ({"period_from": "x"}, "period_from", "helt tal"),
        ({"standing": "given"}, "standing", "Vælg en af"),
        ({"label": ""}, "label", "skal udfyldes"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    pages: Pages, typed: dict[str, str], field: str, says: str
) -> None:
    start = {"label": "x", "standing": "requested", "million_dkk": "1", "period_from": "2013"}
    page = page_of(pages.send(NEW, **start | {"duration": "permanent"} | typed), 422)
    assert says in text(page.select_one(f"#{field}-error"))


def test_the_api_s_refusal_is_shown_in_the_form(pages: Pages) -> None:
    typed = {"label": "x", "standing": "granted", "period_from": "2012", "duration": "permanent"}
    page = page_of(pages.send(NEW, **typed, million_dkk="1", part_of_id=str(key("B11-2"))), 422)
    assert page.select_one("#standing-error")


def test_the_form_opens_in_its_row(pages: Pages) -> None:
    part = part_of(pages.web.get(f"/resource-lines/{key('B11-2')}/edit?in=row", headers=HTMX))
    [amount] = part.select("tr > td input[name=million_dkk]")
    assert amount["value"] == "12,25"
    assert part.select(f"a[data-leave][href$='focus=edit-{key('B11-2')}']")


def test_a_plan_without_resources_says_so(pages: Pages) -> None:
    page = pages.open(f"/plans/{key('plan-2017')}/resources")
    assert "Ingen ressourcer endnu" in text(page.select_one(".empty"))


def test_all_plans_side_by_side(pages: Pages) -> None:
    rows = [text(row) for row in pages.open("/resources").select("#resources tbody tr")]
    assert any("bedre sagsbehandling Socialforvaltningen 9,70 19,55 32,3" in row for row in rows)


def test_a_leader_may_read_only(pages: Pages) -> None:
    page = pages.sign_in("leder").open(PLAN)
    assert not page.select("main a[href*='edit'], main a[href*='new']")
    assert page.select(".may-not")
    assert pages.open(NEW, 403)
