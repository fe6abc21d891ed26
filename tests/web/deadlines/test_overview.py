"""The start page says first what breaks this week."""

from datetime import date

import pytest
from sqlmodel import Session

from api.cases.rules import DecisionOutcome
from api.cases.tables import Decision
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.deadlines.makers import make_extension
from tests.conftest import TODAY
from tests.factories import Actors, kept, make_person
from tests.web.deadlines.conftest import Made
from tests.web.papers import Pages, text
from web.deadlines import overview

TUESDAY, SUNDAY = date(2017, 9, 26), date(2017, 10, 1)


@pytest.fixture(autouse=True)
def on_a_wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "today", lambda: TODAY)


def block(pages: Pages) -> list[str]:
    return [text(line) for line in pages.open("/").select(".breaking li")]


def decide(session: Session, made: Made, number: str) -> None:
    case_id = made(number, date(2017, 12, 1)).case_id
    decision = Decision(
        case_id=case_id,
        subject="Kørestol",
        made_on=date(2017, 9, 20),
        outcome=DecisionOutcome.GRANTED,
        reasons_given=True,
        appeal_guidance_given=True,
        concludes=True,
    )
    kept(session, decision)


def test_says_what_breaks_and_leads_there(pages: Pages, made: Made, unit: Unit) -> None:
    made("2017-1", TUESDAY)
    make_extension(pages.session, made("2017-2", TUESDAY), date(2017, 10, 11))
    made("2017-3", SUNDAY)
    made("2017-4", date(2017, 10, 2))

    page = pages.open("/")

    assert [text(line) for line in page.select(".breaking li")] == [
        "■ 2 frister er overskredet , 1 uden besked til borgeren",
        "▲ 1 frist falder i resten af ugen",
    ]
    found = [
        [text(number) for number in pages.open(str(link["href"])).select("a[data-open]")]
        for link in page.select(".breaking a")
    ]
    assert found == [["2017-1", "2017-2"], ["2017-1"], ["2017-3"]]
    week = page.select_one(".block-head .acts a")
    assert week is not None
    assert week["href"] == f"/deadlines/week?week=2017-W39&unit={unit.id}"


def test_names_the_decisions_that_were_not_sent(
    pages: Pages, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "SHOWN", 1)
    for number in ("2017-1", "2017-2"):
        decide(pages.session, made, number)
    line = block(pages)[-1]
    assert line.startswith("✉ 2 færdige afgørelser er ikke sendt: 2017-")
    assert line.endswith("og 1 til")


def test_says_so_when_all_were_told(pages: Pages, made: Made) -> None:
    make_extension(pages.session, made("2017-2", TUESDAY), date(2017, 10, 11))
    assert block(pages)[0] == "■ 1 frist er overskredet , ingen mangler besked"


def test_is_not_for_who_reads_no_deadlines(pages: Pages, session: Session, actors: Actors) -> None:
    secretary = make_person(session, "sekretaer")
    actors.grant(secretary, Role.COMMITTEE_SECRETARY)
    assert not pages.sign_in("sekretaer").open("/").select(".breaking")
