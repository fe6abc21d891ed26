"""Each measure is of what it says it is: shares, medians, and rates per decision."""

from collections.abc import Callable
from datetime import date, datetime
from statistics import median
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from tests.api.complaints.patterns.asking import ask, by_keys
from tests.api.complaints.patterns.population import Told, make_population
from tests.factories import Headers

WRONG = {"upheld", "partly_upheld"}
JUDGED = WRONG | {"not_upheld"}


def unit_of(told: Told) -> list[str]:
    return [str(told.row.unit_id)]


def year_of(told: Told) -> list[str]:
    return [str(told.row.received_on.year)]


def upheld(group: list[Told]) -> tuple[int, int]:
    findings = [{point.finding for point in told.points} for told in group]
    judged = [each for each in findings if each & JUDGED]
    return sum(bool(each & WRONG) for each in judged), len(judged)


def reversed_(group: list[Told]) -> tuple[int, int]:
    results = [told.board.result for told in group if told.board]
    merits = [each for each in results if each in {"affirmed", "changed", "annulled", "remitted"}]
    return sum(each != "affirmed" for each in merits), len(merits)


def contacted(group: list[Told]) -> tuple[int, int]:
    return sum(bool(told.contact and told.contact.reached) for told in group), len(group)


def noted(group: list[Told]) -> tuple[int, int]:
    reached = [told.contact for told in group if told.contact and told.contact.reached]
    return sum(contact.note is not None for contact in reached), len(reached)


@pytest.mark.parametrize(
    ("measure", "parts"),
    [
        ("upheld_share", upheld),
        ("reversal_rate", reversed_),
        ("contacted_share", contacted),
        ("noted_share", noted),
    ],
)
def test_shares_are_parts_of_what_they_say(
    measure: str,
    parts: Callable[[list[Told]], tuple[int, int]],
    api: TestClient,
    session: Session,
    advisor: Headers,
) -> None:
    people = make_population(session, 4)

    answer = ask(api, advisor, by="unit", measure=measure)

    for key, group in people.grouped(unit_of).items():
        part, whole = parts(group)
        [cell] = [
            cell[measure]
            for cell in answer["cells"]
            if answer["by"][0]["values"][cell["at"][0]]["key"] == key
        ]
        assert (cell["numerator"], cell["denominator"]) == (part, whole)
        assert cell["value"] == pytest.approx(100 * part / whole, rel=1e-5)
        assert 0 <= cell["low"] <= cell["value"] <= cell["high"] <= 100


def test_days_to_contact_are_a_median_of_the_contacted(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 5)
    answer = ask(api, advisor, by="year", measure="days_to_first_contact")

    for key, group in people.grouped(year_of).items():
        # From the Danish midnight, which comes one or two hours before that of UTC.
        shift = {
            told.row.id: 2
            if date(2016, 3, 27) <= told.row.received_on < date(2016, 10, 30)
            or told.row.received_on >= date(2017, 3, 26)
            else 1
            for told in group
        }
        hours = [
            (
                told.contact.attempted_at.replace(tzinfo=None) - date_time(told.row.received_on)
            ).total_seconds()
            / 3600
            + shift[told.row.id]
            for told in group
            if told.contact and told.contact.reached
        ]
        found = by_keys(answer, "days_to_first_contact")[key,]
        assert found == pytest.approx(median(hours) / 24, rel=1e-4)


def date_time(day: date) -> Any:
    return datetime.combine(day, datetime.min.time())


def test_rates_are_of_the_decisions_of_the_same_place(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 6)

    answer = ask(api, advisor, by=["unit", "year"], measure="per_100_decisions")

    whole = by_keys(answer, "per_100_decisions", "denominator")
    for (unit, year), number in whole.items():
        assert number == sum(
            (unit, year) == (where, str(day.year)) for where, _, day in people.decisions
        )


def test_by_cause_the_rate_is_of_all_decisions_of_the_place(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 7)
    unit = people.units[0]

    answer = ask(api, advisor, by="cause", measure="per_100_decisions", unit=str(unit.id))

    own = sum(where == str(unit.id) for where, _, _ in people.decisions)
    assert set(by_keys(answer, "per_100_decisions", "denominator").values()) == {own}
