"""The types of letters over HTTP: kept by who keeps the catalogue, read by all."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.catalogue.makers import make_letter_type
from tests.factories import Actors, Headers

REFUSAL = {"code": "AFSLAG-100", "name_da": "Afslag", "name_en": "Refusal"}
ANY = {"If-Match": "*"}


@pytest.fixture
def keeper(actors: Actors) -> Headers:
    return actors.headers(Role.STAFF_UNIT)


def test_a_letter_type_is_made_read_replaced_and_deleted(api: TestClient, keeper: Headers) -> None:
    made = api.post("/v1/letter-types", json=REFUSAL, headers=keeper)
    assert (made.status_code, made.json()["may"]) == (201, ["replace", "delete"])
    address = made.headers["Location"]

    replaced = api.put(address, json=REFUSAL | {"retired": True}, headers=keeper | ANY)
    assert (replaced.status_code, replaced.json()["retired"]) == (200, True)

    assert api.delete(address, headers=keeper | ANY).status_code == 204
    answer = api.get(address, headers=keeper)
    assert (answer.status_code, answer.json()["code"]) == (404, "letter_type_not_found")


def test_they_come_by_their_codes(api: TestClient, keeper: Headers, session: Session) -> None:
    for code, retired in (("BEVILLING", False), ("AFSLAG", True), ("OPHØR", False)):
        make_letter_type(session, code, retired=retired)

    def codes(query: str = "") -> list[str]:
        items = api.get(f"/v1/letter-types{query}", headers=keeper).json()["items"]
        return [item["code"] for item in items]

    assert codes() == ["AFSLAG", "BEVILLING", "OPHØR"]
    assert codes("?retired=false") == ["BEVILLING", "OPHØR"]


def test_others_read_them_and_change_nothing(
    api: TestClient, actors: Actors, session: Session
) -> None:
    advisor = actors.headers(Role.CITIZENS_ADVISOR)
    address = f"/v1/letter-types/{make_letter_type(session).id}"

    assert api.get(address, headers=advisor).json()["may"] == []
    answers = (
        api.post("/v1/letter-types", json=REFUSAL, headers=advisor),
        api.put(address, json=REFUSAL, headers=advisor | ANY),
        api.delete(address, headers=advisor | ANY),
    )
    assert {answer.status_code for answer in answers} == {403}
