"""Questions to the calculation that have no answer: each refusal names its parameter."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.catalogue.asking import ADDRESS, FOUR_WEEKS
from tests.factories import UNKNOWN_ID, Actors, Headers

STARTED = {"started_on": "2017-09-20"}
KIND = {"kind": "decision"}


@pytest.fixture
def somebody(actors: Actors) -> Headers:
    return actors.headers(Role.CASEWORKER)


@pytest.mark.parametrize(
    ("question", "code", "pointer"),
    [
        pytest.param({}, "started_on_missing", "started_on", id="nothing"),
        pytest.param(FOUR_WEEKS, "started_on_missing", "started_on", id="no start"),
        pytest.param(STARTED, "term_missing", "kind", id="no term"),
        pytest.param(STARTED | KIND | FOUR_WEEKS, "two_terms_asked", "amount", id="two terms"),
        pytest.param(
            STARTED | KIND | {"closed": "weekend"}, "two_terms_asked", "closed", id="a bit of each"
        ),
        pytest.param(STARTED | {"case_type": UNKNOWN_ID}, "kind_missing", "kind", id="no kind"),
        pytest.param(STARTED | {"amount": 4}, "unit_missing", "unit", id="no unit"),
        pytest.param(STARTED | {"unit": "weeks"}, "amount_missing", "amount", id="no amount"),
        pytest.param(
            STARTED | FOUR_WEEKS | {"dispatched_on": "2017-09-20"},
            "two_starts_asked",
            "dispatched_on",
            id="two starts",
        ),
        pytest.param(
            FOUR_WEEKS | {"channel": "letter"},
            "dispatched_on_missing",
            "dispatched_on",
            id="a channel without its day",
        ),
        pytest.param(
            FOUR_WEEKS | {"dispatched_on": "2017-09-20"},
            "channel_missing",
            "channel",
            id="a day without its channel",
        ),
        pytest.param(
            FOUR_WEEKS | {"dispatched_on": "2017-09-20", "channel": "letter"},
            "arrival_rule_missing",
            "channel",
            id="no rule of arrival",
        ),
        pytest.param(STARTED | KIND, "no_term_in_force", "kind", id="no term in force"),
        pytest.param(
            STARTED | KIND | {"case_type": UNKNOWN_ID},
            "case_type_unknown",
            "case_type",
            id="unknown type",
        ),
        pytest.param(
            STARTED | KIND | {"catalogue": UNKNOWN_ID},
            "catalogue_unknown",
            "catalogue",
            id="unknown catalogue",
        ),
        pytest.param(
            STARTED | KIND | {"start_event": "remittal_received"},
            "start_event_not_of_kind",
            "start_event",
            id="another kind's start",
        ),
        pytest.param(
            FOUR_WEEKS | {"started_on": "1979-12-31"},
            "year_outside_calendar",
            "started_on",
            id="before the calendar",
        ),
        pytest.param(
            FOUR_WEEKS | {"started_on": "2100-12-20"},
            "year_outside_calendar",
            "started_on",
            id="past the calendar",
        ),
        pytest.param(
            FOUR_WEEKS | {"channel": "in_person", "dispatched_on": "2101-01-01"},
            "year_outside_calendar",
            "dispatched_on",
            id="dispatched past the calendar",
        ),
        pytest.param(
            STARTED | {"started_at": "2017-09-21T00:30:00+02:00", "amount": 4, "unit": "hours"},
            "moment_on_other_day",
            "started_at",
            id="a moment of another day",
        ),
        pytest.param(
            STARTED | {"amount": -1, "unit": "days"},
            "term_amount_negative",
            "amount",
            id="negative",
        ),
        pytest.param(
            STARTED | {"amount": 4, "at_least": 5, "unit": "days"},
            "term_range_reversed",
            "at_least",
            id="reversed",
        ),
        pytest.param(
            STARTED | FOUR_WEEKS | {"roll": "forward"},
            "term_rolls_over_nothing",
            "closed",
            id="rolls over nothing",
        ),
    ],
)
def test_refuses_a_question_that_has_no_answer(
    api: TestClient, somebody: Headers, question: dict[str, Any], code: str, pointer: str
) -> None:
    answer = api.get(ADDRESS, params=question, headers=somebody)

    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_on", "20-09-2017"),
        ("started_at", "1505865600"),
        ("started_at", "2017-09-20T12:00:00"),
        ("started_at", "9999-12-31T23:59:59-12:00"),
        ("unit", "fortnights"),
        ("amount", "4.5"),
        ("amount", "99999999999999999999"),
        ("closed", "sunday"),
        ("roll", "backward"),
        ("kind", "coffee"),
        ("case_type", "merudgifter"),
    ],
)
def test_names_the_parameter_that_can_not_be_read(
    api: TestClient, somebody: Headers, field: str, value: str
) -> None:
    answer = api.get(ADDRESS, params={field: value}, headers=somebody)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [field]
