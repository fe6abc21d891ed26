"""Patterns know which unit took over, what lies under what, and which law followed."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.rules import SuccessionKind
from api.organisation.tables import UnitSuccession
from tests.api.catalogue.makers import make_case_type, make_legal_basis
from tests.api.complaints.patterns.asking import PATH, ask, by_keys
from tests.api.complaints.patterns.population import make_population
from tests.factories import Headers, kept, make_complaint, make_unit


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
