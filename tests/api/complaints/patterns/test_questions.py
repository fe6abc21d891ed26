"""A question that cannot be answered says what to do; an answer is told in words."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.api.complaints.patterns.asking import PATH, ask
from tests.factories import Headers, make_complaint, make_unit


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ({"by": ["cause", "unit", "year", "kind"]}, "too_many_dimensions", "by"),
        ({"by": ["cause", "cause"]}, "dimension_twice", "by"),
        ({"by": ["month", "year"]}, "two_periods", "by"),
        (
            {"received_from": "2017-02-01", "received_before": "2017-01-01"},
            "days_reversed",
            "received_before",
        ),
        ({"period": "2017-Q5"}, "period_unreadable", "period"),
        ({"period": "2017-W60"}, "period_unreadable", "period"),
        ({"period": "0001"}, "period_unreadable", "period"),
        ({"period": "9999-W52"}, "period_unreadable", "period"),
        ({"compare_day": "2017-01-01"}, "comparison_day_unused", "compare_day"),
        (
            {"period": "2017", "compare": "year_before", "compare_day": "2017-01-01"},
            "comparison_day_unused",
            "compare_day",
        ),
        ({"period": "2017", "received_from": "2017-01-01"}, "period_twice", "period"),
        ({"compare": "year_before"}, "comparison_without_period", "compare"),
        (
            {"by": "month", "period": "2017", "compare": "year_before"},
            "comparison_by_period",
            "compare",
        ),
        ({"data": 99}, "data_unknown", "data"),
    ],
)
def test_a_question_without_an_answer_is_refused_with_what_to_do(
    query: dict[str, Any], code: str, pointer: str, api: TestClient, advisor: Headers
) -> None:
    response = api.get(PATH, params=query, headers=advisor)

    assert response.status_code == 422
    assert response.json()["errors"][0]["code"] == code
    assert response.json()["errors"][0]["pointer"].strip("/") == pointer


def test_names_come_in_the_language_that_is_asked_for(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_complaint(session, make_unit(session))
    english = api.get(PATH, params={"by": "kind"}, headers=advisor | {"Accept-Language": "en"})

    assert english.json()["by"][0]["values"][0]["name"] == "procedural"
    assert english.json()["sentence"] == "1 complaint in all. Most at “procedural”: 1 (100.0 %)."
    assert ask(api, advisor, by="kind")["by"][0]["name"] == "klagetype"


def test_nothing_to_count_is_said(api: TestClient, advisor: Headers) -> None:
    answer = ask(api, advisor)

    assert answer["cells"] == []
    assert answer["sentence"] == "Der er ingen klager, der passer til spørgsmålet."


def test_a_share_of_few_is_not_taken_for_nothing_to_count(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    for _ in range(4):
        make_complaint(session, make_unit(session))

    answer = ask(api, advisor, by="kind", measure="contacted_share")

    assert answer["total"]["contacted_share"]["n"] == 4
    assert answer["sentence"].startswith("Ingen gruppe har så mange bag sig")


def test_a_share_is_told_in_per_cent_with_how_sure_it_is(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session, name="Voksne, afdeling 1")
    for _ in range(6):
        make_complaint(session, unit)

    answer = ask(api, advisor, by="unit", measure="contacted_share")

    told = "Højest ligger „Voksne, afdeling 1“: 0,0 % (95 %-interval 0,0–39,0), af 6."
    assert answer["sentence"] == told
