"""The forms of a list: a page, all of it as lines, all of it as records."""

import json
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.makers import make_case, make_deadline
from tests.api.deadlines.documents.asking import (
    CSV,
    LIST,
    NDJSON,
    cells_of,
    lines_of,
    streamed,
    whole,
)
from tests.api.deadlines.makers import Asked
from tests.factories import UNKNOWN_ID, Actors, make_unit

DUE = date(2017, 9, 26)
JSON = "application/json"


@pytest.fixture
def two(session: Session, case: Case) -> None:
    make_deadline(session, case, DUE)
    make_deadline(session, case, DUE.replace(month=10))


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (JSON, JSON),
        ("*/*", JSON),
        ("text/html, */*;q=0.1", JSON),
        ("application/*", JSON),
        (NDJSON, NDJSON),
        ("application/json;q=0.5, application/x-ndjson", NDJSON),
        ("text/csv", "text/csv; charset=utf-8"),
        ("TEXT/CSV; charset=utf-8", "text/csv; charset=utf-8"),
        ("text/*, application/json;q=0.9", "text/csv; charset=utf-8"),
    ],
)
def test_gives_the_form_that_is_wanted_most(
    leader: Asked, two: None, accept: str, given: str
) -> None:
    assert streamed(leader, accept).headers["Content-Type"] == given


@pytest.mark.parametrize(
    "accept", ["text/html", "application/xml, image/*", "application/json;q=0", "*/*;q=0"]
)
def test_says_what_it_can_give_if_it_is_none_of_what_is_wanted(leader: Asked, accept: str) -> None:
    answer = leader.api.get(LIST, headers=leader.headers | {"Accept": accept})

    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")
    assert "application/x-ndjson" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("accept", "query"),
    [
        (NDJSON, {"limit": 10}),
        (NDJSON, {"cursor": "abc"}),
        (CSV, {"count": "exact"}),
        (NDJSON, {"separator": "comma"}),
        (NDJSON, {"bom": True}),
        (JSON, {"separator": "semicolon"}),
        (JSON, {"bom": False}),
    ],
)
def test_refuses_what_means_nothing_in_a_form(
    leader: Asked, accept: str, query: dict[str, Any]
) -> None:
    answer = leader.api.get(LIST, params=query, headers=leader.headers | {"Accept": accept})

    assert (answer.status_code, answer.json()["code"]) == (422, "parameter_not_for_form")
    assert answer.json()["errors"][0]["pointer"] == next(iter(query))


@pytest.mark.parametrize(
    "query",
    [{"limit": 0}, {"limit": 1001}, {"cursor": "abc"}, {"separator": "tab"}],
)
def test_refuses_what_no_form_takes(leader: Asked, query: dict[str, Any]) -> None:
    answer = leader.api.get(LIST, params=query, headers=leader.headers)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == next(iter(query))


def test_a_cursor_belongs_to_its_filters(leader: Asked, two: None) -> None:
    cursor = leader.get(LIST, limit=1)["next"]
    other = {"limit": 1, "cursor": cursor, "status": "open"}

    answer = leader.api.get(LIST, params=other, headers=leader.headers)

    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")
    assert len(leader.items(LIST, limit=1, cursor=cursor)) == 1


def test_the_last_line_tells_that_it_is_the_last(leader: Asked, two: None) -> None:
    answer = streamed(leader, NDJSON, as_of="2017-09-20")

    got = whole(answer)
    assert len(got.lines) == 2
    assert got.end == {
        "complete": True,
        "count": 2,
        "as_of": "2017-09-20",
        "feed_position": answer.headers["Rettidig-Feed-Position"],
        "calendar_version": 0,
    }
    assert answer.headers["Rettidig-As-Of"] == "2017-09-20"
    assert answer.headers["Rettidig-Calendar-Version"] == "0"
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"


def test_the_headers_of_records_tell_how_many_there_are(leader: Asked, two: None) -> None:
    answer = streamed(leader, CSV, due_before="2017-10-01")

    assert answer.headers["Rettidig-Row-Count"] == "1"
    assert len(answer.content.splitlines()) == 2
    assert answer.headers["Content-Disposition"] == 'attachment; filename="deadlines.csv"'


def test_nothing_is_all_of_nothing(leader: Asked) -> None:
    got = whole(streamed(leader, NDJSON))

    assert (got.lines, got.end["count"]) == ([], 0)
    assert cells_of(leader) == []
    assert leader.get(LIST) == {"items": [], "next": None}


def test_records_begin_with_a_mark_if_it_is_asked_for(leader: Asked, two: None) -> None:
    plain, marked = streamed(leader, CSV), streamed(leader, CSV, bom=True, separator="semicolon")

    assert marked.content.startswith(b"\xef\xbb\xbfid;version;")
    assert plain.content.startswith(b"id,version,")


def test_filters_and_rights_are_those_of_pages(
    session: Session, leader: Asked, stranger: Asked, unit: Unit, case_type: CaseType, two: None
) -> None:
    other = make_case(session, unit, case_type, number="2016-7")
    make_deadline(session, other, DUE, met_on=DUE)

    for query in (
        {"status": "met"},
        {"q": "2016"},
        {"status": ["open", "overdue"], "case_type": str(case_type.id)},
        {"unit": str(unit.id), "due_before": "2017-10-01"},
        {"as_of": "2017-09-20", "status": "open"},
        {"id": [str(item["id"]) for item in leader.items(LIST)[:2]]},
    ):
        listed = leader.items(LIST, **query)
        assert listed
        assert lines_of(leader, order="due_on", **query) == listed
        assert lines_of(stranger, **query) == []


def test_a_unit_out_of_sight_is_as_one_that_is_not_there(
    session: Session, leader: Asked, two: None
) -> None:
    hidden = make_unit(session, name="En skjult enhed")

    for key in (str(hidden.id), UNKNOWN_ID):
        assert leader.items(LIST, unit=key) == []
        assert lines_of(leader, unit=key) == []
        assert cells_of(leader, unit=key) == []


def test_a_page_is_as_fresh_as_it_says(leader: Asked, two: None) -> None:
    answer = leader.api.get(f"{LIST}?as_of=2017-09-20", headers=leader.headers)

    epoch, *_ = answer.headers["Rettidig-Feed-Position"].split(".")
    assert len(epoch) == 12
    assert answer.headers["Rettidig-As-Of"] == "2017-09-20"
    assert answer.headers["Rettidig-Calendar-Version"] == "0"


def test_an_unchanged_page_is_not_sent_again(
    session: Session, leader: Asked, unit: Unit, two: None
) -> None:
    first = leader.api.get(LIST, headers=leader.headers)
    known = leader.headers | {"If-None-Match": first.headers["ETag"]}
    same = leader.api.get(LIST, headers=known)
    unit.name = "Omdøbt"
    session.flush()
    changed = leader.api.get(LIST, headers=known)

    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["ETag"] == first.headers["ETag"]
    assert {"Rettidig-As-Of", "Rettidig-Feed-Position"} <= {name.title() for name in same.headers}
    assert changed.status_code == 200
    assert changed.json()["items"][0]["unit"]["name"] == "Omdøbt"


def test_one_deadline_that_is_unchanged_is_not_sent_again(
    session: Session, leader: Asked, case: Case
) -> None:
    row = make_deadline(session, case, DUE)
    address = f"{LIST}/{row.id}"
    first = leader.api.get(address, headers=leader.headers)
    known = leader.headers | {"If-None-Match": f'"other", {first.headers["ETag"]}'}

    assert leader.api.get(address, headers=known).status_code == 304
    assert leader.api.get(f"{address}?as_of=2017-09-20", headers=known).status_code == 200


def test_lines_are_json_and_nothing_else(api: TestClient, actors: Actors, two: None) -> None:
    admin = Asked(api, actors.headers(Role.ADMIN))

    body = streamed(admin, NDJSON).content

    assert body.endswith(b"}\n")
    assert all(isinstance(json.loads(line), dict) for line in body.split(b"\n")[:-1])
