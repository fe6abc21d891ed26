"""Views are their owner's; a unit they are shared with sees them, and changes nothing."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from tests.factories import UNKNOWN_ID, Actors, Headers, make_unit

VIEWS = "/v1/saved-views"
MONDAY = {
    "page": "deadlines",
    "name": "Mandag: overskredne",
    "query": "status=overdue&order=legal_due_on&q=%C3%A6",
}


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, name="Børnefamilier")


@pytest.fixture
def owner(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, unit)


@pytest.fixture
def colleague(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.CASEWORKER, unit)


@pytest.fixture
def stranger(actors: Actors, session: Session) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, make_unit(session, name="En anden enhed"))


def kept(api: TestClient, headers: Headers, **fields: Any) -> Any:
    answer = api.post(VIEWS, json=MONDAY | fields, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer


def names(api: TestClient, headers: Headers, **query: Any) -> list[str]:
    items = api.get(VIEWS, params=query, headers=headers).json()["items"]
    return [item["name"] for item in items]


def test_a_view_is_kept_for_oneself(api: TestClient, owner: Headers, colleague: Headers) -> None:
    view = kept(api, owner).json()

    assert {name: view[name] for name in MONDAY} == MONDAY
    assert (view["own"], view["shared_with_unit_name"]) == (True, None)
    assert view["may"] == ["replace", "delete"]
    assert names(api, owner) == ["Mandag: overskredne"]
    assert names(api, colleague) == []
    assert api.get(f"{VIEWS}/{view['id']}", headers=colleague).status_code == 404


def test_who_reads_in_a_unit_sees_what_is_shared_with_it(
    api: TestClient, owner: Headers, colleague: Headers, stranger: Headers, unit: Unit
) -> None:
    kept(api, owner, shared_with_unit_id=str(unit.id))
    kept(api, colleague, name="Mine")

    [shared] = api.get(VIEWS, params={"own": False}, headers=colleague).json()["items"]
    assert (shared["own"], shared["may"]) == (False, [])
    assert shared["owner_name"].startswith("Prøve")
    assert shared["shared_with_unit_name"] == "Børnefamilier"
    assert names(api, colleague) == ["Mandag: overskredne", "Mine"]
    assert names(api, colleague, own=True) == ["Mine"]
    assert names(api, owner, own=False) == []
    assert names(api, stranger) == []


def test_only_its_owner_changes_a_view(
    api: TestClient, owner: Headers, colleague: Headers, unit: Unit
) -> None:
    made = kept(api, owner, shared_with_unit_id=str(unit.id))
    address, tag = f"{VIEWS}/{made.json()['id']}", {"If-Match": made.headers["ETag"]}
    body = MONDAY | {"name": "Tirsdag"}

    theirs = api.put(address, json=body, headers=colleague | tag)
    assert (theirs.status_code, theirs.json()["code"]) == (403, "not_allowed")
    assert api.delete(address, headers=colleague | tag).status_code == 403

    changed = api.put(address, json=body, headers=owner | tag)
    assert (changed.json()["name"], changed.json()["shared_with_unit_id"]) == ("Tirsdag", None)
    assert names(api, colleague) == []
    assert api.put(address, json=body, headers=owner | tag).status_code == 412
    tag = {"If-Match": changed.headers["ETag"]}
    assert api.delete(address, headers=owner | tag).status_code == 204
    assert names(api, owner) == []


def test_a_view_is_shared_only_where_one_reads(
    api: TestClient, owner: Headers, session: Session
) -> None:
    elsewhere = str(make_unit(session, name="Ungeenheden").id)

    for unit_id in (elsewhere, UNKNOWN_ID):
        body = MONDAY | {"shared_with_unit_id": unit_id}
        answer = api.post(VIEWS, json=body, headers=owner)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_name_is_used_once_by_each(api: TestClient, owner: Headers, colleague: Headers) -> None:
    kept(api, owner)
    kept(api, colleague)

    again = api.post(VIEWS, json=MONDAY, headers=owner)

    assert (again.status_code, again.json()["code"]) == (409, "already_there")


def test_views_belong_to_people(api: TestClient, actors: Actors) -> None:
    client = actors.client(Scope.DEADLINES_READ)
    other = actors.client(Scope.CASES_READ)

    refused = api.post(VIEWS, json=MONDAY, headers=client)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_a_person")
    assert api.get(VIEWS, headers=client).json()["items"] == []
    assert api.get(VIEWS, headers=other).status_code == 403


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"query": "status=open&cursor=abc"}, "view_query_has_cursor", "/query"),
        ({"query": "c%75rsor=abc"}, "view_query_has_cursor", "/query"),
        ({"query": "cursor"}, "view_query_has_cursor", "/query"),
        ({"query": "?status=open"}, "view_query_invalid", "/query"),
        ({"query": "q=a b"}, "view_query_invalid", "/query"),
        ({"query": "q=a\nb"}, "view_query_invalid", "/query"),
        ({"query": "q=" + "x" * 1999}, "too_long", "/query"),
        ({"name": ""}, "value_error", "/name"),
        ({"name": "x" * 101}, "too_long", "/name"),
        ({"page": "cases"}, "enum", "/page"),
    ],
)
def test_what_is_no_view_is_refused(
    api: TestClient, owner: Headers, change: dict[str, str], code: str, pointer: str
) -> None:
    answer = api.post(VIEWS, json=MONDAY | change, headers=owner)

    assert answer.status_code == 422, answer.text
    [fault] = answer.json()["errors"]
    assert (fault["code"], fault["pointer"]) == (code, pointer)


def test_a_view_of_all_has_an_empty_query(api: TestClient, owner: Headers) -> None:
    assert kept(api, owner, query="").json()["query"] == ""
    assert kept(api, owner, name="2", query="q=" + "x" * 1998).status_code == 201
