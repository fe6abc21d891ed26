"""Backlogs and their counts over HTTP."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import Origin
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.catalogue.makers import make_case_type
from tests.api.recovery.makers import make_backlog, make_backlog_count
from tests.conftest import Statements
from tests.factories import UNKNOWN_ID, Actors, Headers, make_unit

TOMORROW = "2017-09-28"


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, name="Socialcentret")


@pytest.fixture
def leader(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, unit)


def body_of(unit: Unit, **fields: object) -> dict[str, object]:
    return {"title": "Enkeltydelser", "unit_id": str(unit.id), "baseline_count": 1600} | fields


def test_creates_reads_replaces_and_deletes(api: TestClient, unit: Unit, leader: Headers) -> None:
    cleared = {"from": "2011-12-31", "precision": "end_of", "until": "2011-12-31"}
    made = api.post("/v1/backlogs", json=body_of(unit, cleared=cleared), headers=leader)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert made.json()["cleared"] == cleared | {"as_written": None}
    assert api.get(address, headers=leader).json() == made.json()

    changed = body_of(unit, baseline_count=None)
    replaced = api.put(address, json=changed, headers=leader | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["baseline_count"]) == (200, None)
    assert replaced.json()["cleared"] is None

    [first, second] = api.get(f"{address}/history", headers=leader).json()["items"]
    assert (first["operation"], second["operation"]) == ("insert", "update")
    assert api.delete(address, headers=leader | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=leader).status_code == 404


def test_tells_the_change_as_of_a_day(
    api: TestClient, unit: Unit, leader: Headers, session: Session
) -> None:
    backlog = make_backlog(session, unit, title="Handicapbiler", baseline_count=95, footnote="Ca.")
    make_backlog_count(session, backlog, open_count=106)
    make_backlog_count(session, backlog, cut_off_on=date(2011, 12, 31), open_count=None)

    def shown(as_of: str) -> dict[str, object]:
        answer = api.get(f"/v1/backlogs/{backlog.id}?as_of={as_of}", headers=leader).json()
        return {name: answer[name] for name in ("latest", "change", "change_share", "footnote")}

    unknown = {"change": None, "change_share": None, "footnote": "Ca."}
    latest = {"cut_off_on": "2011-09-09", "approximate": False, "method": "reported"}
    assert shown("2011-09-08") == unknown | {"latest": None}
    assert shown("2011-09-09") == {
        "latest": latest | {"open_count": 106},
        "change": 11,
        "change_share": "0.1158",
        "footnote": "Ca.",
    }
    at_new_year = latest | {"cut_off_on": "2011-12-31", "open_count": None}
    assert shown("2012-01-01") == unknown | {"latest": at_new_year}


def test_a_pile_may_wait_in_another_administration(
    api: TestClient, actors: Actors, session: Session
) -> None:
    outside = make_unit(session, name="BIF", outside=True)
    backlog = make_backlog(session, outside, baseline_count=None, origin=Origin.CITIZEN)
    make_backlog_count(session, backlog, open_count=125, approximate=True)
    admin = actors.headers(Role.ADMIN)

    shown = api.get(f"/v1/backlogs/{backlog.id}", headers=admin).json()

    assert (shown["elsewhere"], shown["unit_name"], shown["change"]) == (True, "BIF", None)
    assert shown["latest"]["approximate"] is True


def test_filters(api: TestClient, unit: Unit, leader: Headers, session: Session) -> None:
    under = make_unit(session, name="Afdeling 1", parent_id=unit.id)
    aids = make_case_type(session, "hjælpemidler")
    technical = make_case_type(session, "tekniske", parent_id=aids.id)
    make_backlog(session, unit, title="A", position=2, origin=Origin.CITIZEN)
    make_backlog(session, under, title="B", position=1, case_type_id=technical.id)

    def titles(**params: str) -> list[str]:
        items = api.get("/v1/backlogs", params=params, headers=leader).json()["items"]
        return [item["title"] for item in items]

    assert titles() == ["B", "A"]
    assert titles(unit=str(unit.id)) == ["B", "A"]
    assert titles(unit=str(under.id)) == ["B"]
    assert titles(case_type=str(aids.id)) == ["B"]
    assert titles(origin="citizen") == ["A"]
    assert titles(q="a") == ["A"]


def test_lists_with_the_same_queries_however_many(
    api: TestClient, unit: Unit, leader: Headers, session: Session, statements: Statements
) -> None:
    for number in range(4):
        make_backlog_count(session, make_backlog(session, unit, position=number))
    session.expire_all()

    with statements() as seen:
        api.get("/v1/backlogs", headers=leader)

    assert sum("FROM backlog" in sql for sql in seen) == 2


def test_a_unit_above_is_read_and_not_written(
    api: TestClient, actors: Actors, unit: Unit, session: Session
) -> None:
    under = make_unit(session, name="Afdeling 1", parent_id=unit.id)
    backlog = make_backlog(session, unit)
    below = actors.headers(Role.DEPARTMENT_LEADER, under)

    shown = api.get(f"/v1/backlogs/{backlog.id}", headers=below)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    count = {"backlog_id": str(backlog.id), "cut_off_on": "2017-09-01", "open_count": 3}
    for path, body in (("backlogs", body_of(unit)), ("backlog-counts", count)):
        assert api.post(f"/v1/{path}", json=body, headers=below).status_code == 403


def test_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, unit: Unit, session: Session
) -> None:
    backlog = make_backlog(session, unit)
    count = make_backlog_count(session, backlog)
    stranger = actors.headers(Role.CENTRE_MANAGER, make_unit(session, name="Andet center"))

    for path in (f"backlogs/{backlog.id}", f"backlogs/{backlog.id}/counts"):
        assert api.get(f"/v1/{path}", headers=stranger).status_code == 404
    assert api.get(f"/v1/backlog-counts/{count.id}", headers=stranger).status_code == 404
    for path in ("backlogs", "backlog-counts"):
        assert api.get(f"/v1/{path}", headers=stranger).json()["items"] == []
    body = {"backlog_id": str(backlog.id), "cut_off_on": "2017-09-01"}
    refused = api.post("/v1/backlog-counts", json=body, headers=stranger)
    assert (refused.status_code, refused.json()["code"]) == (422, "backlog_unknown")


def test_a_caseworker_may_not_write(api: TestClient, actors: Actors, unit: Unit) -> None:
    caseworker = actors.headers(Role.CASEWORKER, unit)

    assert api.post("/v1/backlogs", json=body_of(unit), headers=caseworker).status_code == 403


def test_counts_and_tells_the_series_with_its_baseline(
    api: TestClient, unit: Unit, leader: Headers, session: Session
) -> None:
    backlog = make_backlog(session, unit, baseline_on=date(2011, 4, 6))
    body = {"backlog_id": str(backlog.id), "cut_off_on": "2011-09-09", "open_count": 966}

    made = api.post("/v1/backlog-counts", json=body, headers=leader)
    assert made.status_code == 201, made.text
    later = body | {"cut_off_on": "2017-09-27", "open_count": None}
    assert api.post("/v1/backlog-counts", json=later, headers=leader).status_code == 201

    series = api.get(f"/v1/backlogs/{backlog.id}/counts", headers=leader).json()
    assert series["baseline"] == {"count": 1600, "on": "2011-04-06", "approximate": False}
    counts = [(item["cut_off_on"], item["open_count"]) for item in series["items"]]
    assert counts == [("2011-09-09", 966), ("2017-09-27", None)]


def test_pages_through_the_series(
    api: TestClient, unit: Unit, leader: Headers, session: Session
) -> None:
    backlog = make_backlog(session, unit)
    for day in range(1, 6):
        make_backlog_count(session, backlog, cut_off_on=date(2011, 9, day), open_count=day)
    make_backlog_count(session, make_backlog(session, unit), open_count=99)

    seen: list[int] = []
    address: str | None = f"/v1/backlogs/{backlog.id}/counts?limit=2&from_on=2011-09-02"
    while address:
        page = api.get(address, headers=leader)
        seen += [item["open_count"] for item in page.json()["items"]]
        address = page.links.get("next", {}).get("url")

    assert seen == [2, 3, 4, 5]


def test_a_count_can_be_changed_and_removed(
    api: TestClient, unit: Unit, leader: Headers, session: Session
) -> None:
    backlog = make_backlog(session, unit)
    count = make_backlog_count(session, backlog)
    body = {"backlog_id": str(backlog.id), "cut_off_on": "2011-09-09", "open_count": 967}
    address = f"/v1/backlog-counts/{count.id}"

    replaced = api.put(address, json=body, headers=leader | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["open_count"]) == (200, 967)
    assert api.delete(address, headers=leader | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=leader).status_code == 404


@pytest.mark.parametrize(
    ("cut_off_on", "code"),
    [(TOMORROW, "cut_off_in_future"), ("2011-09-09", "day_already_counted")],
)
def test_refuses_a_day_to_come_and_a_day_twice(
    api: TestClient, unit: Unit, leader: Headers, session: Session, cut_off_on: str, code: str
) -> None:
    backlog = make_backlog(session, unit)
    make_backlog_count(session, backlog)
    other = make_backlog_count(session, backlog, cut_off_on=date(2011, 10, 1))
    body = {"backlog_id": str(backlog.id), "cut_off_on": cut_off_on, "open_count": 1}

    added = api.post("/v1/backlog-counts", json=body, headers=leader)
    moved = api.put(f"/v1/backlog-counts/{other.id}", json=body, headers=leader | {"If-Match": "*"})

    for answer in (added, moved):
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert answer.json()["errors"][0]["pointer"] == "/cut_off_on"


def test_keeps_a_backlog_that_was_counted(
    api: TestClient, unit: Unit, leader: Headers, session: Session
) -> None:
    backlog = make_backlog(session, unit)
    make_backlog_count(session, backlog)

    answer = api.delete(f"/v1/backlogs/{backlog.id}", headers=leader | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "backlog_has_history")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("baseline_count", -1),
        ("baseline_count", "1.600"),
        ("baseline_on", "2011-02-31"),
        ("origin", "neighbour"),
        ("case_type_id", UNKNOWN_ID),
        ("change", 3),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, unit: Unit, leader: Headers, field: str, value: object
) -> None:
    answer = api.post("/v1/backlogs", json=body_of(unit, **{field: value}), headers=leader)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


@pytest.mark.parametrize("field", ["open_count", "cut_off_on", "colour"])
def test_names_the_field_of_a_count_at_fault(
    api: TestClient, unit: Unit, leader: Headers, session: Session, field: str
) -> None:
    backlog = make_backlog(session, unit)
    body = {"backlog_id": str(backlog.id), "cut_off_on": "2017-09-01"} | {field: "0"}

    answer = api.post("/v1/backlog-counts", json=body, headers=leader)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


@pytest.mark.parametrize("path", ["backlogs", "backlog-counts"])
def test_an_unknown_id_is_not_found(api: TestClient, leader: Headers, path: str) -> None:
    assert api.get(f"/v1/{path}/{uuid4()}", headers=leader).status_code == 404
