"""Patterns count what a person would count, and say how sure that is."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from statistics import median
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.rules import ClosingWay
from api.people.rules import Role
from tests.api.complaints.patterns.asking import PATH, ask, by_keys
from tests.api.complaints.patterns.population import Population, Told, make_population
from tests.factories import Actors, Headers, make_complaint, make_unit

WRONG = {"upheld", "partly_upheld"}
JUDGED = WRONG | {"not_upheld"}


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def causes_of(told: Told) -> list[str | None]:
    found: list[str | None] = [str(point.cause_id) for point in told.points]
    return found or [None]


def marks_of(told: Told) -> Iterable[str | None]:
    for point in told.points:
        marks = ("affects_legality", "bound_by_law")
        held = [mark for mark in marks if getattr(point, mark)]
        yield from held or (None,)
    if not told.points:
        yield None


KEYS: dict[str, Callable[[Told], Iterable[Any]]] = {
    "cause": causes_of,
    "unit": lambda told: [str(told.row.unit_id)],
    "case_type": lambda told: [text(told.row.case_type_id)],
    "kind": lambda told: [told.row.kind],
    "channel": lambda told: [told.row.channel],
    "finding": lambda told: [point.finding for point in told.points] or [None],
    "mark": marks_of,
    "year": lambda told: [str(told.row.received_on.year)],
    "quarter": lambda told: [told.quarter],
    "month": lambda told: [told.row.received_on.strftime("%Y-%m")],
    "week": lambda told: ["{}-W{:02d}".format(*told.row.received_on.isocalendar()[:2])],
    "outcome": lambda told: [f"board_{told.board.result}" if told.board else "open"],
    "repeated": lambda _: ["false"],
    "deadline_state": lambda _: ["none"],
    "caseworker_changes": lambda _: [None],
}


@pytest.mark.parametrize("dimension", sorted(KEYS))
def test_each_dimension_counts_each_complaint_once_in_each_group(
    dimension: str, api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 1)

    answer = ask(api, advisor, by=dimension)

    expected = people.counted(KEYS[dimension])
    assert by_keys(answer, "complaints") == {(key,): n for key, n in expected.items()}
    assert answer["total"]["complaints"]["value"] == len(people.complaints)


def pairs_of_one_point(told: Told) -> Iterable[tuple[Any, ...]]:
    for point in told.points:
        yield str(point.cause_id), text(point.finding), told.quarter
    if not told.points:
        yield None, None, told.quarter


def test_three_dimensions_hold_of_one_point_at_a_time(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 2)

    answer = ask(api, advisor, by=["cause", "finding", "quarter"])

    assert by_keys(answer, "complaints") == people.counted(pairs_of_one_point)
    margins = {each["dimension"]: each["cells"] for each in answer["margins"]}
    by_quarter = ask(api, advisor, by="quarter")
    assert margins["quarter"] == by_quarter["cells"]


def test_points_are_counted_as_points(api: TestClient, session: Session, advisor: Headers) -> None:
    people = make_population(session, 3)
    answer = ask(api, advisor, by="unit", measure=["points", "complaints"])

    for unit in people.units:
        points = [
            point
            for told in people.complaints
            if told.row.unit_id == unit.id
            for point in told.points
        ]
        assert by_keys(answer, "points")[str(unit.id),] == len(points)


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

    for key, group in people.grouped(KEYS["unit"]).items():
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

    for key, group in people.grouped(KEYS["year"]).items():
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


@pytest.mark.parametrize(
    "name", ["unit", "kind", "channel", "cause", "finding", "mark", "case_type"]
)
def test_a_filter_leaves_what_its_group_counts(
    name: str, api: TestClient, session: Session, advisor: Headers
) -> None:
    make_population(session, 8)
    groups = by_keys(ask(api, advisor, by=name), "complaints")

    for (key,), number in groups.items():
        if key is not None:
            found = ask(api, advisor, by="year", **{name: key})
            assert found["total"]["complaints"]["value"] == number


def test_a_period_is_the_days_it_names(api: TestClient, session: Session, advisor: Headers) -> None:
    unit = make_unit(session)
    for day in (date(2016, 12, 31), date(2017, 1, 1), date(2017, 3, 31), date(2017, 4, 1)):
        make_complaint(session, unit, received_on=day)

    named = ask(api, advisor, period="2017-Q1")
    days = ask(api, advisor, received_from="2017-01-01", received_before="2017-04-01")

    assert named["total"]["complaints"]["value"] == days["total"]["complaints"]["value"] == 2


def test_the_figures_of_a_state_stay_when_more_is_registered(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session)
    complaint = make_complaint(session, unit)
    first = ask(api, advisor, by="outcome")

    complaint.closed_on, complaint.closed_how = complaint.received_on, ClosingWay.WITHDRAWN
    make_complaint(session, unit)
    session.flush()

    again = api.get(first["link"], headers=advisor).json()
    assert again["cells"] == first["cells"]
    assert by_keys(ask(api, advisor, by="outcome"), "complaints") == {
        ("open",): 1,
        ("withdrawn",): 1,
    }
    assert api.get(again["link"], headers=advisor).json() == again


def test_a_comparison_sets_the_same_cells_beside_each_other(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 9)

    answer = ask(api, advisor, by="cause", period="2017-Q1", compare="year_before")

    def of(quarter: str) -> dict[Any, int]:
        return people.counted(lambda told: causes_of(told) if told.quarter == quarter else [])

    now, then = of("2017-Q1"), of("2016-Q1")
    keys = [value["key"] for value in answer["by"][0]["values"]]
    assert set(keys) == set(now) | set(then)
    for cell in answer["cells"]:
        key = keys[cell["at"][0]]
        assert cell["complaints"]["value"] == now.get(key, 0)
        assert cell["before"]["complaints"]["value"] == then.get(key, 0)
        ratio = cell["complaints_ratio"]
        if key in now and key in then:
            of_days = now[key] / 90 / (then[key] / 91)
            assert ratio["value"] == pytest.approx(of_days, rel=1e-5)
            assert ratio["low"] < ratio["value"] < ratio["high"]
    assert answer["compared_period"] == {"from": "2016-01-01", "before": "2016-04-01"}


def test_who_reads_in_a_unit_counts_in_it_alone(
    api: TestClient, session: Session, actors: Actors
) -> None:
    people = make_population(session, 10)
    leader = actors.headers(Role.DEPARTMENT_LEADER, people.units[0])

    answer = ask(api, leader, by="unit")

    assert set(by_keys(answer, "complaints")) == {(str(people.units[0].id),)}


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ({"by": ["cause", "unit", "year", "kind"]}, "too_many_dimensions", "by"),
        ({"by": ["cause", "cause"]}, "dimension_twice", "by"),
        ({"by": ["month", "year"]}, "two_periods", "by"),
        (
            {"received_from": "2017-02-01", "received_before": "2017-01-01"},
            "days_reversed",
            "received_before",
        ),
        ({"period": "2017-Q5"}, "period_unreadable", "period"),
        ({"period": "2017-W60"}, "period_unreadable", "period"),
        ({"period": "0001"}, "period_unreadable", "period"),
        ({"period": "9999-W52"}, "period_unreadable", "period"),
        ({"compare_day": "2017-01-01"}, "comparison_day_unused", "compare_day"),
        (
            {"period": "2017", "compare": "year_before", "compare_day": "2017-01-01"},
            "comparison_day_unused",
            "compare_day",
        ),
        ({"period": "2017", "received_from": "2017-01-01"}, "period_twice", "period"),
        ({"compare": "year_before"}, "comparison_without_period", "compare"),
        (
            {"by": "month", "period": "2017", "compare": "year_before"},
            "comparison_by_period",
            "compare",
        ),
        ({"data": 99}, "data_unknown", "data"),
    ],
)
def test_a_question_without_an_answer_is_refused_with_what_to_do(
    query: dict[str, Any], code: str, pointer: str, api: TestClient, advisor: Headers
) -> None:
    response = api.get(PATH, params=query, headers=advisor)

    assert response.status_code == 422
    assert response.json()["errors"][0]["code"] == code
    assert response.json()["errors"][0]["pointer"].strip("/") == pointer


def test_names_come_in_the_language_that_is_asked_for(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_complaint(session, make_unit(session))
    english = api.get(PATH, params={"by": "kind"}, headers=advisor | {"Accept-Language": "en"})

    assert english.json()["by"][0]["values"][0]["name"] == "procedural"
    assert english.json()["sentence"] == "1 complaint in all. Most at procedural: 1 (100.0 %)."
    assert ask(api, advisor, by="kind")["by"][0]["name"] == "klagetype"


def test_nothing_to_count_is_said(api: TestClient, advisor: Headers) -> None:
    answer = ask(api, advisor)

    assert answer["cells"] == []
    assert answer["sentence"] == "Der er ingen klager, der passer til spørgsmålet."


def test_a_whole_population_is_what_was_drawn(session: Session) -> None:
    people: Population = make_population(session, 11)
    assert len({told.row.id for told in people.complaints}) == len(people.complaints) == 40


def test_words_leave_the_complaints_in_which_they_stand(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session)
    make_complaint(session, unit, text="Jeg venter stadig på svar om sagsbehandlingstiden.")
    make_complaint(session, unit, text="Tonen i telefonen var hård.")

    assert ask(api, advisor, q="sagsbehandling")["total"]["complaints"]["value"] == 1
    assert ask(api, advisor, q="telefonen OR svar")["total"]["complaints"]["value"] == 2
    assert ask(api, advisor, q="flyvemaskine")["cells"] == []


def test_words_of_a_state_stay_those_that_were_told_then(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    complaint = make_complaint(session, make_unit(session), text="Om en telefon.")
    first = ask(api, advisor, q="telefon")
    # As though another transaction had written the first words.
    written = "SET ROLE NONE; UPDATE complaint_texts SET written_by = 0; SET ROLE rettidig_app"
    session.connection().exec_driver_sql(written)
    complaint.text = "Om et brev."
    session.flush()

    assert ask(api, advisor, q="telefon")["cells"] == []
    assert api.get(first["link"], headers=advisor).json()["cells"] == first["cells"]
