"""In sentences periods are said as people write them."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.patterns.period_words import period_words
from api.language import Language
from api.people.rules import Role
from tests.api.complaints.patterns.asking import ask
from tests.factories import Actors, make_complaint, make_unit


@pytest.mark.parametrize(
    ("text", "danish", "english"),
    [
        ("2017", "2017", "2017"),
        ("2017-Q3", "3. kvartal 2017", "Q3 2017"),
        ("2017-01", "januar 2017", "January 2017"),
        ("2017-12", "december 2017", "December 2017"),
        ("2017-W05", "uge 5 i 2017", "week 5 of 2017"),
        ("", "", ""),
        ("Center Nord", "Center Nord", "Center Nord"),
    ],
)
def test_a_period_is_said_as_people_write_it(text: str, danish: str, english: str) -> None:
    assert (period_words(text, Language.DA), period_words(text, Language.EN)) == (danish, english)


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("quarter", "2 complaints in all. Most at “Q3 2017”: 2 (100.0 %)."),
        ("week", "2 complaints in all. Most at “week 37 of 2017”: 2 (100.0 %)."),
    ],
)
def test_the_sentence_of_figures_says_it_so(
    api: TestClient, session: Session, actors: Actors, by: str, said: str
) -> None:
    unit = make_unit(session)
    for day in (11, 17):
        make_complaint(session, unit, received_on=date(2017, 9, day))
    english = actors.headers(Role.CITIZENS_ADVISOR) | {"Accept-Language": "en"}

    answer = ask(api, english, by=by)

    assert answer["sentence"] == said
    assert answer["by"][0]["values"][0]["name"].startswith("2017-")
