"""Who complains again of the same case repeats the latest complaint; others are only told of."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.casework.makers import make_case
from tests.api.casework.places import Place
from tests.api.complaints.registering import correct, made, register, shown
from tests.factories import Actors


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


def test_a_link_that_may_not_be_seen_is_neither_told_of_nor_lost(
    api: TestClient, place: Place, actors: Actors
) -> None:
    everywhere = actors.headers(Role.STAFF_UNIT)
    case = str(place.case.id)
    first = register(api, everywhere, case_id=case, unit_id=str(place.elsewhere.id))
    second = register(api, everywhere, case_id=case)
    assert second["repeat_of"]["id"] == first["id"]

    seen = shown(api, place.leader, second)
    timeline = f"/v1/complaints/{second['id']}/timeline"
    assert seen["repeat_of"] is None
    assert first["number"] not in api.get(timeline, headers=place.leader).text

    made(correct(api, place.leader, seen, text="Jeg venter på svar."))
    assert shown(api, everywhere, second)["repeat_of"]["id"] == first["id"]
