"""Review campaigns and their counts over HTTP."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.recovery.makers import make_campaign, make_review_count
from tests.factories import Actors, Headers, make_unit


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, name="Handicapcentret")


@pytest.fixture
def leader(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.DEPARTMENT_LEADER, unit)


def test_creates_reads_replaces_and_deletes(api: TestClient, unit: Unit, leader: Headers) -> None:
    body = {"title": "§§ 41 og 42", "unit_id": str(unit.id), "total_count": 3200}
    made = api.post("/v1/review-campaigns", json=body, headers=leader)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert api.get(address, headers=leader).json() == made.json()

    due = {"from": "2012-12-31", "until": "2012-12-31", "precision": "end_of"}
    changed = body | {"total_approximate": True, "due": due}
    replaced = api.put(address, json=changed, headers=leader | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["due"]["precision"]) == (200, "end_of")
    [_, second] = api.get(f"{address}/history", headers=leader).json()["items"]
    assert "total_approximate" in {change["field"] for change in second["changed"]}
    assert api.delete(address, headers=leader | {"If-Match": '"2"'}).status_code == 204


@pytest.mark.parametrize(
    ("total", "reviewed", "remaining", "share"),
    [(519, 98, 421, "0.1888"), (3200, None, None, None), (None, 98, None, None)],
)
def test_tells_what_remains(
    api: TestClient,
    unit: Unit,
    leader: Headers,
    session: Session,
    total: int | None,
    reviewed: int | None,
    remaining: int | None,
    share: str | None,
) -> None:
    campaign = make_campaign(session, unit, total_count=total)
    make_review_count(session, campaign, reviewed_count=reviewed)
    address = f"/v1/review-campaigns/{campaign.id}"

    shown = api.get(address, headers=leader).json()
    before = api.get(f"{address}?as_of=2011-09-08", headers=leader).json()

    assert (shown["remaining"], shown["reviewed_share"]) == (remaining, share)
    assert shown["latest"]["reviewed_count"] == reviewed
    assert (before["latest"], before["remaining"], before["reviewed_share"]) == (None, None, None)


def test_counts_and_tells_the_series(
    api: TestClient, unit: Unit, leader: Headers, session: Session
) -> None:
    campaign = make_campaign(session, unit)
    body = {"campaign_id": str(campaign.id), "cut_off_on": "2011-09-09", "reviewed_count": 98}

    made = api.post("/v1/review-counts", json=body, headers=leader)
    assert made.status_code == 201, made.text

    series = api.get(f"/v1/review-campaigns/{campaign.id}/counts", headers=leader).json()
    assert series["campaign_total"] == {"count": 519, "approximate": False}
    assert series["items"] == [made.json()]
    listed = api.get(f"/v1/review-counts?campaign={campaign.id}", headers=leader).json()
    assert listed["items"] == [made.json()]


def test_refuses_more_reviewed_than_there_are(
    api: TestClient, unit: Unit, leader: Headers, session: Session
) -> None:
    campaign = make_campaign(session, unit)
    body = {"campaign_id": str(campaign.id), "cut_off_on": "2017-09-01", "reviewed_count": 520}

    refused = api.post("/v1/review-counts", json=body, headers=leader)
    assert (refused.status_code, refused.json()["code"]) == (409, "reviewed_more_than_total")
    assert refused.json()["errors"][0]["pointer"] == "/reviewed_count"

    campaign.total_approximate = True
    session.flush()
    assert api.post("/v1/review-counts", json=body, headers=leader).status_code == 201
    shown = api.get(f"/v1/review-campaigns/{campaign.id}", headers=leader).json()
    assert (shown["remaining"], shown["reviewed_share"]) == (-1, "1.0019")


def test_refuses_a_total_below_what_was_reviewed(
    api: TestClient, unit: Unit, leader: Headers, session: Session
) -> None:
    campaign = make_campaign(session, unit)
    make_review_count(session, campaign)

    answer = api.put(
        f"/v1/review-campaigns/{campaign.id}",
        json={"title": "§ 100", "unit_id": str(unit.id), "total_count": 97},
        headers=leader | {"If-Match": "*"},
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "reviewed_more_than_total")
    assert answer.json()["errors"][0]["pointer"] == "/total_count"


@pytest.mark.parametrize(
    ("cut_off_on", "code"),
    [("2017-09-28", "cut_off_in_future"), ("2011-09-09", "day_already_counted")],
)
def test_refuses_a_day_to_come_and_a_day_twice(
    api: TestClient, unit: Unit, leader: Headers, session: Session, cut_off_on: str, code: str
) -> None:
    campaign = make_campaign(session, unit)
    make_review_count(session, campaign)
    other = make_review_count(session, campaign, cut_off_on=date(2011, 10, 1))
    body = {"campaign_id": str(campaign.id), "cut_off_on": cut_off_on, "reviewed_count": 99}

    added = api.post("/v1/review-counts", json=body, headers=leader)
    moved = api.put(f"/v1/review-counts/{other.id}", json=body, headers=leader | {"If-Match": "*"})

    assert [(answer.status_code, answer.json()["code"]) for answer in (added, moved)] == [
        (409, code),
        (409, code),
    ]


def test_a_count_can_be_changed_and_removed(
    api: TestClient, unit: Unit, leader: Headers, session: Session
) -> None:
    count = make_review_count(session, make_campaign(session, unit))
    body = {"campaign_id": str(count.campaign_id), "cut_off_on": "2011-09-09"}
    address = f"/v1/review-counts/{count.id}"

    replaced = api.put(address, json=body, headers=leader | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["reviewed_count"]) == (200, None)
    assert api.delete(address, headers=leader | {"If-Match": '"2"'}).status_code == 204


def test_a_stranger_sees_nothing_and_a_caseworker_may_not_write(
    api: TestClient, actors: Actors, unit: Unit, session: Session
) -> None:
    campaign = make_campaign(session, unit)
    count = make_review_count(session, campaign)
    body = {"campaign_id": str(campaign.id), "cut_off_on": "2017-09-01"}
    stranger = actors.headers(Role.CENTRE_MANAGER, make_unit(session, name="Andet center"))
    caseworker = actors.headers(Role.CASEWORKER, unit)

    for path in (f"review-campaigns/{campaign.id}", f"review-counts/{count.id}"):
        assert api.get(f"/v1/{path}", headers=stranger).status_code == 404
        assert api.get(f"/v1/{path}", headers=caseworker).json()["may"] == []
    assert api.get("/v1/review-campaigns", headers=stranger).json()["items"] == []
    assert api.post("/v1/review-counts", json=body, headers=stranger).status_code == 422
    assert api.post("/v1/review-counts", json=body, headers=caseworker).status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", None), ("total_count", 5.5), ("due", "primo 2012"), ("reviewed_share", 1)],
)
def test_names_the_field_at_fault(
    api: TestClient, unit: Unit, leader: Headers, field: str, value: object
) -> None:
    body = {"title": "§ 100", "unit_id": str(unit.id)} | {field: value}

    answer = api.post("/v1/review-campaigns", json=body, headers=leader)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


@pytest.mark.parametrize("path", ["review-campaigns", "review-counts"])
def test_an_unknown_id_is_not_found(api: TestClient, leader: Headers, path: str) -> None:
    assert api.get(f"/v1/{path}/{uuid4()}", headers=leader).status_code == 404
