"""Resource lines over HTTP, and what a plan's lines come to."""

from decimal import Decimal
from uuid import UUID

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from api.plans.outline.tables import Plan
from tests.api.plans.makers import make_line
from tests.factories import UNKNOWN_ID, Actors, make_plan, make_track, make_unit


@pytest.fixture
def plan(session: Session) -> Plan:
    return make_plan(session, make_unit(session))


def body_of(plan: Plan, **fields: object) -> dict[str, object]:
    return {
        "plan_id": str(plan.id),
        "position": 1,
        "label": "Socialcentret – Enkeltydelser og førtidspension",
        "fte": "12.8",
        "million_dkk": 6.6,
        "period_from": 2012,
        "period_as_written": "2012 og frem",
        "duration": "permanent",
        "appropriation": "operating",
        "price_level_year": 2012,
        "standing": "requested",
    } | fields


def test_creates_reads_replaces_and_deletes(api: TestClient, actors: Actors, plan: Plan) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    made = api.post(
        "/v1/resource-lines", json=body_of(plan, unit_id=str(plan.unit_id)), headers=staff
    )
    assert made.status_code == 201, made.text
    assert (made.json()["million_dkk"], made.json()["fte"]) == ("6.60", "12.80")
    assert made.json()["unit_name"] == "Borgercenter Handicap"
    address = made.headers["Location"]
    assert api.get(address, headers=staff).json() == made.json()

    granted = body_of(plan, standing="granted", fte=None)
    replaced = api.put(address, json=granted, headers=staff | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["fte"]) == (200, None)
    assert replaced.json()["unit_name"] is None
    assert len(api.get(f"{address}/history", headers=staff).json()["items"]) == 2

    assert api.delete(address, headers=staff | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=staff).status_code == 404


def test_totals_are_those_of_the_paper(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    """12,25 = 6,60 + 5,65; the asks of 2011 come to 19,55, and 9,7 was granted."""
    one_year = {"duration": "one_year", "period_until": 2012}
    asked = make_line(session, plan, "12.25", position=2, label="Permanent")
    make_line(session, plan, "6.60", fte=Decimal("12.8"), part_of_id=asked.id)
    make_line(session, plan, "5.65", fte=Decimal("10.9"), part_of_id=asked.id)
    make_line(session, plan, "4.30", fte=Decimal("8.6"), **one_year)
    make_line(session, plan, "1.00", **one_year)
    make_line(session, plan, "1.00", appropriation="capital", **one_year)
    make_line(session, plan, "1.00", duration="several_years", period_until=2013)
    make_line(session, plan, "9.7", standing="granted", **one_year)
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.get(f"/v1/plans/{plan.id}/resource-totals", headers=reader)

    assert answer.status_code == 200, answer.text
    totals = answer.json()
    assert totals["granted"]["by_duration"] == {
        "one_year": {"lines": 1, "million_dkk": "9.70", "fte": None}
    }
    requested = totals["requested"]
    assert (requested["million_dkk"], requested["fte"]) == ("19.55", "32.30")
    assert requested["by_duration"] == {
        "permanent": {"lines": 1, "million_dkk": "12.25", "fte": "23.70"},
        "one_year": {"lines": 3, "million_dkk": "6.30", "fte": "8.60"},
        "several_years": {"lines": 1, "million_dkk": "1.00", "fte": None},
    }
    [whole] = totals["reconciles"]
    assert (whole["line_id"], whole["label"]) == (str(asked.id), "Permanent")
    assert whole["million_dkk"] == {
        "stated": "12.25",
        "parts": "12.25",
        "parts_unstated": 0,
        "difference": "0.00",
    }
    assert whole["fte"] == {
        "stated": None,
        "parts": "23.70",
        "parts_unstated": 0,
        "difference": None,
    }


def test_totals_of_a_plan_without_lines_are_unknown(
    api: TestClient, actors: Actors, plan: Plan
) -> None:
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    totals = api.get(f"/v1/plans/{plan.id}/resource-totals", headers=reader).json()

    nothing: dict[str, object] = {"lines": 0, "million_dkk": None, "fte": None, "by_duration": {}}
    assert (totals["granted"], totals["requested"]) == (nothing, nothing)
    assert totals["reconciles"] == []


@pytest.mark.parametrize(
    ("filters", "labels"),
    [
        ("standing=granted", ["afsat"]),
        ("duration=several_years", ["samlet"]),
        ("year=2011", ["afsat"]),
        ("year=2012", ["varig", "samlet"]),
        ("year=2013", ["varig", "samlet"]),
        ("year=2014", ["varig"]),
        ("limit=2", ["afsat", "varig"]),
    ],
)
def test_finds_by_year_standing_and_duration(
    api: TestClient, actors: Actors, plan: Plan, session: Session, filters: str, labels: list[str]
) -> None:
    afsat = {"label": "afsat", "standing": "granted", "duration": "one_year"}
    make_line(session, plan, "9.7", period_from=2011, **afsat)
    make_line(session, plan, "12.25", position=2, label="varig")
    samlet = {"label": "samlet", "duration": "several_years", "period_until": 2013}
    make_line(session, plan, "1", position=3, **samlet)
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    found = api.get(f"/v1/resource-lines?{filters}", headers=reader).json()["items"]

    assert [row["label"] for row in found] == labels


def test_finds_by_plan_track_and_unit_with_what_lies_under_it(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    track = make_track(session, plan)
    staben = make_unit(session, name="Staben", parent_id=plan.unit_id)
    make_line(session, plan, "1", label="plan")
    make_line(session, plan, "1", label="spor", track_id=track.id, unit_id=staben.id, position=2)
    make_line(session, make_plan(session, plan.unit), "1", label="en anden plan")
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    def labels(filters: str) -> list[str]:
        items = api.get(f"/v1/resource-lines?{filters}", headers=reader).json()["items"]
        return [row["label"] for row in items]

    assert labels(f"plan={plan.id}") == ["plan", "spor"]
    assert labels(f"track={track.id}") == ["spor"]
    assert labels(f"unit={plan.unit_id}") == ["spor"]


def test_a_part_stays_with_its_whole(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    whole = make_line(session, plan, "12.25")
    part = make_line(session, plan, "6.60", part_of_id=whole.id)
    foreign = make_line(session, make_plan(session, plan.unit), "1")
    staff = actors.headers(Role.STAFF_UNIT, plan.unit) | {"If-Match": "*"}

    def code(row_id: UUID, **fields: object) -> str | None:
        body = body_of(plan, **fields)
        answer = api.put(f"/v1/resource-lines/{row_id}", json=body, headers=staff)
        return None if answer.status_code == 200 else str(answer.json()["code"])

    assert code(whole.id, part_of_id=str(part.id)) == "line_in_itself"
    assert code(whole.id, standing="granted") == "line_has_parts"
    assert code(part.id, part_of_id=str(whole.id), standing="granted") == "part_of_other_standing"
    assert code(part.id, part_of_id=str(foreign.id)) == "line_of_another_plan"
    assert code(part.id, standing="granted") is None


def test_lines_are_part_of_one_another_in_ten_levels_at_most(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit) | {"If-Match": "*"}
    chain = [make_line(session, plan, "1")]
    for _ in range(9):
        chain.append(make_line(session, plan, "1", part_of_id=chain[-1].id))
    whole = make_line(session, plan, "1")
    make_line(session, plan, "1", part_of_id=whole.id)

    below = api.post(
        "/v1/resource-lines", json=body_of(plan, part_of_id=str(chain[9].id)), headers=staff
    )
    with_parts = api.put(
        f"/v1/resource-lines/{whole.id}",
        json=body_of(plan, part_of_id=str(chain[8].id)),
        headers=staff,
    )
    fits = api.put(
        f"/v1/resource-lines/{whole.id}",
        json=body_of(plan, part_of_id=str(chain[7].id)),
        headers=staff,
    )

    for refused in (below, with_parts):
        assert (refused.status_code, refused.json()["code"]) == (409, "line_too_deep")
        assert refused.json()["errors"][0]["pointer"] == "/part_of_id"
    assert fits.status_code == 200, fits.text


def test_adds_up_lines_however_deep_they_lie(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    """Lines of old may lie deeper than is taken in today."""
    here = make_line(session, plan, None, fte=Decimal(1))
    for _ in range(420):
        here = make_line(session, plan, None, fte=Decimal(1), part_of_id=here.id)
    make_line(session, plan, "2.5", part_of_id=here.id)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.get(f"/v1/plans/{plan.id}/resource-totals", headers=staff)

    assert answer.status_code == 200, answer.text
    requested = answer.json()["requested"]
    assert (requested["million_dkk"], requested["fte"]) == ("2.50", "1.00")


def test_a_whole_with_parts_is_not_deleted(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    whole = make_line(session, plan, "12.25")
    make_line(session, plan, "6.60", part_of_id=whole.id)
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.delete(f"/v1/resource-lines/{whole.id}", headers=staff | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "resource_line_has_history")


def test_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    row = make_line(session, plan, "1")
    stranger = actors.headers(Role.CENTRE_MANAGER, make_unit(session, name="Børn og Unge"))

    for address in (f"/v1/resource-lines/{row.id}", f"/v1/plans/{plan.id}/resource-totals"):
        assert api.get(address, headers=stranger).status_code == 404
    assert api.get("/v1/resource-lines", headers=stranger).json()["items"] == []
    made = api.post("/v1/resource-lines", json=body_of(plan), headers=stranger)
    assert (made.status_code, made.json()["code"]) == (422, "plan_unknown")


def test_who_may_not_change_the_plan_may_not_write(
    api: TestClient, actors: Actors, plan: Plan, session: Session
) -> None:
    row = make_line(session, plan, "1")
    below = make_unit(session, name="Afdeling 1", parent_id=plan.unit_id)
    address, body = f"/v1/resource-lines/{row.id}", body_of(plan)

    for role, unit in ((Role.CASEWORKER, plan.unit), (Role.CENTRE_MANAGER, below)):
        headers = actors.headers(role, unit) | {"If-Match": "*"}
        assert api.post("/v1/resource-lines", json=body, headers=headers).status_code == 403
        assert api.put(address, json=body, headers=headers).status_code == 403
        assert api.delete(address, headers=headers).status_code == 403
        assert api.get(address, headers=headers).json()["may"] == []


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"million_dkk": "9,7"}, "/million_dkk"),
        ({"million_dkk": "1.2345"}, "/million_dkk"),
        ({"million_dkk": "NaN"}, "/million_dkk"),
        ({"fte": "-1"}, "/fte"),
        ({"period_from": "2012 og frem"}, "/period_from"),
        ({"part_of_id": UNKNOWN_ID}, "/part_of_id"),
        ({"unit_id": UNKNOWN_ID}, "/unit_id"),
        ({"track_id": UNKNOWN_ID}, "/track_id"),
        ({"standing": "hoped"}, "/standing"),
        ({"fte": None, "million_dkk": None}, "/"),
        ({"period_until": 2011}, "/"),
        ({"duration": "one_year", "period_until": 2013}, "/"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, actors: Actors, plan: Plan, fields: dict[str, object], pointer: str
) -> None:
    staff = actors.headers(Role.STAFF_UNIT, plan.unit)

    answer = api.post("/v1/resource-lines", json=body_of(plan, **fields), headers=staff)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (f"/v1/resource-lines/{UNKNOWN_ID}", "resource_line_not_found"),
        (f"/v1/plans/{UNKNOWN_ID}/resource-totals", "plan_not_found"),
    ],
)
def test_an_unknown_id_is_not_found(
    api: TestClient, actors: Actors, plan: Plan, address: str, code: str
) -> None:
    reader = actors.headers(Role.CASEWORKER, plan.unit)

    answer = api.get(address, headers=reader)

    assert (answer.status_code, answer.json()["code"]) == (404, code)
