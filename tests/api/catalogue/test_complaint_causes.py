"""Causes of complaints over HTTP: two levels, kept by the Citizens' Advisor."""

from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.rules import ComplaintChannel, ComplaintKind
from api.complaints.tables import Complaint, ComplaintPoint
from api.people.rules import Role, Scope
from tests.api.catalogue.makers import make_cause
from tests.conftest import TODAY
from tests.factories import UNKNOWN_ID, Actors, Headers, kept, make_complaint, make_point, make_unit

GROUP = {"code": "TID", "name_da": "Tid", "name_en": "Time", "position": 1}
CAUSE = {"code": "TID-SVAR", "name_da": "Manglende svar", "name_en": "No reply", "position": 2}
ANY = {"If-Match": "*"}


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


def complain_of(session: Session, cause_id: Any) -> None:
    complaint = Complaint(
        number="K-1",
        received_on=TODAY,
        channel=ComplaintChannel.PHONE,
        kind=ComplaintKind.PROCEDURAL,
        text="Ingen ringer tilbage.",
        unit_id=make_unit(session).id,
    )
    kept(session, complaint)
    kept(session, ComplaintPoint(complaint_id=complaint.id, cause_id=cause_id))


def test_creates_reads_replaces_and_deletes(api: TestClient, advisor: Headers) -> None:
    group = api.post("/v1/complaint-causes", json=GROUP, headers=advisor).json()
    made = api.post("/v1/complaint-causes", json=CAUSE | {"group_id": group["id"]}, headers=advisor)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert made.json()["may"] == ["replace", "delete"]
    assert api.get(address, headers=advisor).json() == made.json()

    body = CAUSE | {"group_id": group["id"], "retired": True}
    replaced = api.put(address, json=body, headers=advisor | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["retired"]) == (200, True)
    [_, second] = api.get(f"{address}/history", headers=advisor).json()["items"]
    assert second["changed"] == [{"field": "retired", "before": False, "after": True}]

    assert api.delete(address, headers=advisor | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=advisor).status_code == 404


def test_lists_each_group_before_its_causes_in_their_order(
    api: TestClient, advisor: Headers, session: Session
) -> None:
    later = make_cause(session, "PROCES", position=2)
    first = make_cause(session, "TID", position=1)
    make_cause(session, "VEJ", group_id=later.id, position=1, retired=True)
    make_cause(session, "TID-SVAR", group_id=first.id, position=2)
    make_cause(session, "TID-FRIST", group_id=first.id, position=1)
    make_cause(session, "HØR", group_id=later.id, position=1)

    def codes(**params: str) -> list[str]:
        items = api.get("/v1/complaint-causes", params=params, headers=advisor).json()["items"]
        return [item["code"] for item in items]

    whole = ["TID", "TID-FRIST", "TID-SVAR", "PROCES", "HØR", "VEJ"]
    assert codes() == whole
    assert codes(group=str(later.id)) == ["HØR", "VEJ"]
    assert codes(group=str(later.id), retired="false") == ["HØR"]
    assert codes(retired="true") == ["VEJ"]


def test_pages_go_on_where_the_last_one_ended(
    api: TestClient, advisor: Headers, session: Session
) -> None:
    for position in range(3):
        group = make_cause(session, f"G{position}", position=position)
        make_cause(session, f"A{position}", group_id=group.id)

    seen, address = [], "/v1/complaint-causes?limit=2&count=exact"
    while address:
        answer = api.get(address, headers=advisor)
        assert answer.json()["total"] == 6
        seen += [item["code"] for item in answer.json()["items"]]
        address = answer.links["next"]["url"] if answer.json()["next"] else ""

    assert seen == ["G0", "A0", "G1", "A1", "G2", "A2"]


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.STAFF_UNIT])
def test_others_read_and_may_not_write(
    api: TestClient, actors: Actors, session: Session, role: Role
) -> None:
    cause = make_cause(session, "TID")
    headers = actors.headers(role, make_unit(session))

    shown = api.get(f"/v1/complaint-causes/{cause.id}", headers=headers)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    for answer in (
        api.post("/v1/complaint-causes", json=GROUP, headers=headers),
        api.put(f"/v1/complaint-causes/{cause.id}", json=GROUP, headers=headers | ANY),
        api.delete(f"/v1/complaint-causes/{cause.id}", headers=headers | ANY),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_who_keeps_words_in_one_unit_does_not_change_them_for_all(
    api: TestClient, actors: Actors, session: Session
) -> None:
    unit = make_unit(session)
    scopes = (Scope.COMPLAINT_WORDS_WRITE, Scope.CATALOGUE_READ)
    client = actors.client(*scopes, unit_id=unit.id)

    answer = api.post("/v1/complaint-causes", json=GROUP, headers=client)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_client_without_the_scope_reads_nothing(api: TestClient, actors: Actors) -> None:
    headers = actors.client(Scope.PLANS_READ)
    assert api.get("/v1/complaint-causes", headers=headers).status_code == 403


def test_there_are_two_levels(api: TestClient, advisor: Headers, session: Session) -> None:
    group = make_cause(session, "TID")
    cause = make_cause(session, "TID-SVAR", group_id=group.id)

    under_cause = CAUSE | {"code": "NY", "group_id": str(cause.id)}
    answer = api.post("/v1/complaint-causes", json=under_cause, headers=advisor)

    assert (answer.status_code, answer.json()["code"]) == (409, "cause_group_is_cause")
    assert answer.json()["errors"][0]["pointer"] == "/group_id"


def test_a_cause_moves_to_another_group_and_never_becomes_one(
    api: TestClient, advisor: Headers, session: Session
) -> None:
    first, second = make_cause(session, "TID"), make_cause(session, "PROCES")
    cause = make_cause(session, "TID-SVAR", group_id=first.id)
    address = f"/v1/complaint-causes/{cause.id}"

    moved = api.put(address, json=CAUSE | {"group_id": str(second.id)}, headers=advisor | ANY)
    assert (moved.status_code, moved.json()["group_id"]) == (200, str(second.id))

    refused = api.put(address, json=CAUSE, headers=advisor | ANY)
    assert (refused.status_code, refused.json()["code"]) == (409, "cause_needs_group")


def test_a_group_becomes_a_cause_only_when_it_is_empty(
    api: TestClient, advisor: Headers, session: Session
) -> None:
    full, empty = make_cause(session, "TID"), make_cause(session, "ANDET")
    make_cause(session, "TID-SVAR", group_id=full.id)

    body = {"name_da": "Andet", "name_en": "Other"}
    refused = api.put(
        f"/v1/complaint-causes/{full.id}",
        json=body | {"code": "TID", "group_id": str(empty.id)},
        headers=advisor | ANY,
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "cause_group_has_causes")

    moved = api.put(
        f"/v1/complaint-causes/{empty.id}",
        json=body | {"code": "ANDET", "group_id": str(full.id)},
        headers=advisor | ANY,
    )
    assert moved.status_code == 200, moved.text


def test_nothing_lies_in_itself(api: TestClient, advisor: Headers, session: Session) -> None:
    group = make_cause(session, "TID")

    body = GROUP | {"group_id": str(group.id)}
    answer = api.put(f"/v1/complaint-causes/{group.id}", json=body, headers=advisor | ANY)

    assert (answer.status_code, answer.json()["code"]) == (409, "cause_group_is_cause")


def test_what_was_used_is_retired_and_never_deleted(
    api: TestClient, advisor: Headers, session: Session
) -> None:
    group = make_cause(session, "TID")
    cause = make_cause(session, "TID-SVAR", group_id=group.id)
    complain_of(session, cause.id)

    for kept_one in (cause, group):
        answer = api.delete(f"/v1/complaint-causes/{kept_one.id}", headers=advisor | ANY)
        assert (answer.status_code, answer.json()["code"]) == (409, "complaint_cause_has_history")

    body = CAUSE | {"group_id": str(group.id), "retired": True}
    answer = api.put(f"/v1/complaint-causes/{cause.id}", json=body, headers=advisor | ANY)
    assert (answer.status_code, answer.json()["retired"]) == (200, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", ""),
        ("code", "tid-svar"),
        ("code", "TID SVAR"),
        ("code", "TID-"),
        ("code", "T" * 41),
        ("name_da", None),
        ("name_en", ""),
        ("group_id", "x"),
        ("group_id", UNKNOWN_ID),
        ("position", -1),
        ("retired", "måske"),
        ("parent_id", None),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, advisor: Headers, field: str, value: object
) -> None:
    answer = api.post("/v1/complaint-causes", json=CAUSE | {field: value}, headers=advisor)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


def test_danish_letters_are_letters_of_a_code(api: TestClient, advisor: Headers) -> None:
    answer = api.post("/v1/complaint-causes", json=GROUP | {"code": "HØR-2"}, headers=advisor)

    assert (answer.status_code, answer.json()["code"]) == (201, "HØR-2")


def test_refuses_a_code_twice(api: TestClient, advisor: Headers, session: Session) -> None:
    make_cause(session, "TID")

    answer = api.post("/v1/complaint-causes", json=GROUP, headers=advisor)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_there")


def test_an_unknown_id_is_not_found(api: TestClient, advisor: Headers) -> None:
    answer = api.get(f"/v1/complaint-causes/{uuid4()}", headers=advisor)

    assert (answer.status_code, answer.json()["code"]) == (404, "complaint_cause_not_found")


def test_a_cause_that_complaints_name_stays_in_its_group(
    api: TestClient, advisor: Headers, session: Session
) -> None:
    first, second = make_cause(session, "TID"), make_cause(session, "SERVICE")
    cause = make_cause(session, "SKIFT", group_id=first.id)
    body = CAUSE | {"code": "SKIFT", "group_id": str(second.id)}
    moved = advisor | {"If-Match": "*"}
    assert api.put(f"/v1/complaint-causes/{cause.id}", json=body, headers=moved).status_code == 200

    make_point(session, make_complaint(session, make_unit(session)), cause)
    back = body | {"group_id": str(first.id)}
    refused = api.put(f"/v1/complaint-causes/{cause.id}", json=back, headers=moved)

    assert (refused.status_code, refused.json()["code"]) == (409, "cause_complained_of")
