"""Committees and their meetings over HTTP."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.committee.tables import Committee
from api.people.rules import Role, Scope
from tests.api.committee.makers import make_committee, make_item, make_meeting
from tests.conftest import Statements
from tests.factories import UNKNOWN_ID, Actors, Headers, make_plan, make_unit


@pytest.fixture
def committee(session: Session) -> Committee:
    return make_committee(session)


@pytest.fixture
def secretary(actors: Actors, session: Session) -> Headers:
    return actors.headers(Role.COMMITTEE_SECRETARY, make_unit(session, name="Sekretariatet"))


def body_of(committee: Committee, **fields: object) -> dict[str, object]:
    return {"committee_id": str(committee.id), "held": {"from": "2017-09-20"}} | fields


def test_keeps_committees(api: TestClient, secretary: Headers) -> None:
    made = api.post("/v1/committees", json={"name": "Økonomiudvalget"}, headers=secretary)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]

    body = {"name": "Økonomiudvalget", "note": "Fagudvalg"}
    replaced = api.put(address, json=body, headers=secretary | {"If-Match": '"1"'})
    assert replaced.json()["note"] == "Fagudvalg"
    found = api.get("/v1/committees?q=ØKONOMI", headers=secretary).json()["items"]
    assert [item["name"] for item in found] == ["Økonomiudvalget"]
    assert api.get("/v1/committees?q=Social", headers=secretary).json()["items"] == []
    assert api.delete(address, headers=secretary | {"If-Match": '"2"'}).status_code == 204


def test_refuses_a_committee_twice(
    api: TestClient, secretary: Headers, committee: Committee
) -> None:
    answer = api.post("/v1/committees", json={"name": committee.name}, headers=secretary)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_there")


def test_keeps_a_committee_that_met(
    api: TestClient, secretary: Headers, committee: Committee, session: Session
) -> None:
    make_meeting(session, committee)

    answer = api.delete(f"/v1/committees/{committee.id}", headers=secretary | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "committee_has_history")


def test_creates_reads_replaces_and_deletes_a_meeting(
    api: TestClient, secretary: Headers, committee: Committee
) -> None:
    body = body_of(committee, starts_at="13:00", place="Rådhuset, stuen, værelse 8")
    made = api.post("/v1/meetings", json=body, headers=secretary)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    shown = api.get(address, headers=secretary).json()
    assert shown == made.json()
    assert (shown["starts_at"], shown["committee_name"]) == ("13:00:00", "Socialudvalget")
    assert (shown["standing"], shown["slip_days"]) == ("held", None)

    moved = body | {"moved_from_on": "2017-08-30", "moved_because": "Rykket"}
    replaced = api.put(address, json=moved, headers=secretary | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["slip_days"]) == (200, 21)
    [_, second] = api.get(f"{address}/history", headers=secretary).json()["items"]
    assert {change["field"] for change in second["changed"]} == {"moved_from_on", "moved_because"}
    assert api.delete(address, headers=secretary | {"If-Match": '"2"'}).status_code == 204


def test_a_meeting_is_coming_until_its_day(
    api: TestClient, secretary: Headers, committee: Committee, session: Session
) -> None:
    meeting = make_meeting(session, committee)

    def standing(as_of: str) -> str:
        answer = api.get(f"/v1/meetings/{meeting.id}?as_of={as_of}", headers=secretary)
        return str(answer.json()["standing"])

    assert (standing("2017-09-19"), standing("2017-09-20")) == ("coming", "held")


def test_filters(
    api: TestClient, secretary: Headers, committee: Committee, session: Session
) -> None:
    other = make_committee(session, "Økonomiudvalget")
    plan = make_plan(session, make_unit(session))
    june = make_meeting(session, committee, date(2017, 6, 21))
    make_item(session, june, plan_id=plan.id)
    make_item(session, june, plan_id=plan.id)
    december = make_meeting(
        session, other, date(2017, 12, 1), held_until=date(2017, 12, 31), held_precision="month"
    )

    def found(**params: str) -> list[str]:
        items = api.get("/v1/meetings", params=params, headers=secretary).json()["items"]
        return [item["id"] for item in items]

    assert found() == [str(june.id), str(december.id)]
    assert found(committee=str(other.id)) == [str(december.id)]
    assert found(plan=str(plan.id)) == [str(june.id)]
    assert found(from_on="2017-12-31") == [str(december.id)]
    assert found(before="2017-12-01") == [str(june.id)]


def test_lists_with_one_query(
    api: TestClient,
    secretary: Headers,
    committee: Committee,
    session: Session,
    statements: Statements,
) -> None:
    for number in range(1, 4):
        make_meeting(session, committee, date(2017, 9, number))
    session.expire_all()

    with statements() as seen:
        api.get("/v1/meetings", headers=secretary)

    assert sum("FROM meetings" in sql for sql in seen) == 1


def test_everybody_reads_and_only_secretaries_write(
    api: TestClient, actors: Actors, committee: Committee, session: Session
) -> None:
    meeting = make_meeting(session, committee)
    elsewhere = make_unit(session, name="Et andet center")
    caseworker = actors.headers(Role.CASEWORKER, elsewhere)

    shown = api.get(f"/v1/meetings/{meeting.id}", headers=caseworker)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    refused = api.post("/v1/meetings", json=body_of(committee), headers=caseworker)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert api.get("/v1/meetings", headers=actors.client(Scope.PLANS_READ)).status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("committee_id", UNKNOWN_ID),
        ("held", None),
        ("starts_at", 13),
        ("starts_at", "25:00"),
        ("paper_due_on", "2017-09-21"),
        ("moved_because", "NUL\x00"),
        ("slip_days", 21),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, secretary: Headers, committee: Committee, field: str, value: object
) -> None:
    body = body_of(committee, **{field: value})

    answer = api.post("/v1/meetings", json=body, headers=secretary)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


@pytest.mark.parametrize(
    "path", ["committees", "meetings", "agenda-items", "promises", "report-schedules"]
)
def test_an_unknown_id_is_not_found(api: TestClient, secretary: Headers, path: str) -> None:
    assert api.get(f"/v1/{path}/{uuid4()}", headers=secretary).status_code == 404
