"""Two systems write the same cases in any order: each case is as it was told last."""

import random
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from tests.api.casework.by_reference.conftest import SCOPES
from tests.api.casework.by_reference.makers import address, batch, case, item, logged, put
from tests.api.catalogue.makers import make_case_type
from tests.factories import Actors, Headers, make_person, make_unit

WRITES = 25
MANY = 5
REFERENCES = ("S2017-1", "S2017-2")
Told = dict[str, str]


class Model:
    """What a case is, if all that counts is who told last; what was left out stays."""

    def __init__(self) -> None:
        self.cases: dict[str, Told] = {}

    def write(self, reference: str, told: Told) -> str:
        before = self.cases.get(reference)
        after = (before or {}) | told
        self.cases[reference] = after
        return "created" if before is None else "unchanged" if after == before else "updated"


def some_telling(dice: random.Random) -> Told:
    """Return all that a case must tell, and some of what it may."""
    told = {
        "case_type": dice.choice(["merudgifter", "hjaelpemidler"]),
        "unit": dice.choice(["Borgercenter Handicap", "Afdeling 2"]),
        "origin": dice.choice(["citizen", "authority"]),
        "received_on": dice.choice(["2017-08-10", "2017-08-16"]),
    }
    if dice.random() < 0.3:
        told["variant"] = dice.choice(["gentagelse", "hastesag"])
    if dice.random() < 0.3:
        told["caseworker"] = dice.choice(["anna", "bo"])
    return told


def as_told(shown: Any) -> Told:
    """Return an answered case in the words in which it is told."""
    told = {
        "case_type": shown["case_type"]["name"].lower(),
        "unit": shown["unit"]["name"],
        "origin": shown["origin"],
        "received_on": shown["received_on"],
        "variant": shown["variant"],
        "caseworker": shown["caseworker"] and shown["caseworker"]["name"].split()[-1].lower(),
    }
    return {name: value for name, value in told.items() if value}


@pytest.fixture
def writers(actors: Actors, session: Session, unit: Unit, terms: None) -> list[Headers]:
    """Return two systems that write in the same units, and what they tell of."""
    make_unit(session, name="Afdeling 2", parent_id=unit.id)
    make_case_type(session)
    make_person(session, "anna")
    make_person(session, "bo")
    return [actors.client(*SCOPES, unit_id=unit.id) for _ in range(2)]


@pytest.mark.parametrize("seed", range(3))
def test_each_case_is_as_it_was_told_last(
    api: TestClient, session: Session, writers: list[Headers], seed: int
) -> None:
    dice, model, told = random.Random(seed), Model(), dict[str, Told]()  # noqa: S311 - no secret

    for _ in range(WRITES):
        reference, headers = dice.choice(REFERENCES), dice.choice(writers)
        if reference not in told or dice.random() < 0.6:
            told[reference] = some_telling(dice)
        expected, before = model.write(reference, told[reference]), logged(session)

        answer = api.put(address(reference), json=told[reference], headers=headers)

        assert answer.json().get("outcome") == expected, answer.text
        assert (logged(session) == before) == (expected == "unchanged")
        assert as_told(answer.json()) == model.cases[reference]

    for reference, expected_case in model.cases.items():
        shown = api.get(address(reference), headers=writers[0]).json()
        assert as_told(shown) == expected_case


@pytest.mark.parametrize("seed", range(2))
def test_a_batch_comes_to_the_same_as_its_cases_one_by_one(
    api: TestClient, writers: list[Headers], seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    rounds = [[some_telling(dice) for _ in range(MANY)] for _ in range(2)]

    for told in rounds:
        alone = [put(api, writers[0], f"one-{at}", **each) for at, each in enumerate(told)]
        items = (
            item() | {"reference": f"many-{at}", "case": case(**each)}
            for at, each in enumerate(told)
        )
        done = batch(api, writers[1], *items)

        assert [each["outcome"] for each in done["results"]] == [
            each.json()["outcome"] for each in alone
        ]
    for at in range(MANY):
        one, many = (
            api.get(address(f"{name}-{at}"), headers=writers[0]).json() for name in ("one", "many")
        )
        assert as_told(one) == as_told(many)
        assert one["version"] == many["version"]
