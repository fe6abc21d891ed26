"""Milestones over HTTP, judged as of the day asked for."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from api.plans.outline.tables import Plan
from api.plans.timeline.tables import MilestoneKind
from tests.api.plans.makers import make_milestone
from tests.conftest import Statements
from tests.factories import (
    UNKNOWN_ID,
    Actors,
    make_initiative,
    make_person,
    make_plan,
    make_track,
    make_unit,
)

DELIVERED = date(2017, 9, 20)
DAY_BEFORE = date(2017, 8, 29)


@pytest.fixture
def plan(session: Session) -> Plan:
    return make_plan(session, make_unit(session))


def body_of(plan: Plan, **fields: object) -> dict[str, object]:
    return {
        "plan_id": str(plan.id),
        "kind": "target",
        "title": "Workshop for den samlede centerledelse",
        "when": {
            "from": "2017-09-01",
            "until": "2017-11-30",
            "precision": "season",
            "as_written": "i efteråret",
        },
    } | fields


def test_creates_reads_replaces_and_deletes(api: TestClient, actors: Actors, plan: Plan) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    made = api.post("/v1/milestones", json=body_of(plan), headers=staff)
    assert made.status_code == 201, made.text
    assert made.json()["when"] == body_of(plan)["when"]
    assert made.json()["may"] == ["replace", "delete"]
    address = made.headers["Location"]
    assert api.get(address, headers=staff).json() == made.json()

    met = body_of(plan, met_on="2017-09-27")
    replaced = api.put(address, json=met, headers=staff | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["standing"]) == (200, "met")
    history = api.get(f"{address}/history", headers=staff).json()["items"]
    assert history[1]["changed"] == [{"field": "met_on", "before": None, "after": "2017-09-27"}]

    assert api.delete(address, headers=staff | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=staff).status_code == 404


def test_is_judged_as_of_the_day_asked_for(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    promise = make_milestone(session, plan, met_on=DELIVERED, missed=True)
    reader = actors.headers(Role.CASEWORKER, plan.unit)
    address = f"/v1/milestones/{promise.id}"

    before = api.get(f"{address}?as_of={DAY_BEFORE}", headers=reader).json()
    now = api.get(address, headers=reader).json()

    assert (before["standing"], before["days_left"], before["days_late"]) == ("due", 1, None)
    assert (now["standing"], now["days_late"], now["as_of_on"]) == ("missed", 21, "2017-09-27")


def test_a_period_is_neither_met_nor_missed(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    period = make_milestone(session, plan, kind=MilestoneKind.PERIOD)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    shown = api.get(f"/v1/milestones/{period.id}", headers=staff).json()
    refused = api.post(
        "/v1/milestones", json=body_of(plan, kind="period", missed=True), headers=staff
    )

    assert (shown["standing"], shown["days_late"], shown["days_left"]) == (None, None, None)
    assert (refused.status_code, refused.json()["code"]) == (422, "period_is_not_met")
    assert refused.json()["errors"][0]["pointer"] == "/missed"


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ("", ["forældrerådet", "status", "kapacitet", "budget"]),
        ("open=true", ["kapacitet"]),
        ("open=false", ["forældrerådet", "status", "budget"]),
        ("open=true&as_of=2017-08-01", ["status", "kapacitet"]),
        ("open=true&as_of=2017-04-30", ["forældrerådet", "status", "kapacitet"]),
        ("open=true&as_of=2017-05-01", ["status", "kapacitet"]),
        ("open=true&as_of=2017-08-30", ["status", "kapacitet"]),
        ("open=true&as_of=2017-08-31", ["kapacitet"]),
        ("from_on=2017-08-30", ["status", "kapacitet", "budget"]),
        ("from_on=2017-08-31", ["kapacitet", "budget"]),
        ("before=2017-08-30", ["forældrerådet"]),
        ("kind=period", ["budget"]),
        ("q=FORÆLDRERÅD", ["forældrerådet"]),
        ("q=0224640", ["status"]),
    ],
)
def test_finds_by_day_standing_and_words(
    api: TestClient, actors: Actors, plan: Plan, session: Session, filters: str, titles: list[str]
) -> None:
    may, year = date(2017, 5, 1), date(2019, 1, 1)
    met = {"when_from": may, "when_until": may, "met_on": may}
    make_milestone(session, plan, title="forældrerådet", **met)
    make_milestone(session, plan, title="status", missed=True, case_number="2017-0224640")
    goes_on = {"when_from": date(2018, 1, 1), "when_until": None, "when_precision": "ongoing"}
    make_milestone(session, plan, title="kapacitet", **goes_on)
    make_milestone(session, plan, title="budget", kind="period", when_from=year, when_until=year)
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    found = api.get(f"/v1/milestones?{filters}", headers=reader)

    assert [row["title"] for row in found.json()["items"]] == titles


def test_finds_those_of_a_track_and_its_initiatives(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    track = make_track(session, plan)
    initiative = make_initiative(session, plan, track_id=track.id)
    make_milestone(session, plan, title="plan")
    make_milestone(session, plan, title="spor", track_id=track.id)
    make_milestone(session, plan, title="initiativ", initiative_id=initiative.id)
    make_milestone(session, make_plan(session, plan.unit), title="en anden plan")
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    def titles(filters: str) -> list[str]:
        items = api.get(f"/v1/milestones?{filters}", headers=reader).json()["items"]
        return [row["title"] for row in items]

    assert titles(f"plan={plan.id}") == ["plan", "spor", "initiativ"]
    assert titles(f"track={track.id}") == ["spor", "initiativ"]
    assert titles(f"initiative={initiative.id}") == ["initiativ"]


def test_an_owner_writes_in_the_own_track_only(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    owner = make_person(session, "ejer")
    own = make_track(session, plan, owner_id=owner.id)
    other = make_track(session, plan, number=2)
    elsewhere = make_unit(session, name="Staben", parent_id=plan.unit_id)
    headers = actors.headers(Role.CENTRE_MANAGER, elsewhere, person=owner)

    allowed = api.post("/v1/milestones", json=body_of(plan, track_id=str(own.id)), headers=headers)
    refused = api.post(
        "/v1/milestones", json=body_of(plan, track_id=str(other.id)), headers=headers
    )
    theirs = make_milestone(session, plan, track_id=other.id)
    removed = api.delete(f"/v1/milestones/{theirs.id}", headers=headers | {"If-Match": "*"})
    shown = api.get(f"/v1/milestones/{theirs.id}", headers=headers).json()

    assert (allowed.status_code, refused.status_code, removed.status_code) == (201, 403, 403)
    assert (allowed.json()["may"], shown["may"]) == (["replace", "delete"], [])


@pytest.mark.parametrize("owns", ["track", "initiative"])
def test_an_owner_writes_in_the_own_initiative_and_in_those_of_the_own_track(
    api: TestClient, actors: Actors, plan: Plan, session: Session, owns: str
) -> None:
    owner = make_person(session, "ejer")
    elsewhere = make_unit(session, name="Staben", parent_id=plan.unit_id)
    track = make_track(session, plan)
    initiative = make_initiative(session, plan, track_id=track.id)
    {"track": track, "initiative": initiative}[owns].owner_id = owner.id
    headers = actors.headers(Role.CENTRE_MANAGER, elsewhere, person=owner)

    body = body_of(plan, initiative_id=str(initiative.id))
    made = api.post("/v1/milestones", json=body, headers=headers)

    assert made.status_code == 201, made.text
    assert made.json()["may"] == ["replace", "delete"]


def test_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    milestone = make_milestone(session, plan)
    elsewhere = make_unit(session, name="Borgercenter Børn og Unge")
    stranger = actors.headers(Role.CENTRE_MANAGER, elsewhere)

    assert api.get(f"/v1/milestones/{milestone.id}", headers=stranger).status_code == 404
    assert api.get("/v1/milestones", headers=stranger).json()["items"] == []
    made = api.post("/v1/milestones", json=body_of(plan), headers=stranger)
    assert (made.status_code, made.json()["code"]) == (422, "plan_unknown")


def test_a_reader_may_not_write(api: TestClient, actors: Actors, plan: Plan) -> None:
    caseworker = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.post("/v1/milestones", json=body_of(plan), headers=caseworker)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("title", "", "/title"),
        ("kind", "party", "/kind"),
        ("met_on", "2017-02-31", "/met_on"),
        ("met_on", 0, "/met_on"),
        ("met_on", "2017-09-28", "/met_on"),
        ("when", {"from": "2017-09-30", "until": "2017-09-01", "precision": "month"}, "/when"),
        ("track_id", UNKNOWN_ID, "/track_id"),
        ("initiative_id", UNKNOWN_ID, "/initiative_id"),
        ("colour", "red", "/colour"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, actors: Actors, plan: Plan, field: str, value: object, pointer: str
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.post("/v1/milestones", json=body_of(plan, **{field: value}), headers=staff)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_refuses_parts_of_another_plan_or_track(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    other = make_track(session, make_plan(session, plan.unit))
    own, second = make_track(session, plan), make_track(session, plan, number=2)
    initiative = make_initiative(session, plan, track_id=own.id)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    def code(**fields: object) -> str:
        answer = api.post("/v1/milestones", json=body_of(plan, **fields), headers=staff)
        return str(answer.json()["code"])

    both = {"track_id": str(second.id), "initiative_id": str(initiative.id)}
    assert code(track_id=str(other.id)) == "track_of_another_plan"
    assert code(**both) == "initiative_of_another_track"


def test_a_list_asks_as_often_for_many_as_for_one(
    api: TestClient, actors: Actors, plan: Plan, session: Session, statements: Statements
) -> None:
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    def asked() -> int:
        session.flush()
        session.expire_all()
        with statements() as seen:
            assert api.get("/v1/milestones", headers=reader).status_code == 200
        return len(seen)

    counts = []
    for number in range(1, 4):
        track = make_track(session, plan, number=number)
        initiative = make_initiative(session, plan, track_id=track.id)
        make_milestone(session, plan, initiative_id=initiative.id)
        counts.append(asked())

    assert 0 < counts[0] == counts[1] == counts[2]


def test_an_unknown_id_is_not_found(api: TestClient, actors: Actors, plan: Plan) -> None:
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.get(f"/v1/milestones/{uuid4()}", headers=reader)

    assert (answer.status_code, answer.json()["code"]) == (404, "milestone_not_found")
