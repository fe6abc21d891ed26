"""When a term is due, over HTTP: the worked days of the law, published terms, arrival, refusals."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.arrival import Channel
from api.calendar.terms import Roll, TermUnit
from api.catalogue.case_types.tables import CaseType
from api.catalogue.closing_days.tables import CalendarCorrection
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.catalogue.terms.tables import TermCatalogue
from api.people.rules import Role, Scope
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.api.catalogue.makers import (
    make_arrival_rule,
    make_case_type,
    make_closing_day,
    make_legal_basis,
    make_type_basis,
)
from tests.factories import UNKNOWN_ID, Actors, Headers, kept

ADDRESS = "/v1/deadline-calculation"
AFTER_ASCENSION = date(2026, 5, 15)
NEAR = ["weekend", "public_holiday", "quasi_holiday", "closing_day"]
STRICT = ["weekend", "public_holiday"]
FOUR_WEEKS: dict[str, Any] = {"amount": 4, "unit": "weeks"}


@pytest.fixture
def somebody(actors: Actors) -> Headers:
    return actors.headers(Role.CASEWORKER)


@pytest.fixture
def own(session: Session) -> TermCatalogue:
    return make_own_catalogue(session)


@pytest.fixture
def costs(session: Session) -> CaseType:
    """Additional costs for children: SEL § 41, since 2024 barnets lov § 86."""
    case_type = make_case_type(session, "merudgifter")
    new = make_legal_basis(session, "§ 86", act_short="barnets lov", valid_from=date(2024, 1, 1))
    old = make_legal_basis(session, valid_until=date(2024, 1, 1), successor_id=new.id)
    make_type_basis(session, case_type, old)
    make_type_basis(session, case_type, new)
    return case_type


def ask(api: TestClient, headers: Headers, **params: Any) -> dict[str, Any]:
    answer = api.get(ADDRESS, params=params, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("started_on", "raw_end_on", "near", "strict"),
    [
        pytest.param("2026-11-26", "2026-12-24", "2026-12-28", "2026-12-24", id="V1"),
        pytest.param("2026-11-27", "2026-12-25", "2026-12-28", "2026-12-28", id="V2"),
        pytest.param("2026-12-03", "2026-12-31", "2027-01-04", "2026-12-31", id="V3"),
        pytest.param("2026-11-21", "2026-12-19", "2026-12-21", "2026-12-21", id="V4"),
        pytest.param("2027-02-25", "2027-03-25", "2027-03-30", "2027-03-30", id="V5"),
        pytest.param("2026-04-03", "2026-05-01", "2026-05-01", "2026-05-01", id="V6"),
        pytest.param("2023-04-07", "2023-05-05", "2023-05-08", "2023-05-08", id="V7"),
        pytest.param("2026-05-08", "2026-06-05", "2026-06-08", "2026-06-05", id="V8"),
        pytest.param("2026-04-17", "2026-05-15", "2026-05-18", "2026-05-15", id="V9"),
    ],
)
def test_the_worked_days_of_the_law(
    api: TestClient,
    somebody: Headers,
    session: Session,
    started_on: str,
    raw_end_on: str,
    near: str,
    strict: str,
) -> None:
    make_closing_day(session, AFTER_ASCENSION)
    question = FOUR_WEEKS | {"started_on": started_on, "roll": "forward"}

    favourable = ask(api, somebody, **question, closed=NEAR)
    narrow = ask(api, somebody, **question, closed=STRICT)

    assert (favourable["raw_end_on"], favourable["due_on"]) == (raw_end_on, near)
    assert (narrow["raw_end_on"], narrow["due_on"]) == (raw_end_on, strict)


def test_a_date_explains_itself(api: TestClient, somebody: Headers) -> None:
    answer = ask(
        api, somebody, **FOUR_WEEKS, started_on="2026-11-27", roll="forward", closed=STRICT
    )

    christmas = {"kind": "public_holiday", "name_da": "juledag", "name_en": "Christmas Day"}
    second = {
        "kind": "public_holiday",
        "name_da": "2. juledag",
        "name_en": "Second Day of Christmas",
    }
    saturday = {"kind": "weekend", "name_da": "lørdag", "name_en": "Saturday"}
    sunday = {"kind": "weekend", "name_da": "søndag", "name_en": "Sunday"}
    rolled = [
        {"date": "2026-12-25", **christmas},
        {"date": "2026-12-26", **saturday},
        {"date": "2026-12-26", **second},
        {"date": "2026-12-27", **sunday},
    ]
    assert answer == {
        "started_on": "2026-11-27",
        "started_at": None,
        "earliest_on": None,
        "raw_end_on": "2026-12-25",
        "due_on": "2026-12-28",
        "due_at": None,
        "moved_because": rolled,
        "steps": [
            {
                "kind": "counted",
                "from": "2026-11-28",
                "until": "2026-12-25",
                "days": 28,
                "counted": 4,
                "because": [],
            },
            {
                "kind": "rolled",
                "from": "2026-12-26",
                "until": "2026-12-28",
                "days": 3,
                "counted": 0,
                "because": rolled,
            },
        ],
        "term": {
            "amount": 4,
            "unit": "weeks",
            "at_least": None,
            "roll": "forward",
            "closed": ["public_holiday", "weekend"],
        },
        "legal_basis": None,
        "arrival": None,
        "calendar_version": 0,
    }


@pytest.mark.parametrize(
    ("question", "earliest_on", "due_on"),
    [
        ({"amount": 4, "unit": "weeks", "at_least": 0}, "2017-09-20", "2017-10-18"),
        ({"amount": 10, "unit": "days"}, None, "2017-09-30"),
        ({"amount": 10, "unit": "weekdays"}, None, "2017-10-02"),
        ({"amount": 10, "unit": "working_days", "closed": STRICT}, None, "2017-10-04"),
        ({"amount": 3, "unit": "months"}, None, "2017-12-20"),
        ({"amount": 25, "unit": "hours"}, None, "2017-09-22"),
        ({"unit": "immediately"}, None, "2017-09-20"),
        ({"unit": "immediately", "amount": 0}, None, "2017-09-20"),
    ],
)
def test_every_unit_counts_from_wednesday_20_september_2017(
    api: TestClient,
    somebody: Headers,
    question: dict[str, Any],
    earliest_on: str | None,
    due_on: str,
) -> None:
    answer = ask(api, somebody, started_on="2017-09-20", **question)

    assert (answer["earliest_on"], answer["due_on"]) == (earliest_on, due_on)


def test_hours_run_from_a_moment_through_the_end_of_summer_time(
    api: TestClient, somebody: Headers
) -> None:
    answer = ask(api, somebody, started_at="2017-10-28T12:00:00+02:00", amount=24, unit="hours")

    assert (answer["started_on"], answer["due_on"]) == ("2017-10-28", "2017-10-29")
    assert (answer["started_at"], answer["due_at"]) == (
        "2017-10-28T12:00:00+02:00",
        "2017-10-29T10:00:00Z",
    )


def test_steps_add_up_to_the_day_whatever_is_asked(
    api: TestClient, somebody: Headers, session: Session
) -> None:
    make_closing_day(session, AFTER_ASCENSION)
    chance = Random(20170920)  # noqa: S311 - the same questions each time, no secret
    for _ in range(60):
        closed = chance.sample(NEAR, chance.randint(0, 4))
        started_on = date(2010, 1, 1) + timedelta(chance.randrange(9000))
        question: dict[str, Any] = {
            "started_on": started_on,
            "amount": chance.randint(0, 90),
            "unit": chance.choice([unit for unit in TermUnit if unit is not TermUnit.IMMEDIATELY]),
            "closed": closed,
            "roll": chance.choice(["none", "forward"]) if closed else "none",
        }

        answer = ask(api, somebody, **question)

        due_on = started_on + timedelta(sum(step["days"] for step in answer["steps"]))
        assert answer["due_on"] == due_on.isoformat(), question
        told = [
            each for step in answer["steps"] if step["kind"] == "rolled" for each in step["because"]
        ]
        assert answer["moved_because"] == told, question
        assert (answer["due_on"] > answer["raw_end_on"]) == bool(told), question


def test_the_published_term_in_force_that_day_is_taken(
    api: TestClient, somebody: Headers, session: Session, own: TermCatalogue, costs: CaseType
) -> None:
    make_term(session, own, costs, valid_until=date(2018, 1, 1))
    new = make_term(
        session,
        own,
        costs,
        as_published="10 uger",
        amount=10,
        valid_from=date(2018, 1, 1),
        adopted_by="Socialudvalget",
        adopted_on=date(2017, 12, 13),
        source="Referat",
    )

    before = ask(api, somebody, started_on="2017-12-31", case_type=costs.id, kind="decision")
    since = ask(api, somebody, started_on="2018-01-01", case_type=costs.id, kind="decision")

    assert (before["term"]["amount"], before["due_on"]) == (12, "2018-03-25")
    assert (since["term"]["amount"], since["due_on"]) == (10, "2018-03-12")
    term = since["term"]
    assert term == api.get(f"/v1/published-terms/{new.id}", headers=somebody).json()
    assert (term["adopted_by"], term["adopted_on"], term["source"]) == (
        "Socialudvalget",
        "2017-12-13",
        "Referat",
    )


@pytest.mark.parametrize(
    ("started_on", "law"), [("2023-12-31", "SEL § 41"), ("2024-01-01", "barnets lov § 86")]
)
def test_names_the_law_of_the_case_type_on_the_start_day(
    api: TestClient,
    somebody: Headers,
    session: Session,
    own: TermCatalogue,
    costs: CaseType,
    started_on: str,
    law: str,
) -> None:
    make_term(session, own, costs)

    answer = ask(api, somebody, started_on=started_on, case_type=costs.id, kind="decision")

    assert (answer["legal_basis"], answer["term"]["legal_basis"]) == (law, None)


def test_the_law_of_the_term_itself_goes_before_that_of_the_type(
    api: TestClient, somebody: Headers, session: Session, own: TermCatalogue, costs: CaseType
) -> None:
    law = make_legal_basis(session, "§ 67", act_short="retssikkerhedsloven")
    make_term(
        session,
        own,
        kind=DeadlineKind.APPEAL,
        start_event=StartEvent.DECISION_AVAILABLE,
        legal_basis_id=law.id,
    )

    answer = ask(api, somebody, started_on="2017-09-20", case_type=costs.id, kind="appeal")

    assert answer["legal_basis"] == "retssikkerhedsloven § 67"
    assert answer["term"]["owed_by"] == "citizen"


def test_variant_catalogue_and_start_event_pick_the_term(
    api: TestClient, somebody: Headers, session: Session, own: TermCatalogue, costs: CaseType
) -> None:
    vejle = kept(session, TermCatalogue(name="Vejle Kommune"))
    make_term(session, own, costs, amount=12)
    make_term(session, own, costs, amount=4, variant="gentagelse")
    make_term(session, own, costs, amount=6, start_event=StartEvent.CASE_OPENED_UNDER_ACT)
    make_term(session, vejle, costs, amount=8)

    def weeks(**params: Any) -> int:
        question = {"case_type": costs.id, "kind": "decision"} | params
        amount: int = ask(api, somebody, started_on="2017-09-20", **question)["term"]["amount"]
        return amount

    assert weeks(start_event="application_received") == 12
    assert weeks(start_event="application_received", variant="gentagelse") == 4
    assert weeks(start_event="case_opened_under_act") == 6
    assert weeks(catalogue=vejle.id) == 8


def test_without_a_case_type_the_terms_for_all_types_are_asked(
    api: TestClient, somebody: Headers, session: Session, own: TermCatalogue
) -> None:
    make_term(
        session,
        own,
        kind=DeadlineKind.ACCESS_TO_DOCUMENTS,
        start_event=StartEvent.ACCESS_REQUESTED,
        as_published="7 arbejdsdage",
        amount=7,
        unit=TermUnit.WORKING_DAYS,
        closed=STRICT,
    )

    answer = ask(api, somebody, started_on="2017-09-20", kind="access_to_documents")

    assert answer["due_on"] == "2017-09-29"


@pytest.fixture
def appeal(session: Session, own: TermCatalogue) -> None:
    make_term(
        session,
        own,
        kind=DeadlineKind.APPEAL,
        start_event=StartEvent.DECISION_AVAILABLE,
        amount=4,
        roll=Roll.FORWARD,
        closed=NEAR,
    )
    make_arrival_rule(session)
    make_arrival_rule(
        session,
        channel=Channel.DIGITAL_POST,
        amount=0,
        unit=TermUnit.IMMEDIATELY,
        closed=[],
    )


@pytest.mark.parametrize(
    ("channel", "available_on", "due_on"),
    [
        # By letter on Thursday 26.11.2026: six hverdage later is Friday 4.12.
        pytest.param("letter", "2026-12-04", "2027-01-04", id="letter"),
        # Four weeks on is Christmas Eve; the first open day after it is Monday 28.12.
        pytest.param("digital_post", "2026-11-26", "2026-12-28", id="digital post"),
        pytest.param("in_person", "2026-11-26", "2026-12-28", id="handed over"),
    ],
)
@pytest.mark.usefixtures("appeal")
def test_tells_when_an_appeal_ends_that_was_sent_about_that_day(
    api: TestClient, somebody: Headers, channel: str, available_on: str, due_on: str
) -> None:
    answer = ask(api, somebody, kind="appeal", channel=channel, dispatched_on="2026-11-26")

    assert (answer["started_on"], answer["due_on"]) == (available_on, due_on)
    arrival = answer["arrival"]
    assert (arrival["dispatched_on"], arrival["available_on"]) == ("2026-11-26", available_on)
    assert (arrival["rule"] is None) == (channel == "in_person")


@pytest.mark.usefixtures("appeal")
def test_names_the_rule_by_which_a_letter_arrived(api: TestClient, somebody: Headers) -> None:
    answer = ask(api, somebody, kind="appeal", channel="letter", dispatched_on="2026-11-26")

    assert answer["arrival"]["rule"] == {
        "amount": 6,
        "unit": "working_days",
        "closed": ["public_holiday", "weekend"],
        "valid_from": "2018-06-26",
        "valid_until": None,
        "source": "Vejledning nr. 9533 af 26/06/2018",
    }


def test_tells_which_calendar_was_counted_by(
    api: TestClient, somebody: Headers, session: Session
) -> None:
    correction = CalendarCorrection(number=3, reason="Glemt", added=[], removed=[], moved=0)
    kept(session, correction)

    assert ask(api, somebody, **FOUR_WEEKS, started_on="2017-09-20")["calendar_version"] == 3


STARTED = {"started_on": "2017-09-20"}
KIND = {"kind": "decision"}


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


def test_any_client_may_ask(api: TestClient, actors: Actors) -> None:
    params = FOUR_WEEKS | STARTED

    assert api.get(ADDRESS, params=params, headers=actors.client(Scope.PLANS_READ)).is_success
    assert api.get(ADDRESS, params=params).status_code == 401
