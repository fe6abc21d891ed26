"""What the feed tells, and where it goes on."""

from datetime import UTC, datetime
from typing import Any

import httpx
import psycopg
import pytest
from sqlmodel import Session

from api.changes.feed.rules import READABLE, By
from api.changes.feed.schemas import Feed
from api.people.rules import Scope
from api.table import logged_tables, new_id
from api.tables import METADATA
from tests.api.casework.makers import make_case, make_deadline
from tests.api.casework.places import RECEIVED
from tests.api.catalogue.makers import make_case_type, make_legal_basis
from tests.api.changes.feed.reading import read, tells_all, told
from tests.factories import Actors, Headers, make_person, make_unit

CHANGES = "/v1/changes"
COLUMNS = {
    By.SCOPE: (),
    By.UNIT: ("unit_id", "caseworker_id"),
    By.CASE: ("case_id",),
    By.DEADLINE: ("deadline_id",),
}


def test_a_new_unit_is_told_with_its_facts(
    feed: httpx.Client, session: Session, admin: Headers, start: str
) -> None:
    unit = make_unit(session, name="Børnecenter Vest")
    session.commit()

    page = read(feed, admin, after=start, entity="units")

    [item] = page["items"]
    assert item["type"] == "units.created"
    assert (item["entity_id"], item["version"]) == (str(unit.id), 1)
    assert item["data"]["name"] == "Børnecenter Vest"
    assert item["actor"] == {"kind": None, "id": None, "name": None}
    assert page["complete_until"] is not None


def test_now_is_behind_all_that_there_is(feed: httpx.Client, admin: Headers) -> None:
    page = read(feed, admin, after="now")

    assert page["items"] == []
    assert read(feed, admin, after=page["next"])["items"] == []


def test_without_a_place_it_begins_with_the_first_change(
    feed: httpx.Client, admin: Headers, engine: Any
) -> None:
    with engine.connect() as connection:
        [first] = connection.exec_driver_sql("SELECT min(sequence) FROM changes").one()

    [item] = read(feed, admin, limit=1)["items"]

    assert item["id"].partition("-")[2] == str(first)


def test_reading_on_page_by_page_gives_each_change_once_in_one_order(
    feed: httpx.Client, session: Session, admin: Headers, start: str
) -> None:
    for number in range(7):
        make_unit(session, name=f"Enhed {number}")
    session.commit()

    names, address, asked = [], f"{CHANGES}?after={start}&limit=3&entity=units", datetime.now(UTC)
    while True:
        answer = feed.get(address, headers=admin)
        page = answer.json()
        assert f"after={page['next']}" in answer.links["next"]["url"]
        if not page["items"] and tells_all(page, asked):
            break
        names += [item["data"]["name"] for item in page["items"]]
        address = answer.links["next"]["url"]
        assert (page["complete_until"] is None) == (len(page["items"]) == 3)

    assert names == [f"Enhed {number}" for number in range(7)]


def test_reads_on_behind_any_single_change(
    feed: httpx.Client, session: Session, admin: Headers, start: str
) -> None:
    for number in range(3):
        make_unit(session, name=f"Enhed {number}")
    session.commit()

    items = read(feed, admin, after=start)["items"]
    rest = read(feed, admin, after=items[0]["cursor"])["items"]

    assert rest == items[1:]
    assert len({item["id"] for item in items}) == 3


def test_what_is_deleted_is_told_by_its_id(
    feed: httpx.Client, session: Session, admin: Headers, start: str
) -> None:
    basis = make_legal_basis(session, "§ 100")
    key = basis.id
    session.commit()
    session.delete(basis)
    session.commit()

    items = read(feed, admin, after=start)["items"]

    assert told(items) == [("legal_bases.created", 1), ("legal_bases.deleted", 2)]
    assert (items[1]["entity_id"], items[1]["data"]) == (str(key), None)


def test_what_changes_nothing_is_not_told(
    feed: httpx.Client, session: Session, admin: Headers
) -> None:
    unit = make_unit(session, name="Uændret")
    session.commit()
    start = read(feed, admin, after="now")["next"]
    session.connection().exec_driver_sql(
        "UPDATE units SET name = name WHERE id = %(id)s", {"id": unit.id}
    )
    session.commit()

    assert read(feed, admin, after=start)["items"] == []


def test_every_item_is_what_the_document_says(
    feed: httpx.Client, session: Session, actors: Actors, admin: Headers, start: str
) -> None:
    person = make_person(session, f"ærø-{new_id()}")
    person.full_name = 'Åse "Ø" \\ Bå\n😀\x1f'
    unit = make_unit(session, name="Enhed\t'1'")
    made = make_case(session, unit, make_case_type(session, "alt"), caseworker_id=person.id)
    session.delete(make_deadline(session, made, RECEIVED))
    session.commit()

    answer = feed.get(CHANGES, params={"after": start}, headers=admin)

    page = Feed.model_validate_json(answer.content)
    assert page.model_dump(mode="json") == answer.json()
    assert {item.entity for item in page.items} >= {"people", "units", "cases", "deadlines"}
    [name] = [item.data for item in page.items if item.entity == "people"][-1:]
    assert name
    assert name["full_name"] == person.full_name


@pytest.mark.parametrize(
    "spoilt",
    [
        "abc",
        "",
        "NOW",
        "{cut}",
        "{start}0",
        "{start}\n",
        "{start}.{start}",
        "MDEyMzQ1Njc4OWFiWyIyMDE3LTA5LTI2Il0",
        "{epoch}.-1.0.{reach}",
        "{epoch}.1e3.0.{reach}",
        "{epoch}.١.0.{reach}",
        "{epoch}.99999999999999999999999.0.{reach}",
    ],
)
def test_refuses_what_is_no_cursor(
    feed: httpx.Client, admin: Headers, start: str, spoilt: str
) -> None:
    epoch, *_, reach = start.split(".")
    sent = spoilt.format(start=start, cut=start[:-1], epoch=epoch, reach=reach)

    answer = feed.get(CHANGES, params={"after": sent}, headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")
    assert answer.json()["errors"][0]["pointer"] == "after"


def test_refuses_a_place_that_no_change_has_reached(
    feed: httpx.Client, admin: Headers, start: str
) -> None:
    epoch, transaction, *rest = start.split(".")
    sent = ".".join([epoch, str(int(transaction) + 1_000_000), *rest])

    answer = feed.get(CHANGES, params={"after": sent}, headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")


def test_after_a_restore_it_says_that_everything_is_to_be_loaded_again(
    feed: httpx.Client, url: str, admin: Headers, start: str
) -> None:
    with psycopg.connect(url) as owner:
        owner.execute("INSERT INTO feed_epochs VALUES (%s, now(), 'restored')", [new_id()])

    answer = feed.get(CHANGES, params={"after": start}, headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (410, "feed_restarted")
    assert answer.links["start"]["url"] == "/v1/deadlines"
    again = read(feed, admin, after="now")["next"]
    assert read(feed, admin, after=again)["items"] == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": 0}, "invalid_input"),
        ({"limit": 1001}, "invalid_input"),
        ({"limit": "all"}, "invalid_input"),
        ({"wait": 61}, "invalid_input"),
        ({"wait": -1}, "invalid_input"),
        ({"after": "a" * 81}, "invalid_input"),
        ({"entity": "unicorns"}, "entity_unknown"),
        ({"entity": ["units", "passwords"]}, "entity_unknown"),
        ({"colour": "red"}, "unknown_parameter"),
    ],
)
def test_refuses_what_it_does_not_know(
    feed: httpx.Client, admin: Headers, query: dict[str, Any], code: str
) -> None:
    answer = feed.get(CHANGES, params=query, headers=admin)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize("limit", [1, 1000])
def test_takes_the_least_and_the_most(feed: httpx.Client, admin: Headers, limit: int) -> None:
    assert len(read(feed, admin, limit=limit)["items"]) <= limit


def test_who_is_not_signed_in_is_told_nothing(feed: httpx.Client) -> None:
    assert feed.get(CHANGES).status_code == 401
    forged = {"Authorization": "Bearer nothing"}
    assert feed.get(CHANGES, headers=forged).status_code == 401


def test_each_table_has_the_column_that_says_who_may_read_it() -> None:
    assert set(READABLE) <= logged_tables()
    for name, needs in READABLE.items():
        assert set(COLUMNS[needs.by]) <= set(METADATA.tables[name].columns.keys()), name


def test_each_scope_opens_its_own_tables(
    feed: httpx.Client, session: Session, actors: Actors
) -> None:
    tables = {needs.scope: name for name, needs in READABLE.items()}
    clients = {scope: actors.client(scope) for scope in tables}
    nobody = actors.client(Scope.PLANS_READ)
    session.commit()

    for needed, entity in tables.items():
        for scope, headers in clients.items():
            answer = feed.get(CHANGES, params={"entity": entity, "limit": 1}, headers=headers)
            assert answer.status_code == (200 if scope is needed else 403), (entity, scope)
    assert read(feed, nobody)["items"] == []
