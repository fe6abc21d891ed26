"""Patterns know which unit took over, what lies under what, and which law followed."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import DecisionOutcome
from api.cases.tables import Case, Decision
from api.organisation.rules import SuccessionKind
from api.organisation.tables import UnitSuccession
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type, make_legal_basis, make_letter_type
from tests.api.complaints.patterns.asking import PATH, ask, by_keys
from tests.api.complaints.patterns.population import make_population
from tests.factories import Headers, kept, make_cause, make_complaint, make_point, make_unit


def test_a_unit_is_followed_through_a_reorganisation_on_request(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    old, new = make_unit(session, name="Gammel"), make_unit(session, name="Ny")
    succession = UnitSuccession(
        predecessor_id=old.id, successor_id=new.id, kind=SuccessionKind.RENAMED
    )
    kept(session, succession)
    for unit in (old, new, new):
        make_complaint(session, unit)

    assert by_keys(ask(api, advisor, by="unit"), "complaints") == {
        (str(old.id),): 1,
        (str(new.id),): 2,
    }
    followed = ask(api, advisor, by="unit", follow_units=True)
    assert by_keys(followed, "complaints") == {(str(new.id),): 3}
    assert ask(api, advisor, unit=str(new.id))["total"]["complaints"]["value"] == 3


def test_a_unit_that_was_divided_is_followed_into_neither_part(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    old, *parts = (make_unit(session, name=name) for name in ("Hel", "Øst", "Vest"))
    for part in parts:
        kept(
            session,
            UnitSuccession(predecessor_id=old.id, successor_id=part.id, kind=SuccessionKind.SPLIT),
        )
    make_complaint(session, old)

    followed = ask(api, advisor, by="unit", follow_units=True)
    assert by_keys(followed, "complaints") == {(str(old.id),): 1}


def test_case_types_are_joined_under_a_level_of_their_tree(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    root = make_case_type(session, code="merudgifter")
    leaves = [make_case_type(session, code=f"m-{n}", parent_id=root.id) for n in range(2)]
    for case_type in (*leaves, root):
        make_complaint(session, make_unit(session), case_type_id=case_type.id)

    joined = ask(api, advisor, by="case_type", case_type_level=1)
    assert by_keys(joined, "complaints") == {(str(root.id),): 3}
    assert len(ask(api, advisor, by="case_type", case_type_level=2)["cells"]) == 3
    assert ask(api, advisor, case_type=str(root.id))["total"]["complaints"]["value"] == 3


def test_a_section_of_law_is_joined_with_its_successor(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    new = make_legal_basis(session, act_short="BL", section="§ 86")
    old = make_legal_basis(session, act_short="SEL", section="§ 41", successor_id=new.id)
    for basis in (old, new):
        make_complaint(session, make_unit(session), legal_basis_id=basis.id)

    answer = ask(api, advisor, by="legal_basis")
    assert by_keys(answer, "complaints") == {(str(new.id),): 2}
    assert answer["by"][0]["values"][0]["name"] == "BL § 86"
    assert ask(api, advisor, legal_basis=str(old.id))["total"]["complaints"]["value"] == 2


def decided(session: Session, case: Case, letter_type_id: UUID | None) -> Decision:
    """Make a refusal that was written by some type of letter."""
    decision = Decision(
        case_id=case.id,
        subject="Merudgifter",
        made_on=date(2017, 9, 1),
        outcome=DecisionOutcome.REFUSED,
        reasons_given=False,
        appeal_guidance_given=False,
        letter_type_id=letter_type_id,
    )
    return kept(session, decision)


def test_complaints_are_of_the_letter_that_their_decision_was_written_by(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    letter = make_letter_type(session, "AFSLAG-100", name_da="Afslag, merudgifter")
    unit, cause = make_unit(session), make_cause(session)
    case = make_case(session, unit, make_case_type(session))
    for letter_type_id, times in ((letter.id, 2), (None, 1)):
        made = decided(session, case, letter_type_id)
        for _ in range(times):
            row = make_complaint(session, unit, case_id=case.id, decision_id=made.id)
            make_point(session, row, cause)

    answer = ask(api, advisor, by=["cause", "letter_type"], measure=["complaints"])
    assert by_keys(answer, "complaints") == {
        (str(cause.id), str(letter.id)): 2,
        (str(cause.id), None): 1,
    }
    assert {value["name"] for value in answer["by"][1]["values"]} == {
        "Afslag, merudgifter",
        "(ikke oplyst)",
    }
    chosen = {"letter_type": str(letter.id)}
    rate = ask(api, advisor, by="letter_type", measure="per_100_decisions", **chosen)
    assert rate["total"]["per_100_decisions"]["denominator"] == 1
    assert ask(api, advisor, **chosen)["total"]["complaints"]["value"] == 2
    assert ask(api, advisor, without="letter_type")["total"]["complaints"]["value"] == 1
    cell = chosen | {"by": "letter_type", "cell": str(letter.id)}
    behind = api.get("/v1/complaints/patterns/complaints", params=cell, headers=advisor)
    assert len(behind.json()["items"]) == 2
    file = api.get(
        "/v1/complaints/patterns/export",
        params={"by": "letter_type", "format": "csv"},
        headers=advisor,
    )
    assert "Afslag, merudgifter" in file.text


def test_with_small_counts_hidden_no_letter_is_told(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    asked = {"audience": "public", "by": "letter_type"}

    answer = api.get("/v1/complaints/patterns", params=asked, headers=advisor)

    assert (answer.status_code, answer.json()["code"]) == (403, "protected_dimension")


def weeks(first: str, before: str) -> dict[str, str]:
    return {"received_from": first, "received_before": before, "compare": "year_before"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"period": "2017-Q1", "compare": "previous_period"}, ("2016-10-01", "2017-01-01")),
        ({"period": "2017", "compare": "year_before"}, ("2016-01-01", "2017-01-01")),
        (
            {"period": "2017-Q2", "compare": "before_day", "compare_day": "2016-09-15"},
            ("2016-06-15", "2016-09-15"),
        ),
        ({"period": "2017-W37", "compare": "year_before"}, ("2016-09-12", "2016-09-19")),
        ({"period": "2017-W01", "compare": "year_before"}, ("2016-01-04", "2016-01-11")),
        ({"period": "2015-W52", "compare": "year_before"}, ("2014-12-22", "2014-12-29")),
        ({"period": "2017-02", "compare": "year_before"}, ("2016-02-01", "2016-03-01")),
        (weeks("2017-09-11", "2017-09-25"), ("2016-09-12", "2016-09-26")),
        (weeks("2015-12-21", "2016-01-04"), ("2014-12-22", "2014-12-29")),
        (weeks("2015-12-28", "2016-01-11"), ("2014-12-29", "2015-01-05")),
        (weeks("2016-12-26", "2017-01-09"), ("2015-12-21", "2016-01-11")),
        (weeks("2021-02-01", "2021-03-01"), ("2020-02-01", "2020-03-01")),
        (weeks("2017-09-12", "2017-09-19"), ("2016-09-12", "2016-09-19")),
        (
            {
                "received_from": "2017-01-10",
                "received_before": "2017-01-20",
                "compare": "previous_period",
            },
            ("2016-12-31", "2017-01-10"),
        ),
    ],
)
def test_a_comparison_is_of_as_long_a_time(
    query: dict[str, Any], expected: tuple[str, str], api: TestClient, advisor: Headers
) -> None:
    span = ask(api, advisor, by="unit", **query)["compared_period"]

    assert (span["from"], span["before"]) == expected


@pytest.mark.parametrize(
    ("query", "note"),
    [
        (
            weeks("2017-09-11", "2017-09-18"),
            "The weeks are set beside those of the same numbers the year before (ISO 8601).",
        ),
        (
            weeks("2015-12-21", "2016-01-04"),
            "The weeks are set beside those of the same numbers the year before (ISO 8601). "
            "Only one of the years has a week 53. Weeks now: 2, before: 1; the ratio is per day.",
        ),
        (weeks("2017-09-12", "2017-09-19"), None),
        ({"period": "2017-W37", "compare": "previous_period"}, None),
        ({"period": "2017-W37"}, None),
    ],
)
def test_an_answer_says_how_weeks_lie_beside_each_other(
    query: dict[str, Any], note: str | None, api: TestClient, advisor: Headers
) -> None:
    english = advisor | {"Accept-Language": "en"}

    assert ask(api, english, by="unit", **query)["compared_note"] == note


def test_a_week_53_is_not_compared_with_a_year_that_has_none(
    api: TestClient, advisor: Headers
) -> None:
    query = {"by": "unit", "period": "2015-W53", "compare": "year_before"}

    answer = api.get(PATH, params=query, headers=advisor)

    [fault] = answer.json()["errors"]
    assert (answer.status_code, fault["code"]) == (422, "week_53_missing")
    assert fault["detail"].startswith("2014 had no week 53: ")


def test_what_is_not_known_can_be_asked_for(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    people = make_population(session, 12)

    answer = ask(api, advisor, without="cause")
    assert answer["total"]["complaints"]["value"] == sum(not t.points for t in people.complaints)
    bare = ask(api, advisor, without="finding")["total"]["complaints"]["value"]
    assert bare == sum(any(p.finding is None for p in t.points) for t in people.complaints)
