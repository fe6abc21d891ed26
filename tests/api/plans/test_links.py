"""Which backlogs and review campaigns belong to a track: both kinds of link behave alike."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from api.plans.outline.tables import Plan, TrackBacklog, TrackCampaign
from tests.api.plans.makers import make_backlog, make_campaign
from tests.factories import Actors, kept, make_plan, make_track, make_unit


@dataclass(frozen=True)
class Kind:
    """A kind of link: its address, the field that names what is linked, and its refusals."""

    path: str
    field: str
    unknown: str
    noun: str

    def target(self, session: Session, unit: Unit) -> UUID:
        make = make_backlog if self.field == "backlog_id" else make_campaign
        return make(session, unit).id

    def link(self, session: Session, track_id: UUID, target_id: UUID) -> UUID:
        if self.field == "backlog_id":
            return kept(session, TrackBacklog(track_id=track_id, backlog_id=target_id)).id
        return kept(session, TrackCampaign(track_id=track_id, campaign_id=target_id)).id

    def body(self, track_id: UUID, target_id: UUID) -> dict[str, str]:
        return {"track_id": str(track_id), self.field: str(target_id)}


BACKLOG = Kind("/v1/track-backlogs", "backlog_id", "backlog_unknown", "track_backlog")
CAMPAIGN = Kind("/v1/track-campaigns", "campaign_id", "review_campaign_unknown", "track_campaign")


@pytest.fixture(params=[BACKLOG, CAMPAIGN], ids=["backlog", "campaign"])
def kind(request: pytest.FixtureRequest) -> Kind:
    assert isinstance(request.param, Kind)
    return request.param


@pytest.fixture
def plan(session: Session) -> Plan:
    return make_plan(session, make_unit(session))


def test_creates_reads_replaces_and_deletes(
    api: TestClient, actors: Actors, plan: Plan, session: Session, kind: Kind
) -> None:
    track, other = make_track(session, plan), make_track(session, plan, number=2)
    target = kind.target(session, plan.unit)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    made = api.post(kind.path, json=kind.body(track.id, target), headers=staff)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert made.json()[kind.field] == str(target)
    assert api.get(address, headers=staff).json() == made.json()

    replaced = api.put(
        address, json=kind.body(other.id, target), headers=staff | {"If-Match": '"1"'}
    )
    assert (replaced.status_code, replaced.json()["track_id"]) == (200, str(other.id))
    history = api.get(f"{address}/history", headers=staff).json()["items"]
    assert [change["operation"] for change in history] == ["insert", "update"]

    assert api.delete(address, headers=staff | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=staff).status_code == 404


def test_finds_by_plan_track_and_what_is_linked(
    api: TestClient, actors: Actors, plan: Plan, session: Session, kind: Kind
) -> None:
    first, second = make_track(session, plan), make_track(session, plan, number=2)
    target, other = kind.target(session, plan.unit), kind.target(session, plan.unit)
    one = kind.link(session, first.id, target)
    two = kind.link(session, second.id, other)
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    def ids(filters: str) -> list[str]:
        items = api.get(f"{kind.path}?{filters}", headers=reader).json()["items"]
        return [row["id"] for row in items]

    linked = kind.field.removesuffix("_id")
    assert ids(f"plan={plan.id}") == [str(one), str(two)]
    assert ids(f"plan={uuid4()}") == []
    assert ids(f"track={first.id}") == [str(one)]
    assert ids(f"{linked}={other}") == [str(two)]


def test_refuses_the_same_link_twice(
    api: TestClient, actors: Actors, plan: Plan, session: Session, kind: Kind
) -> None:
    track, target = make_track(session, plan), kind.target(session, plan.unit)
    kind.link(session, track.id, target)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.post(kind.path, json=kind.body(track.id, target), headers=staff)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_there")


def test_refuses_what_is_not_there_or_not_to_be_seen(
    api: TestClient, actors: Actors, plan: Plan, session: Session, kind: Kind
) -> None:
    track, target = make_track(session, plan), kind.target(session, plan.unit)
    elsewhere = make_unit(session, name="Borgercenter Børn og Unge")
    hidden = kind.target(session, elsewhere)
    hidden_track = make_track(session, make_plan(session, elsewhere))
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)
    blind = actors.client(Scope.PLANS_READ, Scope.PLANS_WRITE)

    def refusal(track_id: UUID, target_id: UUID, headers: dict[str, str]) -> tuple[str, str]:
        answer = api.post(kind.path, json=kind.body(track_id, target_id), headers=headers)
        assert answer.status_code == 422, answer.text
        return answer.json()["code"], answer.json()["errors"][0]["pointer"]

    unknown = (kind.unknown, f"/{kind.field}")
    assert refusal(track.id, uuid4(), staff) == unknown
    assert refusal(track.id, hidden, staff) == unknown
    assert refusal(track.id, target, blind) == unknown
    assert refusal(hidden_track.id, target, staff) == ("track_unknown", "/track_id")


def test_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, plan: Plan, session: Session, kind: Kind
) -> None:
    track = make_track(session, plan)
    link = kind.link(session, track.id, kind.target(session, plan.unit))
    stranger = actors.headers(Role.CENTRE_MANAGER, make_unit(session, name="Børn og Unge"))

    assert api.get(f"{kind.path}/{link}", headers=stranger).status_code == 404
    assert api.get(kind.path, headers=stranger).json()["items"] == []


def test_who_may_not_change_the_track_may_not_write(
    api: TestClient, actors: Actors, plan: Plan, session: Session, kind: Kind
) -> None:
    track, target = make_track(session, plan), kind.target(session, plan.unit)
    address = f"{kind.path}/{kind.link(session, track.id, target)}"
    below = make_unit(session, name="Afdeling 1", parent_id=plan.unit_id)
    body = kind.body(track.id, target)

    for role, unit in ((Role.CASEWORKER, plan.unit), (Role.CENTRE_MANAGER, below)):
        headers = actors.headers(role, unit) | {"If-Match": "*"}
        assert api.post(kind.path, json=body, headers=headers).status_code == 403
        assert api.put(address, json=body, headers=headers).status_code == 403
        assert api.delete(address, headers=headers).status_code == 403
        assert api.get(address, headers=headers).json()["may"] == []


def test_an_unknown_id_is_not_found(
    api: TestClient, actors: Actors, plan: Plan, kind: Kind
) -> None:
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.get(f"{kind.path}/{uuid4()}", headers=reader)

    assert (answer.status_code, answer.json()["code"]) == (404, f"{kind.noun}_not_found")
