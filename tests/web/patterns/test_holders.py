"""The page of who had the complaints that were passed on, and for how long."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.complaints.registering import act, made
from tests.factories import make_complaint
from tests.web.cases.conftest import links, one, text
from tests.web.patterns.conftest import Town

BIF = "Beskæftigelses- og Integrationsforvaltningen"
PATH = "/patterns/holders"


@pytest.fixture
def crossed(town: Town, session: Session, api: TestClient) -> None:
    """Let A pass on a complaint of May after two days, to another authority."""
    complaint = make_complaint(session, town.units[0], received_on=date(2017, 5, 1))
    leader = town.actors.headers(Role.DEPARTMENT_LEADER, town.units[0])
    body = {"authority": BIF, "transferred_on": "2017-05-03", "reason": "Deres afgørelse"}
    made(act(api, leader, {"id": str(complaint.id)}, "transfers", **body))


def rows(town: Town, query: str = "") -> list[str]:
    return [text(row) for row in town.open(PATH + query).select("#holders tbody tr")]


@pytest.mark.usefixtures("crossed")
def test_it_tells_who_had_them_how_many_and_how_long(town: Town) -> None:
    assert rows(town) == [f"{BIF} anden myndighed 1 1 147 147,0", "Afdeling A 1 0 2 2,0"]
    said = f"Længst lå de hos {BIF}: 147 dage i alt, 147,0 dage i median."
    assert text(one(town.open(PATH), ".answer-sentence")) == said


@pytest.mark.usefixtures("crossed")
def test_they_are_chosen_by_period_and_unit(town: Town) -> None:
    assert len(rows(town, "?period=2017-Q2")) == 2
    assert rows(town, "?period=2017-Q3") == []
    assert len(rows(town, f"?unit={town.units[0].id}")) == 2
    assert rows(town, f"?unit={town.units[1].id}") == []


@pytest.mark.usefixtures("crossed")
def test_each_number_opens_the_complaints_behind_it(town: Town) -> None:
    page = town.open(f"{PATH}?period=2017-Q2&unit={town.units[0].id}")

    ways = [str(link["href"]) for link in page.select("#holders tbody a")]
    assert len(ways) == 2
    for way in ways:
        register = town.open(way)
        assert len(register.select("#complaints tbody tr")) == 1
        chips = [text(chip) for chip in register.select(".chip")]
        assert any(chip.startswith("Har ligget hos") for chip in chips)
        assert "Sendt videre over: Afdeling A ✕ fjern" in chips


@pytest.mark.parametrize("query", ["?period=1999-Q9", "?unit=x"])
def test_what_is_no_choice_is_refused(town: Town, query: str) -> None:
    assert "Vælg en af mulighederne." in text(town.open(PATH + query, 422).main)


def test_where_nothing_was_passed_on_it_says_so(town: Town) -> None:
    assert "Ingen af disse klager er sendt videre" in text(town.open(PATH).main)


def test_the_advisors_page_leads_there(town: Town) -> None:
    assert PATH in links(town.open("/advisor"))


def test_who_reads_no_complaints_is_not_led_there(town: Town) -> None:
    town.as_role(Role.COMMITTEE_SECRETARY)
    town.open(PATH, 403)
    assert one(town.open("/patterns"), "main").select(f"a[href='{PATH}']") == []
