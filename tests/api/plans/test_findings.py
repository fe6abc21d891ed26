"""Findings and the initiatives they led to."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from api.plans.outline.tables import Plan
from tests.api.plans.makers import make_finding, make_outcome
from tests.factories import UNKNOWN_ID, Actors, make_initiative, make_plan, make_track, make_unit


@pytest.fixture
def plan(session: Session) -> Plan:
    return make_plan(session, make_unit(session))


def body_of(plan: Plan, **fields: object) -> dict[str, object]:
    return {
        "plan_id": str(plan.id),
        "found_by": "service_review",
        "title": "Sagsbehandlerskifte",
    } | fields


def test_creates_reads_replaces_and_deletes(api: TestClient, actors: Actors, plan: Plan) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    made = api.post("/v1/findings", json=body_of(plan), headers=staff)
    assert made.status_code == 201, made.text
    assert (made.json()["found"], made.json()["initiative_ids"]) == (None, [])
    address = made.headers["Location"]
    assert api.get(address, headers=staff).json() == made.json()

    june = {
        "from": "2017-06-01",
        "until": "2017-06-30",
        "precision": "month",
        "as_written": "i juni måned",
    }
    replaced = api.put(address, json=body_of(plan, found=june), headers=staff | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["found"]) == (200, june)
    assert len(api.get(f"{address}/history", headers=staff).json()["items"]) == 2

    assert api.delete(address, headers=staff | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=staff).status_code == 404


def test_tells_what_it_led_to_in_the_order_of_the_plan(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    finding = make_finding(session, plan)
    second = make_initiative(session, plan, position=2)
    first = make_initiative(session, plan, position=1)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    for initiative in (second, first):
        body = {"finding_id": str(finding.id), "initiative_id": str(initiative.id)}
        made = api.post("/v1/finding-outcomes", json=body, headers=staff)
        assert made.status_code == 201, made.text
    [shown] = api.get("/v1/findings", headers=staff).json()["items"]

    assert shown["initiative_ids"] == [str(first.id), str(second.id)]


def test_finds_by_place_source_and_words(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    track = make_track(session, plan)
    make_finding(session, plan, title="klager", quote="gennemgående kendetegn")
    make_finding(session, plan, title="trivsel", found_by="workplace_assessment")
    make_finding(session, plan, title="skift", found_by="service_review", track_id=track.id)
    make_finding(session, make_plan(session, plan.unit), title="en anden plan")
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    def titles(filters: str) -> list[str]:
        items = api.get(f"/v1/findings?{filters}", headers=reader).json()["items"]
        return [row["title"] for row in items]

    assert titles(f"plan={plan.id}") == ["klager", "skift", "trivsel"]
    assert titles(f"track={track.id}") == ["skift"]
    assert titles("found_by=workplace_assessment") == ["trivsel"]
    assert titles("q=GENNEMGÅENDE") == ["klager"]


def test_one_with_outcomes_is_not_deleted(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    finding = make_finding(session, plan)
    make_outcome(session, finding, make_initiative(session, plan))
    staff = actors.headers(Role.STAFF_UNIT, plan.unit) | {"If-Match": "*"}

    deleted = api.delete(f"/v1/findings/{finding.id}", headers=staff)

    assert (deleted.status_code, deleted.json()["code"]) == (409, "finding_has_history")


def test_an_outcome_is_read_replaced_and_deleted(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    finding = make_finding(session, plan)
    outcome = make_outcome(session, finding, make_initiative(session, plan))
    other = make_initiative(session, plan, position=2)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)
    address = f"/v1/finding-outcomes/{outcome.id}"

    body = {"finding_id": str(finding.id), "initiative_id": str(other.id)}
    replaced = api.put(address, json=body, headers=staff | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["initiative_id"]) == (200, str(other.id))
    assert replaced.json()["may"] == ["replace", "delete"]
    assert api.get(address, headers=staff).json() == replaced.json()

    assert api.delete(address, headers=staff | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=staff).status_code == 404


def test_finds_outcomes_by_plan_finding_and_initiative(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    finding, other = make_finding(session, plan), make_finding(session, plan)
    initiative = make_initiative(session, plan)
    first = make_outcome(session, finding, initiative)
    second = make_outcome(session, other, make_initiative(session, plan))
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    def ids(filters: str) -> list[str]:
        items = api.get(f"/v1/finding-outcomes?{filters}", headers=reader).json()["items"]
        return [row["id"] for row in items]

    assert ids(f"plan={plan.id}") == [str(first.id), str(second.id)]
    assert ids(f"plan={uuid4()}") == []
    assert ids(f"finding={other.id}") == [str(second.id)]
    assert ids(f"initiative={initiative.id}") == [str(first.id)]


def test_refuses_outcomes_that_can_not_be(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    finding, initiative = make_finding(session, plan), make_initiative(session, plan)
    make_outcome(session, finding, initiative)
    foreign = make_initiative(session, make_plan(session, plan.unit))
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    def refusal(finding_id: object, initiative_id: object) -> tuple[int, str]:
        body = {"finding_id": str(finding_id), "initiative_id": str(initiative_id)}
        answer = api.post("/v1/finding-outcomes", json=body, headers=staff)
        return answer.status_code, answer.json()["code"]

    assert refusal(finding.id, initiative.id) == (409, "already_there")
    assert refusal(finding.id, foreign.id) == (422, "initiative_of_another_plan")
    assert refusal(uuid4(), initiative.id) == (422, "finding_unknown")


def test_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    finding, initiative = make_finding(session, plan), make_initiative(session, plan)
    outcome = make_outcome(session, finding, initiative)
    stranger = actors.headers(Role.CENTRE_MANAGER, make_unit(session, name="Børn og Unge"))

    for address in (f"/v1/findings/{finding.id}", f"/v1/finding-outcomes/{outcome.id}"):
        assert api.get(address, headers=stranger).status_code == 404
    for address in ("/v1/findings", "/v1/finding-outcomes"):
        assert api.get(address, headers=stranger).json()["items"] == []
    made = api.post("/v1/findings", json=body_of(plan), headers=stranger)
    body = {"finding_id": str(finding.id), "initiative_id": str(initiative.id)}
    linked = api.post("/v1/finding-outcomes", json=body, headers=stranger)
    assert (made.json()["code"], linked.json()["code"]) == ("plan_unknown", "finding_unknown")


def test_who_may_not_change_the_plan_may_not_write(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    finding, initiative = make_finding(session, plan), make_initiative(session, plan)
    outcome = make_outcome(session, finding, initiative)
    below = make_unit(session, name="Afdeling 1", parent_id=plan.unit_id)
    link = {"finding_id": str(finding.id), "initiative_id": str(initiative.id)}
    nouns = {
        "/v1/findings": (finding.id, body_of(plan)),
        "/v1/finding-outcomes": (outcome.id, link),
    }

    for role, unit in ((Role.CASEWORKER, plan.unit), (Role.CENTRE_MANAGER, below)):
        headers = actors.headers(role, unit) | {"If-Match": "*"}
        for path, (row_id, body) in nouns.items():
            address = f"{path}/{row_id}"
            assert api.post(path, json=body, headers=headers).status_code == 403
            assert api.put(address, json=body, headers=headers).status_code == 403
            assert api.delete(address, headers=headers).status_code == 403
            assert api.get(address, headers=headers).json()["may"] == []


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("title", "", "/title"),
        ("found_by", "rumour", "/found_by"),
        ("found", {"from": "2017-06-31"}, "/found/from"),
        ("track_id", UNKNOWN_ID, "/track_id"),
        ("plan_id", UNKNOWN_ID, "/plan_id"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, actors: Actors, plan: Plan, field: str, value: object, pointer: str
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.post("/v1/findings", json=body_of(plan, **{field: value}), headers=staff)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("noun", ["finding", "finding_outcome"])
def test_an_unknown_id_is_not_found(api: TestClient, actors: Actors, plan: Plan, noun: str) -> None:
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.get(f"/v1/{noun.replace('_', '-')}s/{uuid4()}", headers=reader)

    assert (answer.status_code, answer.json()["code"]) == (404, f"{noun}_not_found")
