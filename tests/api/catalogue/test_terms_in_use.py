"""Terms that deadlines were started by: their texts may change, what was counted is revised."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.terms import TermUnit
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.queries import published_term
from api.catalogue.terms.schemas import RevisionIn
from api.catalogue.terms.services import end_and_follow
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.errors import NotAllowed
from api.people.rules import SCOPES_OF, Actor, ActorKind, Grant, Role
from tests.api.casework.makers import make_case, make_deadline, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type, term_body
from tests.factories import Actors, Headers, make_unit

ANY = {"If-Match": "*"}
KEEPER = Actor(
    ActorKind.PERSON, None, "Staben", (Grant(Role.STAFF_UNIT, SCOPES_OF[Role.STAFF_UNIT]),)
)
LEADER = Actor(
    ActorKind.PERSON, None, "Leder", (Grant(Role.AREA_MANAGER, SCOPES_OF[Role.AREA_MANAGER]),)
)


@pytest.fixture
def keeper(actors: Actors) -> Headers:
    return actors.headers(Role.STAFF_UNIT)


@pytest.fixture
def catalogue(session: Session) -> TermCatalogue:
    return make_own_catalogue(session)


@pytest.fixture
def aids(session: Session) -> CaseType:
    return make_case_type(session, "hjælpemidler")


@pytest.fixture
def in_use(session: Session, catalogue: TermCatalogue, aids: CaseType) -> PublishedTerm:
    """Twelve weeks from 2015 on, which a deadline of 16 August 2017 was started by."""
    term = make_term(session, catalogue, aids)
    case = make_case(session, make_unit(session), aids)
    make_deadline(session, case, date(2017, 11, 8), published_term_id=term.id)
    return term


@pytest.mark.parametrize(
    "fields",
    [
        {"source": "vejle.dk", "as_published": "12  uger", "adopted_by": "Byrådet"},
        {"valid_until": "2017-08-17"},
    ],
)
def test_the_texts_of_a_term_in_use_may_be_corrected_and_it_may_end(
    api: TestClient,
    keeper: Headers,
    catalogue: TermCatalogue,
    aids: CaseType,
    in_use: PublishedTerm,
    fields: dict[str, Any],
) -> None:
    address = f"/v1/published-terms/{in_use.id}"
    answer = api.put(address, json=term_body(catalogue, aids, **fields), headers=keeper | ANY)

    assert answer.status_code == 200, answer.text
    assert answer.json() == answer.json() | fields


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": 8},
        {"closed": ["weekend"], "roll": "forward"},
        {"variant": "gentagelse"},
        {"valid_from": "2017-09-01"},
        {"valid_until": "2017-08-16"},
        {"clock": "stops_while_waiting"},
    ],
)
def test_a_term_in_use_is_revised_and_not_replaced(
    api: TestClient,
    keeper: Headers,
    catalogue: TermCatalogue,
    aids: CaseType,
    in_use: PublishedTerm,
    fields: dict[str, Any],
) -> None:
    address = f"/v1/published-terms/{in_use.id}"
    answer = api.put(address, json=term_body(catalogue, aids, **fields), headers=keeper | ANY)

    assert (answer.status_code, answer.json()["code"]) == (409, "term_in_use")
    assert "2017-08-16" in answer.json()["detail"]


def test_what_a_term_answers_can_be_sent_back(
    api: TestClient, keeper: Headers, session: Session, catalogue: TermCatalogue, aids: CaseType
) -> None:
    """Also when its closed kinds are stored in another order than they are answered in."""
    term = make_term(
        session, catalogue, aids, unit=TermUnit.WORKING_DAYS, closed=["weekend", "public_holiday"]
    )
    case = make_case(session, make_unit(session), aids)
    make_deadline(session, case, date(2017, 11, 8), published_term_id=term.id)
    address = f"/v1/published-terms/{term.id}"
    shown = api.get(address, headers=keeper).json()

    body = {name: shown[name] for name in term_body(catalogue, aids)} | {"closed": shown["closed"]}

    assert "replace" in shown["may"]
    assert api.put(address, json=body, headers=keeper | ANY).status_code == 200


def test_a_term_in_use_is_not_deleted(
    api: TestClient, keeper: Headers, in_use: PublishedTerm
) -> None:
    answer = api.delete(f"/v1/published-terms/{in_use.id}", headers=keeper | ANY)

    assert (answer.status_code, answer.json()["code"]) == (409, "published_term_has_history")


def revision(**fields: Any) -> RevisionIn:
    defaults = {
        "as_published": "8 uger",
        "amount": 8,
        "unit": "weeks",
        "valid_from": date(2017, 10, 1),
        "adopted_by": "Socialudvalget",
    }
    return RevisionIn.model_validate(defaults | fields)


def test_a_revision_ends_the_old_term_and_lets_the_new_one_follow(
    session: Session, in_use: PublishedTerm
) -> None:
    old = published_term(session, KEEPER, in_use.id, lock=True)

    new = end_and_follow(session, KEEPER, old, revision())

    assert (old.amount, old.valid_from, old.valid_until) == (
        12,
        date(2015, 1, 1),
        date(2017, 10, 1),
    )
    assert (new.amount, new.valid_from, new.valid_until) == (8, date(2017, 10, 1), None)
    same = ("catalogue_id", "case_type_id", "variant", "kind", "start_event")
    assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]
    assert new.adopted_by == "Socialudvalget"


def test_a_revision_holds_as_long_as_the_old_term_would_have(
    session: Session, catalogue: TermCatalogue
) -> None:
    term = make_term(session, catalogue, valid_until=date(2018, 1, 1))

    assert end_and_follow(session, KEEPER, term, revision()).valid_until == date(2018, 1, 1)


@pytest.mark.parametrize(
    ("valid_from", "code"),
    [(date(2014, 1, 1), "revision_not_later"), (date(2018, 1, 1), "term_ended")],
)
def test_a_revision_lies_within_the_old_term(
    session: Session, catalogue: TermCatalogue, valid_from: date, code: str
) -> None:
    term = make_term(session, catalogue, valid_until=date(2018, 1, 1))

    with pytest.raises(Exception, match=str(term.valid_from if "later" in code else "2018")) as no:
        end_and_follow(session, KEEPER, term, revision(valid_from=valid_from))

    assert getattr(no.value, "code", None) == code


def test_who_does_not_keep_the_catalogue_revises_nothing(
    session: Session, catalogue: TermCatalogue
) -> None:
    with pytest.raises(NotAllowed):
        end_and_follow(session, LEADER, make_term(session, catalogue), revision())
