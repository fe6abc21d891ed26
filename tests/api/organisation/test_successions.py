"""A unit takes over from others, and never from what took over from it."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.factories import Actors, Headers, make_unit

PATH = "/v1/unit-successions"


@pytest.fixture
def keeper(actors: Actors) -> Headers:
    return actors.headers(Role.ADMIN)


@pytest.fixture
def units(session: Session) -> list[str]:
    return [str(make_unit(session, name=f"Afdeling {letter}").id) for letter in "ABC"]


def taking_over(before: str, after: str) -> dict[str, str]:
    return {"predecessor_id": before, "successor_id": after, "kind": "moved"}


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("ring", [[0], [0, 1], [0, 1, 2]])
def test_a_unit_does_not_take_over_from_itself_by_way_of_others(
    ring: list[int], api: TestClient, keeper: Headers, units: list[str]
) -> None:
    *steps, closing = zip(ring, [*ring[1:], ring[0]], strict=True)
    for before, after in steps:
        sent = taking_over(units[before], units[after])
        assert api.post(PATH, json=sent, headers=keeper).status_code == 201

    before, after = closing
    answer = api.post(PATH, json=taking_over(units[before], units[after]), headers=keeper)

    assert refused(answer) == (409, "unit_succeeds_itself")


def test_one_is_turned_round_and_closes_no_ring(
    api: TestClient, keeper: Headers, units: list[str]
) -> None:
    first, second, third = units
    api.post(PATH, json=taking_over(first, second), headers=keeper)
    last = api.post(PATH, json=taking_over(second, third), headers=keeper)
    address, tag = f"{PATH}/{last.json()['id']}", {"If-Match": last.headers["etag"]}

    ring = api.put(address, json=taking_over(second, first), headers=keeper | tag)
    turned = api.put(address, json=taking_over(third, second), headers=keeper | tag)

    assert refused(ring) == (409, "unit_succeeds_itself")
    assert turned.status_code == 200
