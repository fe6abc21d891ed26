"""What `may` names is kept: who may replace a thing can send its own content back, others not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from api.people.tables import Person
from api.plans.findings.schemas import FindingIn, OutcomeIn, ProblemAreaIn
from api.plans.links.schemas import TrackBacklogIn, TrackCampaignIn
from api.plans.outline.schemas import InitiativeIn, PlanIn, TrackIn
from api.plans.outline.tables import Plan, Track, TrackBacklog, TrackCampaign
from api.plans.parties.schemas import InvolvementIn
from api.plans.resources.schemas import ResourceLineIn
from api.plans.timeline.schemas import MilestoneIn
from api.table import Entity
from api.values import Body
from tests.api.plans.makers import (
    make_backlog,
    make_campaign,
    make_case_type,
    make_finding,
    make_involvement,
    make_line,
    make_milestone,
    make_outcome,
    make_party,
    make_problem_area,
)
from tests.factories import (
    Actors,
    Headers,
    kept,
    make_initiative,
    make_person,
    make_plan,
    make_track,
    make_unit,
)

BODIES: dict[str, type[Body]] = {
    "plans": PlanIn,
    "tracks": TrackIn,
    "initiatives": InitiativeIn,
    "milestones": MilestoneIn,
    "findings": FindingIn,
    "finding_outcomes": OutcomeIn,
    "involvements": InvolvementIn,
    "problem_areas": ProblemAreaIn,
    "resource_lines": ResourceLineIn,
    "track_backlogs": TrackBacklogIn,
    "track_campaigns": TrackCampaignIn,
}


@dataclass
class World:
    """A plan of a centre, with a track of its own and one of a unit under it."""

    centre: Unit
    below: Unit
    beside: Unit
    elsewhere: Unit
    plan_owner: Person
    track_owner: Person
    initiative_owner: Person
    rows: list[Entity]


@pytest.fixture
def world(session: Session) -> World:
    centre = make_unit(session)
    below, beside = (make_unit(session, name=n, parent_id=centre.id) for n in ("Syd", "Nord"))
    elsewhere = make_unit(session, name="Børn og Unge")
    people = [make_person(session, f"owner-of-{what}") for what in ("plan", "track", "initiative")]
    plan = make_plan(session, centre, owner_id=people[0].id)
    tracks = [
        make_track(session, plan, owner_id=people[1].id),
        make_track(session, plan, number=2, unit_id=below.id),
    ]
    rows = [plan, *tracks, *parts_of(session, plan, tracks, people[2], elsewhere)]
    return World(centre, below, beside, elsewhere, people[0], people[1], people[2], rows)


def parts_of(
    session: Session, plan: Plan, tracks: list[Track], owner: Person, elsewhere: Unit
) -> list[Entity]:
    """Return something of each noun in the plan, in each track, and in an owned initiative."""
    own = make_initiative(session, plan, track_id=tracks[0].id, owner_id=owner.id)
    party = make_party(session)
    rows: list[Entity] = [own, *linked(session, tracks, elsewhere)]
    for number, track_id in enumerate((None, tracks[0].id, tracks[1].id)):
        case_type = make_case_type(session, f"type-{number}")
        initiative = make_initiative(
            session, plan, track_id=track_id, part_of_id=own.id, feeds_track_id=tracks[1].id
        )
        finding = make_finding(session, plan, track_id=track_id)
        whole = make_line(session, plan, "2", track_id=track_id)
        rows += [
            initiative,
            finding,
            whole,
            make_outcome(session, finding, own),
            make_line(session, plan, "1", track_id=track_id, part_of_id=whole.id),
            make_milestone(session, plan, track_id=track_id),
            # Its initiative has gone to another track since it was written.
            make_milestone(session, plan, track_id=tracks[1].id, initiative_id=own.id),
            make_involvement(session, plan, party, track_id=track_id),
            make_involvement(session, plan, party, initiative_id=initiative.id),
            make_problem_area(session, plan, case_type, track_id=track_id),
        ]
    rows.append(make_milestone(session, plan, initiative_id=own.id))
    rows.append(make_involvement(session, plan, party, initiative_id=own.id))
    return rows


def linked(session: Session, tracks: list[Track], elsewhere: Unit) -> list[Entity]:
    """Return links of each track to what belongs to a unit elsewhere."""
    backlog, campaign = make_backlog(session, elsewhere), make_campaign(session, elsewhere)
    rows: list[Entity] = []
    for track in tracks:
        rows.append(kept(session, TrackBacklog(track_id=track.id, backlog_id=backlog.id)))
        rows.append(kept(session, TrackCampaign(track_id=track.id, campaign_id=campaign.id)))
    return rows


def role(name: Role, unit: str | None = None, owner: str | None = None) -> Any:
    """Sign in somebody with a role in one of the world's units, maybe one who owns a thing."""

    def headers(actors: Actors, world: World) -> Headers:
        where = getattr(world, unit) if unit else None
        return actors.headers(name, where, person=getattr(world, owner) if owner else None)

    return headers


def system(*scopes: Scope) -> Any:
    return lambda actors, world: actors.client(*scopes, unit_id=world.centre.id)


READING, WRITING = Scope.PLANS_READ, Scope.PLANS_WRITE
OUTLINE, MOST = {"tracks", "initiatives"}, set(BODIES) - {"plans"}
WITHIN = {"initiatives", "milestones", "involvements"}
ACTORS: dict[str, tuple[Callable[[Actors, World], Headers], set[str]]] = {
    "who steers everything": (role(Role.ADMIN), set(BODIES)),
    "who steers the centre": (role(Role.CENTRE_MANAGER, "centre"), set(BODIES)),
    "who steers the unit of a track": (role(Role.CENTRE_MANAGER, "below"), MOST),
    "who steers a unit without a track": (role(Role.CENTRE_MANAGER, "beside"), set()),
    "the plan's owner": (
        role(Role.CENTRE_MANAGER, "elsewhere", "plan_owner"),
        set(BODIES) - {"tracks", "track_backlogs", "track_campaigns"},
    ),
    "the track's owner": (role(Role.CENTRE_MANAGER, "beside", "track_owner"), MOST),
    "the initiative's owner": (role(Role.CENTRE_MANAGER, "beside", "initiative_owner"), WITHIN),
    "an owner who only reports": (role(Role.AREA_MANAGER, "centre", "plan_owner"), set()),
    "a reader": (role(Role.CASEWORKER, "centre"), set()),
    "a stranger": (role(Role.CENTRE_MANAGER, "elsewhere"), set()),
    "a system that writes": (system(READING, WRITING), set(BODIES)),
    "a system that reads": (system(READING), set()),
}


@pytest.mark.parametrize("who", ACTORS)
def test_what_may_names_is_kept(
    api: TestClient, actors: Actors, session: Session, world: World, who: str
) -> None:
    sign_in, nouns = ACTORS[who]
    admin, headers = actors.headers(Role.ADMIN), sign_in(actors, world) | {"If-Match": "*"}
    replaced: set[str] = set()
    for noun, key in [(str(row.__tablename__), row.id) for row in world.rows]:
        address = f"/v1/{noun.replace('_', '-')}/{key}"
        now = api.get(address, headers=admin).json()
        content = {name: now[name] for name in BODIES[noun].model_fields}
        may = api.get(address, headers=headers).json().get("may", [])

        answer = api.put(address, json=content, headers=headers)

        said = f"{who}, {noun}, may {may}: {answer.status_code} {answer.text}"
        assert answer.status_code in ({200} if "replace" in may else {403, 404}), said
        if answer.status_code == 200:
            replaced.add(noun)
    assert replaced == nouns


@pytest.mark.parametrize(
    ("noun", "unit", "owner", "to", "status"),
    [
        ("plans", "elsewhere", "plan_owner", "beside", 403),
        ("plans", "elsewhere", "plan_owner", "elsewhere", 200),
        ("tracks", "beside", "track_owner", "below", 403),
        ("tracks", "beside", "track_owner", "beside", 200),
    ],
)
def test_an_owner_takes_a_thing_only_to_units_of_their_own(
    api: TestClient,
    actors: Actors,
    world: World,
    noun: str,
    unit: str,
    owner: str,
    to: str,
    status: int,
) -> None:
    headers = role(Role.CENTRE_MANAGER, unit, owner)(actors, world) | {"If-Match": "*"}
    row = next(row for row in world.rows if row.__tablename__ == noun)
    now = api.get(f"/v1/{noun}/{row.id}", headers=headers).json()
    content = {name: now[name] for name in BODIES[noun].model_fields}

    answer = api.put(
        f"/v1/{noun}/{row.id}",
        json=content | {"unit_id": str(getattr(world, to).id)},
        headers=headers,
    )

    assert answer.status_code == status, answer.text


def test_an_owner_takes_an_initiative_to_no_track_of_others(
    api: TestClient, actors: Actors, world: World
) -> None:
    headers = role(Role.CENTRE_MANAGER, "beside", "initiative_owner")(actors, world)
    [own, *_] = (row for row in world.rows if row.__tablename__ == "initiatives")
    [_, other] = (row for row in world.rows if row.__tablename__ == "tracks")
    now = api.get(f"/v1/initiatives/{own.id}", headers=headers).json()
    content = {name: now[name] for name in InitiativeIn.model_fields}

    answer = api.put(
        f"/v1/initiatives/{own.id}",
        json=content | {"track_id": str(other.id)},
        headers=headers | {"If-Match": "*"},
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
