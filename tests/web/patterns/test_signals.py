"""What is more than chance is told with its evidence, and nothing is told of nothing."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.complaints.signals.facts import write_facts
from tests.api.complaints.signals.test_signals import House
from tests.conftest import TODAY
from tests.factories import Actors, cause_group
from tests.web.cases.conftest import links, one, text
from tests.web.patterns.conftest import Town
from web.patterns import signals_page


@pytest.fixture
def pages(web: TestClient, actors: Actors) -> Town:
    return Town(web, actors, [], []).as_role(Role.CITIZENS_ADVISOR)


@pytest.fixture
def house(session: Session) -> House:
    made = House(session, 1)
    cause_group(session).code = "SERVICE"
    session.flush()
    return made


def test_a_rise_is_told_with_its_ratio_and_leads_to_its_pattern(
    pages: Town, session: Session, house: House
) -> None:
    write_facts(session, house.complaints(planted=30), house.decisions())
    page = pages.open("/patterns/signals")

    assert text(page.h1) == "Signaler: 2. kvt. 2017"
    first = page.select(".signal")[0]
    assert text(first.select_one(".state")).startswith("▲ steget")
    assert first.select_one("svg.ratio .ratio-dot") is not None
    [link] = first.select("h2 a")
    shown = pages.open(str(link["href"]))
    assert text(shown.h1) == "Antal klager efter kvartal"
    folded = page.select(".signal details")
    assert "Ses også i" in text(folded[0].summary)
    assert "Benjamini" in text(one(page, ".definitions"))
    assert "til 1. kvt. 2017." in text(one(page, ".definitions"))


def test_a_steady_house_is_said_to_be_steady(pages: Town, session: Session, house: House) -> None:
    write_facts(session, house.complaints(), house.decisions())
    page = pages.open("/patterns/signals")

    assert page.select(".signal") == []
    assert "Intet skiller sig ud" in text(one(page, ".empty"))


def test_too_little_past_is_said_and_the_figures_are_offered(town: Town) -> None:
    page = town.open("/patterns/signals?period=2017-Q2", 422)

    assert "for lidt fortid" in text(one(page, ".empty"))
    assert "/patterns?period=2017-Q2" in links(one(page, ".empty"))


def test_who_chose_nothing_did_nothing_wrong(town: Town) -> None:
    page = town.open("/patterns/signals")

    assert "for lidt fortid" in text(one(page, ".empty"))
    assert page.text.count("for lidt fortid") == 1
    assert page.select("[aria-invalid]") == []


def test_a_quarter_that_has_not_ended_is_not_judged(town: Town) -> None:
    page = town.open("/patterns/signals?period=2017-Q3", 422)
    assert "Kvartalet er ikke slut" in text(one(page, ".empty"))


def test_a_quarter_that_is_refused_stands_where_it_was_chosen(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signals_page, "today", lambda: TODAY)

    page = town.open("/patterns/signals?period=2017-Q3", 422)
    assert one(page, "#period option[selected]")["value"] == "2017-Q3"
    page = town.open("/patterns/signals?period=2017-Q2", 422)
    assert not page.select("#period option[value='2017-Q3']")


def test_who_reads_figures_only_is_not_shown_the_way(town: Town) -> None:
    town.as_role(Role.COMMITTEE_SECRETARY)
    assert "/patterns/signals" not in links(town.open("/patterns"))
    assert town.web.get("/patterns/signals").status_code == 403
