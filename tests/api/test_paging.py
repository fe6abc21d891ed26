"""Cursors: bound to their query, signed, and complete whatever the page size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session
from starlette.testclient import TestClient

from api.errors import InvalidInput
from api.organisation.tables import Unit
from api.paging import by_id, by_number, read_cursor, write_cursor
from api.people.rules import Role
from api.table import new_id
from tests.factories import Actors, make_unit

KEYS = [by_number(Unit.version), by_id(Unit.id)]


@given(number=st.integers(), query=st.text())
def test_a_cursor_reads_back(number: int, query: str) -> None:
    key = new_id()

    assert read_cursor(write_cursor([number, key], query), query, KEYS) == [number, key]


@given(query=st.text(), other=st.text())
def test_a_cursor_of_another_query_is_refused(query: str, other: str) -> None:
    cursor = write_cursor([1, new_id()], query)

    if query == other:
        read_cursor(cursor, other, KEYS)
        return
    with pytest.raises(InvalidInput, match="does not belong"):
        read_cursor(cursor, other, KEYS)


@given(st.text(max_size=80))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="does not belong"):
        read_cursor(text, "query", KEYS)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 1000])
def test_every_row_once_whatever_the_page_size(
    api: TestClient, actors: Actors, session: Session, limit: int
) -> None:
    made = {str(make_unit(session, name=f"Enhed {number}").id) for number in range(7)}
    admin = actors.headers(Role.ADMIN)

    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        page = api.get("/v1/units", params=query, headers=admin).json()
        seen += [unit["id"] for unit in page["items"]]
        cursor = page["next"]

    assert len(seen) == len(set(seen)) == 7
    assert set(seen) == made


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 1001}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"cursor": "forged"}, "cursor"),
        ({"cursor": "æøå"}, "cursor"),
        ({"count": "roughly"}, "count"),
        ({"kind": "palace"}, "kind"),
        ({"under": "nowhere"}, "under"),
        ({"as_of": "2017-02-31"}, "as_of"),
    ],
    ids=str,
)
def test_a_wrong_parameter_is_named(
    api: TestClient, actors: Actors, query: dict[str, str | int], pointer: str
) -> None:
    answer = api.get("/v1/units", params=query, headers=actors.headers(Role.ADMIN))

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_a_cursor_does_not_fit_other_filters(
    api: TestClient, actors: Actors, session: Session
) -> None:
    for number in range(3):
        make_unit(session, name=f"Enhed {number}")
    admin = actors.headers(Role.ADMIN)
    cursor = api.get("/v1/units", params={"limit": 1}, headers=admin).json()["next"]

    answer = api.get("/v1/units", params={"cursor": cursor, "kind": "area"}, headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")


def test_a_cursor_of_long_names_is_followed(
    api: TestClient, actors: Actors, session: Session
) -> None:
    admin = actors.headers(Role.ADMIN)
    for letter in "æøå":
        made = api.post("/v1/parties", json={"name": letter * 500, "kind": "group"}, headers=admin)
        assert made.status_code == 201, made.text

    seen, cursor = [], None
    for _ in range(3):
        query = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = api.get("/v1/parties", params=query, headers=admin).json()
        seen += [party["name"][0] for party in page["items"]]
        cursor = page["next"]

    assert sorted(seen) == sorted("æøå")
    assert cursor is None
