"""The Citizens' Advisor is told of new signals of the same quarter, and when another is judged."""

from datetime import date

import pytest
from bs4 import Tag
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from api.clock import day_of_asking
from api.people.rules import Role
from tests.api.complaints.signals.facts import begin_state, complaint, write_facts
from tests.api.complaints.signals.test_signals import House
from tests.factories import Actors, cause_group
from tests.web.cases.conftest import one, text
from tests.web.patterns.conftest import Town
from tests.web.patterns.test_advisor import seen

IN_SEPTEMBER, IN_OCTOBER = date(2017, 9, 29), date(2017, 10, 3)
NOTHING_NEW = "Ingen nye og ingen, der er faldet væk. Disse gælder:"
NOT_YET = "3. kvt. 2017 kunne endnu ikke bedømmes, da du var her sidst. Disse gælder:"


@pytest.fixture
def house(session: Session) -> House:
    made = House(session, 2)
    cause_group(session).code = "SERVICE"
    session.flush()
    write_facts(session, made.complaints(planted=30), made.decisions())
    return made


@pytest.fixture
def pages(web: TestClient, actors: Actors, house: House) -> Town:
    """The pages of who was here in September, when the second quarter was judged."""
    town = Town(web, actors, [], []).as_role(Role.CITIZENS_ADVISOR)
    seen(town)
    return town


def signals(pages: Town) -> Tag:
    return one(pages.open("/advisor"), "section[aria-labelledby=signals-title]")


def headings(block: Tag) -> list[str]:
    return [text(each) for each in block.select("h3")]


def test_with_the_same_data_no_signal_is_new(pages: Town) -> None:
    block = signals(pages)

    assert NOTHING_NEW in text(block)
    assert "steget" in text(block)
    assert headings(block) == []


def test_what_the_quarter_tells_with_more_data_is_new(
    pages: Town, api_app: FastAPI, session: Session, house: House
) -> None:
    begin_state(session, date(2017, 9, 28))
    unit, kind, cause = house.units[1], house.types[1], house.causes[1]
    write_facts(session, (complaint(date(2017, 5, 2), unit, kind, cause) for _ in range(60)), ())
    api_app.dependency_overrides[day_of_asking] = lambda: IN_SEPTEMBER

    block = signals(pages)

    assert headings(block)[0] == "Nye"
    assert "Afdeling B" in text(block)


@pytest.mark.parametrize("new_state", [False, True])
def test_after_the_turn_of_a_quarter_none_is_said_to_be_gone(
    new_state: bool, pages: Town, api_app: FastAPI, session: Session
) -> None:
    if new_state:
        begin_state(session, date(2017, 10, 2))
    api_app.dependency_overrides[day_of_asking] = lambda: IN_OCTOBER

    block = signals(pages)

    assert NOT_YET in text(block)
    assert "faldet" in text(block)
    assert headings(block) == []


def test_once_the_new_quarter_was_seen_it_is_compared_again(
    pages: Town, api_app: FastAPI, session: Session
) -> None:
    api_app.dependency_overrides[day_of_asking] = lambda: IN_OCTOBER
    seen(pages)
    begin_state(session, IN_OCTOBER)

    assert NOTHING_NEW in text(signals(pages))
