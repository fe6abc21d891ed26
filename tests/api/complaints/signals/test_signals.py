"""Signals name what was planted, say their evidence, and are silent on noise."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.catalogue.causes.tables import ComplaintCause
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.catalogue.makers import make_case_type
from tests.api.complaints.signals.facts import (
    QUARTERS,
    complaint,
    day_in,
    decision,
    write_facts,
)
from tests.factories import Actors, Headers, make_cause, make_unit

PATH = "/v1/complaints/signals"
A_QUARTER = 8
DECISIONS = 40


class House:
    """Three units, two case types, two causes; eight complaints a quarter in each."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.rng = Random(seed)  # noqa: S311 - a dice
        self.units: list[Unit] = [make_unit(session, name=f"Afdeling {each}") for each in "ABC"]
        self.types: list[CaseType] = [
            make_case_type(session, code=f"t-{n}", name_da=f"Type {n}") for n in range(2)
        ]
        self.causes: list[ComplaintCause] = [make_cause(session, code) for code in ("SVAR", "TONE")]

    def complaints(self, planted: int = 0, silent: bool = False) -> Iterator[dict[str, Any]]:
        for quarter in range(QUARTERS):
            for unit in self.units:
                for case_type in self.types:
                    for cause in self.causes:
                        number = A_QUARTER
                        if silent and unit is self.units[1] and case_type is self.types[1]:
                            number = 0
                        here = unit is self.units[0] and cause is self.causes[0]
                        if planted and here and quarter == QUARTERS - 1:
                            number += planted
                        for _ in range(number):
                            yield complaint(day_in(self.rng, quarter), unit, case_type, cause)

    def decisions(self, late: float = 0.1, **fields: Any) -> Iterator[dict[str, Any]]:
        for quarter in range(QUARTERS):
            for unit in self.units:
                for case_type in self.types:
                    for number in range(DECISIONS):
                        state = "overdue" if number < late * DECISIONS else "within"
                        yield decision(
                            day_in(self.rng, quarter),
                            unit,
                            case_type,
                            **{"deadline_state": state} | fields,
                        )


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


def ask(api: TestClient, headers: Headers, **query: Any) -> dict[str, Any]:
    response = api.get(PATH, params=query, headers=headers)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_a_steady_house_raises_nothing(api: TestClient, session: Session, advisor: Headers) -> None:
    house = House(session, 1)
    write_facts(session, house.complaints(), house.decisions())

    answer = ask(api, advisor)

    assert answer["signals"] == []
    assert answer["period"] == {"from": "2017-04-01", "before": "2017-07-01"}
    assert answer["method"]["tests"] > 20
    assert answer["sentence"].startswith("Intet skiller sig ud fra det tilfældige")


def test_a_planted_rise_is_named_with_its_evidence(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    house = House(session, 2)
    write_facts(session, house.complaints(planted=14), house.decisions())

    answer = ask(api, advisor)

    rose = [each for each in answer["signals"] if each["kind"] == "rose"]
    cells = [{label["key"] for label in each["cell"]} for each in rose]
    assert {str(house.units[0].id), str(house.causes[0].id)} in cells
    signal = rose[cells.index({str(house.units[0].id), str(house.causes[0].id)})]
    assert signal["observed"] == 2 * (A_QUARTER + 14)
    assert signal["low"] < signal["ratio"] < signal["high"]
    assert signal["sentence"].startswith(
        "Svar, Afdeling A: steget til 44 klager i 2. kvartal 2017 mod"
    )


def test_a_signals_link_shows_what_it_tells_of(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    house = House(session, 2)
    write_facts(session, house.complaints(planted=14), house.decisions())
    signal = next(each for each in ask(api, advisor)["signals"] if each["kind"] == "rose")

    pattern = api.get(signal["link"], headers=advisor).json()

    quarters = [value["key"] for value in pattern["by"][0]["values"]]
    counts = {quarters[cell["at"][0]]: cell["complaints"]["value"] for cell in pattern["cells"]}
    assert counts["2017-Q2"] == signal["observed"]


def test_a_silent_spot_is_found(api: TestClient, session: Session, advisor: Headers) -> None:
    house = House(session, 3)
    write_facts(session, house.complaints(silent=True), house.decisions(late=0.6))

    answer = ask(api, advisor)

    silent = [each for each in answer["signals"] if each["kind"] == "silent_spot"]
    assert [{label["key"] for label in each["cell"]} for each in silent] == [
        {str(house.units[1].id), str(house.types[1].id)}
    ]


def test_excess_after_a_change_of_caseworker_is_a_ratio_with_its_interval(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    house = House(session, 4)
    rng = Random(5)  # noqa: S311 - a dice
    decisions = list(house.decisions())
    for row in decisions:
        row["caseworker_changes"] = int(rng.random() < 0.3)
        row["complained"] = rng.random() < (0.30 if row["caseworker_changes"] else 0.10)
    write_facts(session, house.complaints(), decisions)

    answer = ask(api, advisor)

    [whole] = [
        each
        for each in answer["signals"]
        if each["kind"] == "excess_after_caseworker_change" and not each["cell"]
    ]
    assert whole["low"] <= 3 <= whole["high"]
    assert whole["sentence"].startswith("hele området:")


def test_a_leader_hears_of_their_own_unit_only(
    api: TestClient, session: Session, actors: Actors
) -> None:
    house = House(session, 2)
    write_facts(session, house.complaints(planted=14), house.decisions())

    own = ask(api, actors.headers(Role.DEPARTMENT_LEADER, house.units[0]))
    other = ask(api, actors.headers(Role.DEPARTMENT_LEADER, house.units[1]))

    assert [each["kind"] for each in own["signals"]]
    assert other["signals"] == []


@pytest.mark.parametrize(
    ("period", "code"),
    [("2017-Q3", "quarter_not_ended"), ("2017-06", "signals_of_a_quarter")],
)
def test_what_can_not_be_judged_is_refused(
    period: str, code: str, api: TestClient, advisor: Headers
) -> None:
    response = api.get(PATH, params={"period": period}, headers=advisor)

    assert response.status_code == 422
    assert response.json()["errors"][0]["code"] == code


def test_too_short_a_past_is_said(api: TestClient, session: Session, advisor: Headers) -> None:
    house = House(session, 6)
    rows = [row for row in house.complaints() if row["received_on"].year == 2017]
    write_facts(session, rows, house.decisions())

    response = api.get(PATH, headers=advisor)

    assert response.json()["errors"][0]["code"] == "too_little_past"


def test_a_trend_marks_the_period_outside_its_limits(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    house = House(session, 2)
    write_facts(session, house.complaints(planted=40), house.decisions())
    cell = {"unit": str(house.units[0].id), "cause": str(house.causes[0].id)}

    query = cell | {"received_from": "2015-04-01", "received_before": "2017-07-01"}
    answer = api.get("/v1/complaints/trend", params=query, headers=advisor).json()

    assert [point["period"] for point in answer["points"] if point["outside"]] == ["2017-Q2"]
    assert answer["sentence"] == "Uden for det, tilfældigheder forklarer: 2. kvartal 2017."
    assert len(answer["points"]) == QUARTERS
