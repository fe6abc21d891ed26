"""Involvements: a party's part in a plan, a track or an initiative, with the plan's rights."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from api.plans.outline.tables import Plan
from api.plans.parties.tables import Party
from tests.api.plans.makers import make_involvement, make_party
from tests.factories import (
    UNKNOWN_ID,
    Actors,
    make_initiative,
    make_person,
    make_plan,
    make_track,
    make_unit,
)


@pytest.fixture
def plan(session: Session) -> Plan:
    return make_plan(session, make_unit(session))


@pytest.fixture
def party(session: Session) -> Party:
    return make_party(session)


def body_of(plan: Plan, party: Party, **fields: object) -> dict[str, object]:
    return {
        "plan_id": str(plan.id),
        "party_id": str(party.id),
        "part": "supporting",
        "note": "holder Socialstyrelsen oplæg",
    } | fields


def test_creates_reads_replaces_and_deletes(
    api: TestClient, actors: Actors, plan: Plan, party: Party
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    made = api.post("/v1/involvements", json=body_of(plan, party), headers=staff)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert (made.json()["party_name"], made.json()["party_kind"]) == (
        "Socialstyrelsen",
        "authority",
    )
    assert api.get(address, headers=staff).json() == made.json()

    other = body_of(plan, party, part="receiver")
    replaced = api.put(address, json=other, headers=staff | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["part"]) == (200, "receiver")
    history = api.get(f"{address}/history", headers=staff).json()["items"]
    changed = [{"field": "part", "before": "supporting", "after": "receiver"}]
    assert history[1]["changed"] == changed

    assert api.delete(address, headers=staff | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=staff).status_code == 404


def test_finds_by_place_party_and_part(
    api: TestClient, actors: Actors, plan: Plan, party: Party, session: Session
) -> None:
    track = make_track(session, plan)
    initiative = make_initiative(session, plan, track_id=track.id)
    implement = make_party(session, name="Implement", kind="consultancy")
    make_involvement(session, plan, party, note="plan")
    make_involvement(session, plan, party, note="spor", track_id=track.id, part="responsible")
    make_involvement(session, plan, implement, note="initiativ", initiative_id=initiative.id)
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    def notes(filters: str) -> set[str]:
        items = api.get(f"/v1/involvements?{filters}", headers=reader).json()["items"]
        return {row["note"] for row in items}

    assert notes(f"plan={plan.id}") == {"plan", "spor", "initiativ"}
    assert notes(f"plan={uuid4()}") == set()
    assert notes(f"track={track.id}") == {"spor", "initiativ"}
    assert notes(f"initiative={initiative.id}") == {"initiativ"}
    assert notes(f"party={party.id}") == {"plan", "spor"}
    assert notes("part=responsible") == {"spor"}


def test_pages_through_all_once_by_part(
    api: TestClient, actors: Actors, plan: Plan, party: Party, session: Session
) -> None:
    for part in ("supporting", "owner", "receiver", "owner", "participant"):
        make_involvement(session, plan, party, part=part)
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    seen: list[str] = []
    address: str | None = "/v1/involvements?limit=2"
    while address:
        page = api.get(address, headers=reader)
        seen += [row["part"] for row in page.json()["items"]]
        address = page.links.get("next", {}).get("url")

    assert seen == ["owner", "owner", "participant", "receiver", "supporting"]


def test_rights_are_those_of_the_place_it_leaves_and_of_the_one_it_comes_to(
    api: TestClient, actors: Actors, plan: Plan, party: Party, session: Session
) -> None:
    owner = make_person(session, "ejer")
    elsewhere = make_unit(session, name="Staben", parent_id=plan.unit_id)
    own = make_track(session, plan, owner_id=owner.id)
    theirs = make_track(session, plan, number=2)
    mine = make_involvement(session, plan, party, track_id=own.id)
    other = make_involvement(session, plan, party, track_id=theirs.id)
    headers = actors.headers(Role.CENTRE_MANAGER, elsewhere, person=owner)

    def moved(key: object, track_id: object) -> int:
        body = body_of(plan, party, track_id=str(track_id))
        put = api.put(f"/v1/involvements/{key}", json=body, headers=headers | {"If-Match": "*"})
        return put.status_code

    assert moved(mine.id, own.id) == 200
    assert moved(mine.id, theirs.id) == 403
    assert moved(other.id, own.id) == 403


def test_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, plan: Plan, party: Party, session: Session
) -> None:
    row = make_involvement(session, plan, party)
    elsewhere = make_unit(session, name="Borgercenter Børn og Unge")
    stranger = actors.headers(Role.CENTRE_MANAGER, elsewhere)

    assert api.get(f"/v1/involvements/{row.id}", headers=stranger).status_code == 404
    assert api.get("/v1/involvements", headers=stranger).json()["items"] == []
    made = api.post("/v1/involvements", json=body_of(plan, party), headers=stranger)
    assert (made.status_code, made.json()["code"]) == (422, "plan_unknown")


def test_a_reader_may_not_write(api: TestClient, actors: Actors, plan: Plan, party: Party) -> None:
    caseworker = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.post("/v1/involvements", json=body_of(plan, party), headers=caseworker)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("party_id", UNKNOWN_ID),
        ("plan_id", UNKNOWN_ID),
        ("track_id", UNKNOWN_ID),
        ("initiative_id", UNKNOWN_ID),
        ("part", "boss"),
        ("note", ""),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, actors: Actors, plan: Plan, party: Party, field: str, value: object
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    body = body_of(plan, party, **{field: value})
    answer = api.post("/v1/involvements", json=body, headers=staff)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


def test_has_its_part_in_a_track_or_an_initiative_not_both(
    api: TestClient, actors: Actors, plan: Plan, party: Party, session: Session
) -> None:
    track = make_track(session, plan)
    initiative = make_initiative(session, plan, track_id=track.id)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    both = body_of(plan, party, track_id=str(track.id), initiative_id=str(initiative.id))
    answer = api.post("/v1/involvements", json=both, headers=staff)

    assert answer.status_code == 422
    assert "not both" in answer.json()["detail"]


def test_an_unknown_id_is_not_found(api: TestClient, actors: Actors, plan: Plan) -> None:
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.get(f"/v1/involvements/{uuid4()}", headers=reader)

    assert (answer.status_code, answer.json()["code"]) == (404, "involvement_not_found")
