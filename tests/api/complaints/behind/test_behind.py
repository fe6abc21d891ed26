"""Every figure opens the complaints that it counts, and tells nobody's name."""

from itertools import product
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.rules import ClosingWay
from api.people.rules import Role
from tests.api.casework.places import Place
from tests.api.citizens.makers import ANDERS, BODIL, make_citizen
from tests.api.complaints.holdings.passing import pass_on
from tests.api.complaints.patterns.population import make_population
from tests.api.complaints.registering import correct, made, register
from tests.factories import Actors, Headers, make_complaint, make_unit

PATTERNS = "/v1/complaints/patterns"
PATH = f"{PATTERNS}/complaints"


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


def ask(api: TestClient, headers: Headers, path: str = PATH, **query: Any) -> dict[str, Any]:
    response = api.get(path, params=query, headers=headers)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def keys_of(answer: dict[str, Any], cell: dict[str, Any]) -> list[str]:
    axes = [[value["key"] for value in axis["values"]] for axis in answer["by"]]
    return [axis[at] or "" for axis, at in zip(axes, cell["at"], strict=True)]


@pytest.mark.parametrize(
    ("seed", "by"),
    [
        (1, ["cause"]),
        (2, ["cause_group", "unit"]),
        (3, ["cause", "finding", "quarter"]),
        (4, ["mark", "case_type"]),
        (5, ["outcome", "channel"]),
        (6, ["week"]),
        (7, ["kind", "repeated", "deadline_state"]),
        (8, ["caseworker_changes", "legal_basis"]),
    ],
)
def test_behind_each_cell_lie_as_many_complaints_as_it_counts(
    seed: int, by: list[str], api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, seed, 25)
    pattern = ask(api, advisor, PATTERNS, by=by)

    for cell in pattern["cells"]:
        behind = ask(api, advisor, by=by, cell=keys_of(pattern, cell), count="exact")
        assert behind["total"] == len(behind["items"]) == cell["complaints"]["value"]


@pytest.mark.parametrize(
    "query",
    [
        {"period": "2016"},
        {"finding": ["upheld", "partly_upheld"], "period": "2017-Q1"},
        {"kind": "procedural", "mark": "bound_by_law"},
        {"without": ["cause"]},
        {"without": ["finding"], "channel": ["phone", "letter"]},
        {"outcome": ["board_annulled", "board_changed", "board_remitted"]},
    ],
)
def test_the_filters_of_a_pattern_leave_the_complaints_that_it_counts(
    query: dict[str, Any], api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, 9)

    pattern = ask(api, advisor, PATTERNS, **query)

    assert (
        ask(api, advisor, count="exact", **query)["total"]
        == (pattern["total"]["complaints"]["value"])
    )


def test_a_unit_that_took_over_another_is_followed_as_in_the_pattern(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, 10)
    query: dict[str, Any] = {"by": "unit", "follow_units": True, "case_type_level": 1}

    pattern = ask(api, advisor, PATTERNS, **query)

    for cell in pattern["cells"]:
        behind = ask(api, advisor, cell=keys_of(pattern, cell), count="exact", **query)
        assert behind["total"] == cell["complaints"]["value"]


def test_pages_hold_every_complaint_once_the_latest_first(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 11, 23)
    pages: list[Any] = []
    cursor = None
    while not pages or cursor:
        page = ask(api, advisor, limit=5, **({"cursor": cursor} if cursor else {}))
        pages.append(page["items"])
        cursor = page["next"]

    listed = [item for page in pages for item in page]
    expected = sorted(
        ((str(told.row.received_on), str(told.row.id)) for told in people.complaints), reverse=True
    )
    assert [len(page) for page in pages] == [5, 5, 5, 5, 3]
    assert [(item["received_on"], item["id"]) for item in listed] == expected


def test_later_pages_are_of_the_data_of_the_first(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session)
    for _ in range(3):
        make_complaint(session, unit)
    first = ask(api, advisor, limit=2)

    make_complaint(session, unit)
    second = ask(api, advisor, limit=2, cursor=first["next"], count="exact")

    assert second["data"]["number"] == first["data"]["number"]
    assert second["total"] == 3
    assert len(second["items"]) == 1
    assert second["next"] is None


def test_a_complaint_is_told_as_it_was_counted(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    complaint = make_complaint(session, make_unit(session))
    link = ask(api, advisor)["link"]
    complaint.closed_on, complaint.closed_how = complaint.received_on, ClosingWay.WITHDRAWN
    session.flush()

    [then] = api.get(link, headers=advisor).json()["items"]
    [now] = ask(api, advisor)["items"]

    assert (then["outcome"], now["outcome"]) == ("open", "withdrawn")


def test_complainants_are_told_apart_and_not_named(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session)
    anders = make_citizen(session, ANDERS, full_name="Anders Prøvesen")
    bodil = make_citizen(session, BODIL, full_name="Bodil Testdatter")
    for citizen, text in product((anders, bodil), ("Anders ringede.", "Bodils sag.")):
        make_complaint(session, unit, complainant_id=citizen.id, text=text)
    make_complaint(session, unit, text="Ingen vil høre.")

    answer = ask(api, advisor)

    names = [item["complainant"] for item in answer["items"]]
    assert names == [None, "Borger 1", "Borger 1", "Borger 2", "Borger 2"]
    [*_, of_anders, first] = answer["items"]
    assert (first["text"], of_anders["text"]) == ("[navn] ringede.", "Bodils sag.")
    assert str(anders.id) not in str(answer)
    later = ask(api, advisor, limit=3, cursor=ask(api, advisor, limit=3)["next"])
    assert [item["complainant"] for item in later["items"]] == names[3:]


def test_from_a_complaint_its_complainant_is_opened_with_a_reason_and_logged(
    api: TestClient, session: Session, actors: Actors, advisor: Headers
) -> None:
    citizen = make_citizen(session)
    make_complaint(session, make_unit(session), complainant_id=citizen.id)
    [item] = ask(api, advisor)["items"]

    whole = api.get(f"/v1/complaints/{item['id']}", headers=advisor).json()
    opened = api.post(
        f"/v1/citizens/{whole['complainant_id']}/identity-openings",
        json={"purpose": "Egen drift-sag 12: borgeren skal høres."},
        headers=advisor,
    )

    assert opened.json()["full_name"] == "Nancy Ann Prøve"
    auditor = actors.headers(Role.ADMIN)
    [lookup] = api.get(f"/v1/citizens/{citizen.id}/lookups", headers=auditor).json()["items"]
    assert (lookup["kind"], lookup["roles"][0]["role"]) == ("identity_opened", "citizens_advisor")


def test_a_leader_sees_those_of_the_own_units(
    api: TestClient, session: Session, actors: Actors
) -> None:
    people = make_population(session, 12)
    unit = people.units[0]

    answer = ask(api, actors.headers(Role.DEPARTMENT_LEADER, unit))

    assert {item["unit"]["key"] for item in answer["items"]} == {str(unit.id)}


@pytest.fixture
def passed_on(api: TestClient, place: Place) -> dict[str, Any]:
    """A complaint that its leader counted, and whose words another unit wrote anew since."""
    complaint = register(api, place.leader, case_id=str(place.case.id), text="Det tager for tid.")
    [counted] = ask(api, place.leader)["items"]
    assert (counted["id"], counted["text"]) == (complaint["id"], "Det tager for tid.")
    made(pass_on(api, place.leader, complaint, unit_id=str(place.elsewhere.id)))
    there = made(api.get(f"/v1/complaints/{complaint['id']}", headers=place.stranger))
    return made(correct(api, place.stranger, there, text="Nyt fra den anden afdeling."))


def test_one_that_was_passed_on_is_counted_and_not_read(
    passed_on: dict[str, Any], api: TestClient, place: Place
) -> None:
    then = ask(api, place.leader, data=1, count="exact")

    [item] = then["items"]
    assert then["total"] == 1
    assert (item["received_on"], item["unit"]["name"]) == ("2017-09-27", place.unit.name)
    unread = ("id", "number", "complainant", "text")
    assert {item[name] for name in unread} == {None}
    assert "anden afdeling" not in str(then)
    assert ask(api, place.leader)["items"] == []
    [read] = ask(api, place.advisor, data=1)["items"]
    assert [read[name] for name in unread] == [
        *(passed_on["id"], passed_on["number"]),
        *("Borger 1", "Nyt fra den anden afdeling."),
    ]


@pytest.mark.usefixtures("passed_on")
@pytest.mark.parametrize("named", [True, False])
def test_of_one_that_was_passed_on_it_is_not_told_whether_anybody_is_named(
    named: bool, api: TestClient, place: Place
) -> None:
    asked: dict[str, Any] = {"data": 1, "named": named, "count": "exact"}

    assert ask(api, place.leader, **asked)["total"] == 0
    assert ask(api, place.advisor, **asked)["total"] == int(named)


@pytest.mark.parametrize(
    ("role", "query", "code"),
    [
        (Role.COMMITTEE_SECRETARY, {}, "not_allowed"),
        (Role.CITIZENS_ADVISOR, {"audience": "public"}, "not_for_public"),
    ],
)
def test_nobody_else_sees_single_complaints(
    role: Role, query: dict[str, str], code: str, api: TestClient, actors: Actors
) -> None:
    response = api.get(PATH, params=query, headers=actors.headers(role))

    assert (response.status_code, response.json()["code"]) == (403, code)


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ({"cell": "x"}, "cell_incomplete", "cell"),
        ({"by": ["unit", "kind"], "cell": "x"}, "cell_incomplete", "cell"),
        ({"by": ["unit", "unit"]}, "dimension_twice", "by"),
        ({"cursor": "x"}, "cursor_invalid", "cursor"),
        ({"data": 99}, "data_unknown", "data"),
        ({"period": "2017-Q5"}, "period_unreadable", "period"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(
    query: dict[str, Any], code: str, pointer: str, api: TestClient, advisor: Headers
) -> None:
    response = api.get(PATH, params=query, headers=advisor)

    [fault] = response.json()["errors"]
    assert (response.status_code, fault["code"]) == (422, code)
    assert fault["pointer"].strip("/") == pointer


def test_behind_a_cell_that_is_not_there_lies_nothing(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_complaint(session, make_unit(session))

    answer = ask(api, advisor, by="kind", cell="substantive", count="exact")

    assert (answer["total"], answer["items"], answer["next"]) == (0, [], None)
