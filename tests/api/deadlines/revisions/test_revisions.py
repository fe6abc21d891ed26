"""A term is revised from a day on, and a case keeps the term of its start day."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from tests.api.casework.makers import make_case, make_deadline, make_own_catalogue, make_term
from tests.api.deadlines.makers import Asked
from tests.factories import UNKNOWN_ID, Actors, make_unit

SEPTEMBER, OCTOBER = date(2017, 9, 1), date(2017, 10, 1)


@pytest.fixture
def catalogue(session: Session) -> TermCatalogue:
    return make_own_catalogue(session)


@pytest.fixture
def term(session: Session, catalogue: TermCatalogue, case_type: CaseType) -> PublishedTerm:
    """Twelve weeks since 2015."""
    return make_term(session, catalogue, case_type)


@pytest.fixture
def keeper(api: TestClient, actors: Actors) -> Asked:
    return Asked(api, actors.headers(Role.STAFF_UNIT))


def eight_weeks(valid_from: date | str = OCTOBER, **fields: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "as_published": "8 uger",
        "amount": 8,
        "unit": "weeks",
        "valid_from": str(valid_from),
        "adopted_by": "Socialudvalget",
        "adopted_on": "2017-09-20",
    }
    return plain | fields


def revision(term: PublishedTerm) -> str:
    return f"/v1/published-terms/{term.id}/revision"


def counted_by(session: Session, term: PublishedTerm, case: Case, **fields: Any) -> Deadline:
    return make_deadline(session, case, date(2017, 11, 8), published_term_id=term.id, **fields)


def test_the_old_term_ends_and_the_new_one_follows_for_the_same(
    session: Session, keeper: Asked, term: PublishedTerm
) -> None:
    answer = keeper.post(revision(term), eight_weeks())

    assert answer.status_code == 201, answer.text
    told = answer.json()["term"]
    assert answer.headers["Location"] == f"/v1/published-terms/{told['id']}"
    assert (told["as_published"], told["valid_from"], told["valid_until"]) == (
        "8 uger",
        "2017-10-01",
        None,
    )
    assert (told["kind"], told["case_type_id"]) == (term.kind, str(term.case_type_id))
    assert (term.valid_until, term.amount) == (OCTOBER, 12)
    history = keeper.items(f"/v1/published-terms/{term.id}/history")
    assert history[-1]["act"] == "revise_term"


def test_cases_opened_before_and_after_keep_the_term_of_their_start_day(
    session: Session, keeper: Asked, term: PublishedTerm, unit: Unit, case_type: CaseType
) -> None:
    def opened(received_on: str) -> Deadline:
        of = {"unit_id": str(unit.id), "case_type_id": str(case_type.id)}
        answer = Asked(keeper.api, admin).post("/v1/cases", of | {"received_on": received_on})
        key = answer.json()["id"]
        return session.exec(select(Deadline).where(Deadline.case_id == key)).one()

    admin = Actors(session, date(2017, 9, 27)).headers(Role.ADMIN)
    early = opened("2017-08-16")
    new = keeper.post(revision(term), eight_weeks(SEPTEMBER)).json()["term"]
    last_day, first_day = opened("2017-08-31"), opened("2017-09-01")

    assert (early.published_term_id, early.due_on) == (term.id, date(2017, 11, 8))
    assert (last_day.published_term_id, last_day.due_on) == (term.id, date(2017, 11, 23))
    assert (str(first_day.published_term_id), first_day.due_on) == (new["id"], date(2017, 10, 27))


def test_a_dry_run_tells_who_keeps_the_old_term_and_changes_nothing(
    session: Session, keeper: Asked, term: PublishedTerm, case: Case
) -> None:
    counted_by(session, term, case)
    counted_by(session, term, case)
    ended = make_case(
        session,
        session.get_one(Unit, case.unit_id),
        session.get_one(CaseType, case.case_type_id),
        number="2017-2",
    )
    counted_by(session, term, ended, met_on=date(2017, 9, 20))

    answer = keeper.post(revision(term), eight_weeks(dry_run=True))

    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "dry_run": True,
        "valid_from": "2017-10-01",
        "keeps": 1,
        "examples": [case.number],
        "started_after": 0,
        "earliest_from": None,
        "overlaps": [],
        "term": None,
    }
    assert (term.valid_until, term.version) == (None, 1)
    assert len(session.exec(select(PublishedTerm)).all()) == 1


def test_examples_are_cases_that_the_asker_may_see(
    api: TestClient, session: Session, actors: Actors, term: PublishedTerm, case: Case
) -> None:
    counted_by(session, term, case)
    writer = Asked(api, actors.client(Scope.CATALOGUE_WRITE))
    elsewhere = make_unit(session, name="En anden")
    reader = actors.client(Scope.CATALOGUE_WRITE, Scope.CASES_READ, unit_id=elsewhere.id)

    for asked in (writer, Asked(api, reader)):
        told = asked.post(revision(term), eight_weeks(dry_run=True)).json()
        assert (told["keeps"], told["examples"]) == (1, [])


def test_no_more_than_twenty_examples_the_next_due_first(
    session: Session, keeper: Asked, term: PublishedTerm, unit: Unit, case_type: CaseType
) -> None:
    for number in range(22):
        row = make_case(session, unit, case_type, number=f"2017-{number:02}")
        make_deadline(session, row, date(2017, 11, 28 - number), published_term_id=term.id)

    told = keeper.post(revision(term), eight_weeks(dry_run=True)).json()

    assert told["keeps"] == 22
    assert told["examples"] == [f"2017-{number:02}" for number in range(21, 1, -1)]


def test_a_revision_takes_no_term_back_from_what_it_started(
    session: Session, keeper: Asked, term: PublishedTerm, case: Case
) -> None:
    counted_by(session, term, case, started_on=date(2017, 9, 1))
    counted_by(session, term, case, started_on=date(2017, 9, 12), met_on=date(2017, 9, 20))
    counted_by(session, term, case, started_on=date(2017, 8, 31))

    told = keeper.post(revision(term), eight_weeks(SEPTEMBER, dry_run=True)).json()
    refused = keeper.post(revision(term), eight_weeks(SEPTEMBER))

    assert (told["started_after"], told["earliest_from"]) == (2, "2017-09-13")
    assert (refused.status_code, refused.json()["code"]) == (409, "term_already_used_after")
    assert "2 deadlines" in refused.json()["detail"]
    assert "2017-09-13" in refused.json()["detail"]
    assert term.valid_until is None
    assert keeper.post(revision(term), eight_weeks("2017-09-13")).status_code == 201


def test_a_deadline_that_never_held_is_no_use_of_the_term(
    session: Session, keeper: Asked, term: PublishedTerm, case: Case
) -> None:
    start = date(2017, 9, 12)
    wrong = {"started_on": start, "cancelled_on": start, "cancel_reason": "corrected"}
    counted_by(session, term, case, **wrong)

    assert keeper.post(revision(term), eight_weeks(SEPTEMBER)).status_code == 201


@pytest.mark.parametrize(
    ("valid_from", "status", "code"),
    [
        ("2014-12-31", 422, "revision_not_later"),
        ("2015-01-01", 422, "revision_not_later"),
        ("2018-01-01", 409, "term_ended"),
        ("2018-02-01", 409, "term_ended"),
    ],
)
def test_the_day_lies_within_the_old_term(
    session: Session, keeper: Asked, term: PublishedTerm, valid_from: str, status: int, code: str
) -> None:
    term.valid_until = date(2018, 1, 1)
    session.flush()
    for dry_run in (True, False):
        refused = keeper.post(revision(term), eight_weeks(valid_from, dry_run=dry_run))

        assert (refused.status_code, refused.json()["code"]) == (status, code)
        assert refused.json()["errors"][0]["pointer"] == "/valid_from"


def test_the_new_term_ends_when_the_old_one_would_have(
    session: Session, keeper: Asked, term: PublishedTerm
) -> None:
    term.valid_until = date(2018, 1, 1)
    session.flush()

    told = keeper.post(revision(term), eight_weeks()).json()["term"]

    assert (told["valid_from"], told["valid_until"]) == ("2017-10-01", "2018-01-01")


def test_no_two_terms_hold_for_the_same_at_once(
    session: Session,
    keeper: Asked,
    term: PublishedTerm,
    catalogue: TermCatalogue,
    case_type: CaseType,
) -> None:
    """As it may come from a catalogue that was loaded from elsewhere."""
    other = make_term(session, catalogue, case_type, as_published="6 uger", valid_from=OCTOBER)

    told = keeper.post(revision(term), eight_weeks(dry_run=True)).json()
    refused = keeper.post(revision(term), eight_weeks())

    [overlap] = told["overlaps"]
    assert (overlap["id"], overlap["as_published"]) == (str(other.id), "6 uger")
    assert (refused.status_code, refused.json()["code"]) == (409, "term_overlaps")
    assert term.valid_until is None


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_term_that_cannot_be_counted_is_refused(
    session: Session, keeper: Asked, term: PublishedTerm, dry_run: bool
) -> None:
    rolling = eight_weeks(roll="forward", dry_run=dry_run)

    refused = keeper.post(revision(term), rolling)

    assert (refused.status_code, refused.json()["code"]) == (422, "term_rolls_over_nothing")
    assert (term.valid_until, term.version) == (None, 1)


def test_a_revision_against_an_older_version_is_stale(
    session: Session, keeper: Asked, term: PublishedTerm
) -> None:
    keeper.post(revision(term), eight_weeks("2018-01-01"))

    stale = keeper.post(revision(term), eight_weeks(), **{"If-Match": '"1"'})

    assert (stale.status_code, stale.json()["code"]) == (412, "published_term_stale")


def test_only_who_keeps_the_catalogue_revises(
    api: TestClient, actors: Actors, leader: Asked, keeper: Asked, term: PublishedTerm
) -> None:
    refused = leader.post(revision(term), eight_weeks(dry_run=True))
    unknown = keeper.post(f"/v1/published-terms/{UNKNOWN_ID}/revision", eight_weeks())

    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "published_term_not_found")


def test_what_a_term_is_used_for_is_told_by_year(
    session: Session, leader: Asked, stranger: Asked, term: PublishedTerm, case: Case
) -> None:
    counted_by(session, term, case)
    counted_by(session, term, case, met_on=date(2017, 9, 20))
    counted_by(session, term, case, started_on=date(2016, 3, 1), cancelled_on=date(2016, 4, 1))
    address = f"/v1/published-terms/{term.id}/use"

    assert leader.get(address) == {
        "all": 3,
        "open": 1,
        "by_year": [{"year": 2016, "all": 1, "open": 0}, {"year": 2017, "all": 2, "open": 1}],
    }
    assert stranger.get(address) == {"all": 0, "open": 0, "by_year": []}
