"""What hangs together in a plan stays together: its plan, its track, and what it is part of."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from api.plans.findings.schemas import FindingIn, ProblemAreaIn
from api.plans.outline.schemas import InitiativeIn, TrackIn
from api.plans.outline.tables import Initiative, Plan
from api.plans.parties.schemas import InvolvementIn
from api.plans.resources.schemas import ResourceLineIn
from api.plans.timeline.schemas import MilestoneIn
from api.table import Entity
from api.values import Body
from tests.api.plans.makers import (
    make_case_type,
    make_finding,
    make_involvement,
    make_line,
    make_milestone,
    make_party,
    make_problem_area,
)
from tests.factories import Actors, Headers, make_initiative, make_plan, make_track, make_unit

Maker = Callable[[Session, Plan], Entity]
NOUNS: dict[str, tuple[type[Body], Maker]] = {
    "tracks": (TrackIn, make_track),
    "initiatives": (InitiativeIn, make_initiative),
    "milestones": (MilestoneIn, make_milestone),
    "findings": (FindingIn, make_finding),
    "involvements": (InvolvementIn, lambda s, plan: make_involvement(s, plan, make_party(s))),
    "problem-areas": (
        ProblemAreaIn,
        lambda s, plan: make_problem_area(s, plan, make_case_type(s, "merudgifter")),
    ),
    "resource-lines": (ResourceLineIn, lambda s, plan: make_line(s, plan, "1")),
}


@pytest.fixture
def plan(session: Session) -> Plan:
    return make_plan(session, make_unit(session))


@pytest.fixture
def staff(actors: Actors, plan: Plan) -> Headers:
    return actors.headers(Role.STAFF_UNIT, plan.unit) | {"If-Match": "*"}


def replaced(
    api: TestClient, address: str, body: type[Body], headers: Headers, **change: object
) -> tuple[int, str | None, str | None]:
    """Send a thing's own content back with a change, and return status, code and pointer."""
    now = api.get(address, headers=headers).json()
    content: dict[str, Any] = {name: now[name] for name in body.model_fields}
    answer = api.put(address, json=content | change, headers=headers)
    if answer.status_code == 200:
        return 200, None, None
    problem = answer.json()
    return answer.status_code, problem["code"], problem["errors"][0]["pointer"]


@pytest.mark.parametrize("noun", NOUNS)
def test_nothing_moves_to_another_plan(
    api: TestClient, staff: Headers, plan: Plan, session: Session, noun: str
) -> None:
    body, make = NOUNS[noun]
    address = f"/v1/{noun}/{make(session, plan).id}"
    other = make_plan(session, plan.unit)

    moved = replaced(api, address, body, staff, plan_id=str(other.id))

    assert moved == (409, "plan_is_fixed", "/plan_id")
    assert api.get(address, headers=staff).json()["plan_id"] == str(plan.id)


def test_an_initiative_goes_to_another_track_after_its_parts(
    api: TestClient, staff: Headers, plan: Plan, session: Session
) -> None:
    here, there = make_track(session, plan), make_track(session, plan, number=2)
    whole = make_initiative(session, plan, track_id=here.id)
    part = make_initiative(session, plan, track_id=here.id, part_of_id=whole.id)

    def moved(row: Initiative, track_id: object) -> tuple[int, str | None, str | None]:
        change = {"track_id": track_id and str(track_id)}
        return replaced(api, f"/v1/initiatives/{row.id}", InitiativeIn, staff, **change)

    assert moved(whole, there.id) == (409, "initiative_has_parts", "/track_id")
    assert moved(whole, None) == (409, "initiative_has_parts", "/track_id")
    assert moved(part, there.id)[0] == 200
    assert moved(whole, there.id)[0] == 200


def test_an_initiative_is_never_part_of_itself(
    api: TestClient, staff: Headers, plan: Plan, session: Session
) -> None:
    first = make_initiative(session, plan)
    second = make_initiative(session, plan, part_of_id=first.id)
    third = make_initiative(session, plan, part_of_id=second.id)

    def placed(row: Initiative, whole: Initiative) -> tuple[int, str | None, str | None]:
        change = {"part_of_id": str(whole.id)}
        return replaced(api, f"/v1/initiatives/{row.id}", InitiativeIn, staff, **change)

    for whole in (first, second, third):
        assert placed(first, whole) == (409, "initiative_within_itself", "/part_of_id")
    assert placed(third, first)[0] == 200


def test_an_initiative_takes_part_only_in_its_own_plan(
    api: TestClient, staff: Headers, plan: Plan, session: Session
) -> None:
    address = f"/v1/initiatives/{make_initiative(session, plan).id}"
    other = make_plan(session, plan.unit)
    track, initiative = make_track(session, other), make_initiative(session, other)

    for change, code in (
        ({"track_id": str(track.id)}, "track_of_another_plan"),
        ({"feeds_track_id": str(track.id)}, "track_of_another_plan"),
        ({"part_of_id": str(initiative.id)}, "initiative_of_another_plan"),
    ):
        [field] = change
        assert replaced(api, address, InitiativeIn, staff, **change) == (422, code, f"/{field}")
