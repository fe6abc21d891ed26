"""How much of what patterns are made of was never registered, and where to see it."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.casework.places import Place
from tests.api.citizens.makers import make_citizen
from tests.api.complaints.holdings.passing import pass_on
from tests.api.complaints.patterns.population import Told, make_population
from tests.api.complaints.registering import made
from tests.factories import Actors, Headers, make_complaint, make_unit

PATH = "/v1/complaints/quality"


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


def ask(api: TestClient, headers: Headers, **query: Any) -> dict[str, dict[str, Any]]:
    response = api.get(PATH, params=query, headers=headers)
    assert response.status_code == 200, response.text
    return {each["gap"]: each for each in response.json()["gaps"]}


def lacks(told: Told) -> dict[str, bool]:
    return {
        "cause": not told.points,
        "finding": bool(told.board) and any(point.finding is None for point in told.points),
        "outcome": told.board is None,
        "case": True,
        "complainant": True,
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_each_gap_counts_what_a_person_would_count(
    seed: int, api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, seed)

    found = ask(api, advisor)

    for gap, answer in found.items():
        counted = [told for told in people.complaints if lacks(told)[gap]]
        whole = [told for told in people.complaints if gap != "finding" or told.board]
        assert (answer["total"]["count"], answer["total"]["n"]) == (len(counted), len(whole))
        assert answer["total"]["low"] <= answer["total"]["share"] <= answer["total"]["high"]
        for unit in people.units:
            [own] = [each for each in answer["units"] if each["unit"]["key"] == str(unit.id)]
            assert own["count"] == sum(told.row.unit_id == unit.id for told in counted)


@pytest.mark.parametrize(
    "query", [{}, {"period": "2016"}, {"outcome": "board_remitted"}, {"kind": "both"}]
)
def test_each_share_opens_the_complaints_that_it_counts(
    query: dict[str, str], api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 3)
    people.complaints[0].row.complainant_id = make_citizen(session).id
    session.flush()

    for answer in ask(api, advisor, **query).values():
        for part in [answer["total"], *answer["units"]]:
            if part["link"] is None:
                assert part["count"] == 0
                continue
            behind = api.get(f"{part['link']}&count=exact", headers=advisor)
            assert behind.status_code == 200, behind.text
            assert behind.json()["total"] == part["count"], part["link"]


def test_what_is_complete_lacks_nothing(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_complaint(session, make_unit(session), complainant_id=make_citizen(session).id)

    total = ask(api, advisor)["complainant"]["total"]

    assert (total["count"], total["n"], total["share"]) == (0, 1, 0)


def test_whether_anybody_is_named_is_counted_of_those_that_may_be_read_today(
    api: TestClient, session: Session, place: Place
) -> None:
    for _ in range(2):
        complaint = make_complaint(session, place.unit)
    ask(api, place.leader)
    to = str(place.elsewhere.id)
    made(pass_on(api, place.leader, {"id": str(complaint.id)}, unit_id=to))

    then = ask(api, place.leader, data=1)

    counts = {gap: (each["total"]["count"], each["total"]["n"]) for gap, each in then.items()}
    assert (counts["case"], counts["complainant"]) == ((2, 2), (1, 1))
    behind = api.get(f"{then['complainant']['total']['link']}&count=exact", headers=place.leader)
    assert behind.json()["total"] == 1


def test_of_nothing_there_is_no_share(api: TestClient, advisor: Headers) -> None:
    total = ask(api, advisor)["cause"]["total"]

    assert (total["n"], total["share"]) == (0, None)


def test_gaps_are_named_in_the_language_that_is_asked_for(
    api: TestClient, advisor: Headers
) -> None:
    danish = ask(api, advisor)["case"]
    english = ask(api, advisor | {"Accept-Language": "en"})["case"]

    assert (danish["name"], english["name"]) == ("uden sag", "without a case")


@pytest.mark.parametrize(
    ("role", "query", "code"),
    [
        (Role.COMMITTEE_SECRETARY, {}, "not_allowed"),
        (Role.CITIZENS_ADVISOR, {"audience": "public"}, "not_for_public"),
    ],
)
def test_it_is_told_to_those_who_read_complaints(
    role: Role, query: dict[str, str], code: str, api: TestClient, actors: Actors
) -> None:
    response = api.get(PATH, params=query, headers=actors.headers(role))

    assert (response.status_code, response.json()["code"]) == (403, code)
