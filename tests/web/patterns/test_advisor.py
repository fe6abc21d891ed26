"""The Citizens' Advisor sees what changed since they last said they had looked."""

from datetime import date

import pytest
from sqlmodel import Session

from api.people.rules import Role
from tests.factories import make_complaint, make_point
from tests.web.cases.conftest import links, one, text
from tests.web.patterns.conftest import Town, look_again

NUMBER = "data_number"


def seen(town: Town) -> None:
    """Say that everything there is was seen."""
    page = town.open("/advisor")
    number = str(one(page, f"input[name={NUMBER}]")["value"])
    answer = town.web.post("/advisor", data={NUMBER: number})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/advisor")


def test_the_first_time_nothing_is_said_to_be_new(town: Town) -> None:
    page = town.open("/advisor")
    assert "Du har ikke noteret et besøg endnu" in text(page.main)
    assert text(one(page, ".page-head button")) == "Følg med herfra"


def test_since_then_new_complaints_are_told_by_cause(town: Town, session: Session) -> None:
    seen(town)
    assert "Der er ikke kommet nye klager til." in text(town.open("/advisor").main)

    new = make_complaint(session, town.units[1], received_on=date(2017, 9, 26))
    make_point(session, new, town.causes[1])
    look_again(session)
    page = town.open("/advisor")
    assert text(one(page, ".new-cause")) == "Tone +1 nu 4"
    assert "+1 klager i alt." in text(page.main)

    seen(town)
    assert "Der er ikke kommet nye klager til." in text(town.open("/advisor").main)


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_a_year_is_had_as_a_de_identified_list_in_one_click(
    town: Town, kind: str, begins: bytes
) -> None:
    offered = links(town.open("/advisor"))
    assert any(link.startswith(f"/advisor/list.{kind}?year=") for link in offered)
    answer = town.web.get(f"/advisor/list.{kind}?year=2017")
    assert answer.content.startswith(begins)
    assert f'2017.{kind}"' in answer.headers["Content-Disposition"]


def test_every_question_that_is_offered_is_answered(town: Town) -> None:
    offered = one(town.open("/advisor"), ".questions").select("a")
    assert len(offered) >= 8
    for link in offered:
        assert town.open(str(link["href"])).select_one(".answer-sentence") is not None


def test_who_is_no_advisor_is_not_led_there(town: Town) -> None:
    town.as_role(Role.DEPARTMENT_LEADER, town.units[0])
    assert "/advisor" not in links(town.open("/patterns"))


def test_what_was_never_registered_is_told_with_the_complaints_that_lack_it(
    town: Town, session: Session
) -> None:
    make_complaint(session, town.units[1], received_on=date(2017, 9, 26))
    gaps = town.open("/advisor").select(".gap")
    told = [gap for gap in gaps if "8,3 %" in text(gap)]
    assert "1 af 12" in text(told[0])

    behind = town.open(str(told[0].select("a")[0]["href"]))
    assert text(one(behind, ".lead")).startswith("1 klage ·")
    for gap in gaps:
        for link in gap.select("a"):
            town.open(str(link["href"]))
