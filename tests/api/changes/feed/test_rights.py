"""Whom the feed tells what: rights are those of the moment of reading."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import Session, col, delete

from api.cases.tables import Case, WaitingPeriod
from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from api.people.tables import RoleGrant, SignInSession
from api.table import new_id
from tests.api.casework.makers import make_case, make_deadline
from tests.api.casework.places import RECEIVED
from tests.api.catalogue.makers import make_case_type
from tests.api.changes.feed.reading import read, told
from tests.api.deadlines.makers import make_extension, make_wait
from tests.factories import Actors, Headers, make_person, make_unit

Follow = Callable[[Headers], Callable[..., list[dict[str, Any]]]]


@pytest.fixture
def here(session: Session) -> Unit:
    return make_unit(session, name="Her")


@pytest.fixture
def there(session: Session) -> Unit:
    return make_unit(session, name="Der")


@pytest.fixture
def case_type(session: Session) -> CaseType:
    return make_case_type(session, f"type-{new_id()}")


@pytest.fixture
def case(session: Session, here: Unit, case_type: CaseType) -> Case:
    return make_case(session, here, case_type, number=f"2017-{new_id()}")


@pytest.fixture
def following(feed: httpx.Client, session: Session) -> Follow:
    """Return what reads, for somebody, all that has come since it was asked last."""

    def follow(headers: Headers) -> Callable[..., list[dict[str, Any]]]:
        session.commit()
        at = {"after": read(feed, headers, after="now")["next"]}

        def news(**query: Any) -> list[dict[str, Any]]:
            session.commit()
            page = read(feed, headers, **at, **query)
            at["after"] = page["next"]
            items: list[dict[str, Any]] = page["items"]
            return items

        return news

    return follow


def test_a_case_that_moves_leaves_one_readers_view_and_enters_anothers(
    session: Session, actors: Actors, following: Follow, here: Unit, there: Unit, case: Case
) -> None:
    deadline = make_deadline(session, case, RECEIVED)
    before, after, both = (
        following(actors.client(Scope.DEADLINES_READ, unit_id=key))
        for key in (here.id, there.id, None)
    )

    case.unit_id = there.id

    [left], [entered], [changed] = before(), after(), both()
    assert (left["type"], left["data"]) == ("deadlines.left", None)
    assert (entered["type"], changed["type"]) == ("deadlines.entered", "deadlines.changed")
    assert {each["entity_id"] for each in (left, entered, changed)} == {str(deadline.id)}
    assert entered["data"]["unit_id"] == str(there.id)
    assert entered["id"] == left["id"] == changed["id"]


def test_who_gets_a_case_sees_it_wherever_it_lies(
    session: Session, actors: Actors, following: Follow, there: Unit, case: Case
) -> None:
    holm = make_person(session, f"holm-{new_id()}")
    news = following(actors.headers(Role.CASEWORKER, there, person=holm))
    row = make_deadline(session, case, RECEIVED)

    assert told(news()) == []
    case.caseworker_id = holm.id
    given = news(entity=["cases", "deadlines"])
    case.caseworker_id = None
    taken = news(entity=["cases", "deadlines"])

    assert sorted(told(given)) == [("cases.entered", 2), ("deadlines.entered", 2)]
    assert sorted(told(taken)) == [("cases.left", 3), ("deadlines.left", 3)]
    assert {UUID(each["entity_id"]) for each in taken} == {case.id, row.id}


def test_what_is_deleted_out_of_sight_is_not_told(
    session: Session, actors: Actors, following: Follow, here: Unit, there: Unit, case: Case
) -> None:
    row = make_deadline(session, case, RECEIVED)
    key = str(row.id)
    seen, unseen = (
        following(actors.client(Scope.DEADLINES_READ, unit_id=unit.id)) for unit in (here, there)
    )

    session.delete(row)

    [item] = seen()
    assert (item["type"], item["entity_id"], item["data"]) == ("deadlines.deleted", key, None)
    assert unseen() == []


def test_parts_of_a_case_are_told_to_who_may_read_the_case(
    session: Session, actors: Actors, following: Follow, here: Unit, there: Unit, case: Case
) -> None:
    inside, outside = (
        following(actors.client(Scope.CASES_READ, unit_id=unit.id)) for unit in (here, there)
    )
    wait = make_wait(session, case, RECEIVED)
    [begun] = inside()
    wait.what = "Erklæring"
    [changed] = inside()
    session.delete(session.get_one(WaitingPeriod, wait.id))
    [deleted] = inside()

    types = [each["type"] for each in (begun, changed, deleted)]
    assert types == [f"waiting_periods.{verb}" for verb in ("created", "changed", "deleted")]
    assert (changed["data"]["what"], deleted["data"]) == ("Erklæring", None)
    assert outside() == []


def test_parts_of_a_deadline_are_told_to_who_may_read_the_deadline(
    session: Session, actors: Actors, following: Follow, here: Unit, there: Unit, case: Case
) -> None:
    row = make_deadline(session, case, RECEIVED)
    inside, outside = (
        following(actors.client(Scope.DEADLINES_READ, unit_id=unit.id)) for unit in (here, there)
    )

    make_extension(session, row, RECEIVED.replace(month=10))

    assert sorted(told(inside())) == [("deadlines.changed", 2), ("extensions.created", 1)]
    assert outside() == []


def test_a_client_that_may_read_deadlines_alone_is_told_of_them_alone(
    session: Session, actors: Actors, following: Follow, case: Case
) -> None:
    news = following(actors.client(Scope.DEADLINES_READ))
    make_unit(session)
    make_wait(session, case, RECEIVED)
    make_deadline(session, case, RECEIVED)
    make_person(session, f"ny-{new_id()}")

    assert [item["entity"] for item in news()] == ["deadlines"]


def test_a_log_that_may_be_read_in_some_units_is_no_whole_log(
    session: Session, actors: Actors, following: Follow, here: Unit
) -> None:
    local = following(actors.client(Scope.CHANGES_READ, unit_id=here.id))
    whole = following(actors.client(Scope.CHANGES_READ))
    actors.grant(make_person(session, f"bo-{new_id()}"), Role.CASEWORKER, here)

    assert local() == []
    assert told(whole()) == [("people.created", 1), ("role_grants.created", 1)]


def test_usernames_are_told_to_who_may_read_the_whole_log(
    session: Session, actors: Actors, following: Follow
) -> None:
    admin, names = actors.headers(Role.ADMIN), actors.client(Scope.PEOPLE_READ)
    whole, some = following(admin), following(names)
    person = make_person(session, f"anna-{new_id()}")

    [known], [shown] = whole(), some()

    assert known["data"]["username"] == person.username
    assert shown["data"]["full_name"] == person.full_name
    assert not {"username", "password_changed_at"} & set(shown["data"])
    assert set(known["data"]) - set(shown["data"]) == {"username", "password_changed_at"}


def test_a_change_of_the_readers_own_rights_is_told_first_and_once(
    feed: httpx.Client, session: Session, actors: Actors, here: Unit, there: Unit
) -> None:
    holm = make_person(session, f"holm-{new_id()}")
    headers = actors.headers(Role.CASEWORKER, here, person=holm)
    session.commit()
    start = read(feed, headers, after="now")["next"]
    actors.grant(holm, Role.CASEWORKER, there)
    make_unit(session, name="Samtidig")
    session.commit()

    first = read(feed, headers, after=start, limit=1)
    again = read(feed, headers, after=start, limit=1)
    behind = read(feed, headers, after=first["items"][0]["cursor"])
    on = read(feed, headers, after=first["next"])

    assert [item["type"] for item in first["items"]] == ["access.changed", "units.created"]
    assert first["items"][0]["data"] == {"first_load": "/v1/deadlines"}
    assert [item["id"] for item in again["items"]] == [item["id"] for item in first["items"]]
    assert [item["type"] for item in behind["items"]] == ["units.created"]
    assert on["items"] == []


def test_rights_that_are_lost_are_told_and_hold_back_from_then_on(
    feed: httpx.Client, session: Session, actors: Actors, here: Unit, case: Case
) -> None:
    holm = make_person(session, f"holm-{new_id()}")
    headers = actors.headers(Role.CASEWORKER, here, person=holm)
    session.commit()
    start = read(feed, headers, after="now")["next"]
    make_deadline(session, case, RECEIVED)
    session.exec(delete(RoleGrant).where(col(RoleGrant.person_id) == holm.id))
    session.commit()

    page = read(feed, headers, after=start)

    assert [item["type"] for item in page["items"]] == ["access.changed"]


def test_a_unit_that_moves_changes_what_its_managers_may_read(
    feed: httpx.Client, session: Session, actors: Actors, here: Unit, there: Unit
) -> None:
    headers = actors.headers(Role.CENTRE_MANAGER, here)
    session.commit()
    start = read(feed, headers, after="now")["next"]
    there.parent_id = here.id
    session.commit()

    types = [item["type"] for item in read(feed, headers, after=start)["items"]]

    assert types == ["access.changed", "units.changed"]


def test_who_is_signed_out_is_told_nothing_more(
    feed: httpx.Client, session: Session, actors: Actors
) -> None:
    holm = make_person(session, f"holm-{new_id()}")
    headers = actors.headers(Role.ADMIN, person=holm)
    session.commit()
    start = read(feed, headers, after="now")["next"]
    session.exec(delete(SignInSession).where(col(SignInSession.person_id) == holm.id))
    session.commit()

    assert feed.get("/v1/changes", params={"after": start}, headers=headers).status_code == 401
