"""With small counts hidden, nothing is offered that would be refused."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI

from api.clock import day_of_asking
from api.complaints.patterns.schemas import PatternsQuery
from api.complaints.protection.offered import DIMENSIONS as ANSWERED_DIMENSIONS
from api.complaints.protection.offered import MEASURES as ANSWERED_MEASURES
from api.people.rules import Role
from tests.web.cases.conftest import one, text
from tests.web.patterns.conftest import Town
from web.patterns import explorer
from web.patterns.offered import ANSWERED, DIMENSIONS, MEASURES

MARCH = date(2018, 3, 1)
REFUSED_FILTERS = sorted(set(PatternsQuery.model_fields) - ANSWERED - {"data", "without"})


def choices(page: BeautifulSoup, name: str) -> set[str]:
    found = {str(option["value"]) for option in one(page, f"#{name}").select("option")}
    return found - {""}


def test_the_pages_know_what_the_api_answers() -> None:
    assert set(ANSWERED_DIMENSIONS) == DIMENSIONS
    assert set(ANSWERED_MEASURES) == MEASURES


def test_who_reads_no_complaints_is_offered_what_is_answered(town: Town) -> None:
    page = town.as_role(Role.COMMITTEE_SECRETARY).open("/patterns")

    assert choices(page, "measure") == choices(page, "measure-2") == MEASURES
    assert choices(page, "by") == choices(page, "by-2") == choices(page, "by-3") == DIMENSIONS
    assert choices(page, "period") == set()
    for name in REFUSED_FILTERS:
        assert page.select(f"#{name}") == [], name


@pytest.mark.parametrize("name", sorted(DIMENSIONS))
def test_each_dimension_that_is_offered_is_answered(town: Town, name: str) -> None:
    town.as_role(Role.COMMITTEE_SECRETARY)

    town.open(f"/patterns?by={name}&measure=per_100_decisions&measure=complaints")


def test_for_the_public_the_same_is_offered_and_for_oneself_all(town: Town) -> None:
    public, own = town.open("/patterns?audience=public"), town.open("/patterns")

    assert choices(public, "measure") == MEASURES
    assert "flere rækker" not in public.text
    assert "flere rækker" in town.open("/patterns?by=cause").text
    assert public.select("#q") == []
    assert choices(own, "measure") > MEASURES
    assert choices(own, "by") > DIMENSIONS
    assert {f"#{name}" for name in REFUSED_FILTERS if not own.select(f"#{name}")} == set()


def test_what_was_chosen_and_is_refused_stands_where_it_was_chosen(town: Town) -> None:
    town.as_role(Role.COMMITTEE_SECRETARY)

    page = town.open("/patterns?by=week&measure=upheld_share&q=tone&period=2017-05", 422)

    assert choices(page, "measure") == MEASURES | {"upheld_share"}
    assert choices(page, "by") == DIMENSIONS | {"week"}
    assert one(page, "#q")["value"] == "tone"
    assert choices(page, "period") == {"2017-05"}


def test_of_a_year_that_runs_it_is_said_when_it_will_be_told(
    town: Town, api_app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explorer, "today", lambda: MARCH)
    api_app.dependency_overrides[day_of_asking] = lambda: MARCH

    page = town.open("/patterns?audience=public&period=2018", 422)

    assert "fra 1. februar året efter" in text(one(page, "#period-error"))
    assert page.select(".answer-sentence, #pattern") == []
    assert choices(page, "period") == {"2018", "2017", *(f"2017-Q{n}" for n in range(1, 5))}
    told = town.open("/patterns?audience=public&period=2017")
    assert choices(told, "period") == choices(page, "period") - {"2018"}
    assert "Vist er årene 2017." in text(told.main)


def test_a_link_to_figures_as_they_were_leads_on_to_those_one_may_see(town: Town) -> None:
    town.open("/patterns?by=unit")
    town.as_role(Role.COMMITTEE_SECRETARY)

    refused = town.open("/patterns?by=unit&data=1", 422)
    [way] = [link for link in refused.select("#explorer a.button") if "nu" in text(link)]

    assert refused.select("[name=data]") == []
    assert way["href"] == "/patterns?by=unit"
    town.open(str(way["href"]))
