"""When a published term is due, over HTTP: which one, by which law, and from which arrival."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.arrival import Channel
from api.calendar.terms import Roll, TermUnit
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.catalogue.terms.tables import TermCatalogue
from api.people.rules import Role
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.api.catalogue.asking import NEAR, STRICT, ask
from tests.api.catalogue.makers import (
    make_arrival_rule,
    make_case_type,
    make_legal_basis,
    make_type_basis,
)
from tests.factories import Actors, Headers, kept


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
