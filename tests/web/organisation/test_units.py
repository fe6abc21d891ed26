"""The tree of units, who took over from whom, and as of which day."""

from tests.web.page import page_of
from tests.web.papers import Pages, key, text


def unit(pages: Pages, name: str, query: str = "") -> str:
    found = pages.open(f"/organisation{query}").select_one(f"#unit-{key(name)} > .unit-line")
    return text(found)


def test_a_succession_is_told_from_both_sides(pages: Pages) -> None:
    assert "har overtaget efter Socialcentret , lagt sammen" in unit(pages, "U-bch")
    assert "afløst af Borgercenter Handicap , lagt sammen" in unit(pages, "U-socialcentret")
    assert "(dagen er uoplyst)" in unit(pages, "U-socialcentret")


def test_units_stand_under_each_other(pages: Pages) -> None:
    page = pages.open("/organisation")
    assert page.select(f"#unit-{key('U-sof')} #unit-{key('U-bch')} #unit-{key('U-boern-1')}")


def test_another_administration_stands_last_and_marked(pages: Pages) -> None:
    last = pages.open("/organisation").select(".tree > li")[-1]
    assert "BIF" in text(last)
    assert "anden forvaltning" in text(last)


def test_units_as_of_a_day(pages: Pages) -> None:
    pages.sent(f"/units/{key('U-socialcentret')}/edit", valid_until="01.01.2016")
    assert "findes ikke fra 01.01.2016" in unit(pages, "U-socialcentret")
    page = pages.open("/organisation?as_of=20.09.2017")
    assert not page.select(f"#unit-{key('U-socialcentret')}")
    assert "har overtaget efter Socialcentret" in text(page.select_one(f"#unit-{key('U-bch')}"))


def test_adds_a_unit_and_a_succession(pages: Pages) -> None:
    page = pages.sent("/units/new", name="Nyt center", kind="centre", parent_id=str(key("U-sof")))
    [made] = [each for each in page.select(".tree li li") if "Nyt center" in each.text]
    pages.sent(
        "/unit-successions/new",
        predecessor_id=str(key("U-bch")),
        successor_id=str(made["id"]).removeprefix("unit-"),
        kind="renamed",
        succeeded_on="01.01.2026",
    )
    assert "afløst af Nyt center , omdøbt 01.01.2026" in unit(pages, "U-bch")


def test_a_unit_under_itself_is_refused_at_the_field(pages: Pages) -> None:
    edit = f"/units/{key('U-bch')}/edit"
    page = page_of(pages.send(edit, parent_id=str(key("U-boern"))), 422)
    assert page.select_one("[id$='parent_id-error']")


def test_others_may_read_only(pages: Pages) -> None:
    page = pages.sign_in("stab").open("/organisation")
    assert not page.select("main a[href*='edit'], main a[href*='new']")
    assert "administratoren" in text(page.select_one(".may-not"))
