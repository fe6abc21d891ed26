"""A question that cannot be answered says what to do; an answer is told in words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.rules import ContactChannel
from api.complaints.tables import ComplaintContact
from tests.api.complaints.patterns.asking import PATH, ask
from tests.factories import Headers, kept, make_complaint, make_unit

MAY = date(2017, 5, 3)


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


def complain(session: Session, name: str, number: int, contacted: int = 0) -> None:
    unit = make_unit(session, name=name)
    for place in range(number):
        made = make_complaint(session, unit, received_on=MAY)
        if place < contacted:
            at = datetime(2017, 5, 4, 9, tzinfo=UTC)
            row = ComplaintContact(
                complaint_id=made.id, attempted_at=at, channel=ContactChannel.PHONE, reached=True
            )
            kept(session, row)


def test_a_share_is_told_in_per_cent_with_how_sure_it_is(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    complain(session, "Voksne, afdeling 1", 6, contacted=3)
    complain(session, "Voksne, afdeling 2", 6, contacted=1)

    answer = ask(api, advisor, by="unit", measure="contacted_share")

    told = "Højest ligger „Voksne, afdeling 1“: 50,0 % (95 %-interval 18,8–81,2), af 6."
    assert answer["sentence"] == told


def test_where_none_has_any_no_group_is_called_the_highest(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    complain(session, "Afdeling A", 6)
    complain(session, "Afdeling B", 3, contacted=3)

    answer = ask(api, advisor, by="unit", measure="contacted_share")

    assert answer["sentence"] == "Ingen gruppe med 5 eller flere bag sig ligger over 0,0 %."


def test_of_several_that_are_highest_it_is_said_how_many_they_are(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    complain(session, "Afdeling A", 5, contacted=5)
    complain(session, "Afdeling B", 6, contacted=6)
    complain(session, "Afdeling C", 6, contacted=2)

    share = ask(api, advisor, by="unit", measure="contacted_share")
    number = ask(api, advisor, by="unit")

    assert share["sentence"] == "Højest ligger 2 grupper med samme tal: 100,0 %."
    told = "17 klager i alt. 2 grupper har lige mange og flest: 6 hver (35,3 %)."
    assert number["sentence"] == told
