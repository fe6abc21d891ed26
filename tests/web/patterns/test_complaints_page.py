"""The complaints behind a figure, page by page, under the names of what they were counted by."""

from datetime import date

import pytest
from sqlmodel import Session

from tests.web.cases.conftest import links, one, text
from tests.web.patterns.conftest import Town
from web.patterns import complaints_page

OF_UNIT = "/patterns/complaints?by=unit&cell="


def offered(town: Town, path: str, field: str) -> list[str]:
    page = town.open(path)
    return [text(option) for option in page.select(f"select[name={field}] option")]


@pytest.mark.parametrize("asked", ["", "?kind=procedural", "?by=unit&cell=&back=%2Fpatterns"])
def test_each_page_leads_to_the_next(
    town: Town, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setattr(complaints_page, "PAGE", 4)
    if "cell=" in asked:
        asked = asked.replace("cell=", f"cell={town.units[0].id}")

    first = town.open(f"/patterns/complaints{asked}")
    [more] = [link for link in links(first) if "cursor=" in link]
    second = town.open(more)

    seen = [{text(row.th) for row in page.select("tbody tr[data-row]")} for page in (first, second)]
    assert [len(each) for each in seen] == [4, 4]
    assert not seen[0] & seen[1]


def test_a_cause_used_no_more_has_its_name_wherever_it_is_chosen(
    town: Town, session: Session
) -> None:
    cause = town.causes[0]
    cause.retired = True
    session.flush()

    page = town.open(f"/patterns?by=unit&cause={cause.id}")
    behind = town.open(f"/patterns/complaints?by=cause&cell={cause.id}")

    assert text(one(page, ".chips .chip")) == "Årsag: Skift (bruges ikke mere) ✕ fjern"
    assert "Skift (bruges ikke mere)" in [text(each) for each in page.select("#cause option")]
    assert "Skift (bruges ikke mere)" in text(behind.main)
    assert str(cause.id) not in text(behind.main)


def test_a_unit_that_closed_has_its_name_wherever_it_is_chosen(
    town: Town, session: Session
) -> None:
    unit = town.units[1]
    unit.valid_until = date(2017, 6, 1)
    session.flush()

    page = town.open(f"/patterns?by=cause&unit={unit.id}")
    behind = town.open(f"{OF_UNIT}{unit.id}")

    assert text(one(page, ".chips .chip")) == "Enhed: Afdeling B (nedlagt) ✕ fjern"
    assert "Afdeling B (nedlagt)" in text(behind.main)
    assert str(unit.id) not in text(behind.main)


def test_a_unit_that_closes_later_is_as_any_other(town: Town, session: Session) -> None:
    town.units[1].valid_until = date(2117, 1, 1)
    session.flush()
    assert "Afdeling B" in offered(town, "/patterns", "unit")
