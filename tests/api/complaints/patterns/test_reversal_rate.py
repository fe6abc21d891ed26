"""The reversal rate is that of the appeals board's own statistics."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.catalogue.makers import make_case_type
from tests.api.complaints.patterns.asking import ask
from tests.api.complaints.signals.facts import complaint, write_facts
from tests.factories import Actors, make_cause, make_unit


@pytest.mark.parametrize(
    ("results", "parts", "value"),
    [
        ({"remitted": 19, "changed": 5, "affirmed": 105}, (24, 129), 18.6047),
        (
            {"remitted": 19, "changed": 5, "affirmed": 105, "dismissed": 10, "referred": 3},
            (24, 129),
            18.6047,
        ),
        ({"annulled": 1, "changed": 1, "affirmed": 2}, (2, 4), 50),
        ({"affirmed": 2}, (0, 2), 0),
        ({"dismissed": 4}, (0, 0), None),
    ],
)
def test_remitted_changed_and_annulled_of_what_was_decided_on_the_merits(
    results: dict[str, int],
    parts: tuple[int, int],
    value: float | None,
    api: TestClient,
    session: Session,
    actors: Actors,
) -> None:
    unit, case_type, cause = make_unit(session), make_case_type(session), make_cause(session)
    one = complaint(date(2017, 3, 1), unit, case_type, cause)
    rows: list[dict[str, Any]] = [
        one | {"outcome": f"board_{result}", "board_result": result}
        for result, number in results.items()
        for _ in range(number)
    ]
    write_facts(session, rows, [])

    answer = ask(api, actors.headers(Role.CITIZENS_ADVISOR), measure="reversal_rate")

    rate = answer["total"]["reversal_rate"]
    assert (rate["numerator"], rate["denominator"]) == parts
    assert rate["value"] == value
