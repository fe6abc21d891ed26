"""Cases are found by where they are, how they stand and whose they are."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import CaseState
from api.organisation.rules import SuccessionKind
from api.organisation.tables import Unit, UnitSuccession
from api.people.rules import Role
from tests.api.casework.makers import make_case
from tests.api.casework.places import Place, post
from tests.conftest import Statements
from tests.factories import Actors, kept, make_unit


def numbers(api: TestClient, place: Place, **query: Any) -> list[str]:
    answer = api.get("/v1/cases", params=query, headers=place.leader)
    assert answer.status_code == 200, answer.text
    return [each["number"] for each in answer.json()["items"]]


def test_a_unit_holds_the_cases_under_it_and_those_it_took_over(
    api: TestClient, session: Session, place: Place, actors: Actors
) -> None:
    below = make_unit(session, name="Team Syd", parent_id=place.unit.id)
    before = make_unit(session, name="Handicapcenter")
    kept(
        session,
        UnitSuccession(predecessor_id=before.id, successor_id=below.id, kind=SuccessionKind.MERGED),
    )
    make_case(session, below, place.case_type, number="2017-2")
    make_case(session, before, place.case_type, number="2017-3")

    leader = actors.headers(Role.DEPARTMENT_LEADER, place.unit)

    def within(unit: Unit) -> set[str]:
        answer = api.get("/v1/cases", params={"unit": str(unit.id)}, headers=leader)
        return {each["number"] for each in answer.json()["items"]}

    assert within(place.unit) == {place.case.number, "2017-2", "2017-3"}
    assert within(below) == {"2017-2", "2017-3"}
    assert within(place.elsewhere) == set()


def test_cases_are_found_by_state_caseworker_and_day(
    api: TestClient, session: Session, place: Place
) -> None:
    decided = {"state": CaseState.DECIDED, "received_on": date(2017, 9, 1)}
    own = {"caseworker_id": place.anna.id}
    make_case(session, place.unit, place.case_type, number="2017-2", **decided, **own)

    first = place.case.number
    assert numbers(api, place, state="decided") == ["2017-2"]
    assert numbers(api, place, state=["decided", "received"]) == [first, "2017-2"]
    assert numbers(api, place, unassigned=True) == [first]
    assert numbers(api, place, unassigned=False) == ["2017-2"]
    assert numbers(api, place, caseworker=place.anna.id) == ["2017-2"]
    assert numbers(api, place, received_from="2017-09-01") == ["2017-2"]
    assert numbers(api, place, received_before="2017-09-01") == [first]
    assert numbers(api, place, number="2017-2") == ["2017-2"]
    assert numbers(api, place, order="received_on") == [first, "2017-2"]
    assert numbers(api, place, order="-received_on") == ["2017-2", first]


@pytest.mark.parametrize("query", [{"state": "parked"}, {"waiting": "perhaps"}, {"colour": "red"}])
def test_what_is_no_state_or_filter_is_refused(
    api: TestClient, place: Place, query: dict[str, str]
) -> None:
    assert api.get("/v1/cases", params=query, headers=place.leader).status_code == 422


def test_a_case_names_what_may_be_done_in_it_besides_moving_it(
    api: TestClient, place: Place
) -> None:
    address = f"/v1/cases/{place.case.id}"
    open_to_all = {"replace", "assign", "transfer", "request_access"}
    while_it_goes_on = {"wait", "hear", "follow_up"}
    told = api.get(address, headers=place.leader).json()
    assert open_to_all | while_it_goes_on | {"acknowledge"} <= set(told["may"])

    api.post(
        f"{address}/acknowledgement",
        json={"acknowledged_on": "2017-08-18"},
        headers=place.leader,
    )
    move = {"act": "withdraw", "happened_on": "2017-09-01", "reason": "Fortrudt."}
    over = api.post(f"{address}/moves", json=move, headers=place.leader).json()
    assert set(over["may"]) == open_to_all | {"reopen"}


def test_a_case_names_its_caseworker_and_who_changed_it(api: TestClient, place: Place) -> None:
    body = {"caseworker_id": place.anna.id, "from_on": "2017-09-01", "reason": "first"}
    answer = post(api, place.leader, f"{place.address}/assignment", **body)

    assert answer.json()["caseworker"] == {"id": str(place.anna.id), "name": "Prøve Anna"}
    history = api.get(f"{place.address}/history", headers=place.leader).json()["items"]
    assert [each["act"] for each in history] == ["arrange", "assign_case"]
    assert [each["field"] for each in history[1]["changed"]] == ["caseworker_id"]


def test_a_list_of_cases_asks_as_often_for_many_as_for_few(
    api: TestClient, session: Session, place: Place, statements: Statements
) -> None:
    numbers(api, place)
    with statements() as few:
        numbers(api, place)
    for number in range(5):
        own = {"caseworker_id": (place.anna, place.bo)[number % 2].id}
        make_case(session, place.unit, place.case_type, number=f"2017-{number}", **own)
    with statements() as many:
        assert len(numbers(api, place)) == 6

    assert len(many) == len(few)
