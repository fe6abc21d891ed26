"""What the feed tells, to whom, and where it goes on."""

from typing import Any

import httpx
from sqlmodel import Session

from api.changes.context import act_as
from api.people.rules import Role, Scope
from tests.api.casework.makers import make_case, make_deadline
from tests.api.casework.places import RECEIVED
from tests.api.catalogue.makers import make_case_type
from tests.factories import Actors, Headers, make_unit


def read(feed: httpx.Client, headers: Headers, **query: Any) -> Any:
    answer = feed.get("/v1/changes", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_new_unit_is_told_with_its_facts(
    feed: httpx.Client, session: Session, actors: Actors
) -> None:
    admin = actors.headers(Role.ADMIN)
    session.commit()
    start = read(feed, admin, after="now")
    act_as(session, kind="program", name="test", act="arrange")
    unit = make_unit(session, name="Børnecenter Vest")
    session.commit()

    page = read(feed, admin, after=start["next"], entity="units")

    assert start["items"] == []
    [item] = page["items"]
    assert item["type"] == "units.created"
    assert (item["entity_id"], item["version"]) == (str(unit.id), 1)
    assert item["data"]["name"] == "Børnecenter Vest"
    assert item["actor"] == {"kind": "program", "id": None, "name": "test"}
    assert page["complete_until"] is not None


def test_reading_on_page_by_page_gives_each_change_once_in_one_order(
    feed: httpx.Client, session: Session, actors: Actors
) -> None:
    admin = actors.headers(Role.ADMIN)
    session.commit()
    after = read(feed, admin, after="now")["next"]
    for number in range(7):
        make_unit(session, name=f"Enhed {number}")
    session.commit()

    names = []
    while True:
        page = read(feed, admin, after=after, limit=3)
        names += [item["data"]["name"] for item in page["items"] if item["entity"] == "units"]
        after = page["next"]
        if not page["items"]:
            break

    assert names == [f"Enhed {number}" for number in range(7)]


def test_a_case_that_moves_leaves_one_reader_and_enters_anothers_view(
    feed: httpx.Client, session: Session, actors: Actors
) -> None:
    here, there = make_unit(session, name="Her"), make_unit(session, name="Der")
    case = make_case(session, here, make_case_type(session), number="2017-flytter")
    deadline = make_deadline(session, case, RECEIVED)
    readers = [actors.client(Scope.DEADLINES_READ, unit_id=unit.id) for unit in (here, there)]
    session.commit()
    starts = [read(feed, headers, after="now")["next"] for headers in readers]

    case.unit_id = there.id
    session.commit()
    pages = [read(feed, who, after=at) for who, at in zip(readers, starts, strict=True)]

    [[left], [entered]] = [page["items"] for page in pages]
    assert (left["type"], left["data"]) == ("deadlines.left", None)
    assert entered["type"] == "deadlines.entered"
    assert {left["entity_id"], entered["entity_id"]} == {str(deadline.id)}
    assert entered["data"]["unit_id"] == str(there.id)
