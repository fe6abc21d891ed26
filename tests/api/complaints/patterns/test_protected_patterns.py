"""Who may not read complaints, and the public, see no small count, and can't work one out."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.patterns import serving, standing
from api.complaints.patterns.memory import Holding
from api.people.rules import Role
from api.settings import get_settings
from tests.api.catalogue.makers import make_case_type
from tests.api.complaints.signals.facts import complaint, decision, write_facts
from tests.factories import Actors, Headers, make_cause, make_complaint, make_unit

PATH = "/v1/complaints/patterns"
SIZES = {("A", 0): 30, ("A", 1): 2, ("B", 0): 9, ("B", 1): 12, ("C", 0): 1, ("C", 1): 14}


@pytest.fixture
def house(session: Session) -> dict[str, Any]:
    """Complaints of 2016 in three units by two causes, some of them few, and ten of 2017."""
    rng = Random(7)  # noqa: S311 - a dice
    units = {name: make_unit(session, name=f"Afdeling {name}") for name in "ABC"}
    causes = [make_cause(session, code) for code in ("SVAR", "TONE")]
    case_type = make_case_type(session)

    def rows() -> Iterator[dict[str, Any]]:
        for (name, cause), number in SIZES.items():
            for _ in range(number):
                day = date(2016, rng.randrange(1, 13), 10)
                yield complaint(day, units[name], case_type, causes[cause])
        for _ in range(10):
            yield complaint(date(2017, 2, 1), units["A"], case_type, causes[0])

    decisions = [decision(date(2016, 5, 1), units["B"], case_type) for _ in range(50)]
    write_facts(session, rows(), decisions)
    return {"units": units, "causes": causes}


@pytest.fixture
def outsider(actors: Actors) -> Headers:
    return actors.headers(Role.COMMITTEE_SECRETARY)


def ask(api: TestClient, headers: Headers, **query: Any) -> dict[str, Any]:
    response = api.get(PATH, params=query, headers=headers)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def figures(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    margins = [cell for margin in answer["margins"] for cell in margin["cells"]]
    for cell in [*answer["cells"], *margins, answer["total"]]:
        yield cell["complaints"]


def test_no_count_under_five_is_shown_whatever_is_asked(
    api: TestClient, house: dict[str, Any], outsider: Headers
) -> None:
    names = ("unit", "cause", "quarter", "kind", "year")
    for by in [(one,) for one in names] + [p for p in product(names, names) if p[0] < p[1]]:
        if {"quarter", "year"} <= set(by):
            continue
        for found in figures(ask(api, outsider, by=by)):
            assert found["hidden"] == (found["value"] is None)
            assert found["hidden"] or found["value"] == 0 or found["value"] >= 5
            assert not found["hidden"] or found["low"] is found["high"] is found["n"] is None


def test_what_is_shown_is_true(api: TestClient, house: dict[str, Any], outsider: Headers) -> None:
    answer = ask(api, outsider, by="unit")

    keys = [value["key"] for value in answer["by"][0]["values"]]
    names = {str(unit.id): name for name, unit in house["units"].items()}
    shown = {
        names[keys[cell["at"][0]]]: cell["complaints"]["value"]
        for cell in answer["cells"]
        if not cell["complaints"]["hidden"]
    }
    assert shown == {"A": 32, "B": 21, "C": 15}
    assert answer["total"]["complaints"]["value"] == 68
    assert answer["protected"] is True
    assert answer["measures"][0]["definition"] == "complaints_protected.1"
    [year] = answer["told_from"]
    assert answer["years"] == ["2016"]
    assert year["year"] == "2016"
    assert year["data"] == answer["data"]["number"]


def test_places_are_shown_in_the_order_of_their_names(
    api: TestClient, session: Session, house: dict[str, Any], outsider: Headers
) -> None:
    for unit, name in zip(house["units"].values(), ("Valby", "Sundby", "Amager"), strict=True):
        unit.name = name
    session.flush()

    answer = ask(api, outsider, by="unit")

    names = [value["name"] for value in answer["by"][0]["values"]]
    shown = {names[cell["at"][0]]: cell["complaints"]["value"] for cell in answer["cells"]}
    assert shown == {"Amager": 15, "Sundby": 21, "Valby": 32}
    assert names == sorted(names)


def test_a_year_that_runs_is_not_told(
    api: TestClient, house: dict[str, Any], outsider: Headers
) -> None:
    assert [v["key"] for v in ask(api, outsider, by="year")["by"][0]["values"]] == ["2016"]
    told = ask(api, outsider, period="2016-Q2")
    assert told["period"] == {"from": "2016-04-01", "before": "2016-07-01"}
    assert told["total"]["complaints"]["value"] >= 5


@pytest.mark.parametrize("period", ["2017", "2017-Q1", "2018", "2031-Q4", "2015", "2015-Q4"])
@pytest.mark.parametrize("path", [PATH, f"{PATH}/export"])
def test_of_a_year_that_is_not_told_it_is_not_said_that_it_had_no_complaints(
    period: str, path: str, api: TestClient, house: dict[str, Any], outsider: Headers
) -> None:
    response = api.get(path, params={"period": period}, headers=outsider)

    assert response.status_code == 422
    [fault] = response.json()["errors"]
    assert (fault["code"], fault["pointer"].strip("/")) == ("protected_year_untold", "period")
    assert fault["detail"].endswith("Told are: 2016.")


def test_the_public_is_refused_a_running_year_and_the_advisor_sees_it(
    api: TestClient, house: dict[str, Any], actors: Actors
) -> None:
    advisor = actors.headers(Role.CITIZENS_ADVISOR)
    public = {"period": "2017", "audience": "public"}

    assert api.get(PATH, params=public, headers=advisor).status_code == 422
    assert ask(api, advisor, period="2017")["total"]["complaints"]["value"] == 10


def test_the_advisor_gets_the_publics_figures_by_asking_for_them(
    api: TestClient, house: dict[str, Any], actors: Actors, outsider: Headers
) -> None:
    advisor = actors.headers(Role.CITIZENS_ADVISOR)

    public = ask(api, advisor, by="cause", audience="public")

    assert public["protected"] is True
    assert public["cells"] == ask(api, outsider, by="cause")["cells"]
    assert ask(api, advisor, by="cause")["protected"] is False


def test_a_rate_is_hidden_with_its_count(
    api: TestClient, house: dict[str, Any], outsider: Headers
) -> None:
    answer = ask(api, outsider, by=["unit", "cause"], measure=["complaints", "per_100_decisions"])

    for cell in answer["cells"]:
        if cell["complaints"]["hidden"]:
            assert cell["per_100_decisions"]["value"] is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"measure": "upheld_share"}, "protected_measure"),
        ({"by": "month"}, "protected_dimension"),
        ({"by": "caseworker_changes"}, "protected_dimension"),
        ({"finding": "upheld"}, "protected_dimension"),
        ({"received_from": "2016-01-01"}, "protected_question"),
        ({"q": "frist"}, "protected_question"),
        ({"repeated": False}, "protected_dimension"),
        ({"follow_units": True}, "protected_question"),
        ({"data": 1}, "protected_question"),
        ({"period": "2016-W10"}, "protected_period"),
        ({"period": "2016-03"}, "protected_period"),
        ({"by": ["quarter", "year"]}, "two_periods"),
    ],
)
def test_what_would_tell_of_single_complaints_is_refused(
    query: dict[str, Any],
    code: str,
    api: TestClient,
    house: dict[str, Any],
    outsider: Headers,
) -> None:
    response = api.get(PATH, params=query, headers=outsider)

    assert response.status_code in {403, 422}
    assert response.json()["code"] == code or response.json()["errors"][0]["code"] == code


@pytest.mark.parametrize("path", ["/v1/complaints/signals", "/v1/complaints/trend"])
def test_signals_are_for_those_who_may_read_complaints(
    path: str, api: TestClient, outsider: Headers, actors: Actors
) -> None:
    assert api.get(path, headers=outsider).status_code == 403
    advisor = actors.headers(Role.CITIZENS_ADVISOR)
    assert api.get(path, params={"audience": "public"}, headers=advisor).status_code == 403


def test_before_any_year_is_settled_that_is_said(
    api: TestClient, session: Session, outsider: Headers
) -> None:
    answer = ask(api, outsider)

    assert answer["total"] is None
    assert answer["sentence"].startswith("Der er endnu intet afsluttet år")
    refused = api.get(PATH, params={"period": "2016"}, headers=outsider).json()
    assert refused["errors"][0]["detail"].endswith("Told are: none yet.")


def test_renaming_and_moving_what_is_told_changes_no_figure(
    api: TestClient,
    session: Session,
    house: dict[str, Any],
    outsider: Headers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    holding = Holding()
    monkeypatch.setattr(standing, "held_for", lambda _: holding)
    monkeypatch.setattr(serving, "held_for", lambda _: holding)

    def counts(dimension: str) -> dict[str | None, Any]:
        answer = ask(api, outsider, by=dimension)
        keys = [value["key"] for value in answer["by"][0]["values"]]
        return {keys[cell["at"][0]]: cell["complaints"]["value"] for cell in answer["cells"]}

    before = counts("unit"), counts("cause")
    house["units"]["A"].name = "Ø, der før hed A"
    house["causes"][0].position = 99
    session.flush()

    assert (counts("unit"), counts("cause")) == before


def test_a_settled_year_is_told_from_the_same_state_when_more_comes_to_light(
    api: TestClient, session: Session, house: dict[str, Any], outsider: Headers
) -> None:
    before = ask(api, outsider, by="unit")
    make_complaint(session, house["units"]["A"], received_on=date(2016, 6, 6))

    after = ask(api, outsider, by="unit")

    assert after["cells"] == before["cells"]
    assert after["data"] == before["data"]


def test_the_day_from_which_small_counts_are_hidden_is_a_setting(
    api: TestClient, house: dict[str, Any], outsider: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETTIDIG_PROTECTED_FIGURES_FROM", "2100-01-01")
    get_settings.cache_clear()
    try:
        assert ask(api, outsider)["total"] is None
    finally:
        monkeypatch.undo()
        get_settings.cache_clear()
