"""Complaints are found by what they say in one exchange, as the list of them finds them."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role
from tests.factories import Actors, Headers, make_complaint, make_unit

PATH = "/v1/complaint-hits"
TEXTS = (
    "Jeg venter på svar om sagsbehandlingstiden.",
    "Tredje sagsbehandlerskifte på et år.",
    "Tonen i telefonen var hård, og svarfristen gik.",
    "Ingen svarer på mine breve.",
)


@pytest.fixture
def unit(session: Session) -> Unit:
    found = make_unit(session)
    for day, text in enumerate(TEXTS, 1):
        make_complaint(session, found, text=text, received_on=date(2017, 9, day))
    return found


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


def ask(api: TestClient, headers: Headers, **query: Any) -> dict[str, Any]:
    response = api.get(PATH, params=query, headers=headers)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def texts(answer: dict[str, Any]) -> list[str]:
    return ["".join(piece["text"] for piece in item["hits"]) for item in answer["found"]]


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize(
    "words", ["svar", "sagsbehandling", "skifte", "frist", "tele*", '"på svar"', "svar -tonen", "x"]
)
def test_the_same_is_found_as_in_the_list(words: str, api: TestClient, advisor: Headers) -> None:
    listed = api.get("/v1/complaints", params={"q": words}, headers=advisor).json()["items"]

    found = ask(api, advisor, q=words)["found"]

    assert [item["id"] for item in found] == [item["id"] for item in listed]
    assert [item["hits"] for item in found] == [item["hits"] for item in listed]


@pytest.mark.parametrize("limit", [1, 2, 3, 20])
@pytest.mark.parametrize("role", [Role.CITIZENS_ADVISOR, Role.DEPARTMENT_LEADER])
@pytest.mark.parametrize(
    ("tasted", "often", "newest"), [(0, 1, 0), (1, 1, 1), (1, 1, 4), (2, 2, 3), (300, 2, 3000)]
)
def test_how_it_is_found_changes_nothing(
    api: TestClient, unit: Unit, actors: Actors, monkeypatch: pytest.MonkeyPatch,
    limit: int, role: Role, tasted: int, often: int, newest: int,
) -> None:  # fmt: skip
    sizes = {"TASTED": tasted, "OFTEN": often, "NEWEST": newest, "NEWEST_IN_UNITS": newest}
    for name, size in sizes.items():
        monkeypatch.setattr(f"api.complaints.finding.sql.{name}", size)
    headers = actors.headers(role, unit if role is Role.DEPARTMENT_LEADER else None)

    found = ask(api, headers, q="svar OR skifte", limit=limit)

    assert texts(found) == list(TEXTS[::-1][:limit])
    assert (found["next"] is None) is (limit == 20)


def test_the_index_over_words_is_looked_up_and_never_walked(session: Session) -> None:
    """A statement that is planned once knows no word: it would walk all texts for a rare one."""
    statement = "SELECT proconfig FROM pg_proc WHERE oid = 'complaints_saying'::regproc"
    settings = session.connection().exec_driver_sql(statement).scalar_one()

    assert {"enable_seqscan=off", "enable_indexscan=off", "enable_bitmapscan=on"} <= set(settings)


@pytest.mark.usefixtures("unit")
def test_words_are_marked_where_they_stand(api: TestClient, advisor: Headers) -> None:
    [item] = ask(api, advisor, q="sagsbehandlerskift")["found"]

    assert [piece["text"] for piece in item["hits"] if piece["hit"]] == ["sagsbehandlerskifte"]
    assert item["unit"]["name"] == "Borgercenter Handicap"
    assert item["open"] is True


@pytest.mark.usefixtures("unit")
def test_pages_follow_each_other_newest_first(api: TestClient, advisor: Headers) -> None:
    first = api.get(PATH, params={"q": "svar OR skifte", "limit": 2}, headers=advisor)
    link = first.links["next"]["url"]
    second = api.get(link, headers=advisor).json()

    together = texts(first.json()) + texts(second)
    assert together == [TEXTS[3], TEXTS[2], TEXTS[1], TEXTS[0]]
    assert second["next"] is None


def test_who_reads_in_a_unit_finds_in_it_alone(
    api: TestClient, session: Session, unit: Unit, actors: Actors
) -> None:
    other = make_unit(session, name="En anden")
    make_complaint(session, other, text="Ingen svarer her.")

    assert len(ask(api, actors.headers(Role.DEPARTMENT_LEADER, unit), q="svar")["found"]) == 3
    assert len(ask(api, actors.headers(Role.DEPARTMENT_LEADER, other), q="svar")["found"]) == 1
    secretary = actors.headers(Role.COMMITTEE_SECRETARY)
    assert api.get(PATH, params={"q": "svar"}, headers=secretary).status_code == 403


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("& |", "search_without_words"),
        ("-frist", "search_only_excludes"),
        ("og det", "search_of_common_words"),
        ("0101701234", "search_names_cpr"),
    ],
)
def test_what_no_search_takes_is_refused(
    words: str, code: str, api: TestClient, advisor: Headers
) -> None:
    response = api.get(PATH, params={"q": words}, headers=advisor)

    assert response.status_code == 422
    assert code in response.text


def test_a_cursor_of_another_search_is_refused(
    api: TestClient, unit: Unit, advisor: Headers
) -> None:
    cursor = ask(api, advisor, q="svar", limit=1)["next"]

    response = api.get(PATH, params={"q": "skifte", "cursor": cursor}, headers=advisor)
    assert response.json()["errors"][0]["code"] == "cursor_invalid"


@pytest.mark.usefixtures("unit")
def test_nothing_is_found_before_anything_is_asked(api: TestClient, advisor: Headers) -> None:
    assert ask(api, advisor) == {"found": [], "next": None}
