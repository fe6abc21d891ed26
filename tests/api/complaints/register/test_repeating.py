"""Who complains again of the same case repeats the latest complaint; others are only told of."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.casework.makers import make_case
from tests.api.casework.places import Place
from tests.api.complaints.registering import correct, made, register, shown
from tests.factories import Actors, Headers


def test_a_second_one_over_the_same_case_is_linked_to_the_latest(
    api: TestClient, place: Place
) -> None:
    case = str(place.case.id)
    register(api, place.leader, case_id=case, received_on="2017-09-11")
    second = register(api, place.leader, case_id=case, received_on="2017-09-18")

    third = register(api, place.leader, case_id=case)

    assert third["linked"] is True
    assert third["repeat_of"] == {"id": second["id"], "number": second["number"]}
    assert third["earlier_complaints"]["count"] == 2
    assert third["earlier_complaints"]["ids"][0] == second["id"]


def test_it_is_linked_to_the_one_that_is_named(api: TestClient, place: Place) -> None:
    case = str(place.case.id)
    first = register(api, place.leader, case_id=case, received_on="2017-09-11")
    register(api, place.leader, case_id=case, received_on="2017-09-18")

    third = register(api, place.leader, case_id=case, repeat_of_id=first["id"])

    assert (third["linked"], third["repeat_of"]["id"]) == (False, first["id"])


@pytest.mark.parametrize("other", [{"anonymous": True}, {"received_on": "2017-09-04"}])
def test_nobody_and_what_came_before_repeats_nothing(
    api: TestClient, place: Place, other: dict[str, Any]
) -> None:
    case = str(place.case.id)
    register(api, place.leader, case_id=case, received_on="2017-09-11")

    assert register(api, place.leader, case_id=case, **other)["repeat_of"] is None


def test_one_over_another_case_is_no_repeat_and_is_told_of(
    api: TestClient, session: Session, place: Place
) -> None:
    other = make_case(
        session,
        place.unit,
        place.case_type,
        number="2017-0112466",
        citizen_id=place.case.citizen_id,
    )
    first = register(api, place.leader, case_id=str(other.id))

    second = register(api, place.leader, case_id=str(place.case.id))

    assert (second["linked"], second["repeat_of"]) == (False, None)
    assert second["earlier_complaints"] == {"count": 1, "ids": [first["id"]]}


def test_earlier_ones_that_may_not_be_read_are_not_told_of(
    api: TestClient, place: Place, actors: Actors
) -> None:
    everywhere = actors.headers(Role.STAFF_UNIT)
    case = str(place.case.id)
    register(api, everywhere, case_id=case, unit_id=str(place.elsewhere.id))

    second = register(api, place.leader, case_id=case)

    assert second["earlier_complaints"] == {"count": 0, "ids": []}
    assert (second["linked"], second["repeat_of"]) == (False, None)


@pytest.fixture
def hidden(api: TestClient, place: Place, actors: Actors) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a complaint of another unit, and one of the leader's own that repeats it."""
    everywhere = actors.headers(Role.STAFF_UNIT)
    case = str(place.case.id)
    first = register(api, everywhere, case_id=case, unit_id=str(place.elsewhere.id))
    return first, register(api, everywhere, case_id=case)


def history(api: TestClient, headers: Headers, complaint: dict[str, Any]) -> list[Any]:
    """Return what each change of a complaint tells of the one that it repeats: before and after."""
    answer = made(api.get(f"/v1/complaints/{complaint['id']}/history", headers=headers))
    return [
        [(each["before"], each["after"]) for each in change["changed"] if "repeat" in each["field"]]
        for change in answer["items"]
    ]


def test_the_history_tells_of_a_link_to_who_may_see_it(
    api: TestClient, place: Place, hidden: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    first, second = hidden
    third = register(api, place.leader, unit_id=str(place.unit.id))
    made(correct(api, place.leader, second, repeat_of_id=third["id"]))

    everything = [[(None, first["id"])], [(first["id"], third["id"])]]
    assert history(api, place.advisor, second) == everything
    assert history(api, place.leader, second) == [[], [(None, third["id"])]]


def test_those_that_repeat_one_are_found_by_who_may_read_it(
    api: TestClient, place: Place, hidden: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    first, second = hidden

    def found(headers: Headers) -> list[str]:
        asked = {"repeat_of": first["id"]}
        items = made(api.get("/v1/complaints", params=asked, headers=headers))["items"]
        return [item["id"] for item in items]

    assert found(place.advisor) == [second["id"]]
    assert found(place.leader) == []


def test_a_link_that_may_not_be_seen_is_neither_told_of_nor_lost(
    api: TestClient, place: Place, hidden: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    first, second = hidden
    assert second["repeat_of"]["id"] == first["id"]

    seen = shown(api, place.leader, second)
    timeline = f"/v1/complaints/{second['id']}/timeline"
    assert seen["repeat_of"] is None
    assert first["number"] not in api.get(timeline, headers=place.leader).text

    made(correct(api, place.leader, seen, text="Jeg venter på svar."))
    assert shown(api, place.advisor, second)["repeat_of"]["id"] == first["id"]
