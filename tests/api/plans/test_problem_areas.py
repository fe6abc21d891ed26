"""Problem areas: which case types a plan called past, current or stable, as of a day."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.people.rules import Role
from api.plans.outline.tables import Plan
from tests.api.plans.makers import make_case_type, make_problem_area
from tests.factories import UNKNOWN_ID, Actors, make_plan, make_track, make_unit


@pytest.fixture
def plan(session: Session) -> Plan:
    return make_plan(session, make_unit(session))


@pytest.fixture
def aids(session: Session) -> CaseType:
    return make_case_type(session, "aids", name_da="Hjælpemidler", name_en="Assistive aids")


def body_of(plan: Plan, case_type: CaseType, **fields: object) -> dict[str, object]:
    return {
        "plan_id": str(plan.id),
        "case_type_id": str(case_type.id),
        "standing": "current",
        "as_of_on": "2017-09-20",
    } | fields


def test_creates_reads_replaces_and_deletes(
    api: TestClient, actors: Actors, plan: Plan, aids: CaseType
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    made = api.post("/v1/problem-areas", json=body_of(plan, aids), headers=staff)
    assert made.status_code == 201, made.text
    names = (made.json()["case_type_name_da"], made.json()["case_type_name_en"])
    assert names == ("Hjælpemidler", "Assistive aids")
    address = made.headers["Location"]
    assert api.get(address, headers=staff).json() == made.json()

    stable = body_of(plan, aids, standing="stable")
    replaced = api.put(address, json=stable, headers=staff | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["standing"]) == (200, "stable")
    history = api.get(f"{address}/history", headers=staff).json()["items"]
    assert [change["operation"] for change in history] == ["insert", "update"]

    assert api.delete(address, headers=staff | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=staff).status_code == 404


def test_finds_by_place_day_standing_and_case_type_with_its_parts(
    api: TestClient, actors: Actors, plan: Plan, aids: CaseType, session: Session
) -> None:
    track = make_track(session, plan)
    technical = make_case_type(session, "technical", parent_id=aids.id)
    cars = make_case_type(session, "cars")
    make_problem_area(session, plan, aids, quote="hele", standing="past")
    make_problem_area(session, plan, technical, quote="tekniske", track_id=track.id)
    make_problem_area(session, plan, cars, quote="bilsager", as_of_on="2017-06-21")
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    def quotes(filters: str) -> list[str]:
        items = api.get(f"/v1/problem-areas?{filters}", headers=reader).json()["items"]
        return [row["quote"] for row in items]

    assert quotes(f"plan={plan.id}") == ["bilsager", "tekniske", "hele"]
    assert quotes(f"plan={uuid4()}") == []
    assert quotes(f"track={track.id}") == ["tekniske"]
    assert quotes(f"case_type={aids.id}") == ["tekniske", "hele"]
    assert quotes(f"case_type={technical.id}") == ["tekniske"]
    assert quotes("standing=past") == ["hele"]
    assert quotes("as_of_on=2017-06-21") == ["bilsager"]


def test_a_case_type_may_stand_in_two_lists_and_not_twice_in_one(
    api: TestClient, actors: Actors, plan: Plan, aids: CaseType
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    def code(**fields: object) -> int:
        body = body_of(plan, aids, **fields)
        return api.post("/v1/problem-areas", json=body, headers=staff).status_code

    assert (code(standing="past"), code(standing="current"), code(standing="past")) == (
        201,
        201,
        409,
    )


def test_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, plan: Plan, aids: CaseType, session: Session
) -> None:
    area = make_problem_area(session, plan, aids)
    stranger = actors.headers(Role.CENTRE_MANAGER, make_unit(session, name="Børn og Unge"))

    assert api.get(f"/v1/problem-areas/{area.id}", headers=stranger).status_code == 404
    assert api.get("/v1/problem-areas", headers=stranger).json()["items"] == []
    made = api.post("/v1/problem-areas", json=body_of(plan, aids), headers=stranger)
    assert (made.status_code, made.json()["code"]) == (422, "plan_unknown")


def test_who_may_not_change_the_plan_may_not_write(
    api: TestClient, actors: Actors, plan: Plan, aids: CaseType, session: Session
) -> None:
    area = make_problem_area(session, plan, aids)
    below = make_unit(session, name="Afdeling 1", parent_id=plan.unit_id)
    address, body = f"/v1/problem-areas/{area.id}", body_of(plan, aids)

    for role, unit in ((Role.CASEWORKER, plan.unit), (Role.CENTRE_MANAGER, below)):
        headers = actors.headers(role, unit) | {"If-Match": "*"}
        assert api.post("/v1/problem-areas", json=body, headers=headers).status_code == 403
        assert api.put(address, json=body, headers=headers).status_code == 403
        assert api.delete(address, headers=headers).status_code == 403
        assert api.get(address, headers=headers).json()["may"] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("case_type_id", UNKNOWN_ID),
        ("plan_id", UNKNOWN_ID),
        ("track_id", UNKNOWN_ID),
        ("standing", "hopeless"),
        ("as_of_on", "20.09.2017"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, actors: Actors, plan: Plan, aids: CaseType, field: str, value: object
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    body = body_of(plan, aids, **{field: value})
    answer = api.post("/v1/problem-areas", json=body, headers=staff)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


def test_an_unknown_id_is_not_found(api: TestClient, actors: Actors, plan: Plan) -> None:
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.get(f"/v1/problem-areas/{uuid4()}", headers=reader)

    assert (answer.status_code, answer.json()["code"]) == (404, "problem_area_not_found")
