"""What stands at the side of a table is the same as by that dimension alone."""

from itertools import combinations
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.api.complaints.patterns.asking import ask
from tests.api.complaints.patterns.population import make_population
from tests.factories import Headers

MEASURES = ["complaints", "per_100_decisions", "upheld_share", "days_to_answer"]
DIMENSIONS = ("cause", "unit", "case_type", "mark", "channel")
COMPARED = {"period": "2017-Q2", "compare": "year_before"}
Cells = dict[str | None, dict[str, Any]]


def of_axis(answer: dict[str, Any], dimension: str) -> Cells:
    """Return the cells of a margin, or of a table by one dimension, by the keys of their values."""
    [axis] = [each for each in answer["by"] if each["dimension"] == dimension]
    sides = {each["dimension"]: each["cells"] for each in answer["margins"]}
    return {
        axis["values"][cell["at"][0]]["key"]: cell | {"at": None}
        for cell in sides.get(dimension, answer["cells"])
    }


@pytest.mark.parametrize("compared", [{}, COMPARED], ids=["alone", "compared"])
@pytest.mark.parametrize("seed", [11, 12])
def test_each_margin_is_the_same_question_by_that_dimension_alone(
    seed: int, compared: dict[str, str], api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, seed, number=60)
    query: dict[str, Any] = {"measure": MEASURES, **compared}
    alone = {each: of_axis(ask(api, advisor, by=each, **query), each) for each in DIMENSIONS}

    for by in combinations(DIMENSIONS, 2):
        answer = ask(api, advisor, by=by, **query)
        assert [of_axis(answer, each) for each in by] == [alone[each] for each in by]


@pytest.mark.parametrize("period", ["week", "month", "quarter", "year"])
def test_a_period_of_decisions_and_no_complaints_has_its_own_margin(
    period: str, api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, 13, number=15)
    query = {"measure": ["per_100_decisions", "complaints"]}
    alone = of_axis(ask(api, advisor, by=period, **query), period)

    for by in (["cause", period], [period, "unit"], ["channel", "case_type", period]):
        assert of_axis(ask(api, advisor, by=by, **query), period) == alone
