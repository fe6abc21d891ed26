"""The scale of criticism and the five steps of learning over HTTP."""

from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.catalogue.makers import make_grade
from tests.factories import Actors, Headers, make_unit

GRADE = {"code": "KRITISABELT", "name_da": "Kritisabelt", "name_en": "Open to criticism"}
ANY = {"If-Match": "*"}


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


def test_a_grade_is_made_read_replaced_and_deleted(api: TestClient, advisor: Headers) -> None:
    made = api.post("/v1/criticism-grades", json=GRADE, headers=advisor)
    assert (made.status_code, made.json()["may"]) == (201, ["replace", "delete"])
    address = made.headers["Location"]

    replaced = api.put(address, json=GRADE | {"position": 3}, headers=advisor | ANY)
    assert (replaced.status_code, replaced.json()["position"]) == (200, 3)

    assert api.delete(address, headers=advisor | {"If-Match": '"2"'}).status_code == 204
    answer = api.get(address, headers=advisor)
    assert (answer.status_code, answer.json()["code"]) == (404, "criticism_grade_not_found")


def test_the_mildest_grade_comes_first(api: TestClient, advisor: Headers, session: Session) -> None:
    make_grade(session, "KRITISABELT", position=3)
    make_grade(session, "UHELDIGT", position=1)
    make_grade(session, "ALVORLIGT", position=2, retired=True)

    def codes(query: str = "") -> list[str]:
        items = api.get(f"/v1/criticism-grades{query}", headers=advisor).json()["items"]
        return [item["code"] for item in items]

    assert codes() == ["UHELDIGT", "ALVORLIGT", "KRITISABELT"]
    assert codes("?retired=false") == ["UHELDIGT", "KRITISABELT"]
    assert codes("?retired=true") == ["ALVORLIGT"]


def test_there_are_five_steps_that_nobody_has_named(api: TestClient, advisor: Headers) -> None:
    items = api.get("/v1/learning-steps", headers=advisor).json()["items"]

    assert [(each["step"], each["name_da"], each["name_en"]) for each in items] == [
        (step, f"Trin {step}", f"Step {step}") for step in range(1, 6)
    ]
    assert items[0]["may"] == ["replace"]


def test_a_step_is_named_and_keeps_its_number(api: TestClient, advisor: Headers) -> None:
    address = f"/v1/learning-steps/{step_id(api, advisor, 2)}"
    name = {"name_da": "Det andet", "name_en": "The second"}

    named = api.put(address, json=name, headers=advisor | {"If-Match": '"1"'})

    assert (named.status_code, named.json()["step"]) == (200, 2)
    assert api.get(address, headers=advisor).json() == named.json()
    moved = api.put(address, json=name | {"step": 3}, headers=advisor | ANY)
    assert (moved.status_code, moved.json()["errors"][0]["pointer"]) == (422, "/step")
    unnamed = api.put(address, json=name | {"name_da": " "}, headers=advisor | ANY)
    assert (unnamed.status_code, unnamed.json()["errors"][0]["pointer"]) == (422, "/name_da")


def test_there_are_never_more_or_fewer_steps(api: TestClient, advisor: Headers) -> None:
    address = f"/v1/learning-steps/{step_id(api, advisor, 5)}"
    name = {"name_da": "Trin 6", "name_en": "Step 6"}

    assert api.post("/v1/learning-steps", json=name, headers=advisor).status_code == 405
    assert api.delete(address, headers=advisor | ANY).status_code == 405


def step_id(api: TestClient, headers: Headers, number: int) -> str:
    items = api.get("/v1/learning-steps", headers=headers).json()["items"]
    return str(next(each["id"] for each in items if each["step"] == number))


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.STAFF_UNIT])
def test_others_read_and_may_not_write(
    api: TestClient, actors: Actors, session: Session, role: Role
) -> None:
    grade = make_grade(session, "KRITISABELT")
    headers = actors.headers(role, make_unit(session))
    step = f"/v1/learning-steps/{step_id(api, headers, 1)}"
    name = {"name_da": "Et", "name_en": "One"}

    assert api.get(step, headers=headers).json()["may"] == []
    for answer in (
        api.put(step, json=name, headers=headers | ANY),
        api.post("/v1/criticism-grades", json=GRADE | {"code": "NY"}, headers=headers),
        api.put(f"/v1/criticism-grades/{grade.id}", json=GRADE, headers=headers | ANY),
        api.delete(f"/v1/criticism-grades/{grade.id}", headers=headers | ANY),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_an_unknown_step_is_not_found(api: TestClient, advisor: Headers) -> None:
    answer = api.get(f"/v1/learning-steps/{uuid4()}", headers=advisor)

    assert (answer.status_code, answer.json()["code"]) == (404, "learning_step_not_found")
