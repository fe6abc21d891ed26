"""Complaints found by their words in the list of them."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.complaints.search.finding import written
from tests.factories import Actors, Headers, make_complaint, make_unit

SHIFT = "Et sagsbehandlerskifte midt i ansøgningen betød, at alt skulle fortælles igen."


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def leader(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, unit)


def searched(api: TestClient, headers: Headers, query: str, **more: Any) -> Any:
    answer = api.get("/v1/complaints", params={"q": query, **more}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_shows_what_stands_around_the_words_that_were_found(
    api: TestClient, session: Session, unit: Unit, leader: Headers
) -> None:
    written(session, unit, [SHIFT, "Tonen i telefonen var grov."])

    [found] = searched(api, leader, "skift")["items"]

    assert found["text"] == SHIFT
    assert [piece["text"] for piece in found["hits"] if piece["hit"]] == ["sagsbehandlerskifte"]
    assert "".join(piece["text"] for piece in found["hits"]) == SHIFT


@pytest.mark.parametrize(
    ("said", "query", "hits"),
    [
        ("Svar, svaret og svarfristen.", "svar", ["Svar", "svaret", "svarfristen"]),
        ("Svar, svaret og svarfristen.", '"svar"', ["Svar", "svaret"]),
        ("Telefonen og televagten.", "tele*", ["Telefonen", "televagten"]),
        ("Koege er Køge.", "køge", ["Koege", "Køge"]),
        ("Fristen for svar; fristen.", "frist -anke", ["Fristen", "fristen"]),
        ("Fristen gik uden svar.", "svar frist", ["Fristen", "svar"]),
        ("Ikke hørt. Hørt, ikke hjulpet.", '"ikke hørt"', ["Ikke", "hørt"]),
        ("Jeg blev ikke hørt.", '"ikke" hørt', ["ikke", "hørt"]),
        ("Jeg blev ikke hørt.", "ikke hørt", ["hørt"]),
        ("Sags\u00adbehandler \u00ad på orlov.", "orlov", ["orlov"]),
    ],
)
def test_marks_the_words_that_were_searched_for_and_no_others(
    api: TestClient, session: Session, unit: Unit, leader: Headers,
    said: str, query: str, hits: list[str],
) -> None:  # fmt: skip
    written(session, unit, [said])

    [found] = searched(api, leader, query)["items"]

    assert [piece["text"] for piece in found["hits"] if piece["hit"]] == hits
    assert "".join(piece["text"] for piece in found["hits"]) == said


def test_the_latest_come_first_unless_another_order_is_asked_for(
    api: TestClient, session: Session, unit: Unit, leader: Headers
) -> None:
    for day in (4, 6, 5):
        make_complaint(session, unit, text=SHIFT, received_on=date(2017, 9, day))

    def days(**more: Any) -> list[str]:
        items = searched(api, leader, "fortælles", **more)["items"]
        return [item["received_on"][-2:] for item in items]

    assert days() == ["06", "05", "04"]
    assert days(order="received_on") == ["04", "05", "06"]


def test_pages_follow_each_other_from_the_newest_to_the_oldest(
    api: TestClient, session: Session, unit: Unit, leader: Headers
) -> None:
    made = [
        make_complaint(session, unit, text=SHIFT, received_on=date(2017, 9, day)) for day in (1, 2)
    ]
    made += written(session, unit, [SHIFT])
    seen, cursor = list[str](), dict[str, str]()

    while True:
        page = searched(api, leader, "fortælles", limit=1, **cursor)
        seen += [item["id"] for item in page["items"]]
        if not page["next"]:
            break
        cursor = {"cursor": page["next"]}

    assert seen == [str(each.id) for each in sorted(made, key=newest, reverse=True)]


def newest(complaint: Any) -> Any:
    return complaint.received_on, complaint.id


def test_counts_all_of_them_and_takes_other_filters_too(
    api: TestClient, session: Session, unit: Unit, leader: Headers
) -> None:
    make_complaint(session, unit, text=SHIFT, received_on=date(2017, 8, 1))
    written(session, unit, [SHIFT, SHIFT, "Tonen var grov."])

    assert searched(api, leader, "skift", count="exact", limit=1)["total"] == 3
    assert searched(api, leader, "skift", count="exact")["total"] == 3
    late = searched(api, leader, "skift", received_before="2017-08-02")["items"]
    assert [item["received_on"] for item in late] == ["2017-08-01"]


def test_finds_only_what_one_may_read(
    api: TestClient, session: Session, unit: Unit, leader: Headers, actors: Actors
) -> None:
    elsewhere = make_unit(session, name="Jobcentret")
    written(session, elsewhere, [SHIFT])
    [own] = written(session, unit, [SHIFT])

    assert [item["id"] for item in searched(api, leader, "skift")["items"]] == [str(own.id)]
    assert searched(api, leader, "skift", count="exact")["total"] == 1
    advisor = actors.headers(Role.CITIZENS_ADVISOR)
    assert len(searched(api, advisor, "skift")["items"]) == 2


def test_a_list_without_words_shows_no_hits(
    api: TestClient, session: Session, unit: Unit, leader: Headers
) -> None:
    written(session, unit, [SHIFT])

    [item] = api.get("/v1/complaints", headers=leader).json()["items"]

    assert "hits" not in item


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "search_without_words"),
        ('"" -- OR * ', "search_without_words"),
        ("OR", "search_without_words"),
        ("-frist", "search_only_excludes"),
        ("svar OR -frist", "search_only_excludes"),
        ("og det er", "search_of_common_words"),
        ('svar OR "og det"', "search_of_common_words"),
        ("sa*", "search_prefix_too_short"),
        ("frist " * 21, "search_of_too_many_words"),
        ("f" * 401, "search_too_long"),
        ("010180-1234", "search_names_cpr"),
        ("klage fra 0101801234", "search_names_cpr"),
    ],
)
def test_says_what_is_wrong_with_a_search(
    api: TestClient, leader: Headers, query: str, code: str
) -> None:
    answer = api.get("/v1/complaints", params={"q": query}, headers=leader)

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"pointer": "q", "code": code, "detail": answer.json()["errors"][0]["detail"]}
    ]
