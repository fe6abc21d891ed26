"""Who asks is remembered between requests, and never a moment longer than they may read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import Session, col, delete, select, update

from api.organisation.rules import SuccessionKind
from api.organisation.tables import Unit, UnitSuccession
from api.people.rules import Role, Scope
from api.people.tables import AccessToken, Client, RoleGrant, SignInSession
from api.table import new_id, now
from tests.api.casework.makers import make_case, make_deadline
from tests.api.casework.places import RECEIVED
from tests.api.catalogue.makers import make_case_type
from tests.factories import Actors, Headers, kept, make_person, make_unit

LIST = "/v1/deadlines"
NDJSON = {"Accept": "application/x-ndjson"}
Ask = Callable[[Headers], Any]


@pytest.fixture(params=[{}, NDJSON], ids=["page", "stream"])
def ask(request: pytest.FixtureRequest, live: httpx.Client, session: Session) -> Ask:
    def asked(headers: Headers) -> Any:
        session.commit()
        return live.get(LIST, headers=headers | request.param)

    return asked


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, name="Her")


def make_one(session: Session, unit: Unit) -> str:
    case_type = make_case_type(session, f"type-{new_id()}")
    case = make_case(session, unit, case_type, number=f"2017-{new_id()}")
    return str(make_deadline(session, case, RECEIVED).id)


def test_a_sign_in_that_ended_reads_nothing_more(
    session: Session, actors: Actors, ask: Ask, unit: Unit
) -> None:
    holm = make_person(session, f"holm-{new_id()}")
    headers = actors.headers(Role.CASEWORKER, unit, person=holm)
    before = ask(headers)
    session.exec(delete(SignInSession).where(col(SignInSession.person_id) == holm.id))
    after = ask(headers)

    assert (before.status_code, after.status_code) == (200, 401)
    assert after.json()["code"] == "token_not_valid"


@pytest.mark.parametrize("how", ["deleted", "over"])
def test_a_token_that_is_over_reads_nothing_more(
    session: Session, actors: Actors, ask: Ask, how: str
) -> None:
    headers = actors.client(Scope.DEADLINES_READ)
    before = ask(headers)
    [newest] = session.exec(
        select(AccessToken).order_by(col(AccessToken.created_at).desc()).limit(1)
    )
    if how == "deleted":
        session.delete(newest)
    else:
        newest.expires_at = now() - timedelta(seconds=1)
    after = ask(headers)

    assert (before.status_code, after.status_code) == (200, 401)


def test_a_client_that_was_shut_out_reads_nothing_more(
    session: Session, actors: Actors, ask: Ask
) -> None:
    headers = actors.client(Scope.DEADLINES_READ)
    before = ask(headers)
    session.exec(update(Client).values(active=False))
    after = ask(headers)

    assert (before.status_code, after.status_code) == (200, 401)


def test_a_role_that_was_taken_reads_nothing_more(
    session: Session, actors: Actors, ask: Ask, unit: Unit
) -> None:
    holm = make_person(session, f"holm-{new_id()}")
    headers = actors.headers(Role.CASEWORKER, unit, person=holm)
    key = make_one(session, unit)
    before = ask(headers)
    session.exec(delete(RoleGrant).where(col(RoleGrant.person_id) == holm.id))
    after = ask(headers)

    assert (before.status_code, after.status_code) == (200, 403)
    assert key in before.text


def test_a_role_that_was_given_counts_at_once(
    session: Session, actors: Actors, ask: Ask, unit: Unit
) -> None:
    holm = make_person(session, f"holm-{new_id()}")
    headers = actors.headers(Role.CASEWORKER, make_unit(session, name="Andetsteds"), person=holm)
    key = make_one(session, unit)
    before = ask(headers)
    actors.grant(holm, Role.CASEWORKER, unit)
    after = ask(headers)

    assert key not in before.text
    assert key in after.text


@pytest.mark.parametrize("how", ["moves under it", "is taken over"])
def test_a_unit_that_comes_to_ones_own_is_read_at_once(
    session: Session, actors: Actors, ask: Ask, unit: Unit, how: str
) -> None:
    headers = actors.client(Scope.DEADLINES_READ, unit_id=unit.id)
    other = make_unit(session, name="Der")
    key = make_one(session, other)
    before = ask(headers)
    if how == "moves under it":
        other.parent_id = unit.id
        session.add(other)
    else:
        merged = SuccessionKind.MERGED
        kept(
            session,
            UnitSuccession(predecessor_id=other.id, successor_id=unit.id, kind=merged),
        )
    after = ask(headers)

    assert key not in before.text
    assert key in after.text


def test_a_filter_by_unit_knows_what_lies_under_it_now(
    session: Session, actors: Actors, live: httpx.Client, unit: Unit
) -> None:
    headers = actors.headers(Role.ADMIN)
    key = make_one(session, unit)
    above = make_unit(session, name="Over")
    session.commit()
    before = live.get(LIST, params={"unit": str(above.id)}, headers=headers)
    unit.parent_id = above.id
    session.commit()
    after = live.get(LIST, params={"unit": str(above.id)}, headers=headers)

    assert before.json()["items"] == []
    assert [item["id"] for item in after.json()["items"]] == [key]
