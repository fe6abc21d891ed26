"""What came after complaints is what a person would say who read each case to its end."""

from datetime import date
from statistics import median
from typing import Any

import numpy as np
import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.patterns.afterwards import months_after
from api.complaints.patterns.spans import ordinal
from api.complaints.rules import ClosingWay
from api.organisation.rules import SuccessionKind
from api.organisation.tables import UnitSuccession
from api.people.rules import Role
from tests.api.casework.makers import make_case, make_deadline
from tests.api.catalogue.makers import make_case_type
from tests.api.complaints.facts.known import decide
from tests.api.complaints.patterns.asking import PATH, ask, by_keys, parts
from tests.api.complaints.patterns.courses import (
    Course,
    calm,
    came_back,
    days_to_decision,
    decided_soon,
    with_courses,
)
from tests.api.complaints.patterns.population import Population, Told, make_population
from tests.factories import (
    Actors,
    Headers,
    kept,
    make_cause,
    make_complaint,
    make_point,
    make_unit,
)

ON = date(2017, 5, 12)


def told_on(session: Session, day: date) -> None:
    """Let the data be of a day."""
    moment = {"at": f"{day} 12:00:00+00"}
    session.connection().exec_driver_sql("UPDATE pattern_data SET at = %(at)s", moment)


def ask_on(
    api: TestClient, session: Session, headers: Headers, day: date = ON, **query: Any
) -> dict[str, Any]:
    """Return the figures that were told on a day."""
    ask(api, headers)
    told_on(session, day)
    return ask(api, headers, data=1, **query)


def by_unit(people: Population) -> dict[str, list[Told]]:
    return people.grouped(lambda told: [str(told.row.unit_id)])


@pytest.mark.parametrize("within", [7, 14, 28])
def test_a_decision_came_soon_where_the_case_waited_for_it(
    within: int, api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 21)
    courses = with_courses(session, people, 21)

    answer = ask_on(
        api, session, advisor, by="unit", measure="decided_after_share", decided_within=within
    )

    groups = by_unit(people)
    assert parts(answer, "decided_after_share") == {
        (unit,): decided_soon(group, courses, ON, within) for unit, group in groups.items()
    }
    [measure] = answer["measures"]
    assert measure["definition"] == f"decided_after_share_{within}.1"
    assert f"{within} dage" in measure["unit"]


def test_days_to_the_decision_are_a_median_of_those_that_came(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 22)
    courses = with_courses(session, people, 22)

    answer = ask(api, advisor, by="unit", measure="days_to_decision")

    days = {unit: days_to_decision(group, courses) for unit, group in by_unit(people).items()}
    assert by_keys(answer, "days_to_decision", "n") == {(unit,): len(n) for unit, n in days.items()}
    for unit, found in days.items():
        assert by_keys(answer, "days_to_decision")[unit,] == pytest.approx(median(found))


@pytest.mark.parametrize("day", [date(2017, 9, 1), date(2018, 12, 1)])
def test_an_admitted_error_came_back_with_the_same_cause_in_the_same_unit(
    day: date, api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 30)
    with_courses(session, people, 30)

    answer = ask_on(api, session, advisor, day, by="unit", measure="returned_share", period="2016")

    expected = {
        (unit,): came_back(
            [told for told in group if told.row.received_on.year == 2016], people.complaints, day
        )
        for unit, group in by_unit(people).items()
    }
    assert parts(answer, "returned_share") == expected
    assert any(0 < back < whole for back, whole in expected.values())


def test_who_reads_in_a_unit_sees_the_same_errors_of_it_come_back(
    api: TestClient, session: Session, actors: Actors
) -> None:
    people = make_population(session, 24)
    with_courses(session, people, 24)
    unit = people.units[0]

    answer = ask(api, actors.headers(Role.DEPARTMENT_LEADER, unit), measure="returned_share")

    group = by_unit(people)[str(unit.id)]
    total = answer["total"]["returned_share"]
    expected = came_back(group, people.complaints, date(2026, 1, 1))
    assert (total["numerator"], total["denominator"]) == expected


def test_the_cases_of_complaints_had_changed_hands_more_or_less_often_than_others(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 25)
    courses = with_courses(session, people, 25)
    measures = ["caseworker_changed_share", "caseworker_changed_share_uncomplained"]

    answer = ask(api, advisor, by="unit", measure=measures)

    complained = {
        unit: [(courses[key], told) for told in group if (key := str(told.row.id)) in courses]
        for unit, group in by_unit(people).items()
    }
    assert parts(answer, measures[0]) == {
        (unit,): (sum(course.changed(told.row.received_on) for course, told in cases), len(cases))
        for unit, cases in complained.items()
    }
    assert parts(answer, measures[1]) == {
        (unit,): calm_ones(people, unit, cases) for unit, cases in complained.items()
    }


def calm_ones(people: Population, unit: str, cases: list[tuple[Course, Told]]) -> tuple[int, int]:
    """Count decisions that nobody complained of: none of the cases drawn apart changed hands."""
    apart = sum(where == unit for where, _, _ in people.decisions)
    days = [(course, day) for course, told in cases for day in calm(course, told.row.received_on)]
    return sum(course.changed(day) for course, day in days), apart + len(days)


@pytest.mark.parametrize(
    "measure", ["points_share", "decided_after_share", "returned_share", "days_to_decision"]
)
def test_who_sees_no_small_counts_is_not_told_of_single_complaints(
    measure: str, api: TestClient, session: Session, actors: Actors
) -> None:
    make_population(session, 28, 5)
    headers = actors.headers(Role.COMMITTEE_SECRETARY)
    response = api.get(PATH, params={"measure": measure, "by": "cause"}, headers=headers)

    assert response.status_code == 403
    assert response.json()["errors"][0]["code"] == "protected_measure"


def test_two_weeks_have_passed_when_the_fourteenth_day_has_ended(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit, case_type = make_unit(session), make_case_type(session)
    case = make_case(session, unit, case_type, received_on=date(2017, 4, 3))
    make_deadline(session, case, date(2017, 6, 1), met_on=date(2017, 5, 17))
    decide(session, case, date(2017, 5, 17))
    make_complaint(session, unit, case_id=case.id, received_on=date(2017, 5, 3))

    def shares(day: date) -> tuple[int, int]:
        answer = ask_on(api, session, advisor, day, measure="decided_after_share")
        share = answer["total"]["decided_after_share"]
        return share["numerator"], share["denominator"]

    assert shares(date(2017, 5, 17)) == (0, 0)
    assert shares(date(2017, 5, 18)) == (1, 1)


def test_data_from_before_it_was_counted_does_not_tell_what_came_after(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    """What was told of a state stays; the next one knows, as the migration left it."""
    people = make_population(session, 29, 15)
    courses = with_courses(session, people, 29)
    ask(api, advisor)
    before = """
        UPDATE complaint_facts SET undecided = NULL, decision_days = NULL;
        UPDATE pattern_data SET epoch = ''
    """
    session.connection().exec_driver_sql(before)

    now = ask(api, advisor, measure="decided_after_share")
    then = ask(api, advisor, measure=["decided_after_share", "complaints"], data=1)

    assert now["data"]["number"] == 2
    expected = decided_soon(people.complaints, courses, date(2026, 1, 1), 14)
    told = now["total"]["decided_after_share"]
    assert (told["numerator"], told["denominator"]) == expected
    unknown = then["total"]["decided_after_share"]
    assert (unknown["value"], unknown["n"]) == (None, 0)
    assert then["total"]["complaints"]["value"] == 15


def test_an_error_comes_back_where_another_unit_took_over_if_units_are_followed(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    old, new, cause = make_unit(session), make_unit(session, name="Ny"), make_cause(session)
    moved = SuccessionKind.MOVED
    kept(session, UnitSuccession(predecessor_id=old.id, successor_id=new.id, kind=moved))
    for unit, received, closed in (
        (old, date(2016, 3, 1), date(2016, 3, 10)),
        (new, date(2017, 3, 10), date(2017, 4, 1)),
    ):
        end = {"closed_on": closed, "closed_how": ClosingWay.ANSWERED}
        complaint = make_complaint(session, unit, received_on=received, **end)
        make_point(session, complaint, cause, finding="upheld")

    def came(**query: Any) -> tuple[int, int]:
        answer = ask(api, advisor, measure="returned_share", period="2016", **query)
        share = answer["total"]["returned_share"]
        return share["numerator"], share["denominator"]

    assert came() == (0, 1)
    assert came(follow_units=True) == (1, 1)


def test_a_year_later_is_the_same_day_or_the_last_of_its_month() -> None:
    days = [date(2016, 2, 28), date(2016, 2, 29), date(2016, 12, 31), date(1969, 7, 1)]
    later = [date(2017, 2, 28), date(2017, 2, 28), date(2017, 12, 31), date(1970, 7, 1)]

    found = months_after(np.array([ordinal(day) for day in days]), 12)

    assert found.tolist() == [ordinal(day) for day in later]
