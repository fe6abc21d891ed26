"""What is learnt from complaints is noted, owned, and taken step by step."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.tables import Complaint
from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person
from tests.api.complaints.learning.learning import ANY, act, done, learn, refused, take
from tests.factories import (
    UNKNOWN_ID,
    Actors,
    Headers,
    make_complaint,
    make_initiative,
    make_plan,
    make_unit,
)

ADDRESS = "/v1/learning-records"


def test_it_tells_what_was_learnt_from_which_complaint_and_who_sees_to_it(
    api: TestClient, leader: Headers, record: dict[str, Any], complaint: Complaint
) -> None:
    shown = api.get(f"{ADDRESS}/{record['id']}", headers=leader).json()

    assert shown == record
    assert (record["complaint_number"], record["unit_name"], record["owner_name"]) == (
        complaint.number,
        "Borgercenter Handicap",
        "Prøve Owner",
    )
    assert record["initiative"] is None
    assert (record["step"], [step["taken_on"] for step in record["steps"]]) == (0, [None] * 5)
    assert record["may"] == ["replace", "delete", "take_step", "check_effect"]


def test_it_may_be_learnt_from_a_pattern_and_lead_to_an_initiative(
    api: TestClient, session: Session, leader: Headers, unit: Unit, owner: Person
) -> None:
    initiative = make_initiative(session, make_plan(session, unit))
    seen = done(api.get("/v1/complaints/patterns", headers=leader))["data"]["number"]

    made = learn(
        api,
        leader,
        unit_id=str(unit.id),
        owner_id=str(owner.id),
        pattern=f"by=unit&by=quarter&unit={unit.id}",
        data_number=seen,
        initiative_id=str(initiative.id),
    )

    assert (made["complaint_id"], made["data_number"]) == (None, seen)
    assert made["initiative_id"] == str(initiative.id)
    assert api.get(made["initiative"], headers=leader).json()["title"] == initiative.title


@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"pattern": "by=unit"}, "learnt_from_one_thing", "/complaint_id"),
        ({"complaint_id": None}, "learnt_from_one_thing", "/complaint_id"),
        ({"data_number": 3}, "data_without_pattern", "/data_number"),
        (
            {"complaint_id": None, "pattern": "by=unit", "data_number": 999_999},
            *("data_unknown", "/data_number"),
        ),
        ({"complaint_id": UNKNOWN_ID}, "complaint_unknown", "/complaint_id"),
        ({"complaint_id": None, "pattern": "by=colour"}, "pattern_unreadable", "/pattern"),
        ({"complaint_id": None, "pattern": "colour=red"}, "pattern_unreadable", "/pattern"),
        ({"changed_on": "2017-09-28"}, "in_future", "/changed_on"),
        ({"owner_id": UNKNOWN_ID}, "reference_unknown", "/owner_id"),
        ({"initiative_id": UNKNOWN_ID}, "reference_unknown", "/initiative_id"),
        ({"what_changed": "Som aftalt med 070761-4285"}, "text_names_cpr", "/what_changed"),
    ],
)
def test_what_can_not_be_is_refused(
    api: TestClient,
    leader: Headers,
    unit: Unit,
    owner: Person,
    complaint: Complaint,
    fields: dict[str, Any],
    code: str,
    pointer: str,
) -> None:
    plain = {"title": "Overlevering", "unit_id": str(unit.id), "owner_id": str(owner.id)}
    body = plain | {"complaint_id": str(complaint.id)} | fields

    answer = api.post(ADDRESS, json=body, headers=leader)

    assert refused(answer) == (422, code, pointer)


def test_nothing_is_learnt_from_a_complaint_one_may_not_read(
    api: TestClient, session: Session, leader: Headers, unit: Unit, owner: Person
) -> None:
    unseen = make_complaint(session, make_unit(session, name="En anden afdeling"))
    body = {"title": "Overlevering", "unit_id": str(unit.id), "owner_id": str(owner.id)}

    answer = api.post(ADDRESS, json=body | {"complaint_id": str(unseen.id)}, headers=leader)

    assert refused(answer) == (422, "complaint_unknown", "/complaint_id")


def test_it_is_given_new_content_and_deleted_while_nothing_was_done(
    api: TestClient, leader: Headers, record: dict[str, Any]
) -> None:
    names = ("complaint_id", "unit_id", "owner_id", "changed_on")
    body = {name: record[name] for name in names} | {"title": "Fast makker ved skift"}
    address = f"{ADDRESS}/{record['id']}"

    changed = done(api.put(address, json=body, headers=leader | ANY))
    assert (changed["title"], changed["check_after_months"]) == ("Fast makker ved skift", None)
    assert len(api.get(f"{address}/history", headers=leader).json()["items"]) == 2

    take(api, leader, record, 1)
    kept = api.delete(address, headers=leader | ANY)
    assert refused(kept)[:2] == (409, "learning_record_has_history")
    api.delete(f"{address}/steps/1", headers=leader | ANY)
    assert api.delete(address, headers=leader | ANY).status_code == 204


def test_steps_follow_each_other(api: TestClient, leader: Headers, record: dict[str, Any]) -> None:
    told = take(api, leader, record, 1, 2)

    assert told["step"] == 2
    days = [step["taken_on"] for step in told["steps"]]
    assert days == ["2017-09-21", "2017-09-22", None, None, None]
    assert [step["name_da"] for step in told["steps"]][:2] == ["Trin 1", "Trin 2"]
    assert "take_back_step" in told["may"]
    assert "take_step" not in take(api, leader, record, 3, 4, 5)["may"]


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"step": 1, "taken_on": "2017-09-22"}, 409, "step_taken", "/step"),
        ({"step": 3, "taken_on": "2017-09-22"}, 409, "step_skipped", "/step"),
        ({"step": 2, "taken_on": "2017-09-20"}, 422, "step_before_last", "/taken_on"),
        ({"step": 2, "taken_on": "2017-09-28"}, 422, "in_future", "/taken_on"),
    ],
)
def test_a_step_out_of_order_is_refused(
    api: TestClient,
    leader: Headers,
    record: dict[str, Any],
    body: dict[str, Any],
    status: int,
    code: str,
    pointer: str,
) -> None:
    take(api, leader, record, 1)

    assert refused(act(api, leader, record, "steps", **body)) == (status, code, pointer)


def test_only_the_last_step_is_taken_back(
    api: TestClient, leader: Headers, record: dict[str, Any]
) -> None:
    address = f"{ADDRESS}/{record['id']}/steps"
    none_yet = api.delete(f"{address}/1", headers=leader | ANY)
    assert refused(none_yet)[:2] == (409, "step_not_last")
    take(api, leader, record, 1, 2)

    first = api.delete(f"{address}/1", headers=leader | ANY)
    last = api.delete(f"{address}/2", headers=leader | ANY)

    assert refused(first)[:2] == (409, "step_not_last")
    assert last.status_code == 204
    assert api.get(f"{ADDRESS}/{record['id']}", headers=leader).json()["step"] == 1


def test_lists_by_what_is_asked_for(
    api: TestClient,
    session: Session,
    leader: Headers,
    unit: Unit,
    owner: Person,
    record: dict[str, Any],
) -> None:
    about = {"unit_id": str(unit.id), "owner_id": str(owner.id), "pattern": "by=unit"}
    other = learn(api, leader, **about)
    take(api, leader, other, 1, 2, 3, 4, 5)

    def found(**params: Any) -> list[str]:
        answer = api.get(ADDRESS, params=params, headers=leader)
        return [item["id"] for item in answer.json()["items"]]

    assert found() == found(unit=unit.id) == found(owner=owner.id) == [other["id"], record["id"]]
    assert found(complaint=record["complaint_id"]) == [record["id"]]
    assert found(step=0) == found(open=True) == found(check_due=True) == [record["id"]]
    assert found(step=5) == found(open=False) == found(check_due=False) == [other["id"]]
    assert found(check_due=True, as_of="2017-09-14") == []
    nobody = make_unit(session, name="En anden afdeling")
    assert found(unit=nobody.id) == found(owner=UNKNOWN_ID) == found(step=3) == []


def test_an_effect_is_due_as_of_a_day(
    api: TestClient, leader: Headers, record: dict[str, Any]
) -> None:
    address = f"{ADDRESS}/{record['id']}"

    early = api.get(address, params={"as_of": "2017-09-14"}, headers=leader).json()

    assert (early["check_due_on"], early["check_due"]) == ("2017-09-15", False)
    assert record["check_due"] is True


def test_a_colleague_may_and_a_stranger_sees_nothing(
    api: TestClient, actors: Actors, unit: Unit, stranger: Headers, record: dict[str, Any]
) -> None:
    assert take(api, actors.headers(Role.CASEWORKER, unit), record, 1)["step"] == 1

    unseen = act(api, stranger, record, "steps", step=2, taken_on="2017-09-22")

    assert refused(unseen)[:2] == (404, "learning_record_not_found")
    assert api.get(ADDRESS, headers=stranger).json()["items"] == []


def test_its_owner_may_wherever_the_unit_is(
    api: TestClient, session: Session, actors: Actors, owner: Person, record: dict[str, Any]
) -> None:
    elsewhere = make_unit(session, name="En anden afdeling")
    headers = actors.headers(Role.CASEWORKER, elsewhere, person=owner)

    assert take(api, headers, record, 1)["step"] == 1


def test_nobody_makes_one_in_a_unit_of_others(
    api: TestClient, stranger: Headers, unit: Unit, owner: Person
) -> None:
    body = {"title": "Overlevering", "unit_id": str(unit.id), "owner_id": str(owner.id)}

    answer = api.post(ADDRESS, json=body | {"pattern": "by=unit"}, headers=stranger)

    assert refused(answer)[:2] == (403, "not_allowed")


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("q=0101701234", "names_cpr"),
        ("q=-", None),
        ("by=cause&by=unit&by=year&by=kind", "too_many_dimensions"),
        ("received_from=2017-02-01&received_before=2017-01-01", "days_reversed"),
    ],
)
def test_a_pattern_that_could_not_be_counted_is_refused_at_once(
    pattern: str, code: str | None, api: TestClient, leader: Headers, unit: Unit, owner: Person
) -> None:
    body = {
        "title": "Svar til tiden",
        "unit_id": str(unit.id),
        "owner_id": str(owner.id),
        "pattern": pattern,
    }
    answer = api.post(ADDRESS, json=body, headers=leader)

    assert answer.status_code == 422, answer.text
    assert code is None or code in answer.text
    assert "0101701234" not in answer.text
