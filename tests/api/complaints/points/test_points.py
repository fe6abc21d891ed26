"""A complaint holds one thing after the other that is complained of, each with a cause."""

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.criticism_grades.tables import CriticismGrade
from api.complaints.tables import Complaint
from api.people.rules import Role
from tests.api.casework.places import Place
from tests.api.complaints.registering import act, made, put, refused, shown
from tests.factories import (
    UNKNOWN_ID,
    Actors,
    cause_group,
    kept,
    make_cause,
    make_complaint,
    make_point,
)


@pytest.fixture
def complaint(session: Session, place: Place) -> dict[str, Any]:
    """Return a complaint of 20 September."""
    return {"id": str(make_complaint(session, place.unit).id)}


@pytest.fixture
def cause(session: Session) -> str:
    return str(make_cause(session).id)


def make_grade(session: Session, code: str = "kritisabelt", **fields: Any) -> str:
    names: dict[str, Any] = {"name_da": code.capitalize(), "name_en": code.capitalize()}
    return str(kept(session, CriticismGrade(code=code, **names | fields)).id)


def test_a_point_is_noted_before_anything_is_found(
    api: TestClient, place: Place, complaint: dict[str, Any], cause: str
) -> None:
    body = {"cause_id": cause, "text": "Tre på et år.", "affects_credibility": True}

    answer = act(api, place.colleague, complaint, "points", **body)

    point = made(answer)
    assert answer.headers["Location"] == f"/v1/complaint-points/{point['id']}"
    assert made(api.get(answer.headers["Location"], headers=place.leader)) == point
    assert (point["cause"]["code"], point["text"]) == ("SKIFT", "Tre på et år.")
    assert (point["finding"], point["found_on"]) == (None, None)
    assert (point["affects_credibility"], point["affects_legality"]) == (True, False)
    [line] = shown(api, place.leader, complaint)["points"]
    assert line["id"] == point["id"]


def test_a_finding_is_of_today_unless_another_day_is_told(
    api: TestClient, session: Session, place: Place, complaint: dict[str, Any], cause: str
) -> None:
    found = {"cause_id": cause, "finding": "upheld", "criticism_grade_id": make_grade(session)}

    today = made(act(api, place.leader, complaint, "points", **found))
    before = made(act(api, place.leader, complaint, "points", **found, found_on="2017-09-22"))

    assert (today["found_on"], before["found_on"]) == ("2017-09-27", "2017-09-22")
    assert today["criticism_grade"]["name_da"] == "Kritisabelt"


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"cause_id": UNKNOWN_ID}, "cause_unknown", "/cause_id"),
        ({"cause_id": None}, "invalid_input", "/cause_id"),
        ({"found_on": "2017-09-22"}, "day_without_finding", "/finding"),
        ({"finding": "upheld", "found_on": "2017-09-28"}, "in_future", "/found_on"),
        ({"finding": "upheld", "found_on": "2017-09-19"}, "found_before_receipt", "/found_on"),
        ({"criticism_grade_id": UNKNOWN_ID}, "criticism_grade_unknown", "/criticism_grade_id"),
        ({"text": "Om 010190-1234"}, "text_names_cpr", "/text"),
        ({"finding": "right"}, "invalid_input", "/finding"),
    ],
)
def test_what_can_not_be_is_refused_where_it_stands(
    api: TestClient,
    place: Place,
    complaint: dict[str, Any],
    cause: str,
    body: dict[str, Any],
    code: str,
    pointer: str,
) -> None:
    answer = act(api, place.leader, complaint, "points", **{"cause_id": cause} | body)

    assert refused(answer) == (422, code, pointer)


def test_a_point_without_a_cause_is_refused(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    answer = act(api, place.leader, complaint, "points", text="Bare noget.")

    assert refused(answer) == (422, "invalid_input", "/cause_id")


@pytest.mark.parametrize("finding", [None, "not_upheld", "not_considered"])
def test_only_what_was_upheld_is_criticised(
    api: TestClient,
    session: Session,
    place: Place,
    complaint: dict[str, Any],
    cause: str,
    finding: str | None,
) -> None:
    body = {"cause_id": cause, "finding": finding, "criticism_grade_id": make_grade(session)}

    answer = act(api, place.leader, complaint, "points", **body)

    assert refused(answer) == (422, "criticism_without_finding", "/criticism_grade_id")


def test_a_group_says_too_little(
    api: TestClient, session: Session, place: Place, complaint: dict[str, Any]
) -> None:
    group = str(cause_group(session).id)

    answer = act(api, place.leader, complaint, "points", cause_id=group)

    assert refused(answer) == (422, "cause_is_group", "/cause_id")


def test_words_that_are_used_no_more_stay_and_are_not_chosen_anew(
    api: TestClient, session: Session, place: Place
) -> None:
    old, other = (make_cause(session, code, retired=True) for code in ("TONE", "BETJ"))
    grade = make_grade(session, retired=True)
    row = make_complaint(session, place.unit)
    found = {"finding": "upheld", "found_on": row.received_on}
    point = make_point(session, row, old, criticism_grade_id=UUID(grade), **found)
    body = {
        "cause_id": str(old.id),
        "finding": "upheld",
        "found_on": "2017-09-22",
        "criticism_grade_id": grade,
    }
    seen = {"id": str(point.id), "version": point.version}

    kept_words = made(put(api, place.leader, "complaint-points", seen, body))
    assert kept_words["cause"]["code"] == "TONE"
    anew = put(
        api, place.leader, "complaint-points", kept_words, body | {"cause_id": str(other.id)}
    )
    assert refused(anew) == (422, "cause_retired", "/cause_id")
    noted = act(api, place.leader, {"id": str(row.id)}, "points", **body)
    assert refused(noted) == (422, "cause_retired", "/cause_id")


def test_a_step_of_criticism_that_is_used_no_more_is_not_chosen(
    api: TestClient, session: Session, place: Place, complaint: dict[str, Any], cause: str
) -> None:
    grade = make_grade(session, retired=True)
    body = {"cause_id": cause, "finding": "upheld", "criticism_grade_id": grade}

    answer = act(api, place.leader, complaint, "points", **body)

    assert refused(answer) == (422, "criticism_grade_retired", "/criticism_grade_id")


def test_a_correction_says_both_what_was_found_and_when(
    api: TestClient, place: Place, complaint: dict[str, Any], cause: str
) -> None:
    point = made(act(api, place.leader, complaint, "points", cause_id=cause))
    body = {"cause_id": cause, "finding": "not_upheld"}

    answer = put(api, place.leader, "complaint-points", point, body)

    assert refused(answer) == (422, "finding_without_day", "/found_on")
    body["found_on"] = "2017-09-26"
    assert made(put(api, place.leader, "complaint-points", point, body))["found_on"] == "2017-09-26"


def test_a_point_that_was_noted_by_mistake_is_deleted(
    api: TestClient, place: Place, complaint: dict[str, Any], cause: str
) -> None:
    point = made(act(api, place.leader, complaint, "points", cause_id=cause))
    address = f"/v1/complaint-points/{point['id']}"

    assert api.delete(address, headers=place.leader | {"If-Match": "*"}).status_code == 204
    assert shown(api, place.leader, complaint)["points"] == []


def test_points_are_found_by_complaint_cause_and_finding(
    api: TestClient, session: Session, place: Place
) -> None:
    cause, other = make_cause(session), make_cause(session, "TONE")
    first, second = (make_complaint(session, place.unit) for _ in range(2))
    day = {"found_on": first.received_on}
    upheld = str(make_point(session, first, cause, finding="upheld", **day).id)
    plain = str(make_point(session, second, other).id)

    def found(**params: str) -> list[str]:
        page = api.get("/v1/complaint-points", params=params, headers=place.leader).json()
        return [each["id"] for each in page["items"]]

    assert found() == [upheld, plain]
    assert found(complaint=str(second.id)) == [plain]
    assert found(cause=str(cause.id)) == [upheld]
    assert found(cause=str(cause_group(session).id)) == [upheld, plain]
    assert found(finding="upheld") == [upheld]


def test_a_stranger_neither_sees_nor_adds_a_point(
    api: TestClient, session: Session, place: Place, cause: str
) -> None:
    row = make_complaint(session, place.unit)
    point = make_point(session, row, make_cause(session, "TONE"))

    assert api.get(f"/v1/complaint-points/{point.id}", headers=place.stranger).status_code == 404
    listed = api.get("/v1/complaint-points", headers=place.stranger).json()
    assert listed["items"] == []
    answer = act(api, place.stranger, {"id": row.id}, "points", cause_id=cause)
    assert answer.status_code == 404


def test_who_treats_a_complaint_notes_its_points(
    api: TestClient, session: Session, place: Place, actors: Actors, cause: str
) -> None:
    row: Complaint = make_complaint(session, place.unit, handler_id=place.anna.id)
    anna = actors.headers(Role.CASEWORKER, place.elsewhere, person=place.anna)

    assert made(act(api, anna, {"id": row.id}, "points", cause_id=cause))["may"] == [
        "replace",
        "delete",
    ]
